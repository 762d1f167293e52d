package org.lmttm.training;

import java.util.Random;
import org.lmttm.model.Architecture.Extent;

/**
 * The labelled cubes of one split in memory, as stored: bytes 0 to 255, (depth, height, width) row-major.
 *
 * @param extent voxels of a cube
 * @param voxels one array a case
 * @param labels class of each case
 */
record CubeSet(Extent extent, byte[][] voxels, int[] labels) {

    CubeSet {
        if (voxels.length != labels.length) {
            throw new IllegalArgumentException(voxels.length + " cubes but " + labels.length + " labels");
        }
    }

    /** Cubes of random bytes from the configuration's seed, for measuring and checking; every class in turn. */
    static CubeSet noise(TrainingConfig config, int count) {
        Random random = new Random(config.seed());
        byte[][] voxels = new byte[count][config.architecture().input().count()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            random.nextBytes(voxels[i]);
            labels[i] = i % config.architecture().classes();
        }
        return new CubeSet(config.architecture().input(), voxels, labels);
    }

    int count() {
        return labels.length;
    }
}
