package org.lmttm.training;

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

    int count() {
        return labels.length;
    }
}
