package org.lmttm.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.BoxResampling;
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
                ? asStored(volume, preprocessing)
                : oriented(volume, preprocessing, centre);
        scale(volume, cube, preprocessing);
        return cube;
    }

    /**
     * The cube of a box of a volume, whatever region the preprocessing names. With direction letters its edges run along
     * the patient's axes; as stored, along the voxel axes, and lengths are mm (voxels without patient geometry).
     *
     * @param box centre and edges along the cube's depth, height and width
     * @return (depth, height, width), row-major, in [0, 1]
     * @throws IllegalArgumentException if the volume does not suit the preprocessing
     */
    public static float[] ofBox(Volume volume, Preprocessing preprocessing, Region box) {
        boolean stored = preprocessing.axes().equals(Preprocessing.AS_STORED);
        if (!stored && volume.affine().isEmpty()) {
            throw new IllegalArgumentException(
                    volume.name() + ": has no patient geometry but the model's axes are " + preprocessing.axes());
        }
        Affine affine = volume.affineOrVoxels();
        double[][] directions = directions(preprocessing.axes(), affine);
        float[] cube = box(volume, preprocessing, affine, box, directions);
        scale(volume, cube, preprocessing);
        return cube;
    }

    /**
     * Unit vectors in RAS+ mm of a cube's depth, height and width.
     *
     * @param axes as in {@link Preprocessing#axes}
     * @param affine of the volume, whose voxel axes count where axes are as stored
     */
    public static double[][] directions(String axes, Affine affine) {
        return axes.equals(Preprocessing.AS_STORED) ? voxelDirections(affine) : directions(axes);
    }

    private static double[][] voxelDirections(Affine affine) {
        double[][] directions = new double[3][3];
        double[] spacing = affine.spacing();
        for (int axis = 0; axis < 3; axis++) {
            for (int c = 0; c < 3; c++) {
                directions[axis][c] = affine.get(c, axis) / spacing[axis];
            }
        }
        return directions;
    }

    /**
     * The cube of a stored one. Another size is brought to the model's: averaged along axes that get coarser,
     * interpolated along those that get finer, or the nearest voxel where the model wants that.
     *
     * @param cube row-major, stored values divided by 255; may be changed
     * @param from its voxels along each axis
     * @param preprocessing of cubes as stored, uint8 or distances
     * @return row-major; the same array where the sizes agree
     */
    public static float[] of(float[] cube, Architecture.Extent from, Preprocessing preprocessing) {
        float[] values = resized(cube, from, preprocessing);
        if (preprocessing.intensity() instanceof Preprocessing.Distance distance) {
            DistanceMap.replace(values, preprocessing.cube(), distance.reach());
        }
        return values;
    }

    /** A cube of [0, 1] as bytes 0 to 255, rounded, as runs keep it and archives store it. */
    public static byte[] bytes(float[] cube) {
        byte[] bytes = new byte[cube.length];
        for (int v = 0; v < bytes.length; v++) {
            bytes[v] = (byte) Math.round(cube[v] * 255);
        }
        return bytes;
    }

    /** Whether cubes of an archive, which have values 0 to 255 and no geometry, suit a preprocessing. */
    public static boolean takesStored(Preprocessing preprocessing) {
        boolean stored = preprocessing.intensity() instanceof Preprocessing.Uint8
                || preprocessing.intensity() instanceof Preprocessing.Distance;
        return stored && preprocessing.axes().equals(Preprocessing.AS_STORED);
    }

    private static float[] resized(float[] cube, Architecture.Extent from, Preprocessing preprocessing) {
        Architecture.Extent to = preprocessing.cube();
        if (from.equals(to)) {
            return cube;
        }
        int[] old = {from.depth(), from.height(), from.width()};
        int[] shape = {to.depth(), to.height(), to.width()};
        return preprocessing.interpolation() == Preprocessing.Interpolation.NEAREST
                ? nearest(cube, old, shape)
                : BoxResampling.of(cube, old, shape);
    }

    private static float[] nearest(float[] cube, int[] from, int[] to) {
        float[] values = new float[to[0] * to[1] * to[2]];
        for (int v = 0; v < values.length; v++) {
            int d = v / (to[1] * to[2]) * from[0] / to[0];
            int h = v / to[2] % to[1] * from[1] / to[1];
            int w = v % to[2] * from[2] / to[2];
            values[v] = cube[(d * from[1] + h) * from[2] + w];
        }
        return values;
    }

    /**
     * What to tell of a volume that is taken as stored but is no whole number of times the model's cube: empty where it is.
     */
    public static Optional<String> note(Volume volume, Preprocessing preprocessing) {
        Architecture.Extent cube = preprocessing.cube();
        boolean suits = !preprocessing.axes().equals(Preprocessing.AS_STORED)
                || (volume.ni() % cube.depth() == 0
                        && volume.nj() % cube.height() == 0
                        && volume.nk() % cube.width() == 0);
        return suits
                ? Optional.empty()
                : Optional.of(volume.name() + ": its " + text(volume.ni(), volume.nj(), volume.nk())
                        + " voxels are no whole multiple of the model's "
                        + text(cube.depth(), cube.height(), cube.width())
                        + "; they are resampled as stored, whatever the voxels' shape and orientation");
    }

    /** Means of what each voxel covers, or values between the voxels along axes that get finer; reads each voxel once. */
    private static float[] asStored(Volume volume, Preprocessing preprocessing) {
        Architecture.Extent cube = preprocessing.cube();
        if (preprocessing.interpolation() == Preprocessing.Interpolation.NEAREST) {
            return Resampler.continuing(volume, Resampler.Interpolation.NEAREST)
                    .whole(Resampler.AS_STORED, cube.depth(), cube.height(), cube.width());
        }
        BoxResampling resampling = new BoxResampling(
                new int[] {volume.ni(), volume.nj(), volume.nk()},
                new int[] {cube.depth(), cube.height(), cube.width()});
        float[] line = new float[volume.nk()];
        for (int i = 0; i < volume.ni(); i++) {
            for (int j = 0; j < volume.nj(); j++) {
                volume.line(2, i, j, line, 0);
                resampling.add(i, j, line);
            }
        }
        return resampling.values();
    }

    private static float[] oriented(Volume volume, Preprocessing preprocessing, double @Nullable [] centre) {
        Region region = region(volume, preprocessing, centre);
        return box(volume, preprocessing, volume.affineOrVoxels(), region, directions(preprocessing.axes()));
    }

    /** The region of a volume that a model with direction letters is fed. */
    static Region region(Volume volume, Preprocessing preprocessing, double @Nullable [] centre) {
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
        return Region.of(point, edge);
    }

    private static float[] box(
            Volume volume, Preprocessing preprocessing, Affine affine, Region box, double[][] directions) {
        Architecture.Extent cube = preprocessing.cube();
        int[] shape = {cube.depth(), cube.height(), cube.width()};
        if (preprocessing.interpolation() == Preprocessing.Interpolation.NEAREST) {
            return Resampler.continuing(volume, Resampler.Interpolation.NEAREST)
                    .region(box, preprocessing.axes(), shape);
        }
        try (Volume smooth = CoarseRegion.of(volume, affine, box, directions, shape)) {
            return Resampler.continuing(smooth == null ? volume : smooth, Resampler.Interpolation.TRILINEAR)
                    .region(box, preprocessing.axes(), shape);
        }
    }

    /** Unit vectors in RAS+ mm of the model's axes. */
    static double[][] directions(String axes) {
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

    private static void scale(Volume volume, float[] cube, Preprocessing preprocessing) {
        switch (preprocessing.intensity()) {
            case Preprocessing.Uint8 _ -> scaleBytes(volume, cube, preprocessing.cube());
            case Preprocessing.Distance distance -> {
                scaleBytes(volume, cube, preprocessing.cube());
                DistanceMap.replace(cube, preprocessing.cube(), distance.reach());
            }
            case Preprocessing.Window window -> scaleWindow(cube, window.lo(), window.hi());
            case Preprocessing.Percentiles percentiles -> {
                float[] sorted = finiteSorted(cube);
                double lo = percentile(sorted, percentiles.lo());
                double hi = percentile(sorted, percentiles.hi());
                scaleWindow(cube, lo, hi > lo ? hi : lo + 1);
            }
        }
    }

    /** For the eye: whole numbers without decimals, a real minus sign. */
    private static String number(float value) {
        return (value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value))
                .replace('-', '−');
    }

    private static void scaleBytes(Volume volume, float[] cube, Architecture.Extent to) {
        for (int i = 0; i < cube.length; i++) {
            if (!(cube[i] >= 0 && cube[i] <= 255)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s: holds the value %s in its %s voxels but the model takes 0 to 255 in %s",
                        volume.name(),
                        number(cube[i]),
                        text(volume.ni(), volume.nj(), volume.nk()),
                        text(to.depth(), to.height(), to.width())));
            }
            cube[i] /= 255;
        }
    }

    private static String text(int a, int b, int c) {
        return a + " × " + b + " × " + c;
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
