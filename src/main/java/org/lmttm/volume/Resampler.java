package org.lmttm.volume;

import java.util.Optional;

/**
 * Samples a volume on a regular grid of another shape and orientation: what feeds a model. Samples are the centres of
 * equal cells, so a grid of the volume's own shape gives its voxels back exactly. Point samples: a much coarser grid
 * sees no average of what lies between.
 */
public final class Resampler {
    /** Axes as the volume's i, j, k run. */
    public static final String AS_STORED = "as-stored";

    private static final String LETTERS = "RLAPSI";

    private final Volume volume;
    private final Interpolation interpolation;
    private final float outside;
    private final boolean continued;

    /** How values between voxels are found. */
    public enum Interpolation {
        /** Linear along each axis. */
        TRILINEAR,
        /** The nearest voxel, for masks and labels. */
        NEAREST
    }

    /**
     * Resampling of one volume.
     *
     * @param volume what to sample; stays open meanwhile
     * @param interpolation how values between voxels are found
     * @param outside value of samples outside the volume, and where a voxel is not finite
     */
    public Resampler(Volume volume, Interpolation interpolation, float outside) {
        this(volume, interpolation, outside, false);
    }

    private Resampler(Volume volume, Interpolation interpolation, float outside, boolean continued) {
        this.volume = volume;
        this.interpolation = interpolation;
        this.outside = outside;
        this.continued = continued;
    }

    /**
     * Resampling of a volume whose border goes on without end: a sample outside has the value of the nearest place
     * inside. Values that are not finite stay as they are.
     *
     * @param volume what to sample; stays open meanwhile
     * @param interpolation how values between voxels are found
     */
    public static Resampler continuing(Volume volume, Interpolation interpolation) {
        return new Resampler(volume, interpolation, Float.NaN, true);
    }

    /**
     * The whole volume as a block. With direction letters each axis of the block is the voxel axis that follows the
     * direction most closely, turned round where it must be; an oblique volume is not rotated.
     *
     * @param axes {@link #AS_STORED}, or the directions in which depth, height and width grow: three of R, L, A, P, S, I,
     *     such as {@code SAR}
     * @param shape samples along depth, height, width
     * @return depth × height × width values, width fastest
     * @throws IllegalArgumentException for letters where the volume has no patient geometry
     */
    public float[] whole(String axes, int... shape) {
        double[] origin = new double[3];
        double[][] steps = new double[3][3];
        for (int a = 0; a < 3; a++) {
            int axis = a;
            boolean reversed = false;
            if (!axes.equals(AS_STORED)) {
                Affine affine = geometry();
                int patient = patientAxis(axes, a);
                axis = voxelAxis(affine, patient);
                reversed = affine.get(patient, axis) > 0 != positive(axes, a);
            }
            double step = (double) volume.size(axis) / shape[a];
            double first = 0.5 * step - 0.5;
            origin[axis] = reversed ? volume.size(axis) - 1 - first : first;
            steps[a][axis] = reversed ? -step : step;
        }
        return sample(origin, steps, shape);
    }

    /**
     * A box of the volume as a block. With direction letters its edges run along the patient's axes, so an oblique
     * volume is rotated; as stored, along the voxel axes.
     *
     * @param region the box; its edges belong to depth, height and width
     * @param axes as for {@link #whole}
     * @param shape samples along depth, height, width
     * @return depth × height × width values, width fastest
     * @throws IllegalArgumentException for letters where the volume has no patient geometry
     */
    public float[] region(Region region, String axes, int... shape) {
        Affine affine = axes.equals(AS_STORED) ? volume.affineOrVoxels() : geometry();
        Affine inverse = affine.inverse();
        double[] spacing = affine.spacing();
        double[] origin = inverse.apply(
                region.centre().get(0), region.centre().get(1), region.centre().get(2));
        double[][] steps = new double[3][3];
        for (int a = 0; a < 3; a++) {
            double step = region.edges().get(a) / shape[a];
            if (axes.equals(AS_STORED)) {
                steps[a][a] = step / spacing[a];
            } else {
                double[] direction = new double[3];
                direction[patientAxis(axes, a)] = positive(axes, a) ? step : -step;
                steps[a] = inverse.applyDirection(direction[0], direction[1], direction[2]);
            }
            for (int v = 0; v < 3; v++) {
                origin[v] -= steps[a][v] * (shape[a] - 1) / 2.0;
            }
        }
        return sample(origin, steps, shape);
    }

    private float[] sample(double[] origin, double[][] steps, int[] shape) {
        float[] block = new float[Math.multiplyExact(Math.multiplyExact(shape[0], shape[1]), shape[2])];
        int at = 0;
        for (int d = 0; d < shape[0]; d++) {
            for (int h = 0; h < shape[1]; h++) {
                for (int w = 0; w < shape[2]; w++) {
                    block[at++] = value(
                            origin[0] + d * steps[0][0] + h * steps[1][0] + w * steps[2][0],
                            origin[1] + d * steps[0][1] + h * steps[1][1] + w * steps[2][1],
                            origin[2] + d * steps[0][2] + h * steps[1][2] + w * steps[2][2]);
                }
            }
        }
        return block;
    }

    /** The value at a position in voxels; voxels reach half a voxel beyond their centres. */
    float value(double i, double j, double k) {
        if (!continued && (!inside(i, volume.ni()) || !inside(j, volume.nj()) || !inside(k, volume.nk()))) {
            return outside;
        }
        double x = Math.clamp(i, 0, volume.ni() - 1.0);
        double y = Math.clamp(j, 0, volume.nj() - 1.0);
        double z = Math.clamp(k, 0, volume.nk() - 1.0);
        double value = interpolation == Interpolation.NEAREST
                ? volume.value((int) Math.round(x), (int) Math.round(y), (int) Math.round(z))
                : linear(x, y, z);
        return continued || Double.isFinite(value) ? (float) value : outside;
    }

    private static boolean inside(double position, int size) {
        // A little slack: a position on the border must not fall out by rounding.
        return position >= -0.5 - 1e-9 && position <= size - 0.5 + 1e-9;
    }

    private double linear(double x, double y, double z) {
        int i = (int) x;
        int j = (int) y;
        int k = (int) z;
        double fx = x - i;
        double fy = y - j;
        double fz = z - k;
        double near = plane(i, j, k, fx, fy);
        return fz == 0 ? near : near + fz * (plane(i, j, k + 1, fx, fy) - near);
    }

    private double plane(int i, int j, int k, double fx, double fy) {
        double near = line(i, j, k, fx);
        return fy == 0 ? near : near + fy * (line(i, j + 1, k, fx) - near);
    }

    private double line(int i, int j, int k, double fx) {
        double near = volume.value(i, j, k);
        return fx == 0 ? near : near + fx * (volume.value(i + 1, j, k) - near);
    }

    private Affine geometry() {
        Optional<Affine> affine = volume.affine();
        return affine.orElseThrow(() -> new IllegalArgumentException(
                volume.name() + " has no patient orientation, so its axes can only be taken " + AS_STORED));
    }

    private static int patientAxis(String axes, int a) {
        int letter = axes.length() == 3 ? LETTERS.indexOf(axes.charAt(a)) : -1;
        if (letter < 0) {
            throw new IllegalArgumentException(
                    "axes are \"" + AS_STORED + "\" or three of R, L, A, P, S, I, not \"" + axes + "\"");
        }
        return letter / 2;
    }

    private static boolean positive(String axes, int a) {
        return LETTERS.indexOf(axes.charAt(a)) % 2 == 0;
    }

    private static int voxelAxis(Affine affine, int patientAxis) {
        int[] patientOf = affine.closestAxes();
        for (int axis = 0; axis < 3; axis++) {
            if (patientOf[axis] == patientAxis) {
                return axis;
            }
        }
        throw new IllegalStateException("no voxel axis follows patient axis " + patientAxis);
    }
}
