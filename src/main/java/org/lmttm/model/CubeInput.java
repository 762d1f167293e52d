package org.lmttm.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Region;
import org.lmttm.volume.Resampler;
import org.lmttm.volume.Volume;

/** From a volume to the cube that a model takes, as the model's {@link Preprocessing} says. */
public final class CubeInput {
    private CubeInput() {}

    /**
     * The cube of a whole volume, or of the region of {@code roi_mm} around its centre.
     *
     * @return (depth, height, width), row-major, in [0, 1]
     * @throws IllegalArgumentException if the volume does not suit the preprocessing; names both shapes
     */
    public static float[] of(Volume volume, Preprocessing preprocessing) {
        return of(volume, preprocessing, null);
    }

    /**
     * The cube around a point.
     *
     * @param centre of the region in patient mm; null: the volume's centre. Not used where axes are as stored.
     */
    public static float[] of(Volume volume, Preprocessing preprocessing, double @Nullable [] centre) {
        float[] cube = preprocessing.axes().equals(Preprocessing.AS_STORED)
                ? asStored(volume, preprocessing.cube())
                : oriented(volume, preprocessing, centre);
        scale(volume, cube, preprocessing.intensity());
        return cube;
    }

    /**
     * How many voxels of a volume are averaged into one voxel of a cube that is taken as stored.
     *
     * @param i voxels along the volume's first axis, the cube's depth
     * @param j voxels along the second axis, the cube's height
     * @param k voxels along the third axis, the cube's width
     */
    public record Blocks(int i, int j, int k) {}

    /**
     * The blocks that make a cube of a volume taken as stored: 1 × 1 × 1 where the sizes agree, larger where the volume
     * is a whole number of times the cube; empty for any other size, which such a model does not take.
     */
    public static Optional<Blocks> blocks(Volume volume, Architecture.Extent cube) {
        boolean whole =
                volume.ni() % cube.depth() == 0 && volume.nj() % cube.height() == 0 && volume.nk() % cube.width() == 0;
        return whole
                ? Optional.of(
                        new Blocks(volume.ni() / cube.depth(), volume.nj() / cube.height(), volume.nk() / cube.width()))
                : Optional.empty();
    }

    /** The mean of every block; reads each voxel once. */
    private static float[] asStored(Volume volume, Architecture.Extent cube) {
        Blocks blocks = blocks(volume, cube)
                .orElseThrow(() -> new IllegalArgumentException(volume.name() + ": has " + volume.ni() + " × "
                        + volume.nj() + " × " + volume.nk() + " voxels but the model takes " + cube.depth() + " × "
                        + cube.height() + " × " + cube.width() + " as stored, or a whole multiple of it"));
        double[] sums = new double[cube.count()];
        float[] line = new float[volume.nk()];
        for (int i = 0; i < volume.ni(); i++) {
            for (int j = 0; j < volume.nj(); j++) {
                volume.line(2, i, j, line, 0);
                int row = (i / blocks.i * cube.height() + j / blocks.j) * cube.width();
                for (int k = 0; k < line.length; k++) {
                    sums[row + k / blocks.k] += line[k];
                }
            }
        }
        double count = (double) blocks.i * blocks.j * blocks.k;
        float[] values = new float[sums.length];
        for (int x = 0; x < values.length; x++) {
            values[x] = (float) (sums[x] / count);
        }
        return values;
    }

    private static float[] oriented(Volume volume, Preprocessing preprocessing, double @Nullable [] centre) {
        Affine affine = volume.affine()
                .orElseThrow(() -> new IllegalArgumentException(
                        volume.name() + ": has no patient geometry but the model's axes are " + preprocessing.axes()));
        double[][] directions = directions(preprocessing.axes());
        double[][] bounds = bounds(volume, affine, directions);
        double[] middle = new double[3];
        double[] edge = new double[3];
        List<Double> region = preprocessing.roiMm();
        for (int axis = 0; axis < 3; axis++) {
            middle[axis] = centre == null
                    ? (bounds[axis][0] + bounds[axis][1]) / 2
                    : dot(directions[axis], centre[0], centre[1], centre[2]);
            edge[axis] = region == null ? bounds[axis][1] - bounds[axis][0] : region.get(axis);
        }
        double[] point = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            for (int c = 0; c < 3; c++) {
                point[c] += middle[axis] * directions[axis][c];
            }
        }
        Resampler.Interpolation interpolation = switch (preprocessing.interpolation()) {
            case TRILINEAR -> Resampler.Interpolation.TRILINEAR;
            case NEAREST -> Resampler.Interpolation.NEAREST;
        };
        Architecture.Extent cube = preprocessing.cube();
        return Resampler.continuing(volume, interpolation)
                .region(Region.of(point, edge), preprocessing.axes(), cube.depth(), cube.height(), cube.width());
    }

    /** Unit vectors in RAS+ mm of the model's axes. */
    private static double[][] directions(String axes) {
        double[][] directions = new double[3][3];
        for (int axis = 0; axis < 3; axis++) {
            int letter = "RLAPSI".indexOf(axes.charAt(axis));
            directions[axis][letter / 2] = letter % 2 == 0 ? 1 : -1;
        }
        return directions;
    }

    /** Lowest and highest position along each direction that the volume's voxels reach, edges included. */
    private static double[][] bounds(Volume volume, Affine affine, double[][] directions) {
        double[][] bounds = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 8; corner++) {
                double[] point = affine.apply(
                        (corner & 1) * volume.ni() - 0.5,
                        (corner >> 1 & 1) * volume.nj() - 0.5,
                        (corner >> 2) * volume.nk() - 0.5);
                double position = dot(directions[axis], point[0], point[1], point[2]);
                low = Math.min(low, position);
                high = Math.max(high, position);
            }
            bounds[axis] = new double[] {low, high};
        }
        return bounds;
    }

    private static double dot(double[] direction, double x, double y, double z) {
        return direction[0] * x + direction[1] * y + direction[2] * z;
    }

    private static void scale(Volume volume, float[] cube, Preprocessing.Intensity intensity) {
        switch (intensity) {
            case Preprocessing.Uint8 _ -> scaleBytes(volume, cube);
            case Preprocessing.Window window -> scaleWindow(cube, window.lo(), window.hi());
            case Preprocessing.Percentiles percentiles -> {
                float[] sorted = finiteSorted(cube);
                double lo = percentile(sorted, percentiles.lo());
                double hi = percentile(sorted, percentiles.hi());
                scaleWindow(cube, lo, hi > lo ? hi : lo + 1);
            }
        }
    }

    private static void scaleBytes(Volume volume, float[] cube) {
        for (int i = 0; i < cube.length; i++) {
            if (!(cube[i] >= 0 && cube[i] <= 255)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "%s: holds the value %s but the model takes 0 to 255", volume.name(), cube[i]));
            }
            cube[i] /= 255;
        }
    }

    private static void scaleWindow(float[] cube, double lo, double hi) {
        for (int i = 0; i < cube.length; i++) {
            double value = Float.isNaN(cube[i]) ? lo : cube[i];
            cube[i] = (float) ((Math.clamp(value, lo, hi) - lo) / (hi - lo));
        }
    }

    private static float[] finiteSorted(float[] cube) {
        float[] finite = new float[cube.length];
        int count = 0;
        for (float value : cube) {
            if (Float.isFinite(value)) {
                finite[count++] = value;
            }
        }
        float[] sorted = Arrays.copyOf(finite, Math.max(count, 1));
        Arrays.sort(sorted);
        return sorted;
    }

    private static double percentile(float[] sorted, double percent) {
        double position = percent / 100 * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
