package org.lmttm.app.state;

/** A value a voxel of the active case, painted over its slices; such as attention as a multiple of uniform. */
public interface SliceOverlay {
    /** What the numbers are, for the colour bar, with their unit. */
    String label();

    /** The number at the colour map's lower end. */
    double minimum();

    /** The number at the colour map's upper end; larger numbers are drawn in its colour. */
    double maximum();

    /** The value at a voxel; NaN where there is none, such as what the model does not see. */
    float value(int i, int j, int k);
}
