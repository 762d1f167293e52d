package org.lmttm.volume;

/**
 * The values within a region that a reader drew on a slice. Where the region lies in a slice of stored voxels, the voxels
 * whose centres it holds are counted; on an oblique plane, points of a grid as fine as the smallest spacing, each with
 * the value of its nearest voxel.
 *
 * @param count how many finite values
 * @param mean of them; not-a-number when there are none
 * @param deviation their standard deviation, of the sample (n − 1); 0 for one value
 * @param min the least
 * @param max the greatest
 */
public record RegionStatistics(long count, double mean, double deviation, double min, double max) {
    private static final double SAME_SLICE = 1e-6;

    /**
     * The statistics of a region; the cost grows with its area.
     *
     * @param volume read within the region only
     * @param region an ellipse or a rectangle
     */
    public static RegionStatistics of(Volume volume, Markup region) {
        if (!region.kind().isRegion()) {
            throw new IllegalArgumentException(region.kind() + " encloses nothing");
        }
        Sums sums = new Sums();
        Affine toVoxel = volume.affineOrVoxels().inverse();
        Point a = region.halfAxis(1);
        Point b = region.halfAxis(2);
        double[] va = toVoxel.applyDirection(a.x(), a.y(), a.z());
        double[] vb = toVoxel.applyDirection(b.x(), b.y(), b.z());
        int normal = constantAxis(va, vb);
        if (normal >= 0) {
            stored(volume, region, normal, new double[][] {va, vb}, sums);
        } else {
            oblique(volume, region, toVoxel, sums);
        }
        return sums.statistics();
    }

    private static int constantAxis(double[] va, double[] vb) {
        for (int axis = 0; axis < 3; axis++) {
            if (Math.abs(va[axis]) < SAME_SLICE && Math.abs(vb[axis]) < SAME_SLICE) {
                return axis;
            }
        }
        return -1;
    }

    private static void stored(Volume volume, Markup region, int normal, double[][] halfAxes, Sums sums) {
        Affine affine = volume.affineOrVoxels();
        Point centre = region.points().getFirst();
        double[] at = affine.inverse().apply(centre.x(), centre.y(), centre.z());
        int p = normal == 0 ? 1 : 0;
        int r = normal == 2 ? 1 : 2;
        long slice = Math.round(at[normal]);
        if (slice < 0 || slice >= volume.size(normal)) {
            return;
        }
        double reachP = Math.abs(halfAxes[0][p]) + Math.abs(halfAxes[1][p]);
        double reachR = Math.abs(halfAxes[0][r]) + Math.abs(halfAxes[1][r]);
        int[] voxel = new int[3];
        voxel[normal] = (int) slice;
        double[] exact = new double[3];
        exact[normal] = at[normal];
        for (int y = first(at[r] - reachR); y <= last(at[r] + reachR, volume.size(r)); y++) {
            for (int x = first(at[p] - reachP); x <= last(at[p] + reachP, volume.size(p)); x++) {
                exact[p] = voxel[p] = x;
                exact[r] = voxel[r] = y;
                if (holds(region, Point.of(affine.apply(exact[0], exact[1], exact[2])))) {
                    sums.add(volume.value(voxel[0], voxel[1], voxel[2]));
                }
            }
        }
    }

    private static int first(double from) {
        return (int) Math.max(0, Math.ceil(from - SAME_SLICE));
    }

    private static int last(double to, int size) {
        return (int) Math.min(size - 1, Math.floor(to + SAME_SLICE));
    }

    private static void oblique(Volume volume, Markup region, Affine toVoxel, Sums sums) {
        double[] spacing = volume.spacing();
        double step = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
        Point centre = region.points().getFirst();
        Point a = region.halfAxis(1);
        Point b = region.halfAxis(2);
        int na = (int) Math.floor(a.length() / step);
        int nb = (int) Math.floor(b.length() / step);
        Point stepA = a.times(step / a.length());
        Point stepB = b.times(step / b.length());
        for (int y = -nb; y <= nb; y++) {
            for (int x = -na; x <= na; x++) {
                Point at = centre.plus(stepA.times(x)).plus(stepB.times(y));
                if (holds(region, at)) {
                    addNearest(volume, toVoxel.apply(at.x(), at.y(), at.z()), sums);
                }
            }
        }
    }

    private static void addNearest(Volume volume, double[] at, Sums sums) {
        int i = Math.toIntExact(Math.round(at[0]));
        int j = Math.toIntExact(Math.round(at[1]));
        int k = Math.toIntExact(Math.round(at[2]));
        if (i >= 0 && j >= 0 && k >= 0 && i < volume.ni() && j < volume.nj() && k < volume.nk()) {
            sums.add(volume.value(i, j, k));
        }
    }

    /** Whether a position of the region's plane lies within it, border included. */
    private static boolean holds(Markup region, Point at) {
        Point way = at.minus(region.points().getFirst());
        Point a = region.halfAxis(1);
        Point b = region.halfAxis(2);
        double s = way.dot(a) / a.dot(a);
        double t = way.dot(b) / b.dot(b);
        return region.kind() == Markup.Kind.ELLIPSE
                ? s * s + t * t <= 1 + SAME_SLICE
                : Math.abs(s) <= 1 + SAME_SLICE && Math.abs(t) <= 1 + SAME_SLICE;
    }

    /** Welford's sums: exact enough where the mean is far from zero. */
    private static final class Sums {
        private long count;
        private double mean;
        private double squares;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        void add(double value) {
            if (!Double.isFinite(value)) {
                return;
            }
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
            min = Math.min(min, value);
            max = Math.max(max, value);
        }

        RegionStatistics statistics() {
            if (count == 0) {
                return new RegionStatistics(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            }
            return new RegionStatistics(count, mean, count == 1 ? 0 : Math.sqrt(squares / (count - 1)), min, max);
        }
    }
}
