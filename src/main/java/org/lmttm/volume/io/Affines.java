package org.lmttm.volume.io;

import java.util.Optional;
import org.lmttm.volume.Affine;

/** Affines from what headers say. */
final class Affines {
    private Affines() {}

    /** An affine that can be trusted: finite, and neither flat nor so large or small that its inverse is not finite. */
    static Optional<Affine> checked(double[][] rows) {
        try {
            Affine affine = Affine.of(rows);
            double volume = Math.abs(affine.determinant());
            if (!(volume > 1e-90 && volume < 1e90)) {
                return Optional.empty();
            }
            Affine.of(affine.inverse().rows());
            return Optional.of(affine);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * An affine from steps along the axes and the first voxel's centre.
     *
     * @param steps the step (mm) from one voxel to the next along each of three axes
     * @param origin the first voxel's centre
     * @param signs 1 or -1 for each patient axis: -1, -1, 1 turns LPS into RAS
     */
    static Optional<Affine> of(double[][] steps, double[] origin, int... signs) {
        double[][] rows = new double[3][4];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                rows[r][c] = signs[r] * steps[c][r] + 0.0; // no negative zeros
            }
            rows[r][3] = signs[r] * origin[r] + 0.0;
        }
        return checked(rows);
    }

    /** The first axis to the left, the others forward and up, the origin in a voxel: Analyze's and NiBabel's default. */
    static Optional<Affine> leftwards(double[] spacing, double[] origin) {
        double[][] rows = new double[3][4];
        for (int axis = 0; axis < 3; axis++) {
            double step = axis == 0 ? -spacing[axis] : spacing[axis];
            rows[axis][axis] = step;
            rows[axis][3] = -step * origin[axis];
        }
        return checked(rows);
    }
}
