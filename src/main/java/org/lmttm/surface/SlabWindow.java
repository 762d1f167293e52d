package org.lmttm.surface;

import java.util.Arrays;

/** The last four slabs that were asked for, as floats. For one thread. */
final class SlabWindow {
    private static final int SLABS = 4;

    private final VoxelGrid grid;
    private final float[][] values;
    private final int[] loaded = new int[SLABS];

    SlabWindow(VoxelGrid grid) {
        this.grid = grid;
        this.values = new float[SLABS][];
        Arrays.fill(loaded, -1);
    }

    float[] slab(int w) {
        int at = w % SLABS;
        if (loaded[at] != w) {
            if (values[at] == null) {
                values[at] = new float[grid.nu * grid.nv];
            }
            grid.slab(w, values[at]);
            loaded[at] = w;
        }
        return values[at];
    }

    float value(int u, int v, int w) {
        return slab(w)[v * grid.nu + u];
    }

    /** Gradient an index step at a voxel with a finite value: central differences, one-sided where a side is missing. */
    void gradient(int u, int v, int w, double[] target) {
        float[] here = slab(w);
        int at = v * grid.nu + u;
        float centre = here[at];
        target[0] = difference(u > 0 ? here[at - 1] : Float.NaN, centre, u + 1 < grid.nu ? here[at + 1] : Float.NaN);
        target[1] = difference(
                v > 0 ? here[at - grid.nu] : Float.NaN, centre, v + 1 < grid.nv ? here[at + grid.nu] : Float.NaN);
        target[2] =
                difference(w > 0 ? slab(w - 1)[at] : Float.NaN, centre, w + 1 < grid.nw ? slab(w + 1)[at] : Float.NaN);
    }

    private static double difference(float before, float centre, float after) {
        boolean hasBefore = Float.isFinite(before);
        boolean hasAfter = Float.isFinite(after);
        if (hasBefore && hasAfter) {
            return ((double) after - before) / 2;
        }
        return hasAfter ? (double) after - centre : hasBefore ? (double) centre - before : 0;
    }
}
