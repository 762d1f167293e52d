package org.lmttm.app.state;

import java.util.List;

/** A value a voxel of the active case, painted over its slices and surfaces; such as attention as a multiple of uniform. */
public interface SliceOverlay {
    /** What the numbers are, for the colour bar, with their unit. */
    String label();

    /** The number at the colour map's lower end. */
    double minimum();

    /** The number at the colour map's upper end; larger numbers are drawn in its colour. */
    double maximum();

    /** The value at a voxel; NaN where there is none. */
    float value(int i, int j, int k);

    /** Whether the model sees a voxel; where it does not, pictures are hatched. */
    boolean seen(int i, int j, int k);

    /** The places with the largest values, to be drawn as boxes in 3D; empty where they are not wanted. */
    default List<Box> boxes() {
        return List.of();
    }

    /**
     * A box of voxels with one value.
     *
     * @param corners eight corners i, j, k; corner x + 2y + 4z at the box's own x, y, z in {0, 1}
     * @param value the value
     */
    record Box(double[][] corners, float value) {}
}
