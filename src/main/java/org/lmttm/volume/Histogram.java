package org.lmttm.volume;

/**
 * Counts of scaled values in equal bins from the smallest to the largest finite value; voxels that are not finite are
 * left out. Immutable; {@link #counts} is shared, not copied, and nobody writes to it.
 *
 * @param lo lower edge of the first bin: the smallest finite value (0 when there is none)
 * @param hi upper edge of the last bin: the largest finite value; equals {@code lo} for a constant volume
 * @param counts voxels a bin
 * @param total voxels in all bins
 */
public record Histogram(double lo, double hi, long[] counts, long total) {
    private static final int CHUNK = 8192;

    /**
     * The histogram of a volume. Reads every voxel twice, in memory order.
     *
     * @param volume what to count
     * @param bins number of bins, at least 1
     */
    public static Histogram of(Volume volume, int bins) {
        return of(volume, bins, VolumeStatistics.of(volume));
    }

    /**
     * The histogram of a volume whose statistics are known already. Reads every voxel once.
     *
     * @param volume what to count
     * @param bins number of bins, at least 1
     * @param statistics of the same volume
     */
    public static Histogram of(Volume volume, int bins, VolumeStatistics statistics) {
        Counter counter = new Counter(statistics, bins);
        float[] chunk = new float[CHUNK];
        long count = volume.description().voxelCount();
        for (long start = 0; start < count && statistics.finite() > 0; start += CHUNK) {
            int n = (int) Math.min(CHUNK, count - start);
            volume.read(start, 1, n, chunk, 0);
            counter.add(chunk, n);
        }
        return counter.result();
    }

    /** Counts values into bins between the extremes that statistics of the same values give. */
    static final class Counter {
        private final long[] counts;
        private final VolumeStatistics statistics;
        private final double lo;
        private final double scale;

        Counter(VolumeStatistics statistics, int bins) {
            if (bins < 1) {
                throw new IllegalArgumentException("histogram needs at least one bin, not " + bins);
            }
            this.statistics = statistics;
            this.counts = new long[bins];
            this.lo = statistics.min();
            this.scale = statistics.max() > lo ? bins / (statistics.max() - lo) : 0;
        }

        void add(float[] values, int n) {
            for (int x = 0; x < n; x++) {
                add(values[x], 1);
            }
        }

        void add(float value, long times) {
            if (Float.isFinite(value)) {
                counts[Math.clamp((long) ((value - lo) * scale), 0, counts.length - 1)] += times;
            }
        }

        Histogram result() {
            boolean some = statistics.finite() > 0;
            return new Histogram(some ? lo : 0, some ? statistics.max() : 0, counts, statistics.finite());
        }
    }

    /** Width of a bin; 0 for a constant volume. */
    public double binWidth() {
        return (hi - lo) / counts.length;
    }

    /** The value in the middle of a bin. */
    public double centre(int bin) {
        return lo + (bin + 0.5) * binWidth();
    }

    /**
     * The value below which a share of the voxels lies, to within a bin (linear inside it).
     *
     * @param percent 0–100
     */
    public double percentile(double percent) {
        double wanted = Math.clamp(percent, 0, 100) / 100 * total;
        double below = 0;
        for (int b = 0; b < counts.length; b++) {
            if (counts[b] > 0 && below + counts[b] >= wanted) {
                return lo + (b + (wanted - below) / counts[b]) * binWidth();
            }
            below += counts[b];
        }
        return hi;
    }

    /**
     * A window from two percentiles; where they coincide (a mask, a mostly empty volume), the whole range.
     *
     * @param lowPercent 0–100
     * @param highPercent 0–100, not below {@code lowPercent}
     */
    public Window window(double lowPercent, double highPercent) {
        double a = percentile(lowPercent);
        double b = percentile(highPercent);
        return b - a > binWidth() ? new Window(a, b) : new Window(lo, hi);
    }

    /** The window to open a volume with: 0.5 to 99.5 percent of its voxels. */
    public Window autoWindow() {
        return window(0.5, 99.5);
    }

    /**
     * Otsu's threshold: the bin edge that splits the values into two classes with the largest variance between them (N.
     * Otsu, 1979). Where a run of empty bins separates the classes, its middle. The constant itself for a constant
     * volume.
     */
    public double otsu() {
        double sum = 0;
        for (int b = 0; b < counts.length; b++) {
            sum += (double) b * counts[b];
        }
        double below = 0;
        double sumBelow = 0;
        double best = -1;
        int first = 0;
        int last = 0;
        for (int b = 0; b < counts.length - 1; b++) {
            below += counts[b];
            sumBelow += (double) b * counts[b];
            double above = total - below;
            if (below == 0 || above == 0) {
                continue;
            }
            double difference = sumBelow / below - (sum - sumBelow) / above;
            double between = below * above * difference * difference;
            if (between > best) {
                best = between;
                first = b;
                last = b;
            } else if (between == best && last == b - 1) {
                last = b;
            }
        }
        return best < 0 ? lo : lo + ((first + last) / 2.0 + 1) * binWidth();
    }
}
