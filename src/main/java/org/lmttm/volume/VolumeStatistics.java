package org.lmttm.volume;

/**
 * Minimum, maximum and mean of scaled values over the finite voxels of one or more volumes, in double precision.
 *
 * @param min smallest finite value; NaN when there is none
 * @param max largest finite value; NaN when there is none
 * @param mean mean of the finite values; NaN when there is none
 * @param finite voxels with a finite value
 * @param nan voxels that are not a number
 * @param infinite voxels that are infinite
 */
public record VolumeStatistics(double min, double max, double mean, long finite, long nan, long infinite) {
    private static final int CHUNK = 8192;

    /** Statistics of one volume. Reads every voxel once, in memory order. */
    public static VolumeStatistics of(Volume volume) {
        Accumulator a = new Accumulator();
        a.add(volume);
        return a.result();
    }

    /** Statistics over all voxels of several volumes. */
    public static VolumeStatistics of(Iterable<Volume> volumes) {
        Accumulator a = new Accumulator();
        for (Volume volume : volumes) {
            a.add(volume);
        }
        return a.result();
    }

    /** Voxels that are not finite. */
    public long nonFinite() {
        return nan + infinite;
    }

    /** Gathers values chunk by chunk, in a fixed order. */
    static final class Accumulator {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double sum;
        private double compensation;
        private long finite;
        private long nan;
        private long infinite;

        void add(Volume volume) {
            double[] chunk = new double[CHUNK];
            long count = volume.description().voxelCount();
            for (long start = 0; start < count; start += CHUNK) {
                int n = (int) Math.min(CHUNK, count - start);
                volume.read(start, 1, n, chunk, 0);
                addChunk(chunk, n);
            }
        }

        void addChunk(double[] chunk, int n) {
            double chunkSum = 0;
            int chunkFinite = 0;
            for (int x = 0; x < n; x++) {
                double v = chunk[x];
                if (Double.isFinite(v)) {
                    min = Math.min(min, v);
                    max = Math.max(max, v);
                    chunkSum += v;
                    chunkFinite++;
                } else if (Double.isNaN(v)) {
                    nan++;
                } else {
                    infinite++;
                }
            }
            finite += chunkFinite;
            // Neumaier's sum over chunks: the mean stays exact to the last digits for billions of voxels.
            double total = sum + chunkSum;
            compensation += Math.abs(sum) >= Math.abs(chunkSum) ? sum - total + chunkSum : chunkSum - total + sum;
            sum = total;
        }

        VolumeStatistics result() {
            if (finite == 0) {
                return new VolumeStatistics(Double.NaN, Double.NaN, Double.NaN, 0, nan, infinite);
            }
            return new VolumeStatistics(min, max, (sum + compensation) / finite, finite, nan, infinite);
        }
    }
}
