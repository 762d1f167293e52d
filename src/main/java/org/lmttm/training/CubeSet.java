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

    int count() {
        return labels.length;
    }

    /** The cases of a batch behind each other: (batch, depth, height, width). */
    byte[] gather(int[] cases, Augmentation augmentation, long seed, long step) {
        int size = extent.count();
        byte[] batch = new byte[cases.length * size];
        boolean asStored = augmentation.equals(Augmentation.NONE);
        for (int b = 0; b < cases.length; b++) {
            if (asStored) {
                System.arraycopy(voxels[cases[b]], 0, batch, b * size, size);
            } else {
                augment(voxels[cases[b]], batch, b * size, augmentation, Seeds.augmentation(seed, step, cases[b]));
            }
        }
        return batch;
    }

    long[] labelsOf(int[] cases) {
        long[] result = new long[cases.length];
        for (int b = 0; b < cases.length; b++) {
            result[b] = labels[cases[b]];
        }
        return result;
    }

    /** A case as the network takes it: values in [0, 1]. */
    float[] scaled(int index) {
        float[] result = new float[extent.count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (voxels[index][i] & 0xff) / 255f;
        }
        return result;
    }

    private void augment(byte[] from, byte[] to, int offset, Augmentation augmentation, Random random) {
        int[] depth = sources(extent.depth(), augmentation, random);
        int[] height = sources(extent.height(), augmentation, random);
        int[] width = sources(extent.width(), augmentation, random);
        int at = offset;
        for (int z : depth) {
            for (int y : height) {
                for (int x : width) {
                    boolean inside = z >= 0 && y >= 0 && x >= 0;
                    to[at++] = inside ? from[(z * extent.height() + y) * extent.width() + x] : 0;
                }
            }
        }
    }

    /** Where each voxel of an axis comes from; −1 where zeros move in. */
    private static int[] sources(int size, Augmentation augmentation, Random random) {
        boolean flip = augmentation.flips() && random.nextBoolean();
        int shift = augmentation.shift() == 0 ? 0 : random.nextInt(2 * augmentation.shift() + 1) - augmentation.shift();
        int[] result = new int[size];
        for (int i = 0; i < size; i++) {
            int source = (flip ? size - 1 - i : i) - shift;
            result[i] = source >= 0 && source < size ? source : -1;
        }
        return result;
    }
}
