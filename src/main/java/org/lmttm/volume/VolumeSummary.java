package org.lmttm.volume;

/**
 * What the values of a volume are like: of all voxels, or of a sparse sample while all are still to be counted.
 *
 * @param statistics minimum, maximum and mean of what was looked at
 * @param histogram of what was looked at, from its minimum to its maximum
 * @param exact whether that was every voxel
 */
public record VolumeSummary(VolumeStatistics statistics, Histogram histogram, boolean exact) {
    /** Voxels up to which all are looked at in a few milliseconds. */
    private static final long FEW = 1L << 21;

    private static final int RUNS = 512;
    private static final int RUN = 256;
    private static final int CHUNK = 1 << 16;
    /** Fractional part of the golden ratio: multiples of it fall evenly between 0 and 1 and keep step with no grid. */
    private static final double GOLDEN = 0.6180339887498949;

    /**
     * A summary within milliseconds, whatever the size: exact for up to 2 million voxels, else of 131072 in 512 runs,
     * one at a place of its own in each 512th of the memory, so that a mapped file is hardly read. Deterministic.
     *
     * @param volume what to look at
     * @param bins of the histogram
     */
    public static VolumeSummary quick(Volume volume, int bins) {
        long count = volume.description().voxelCount();
        if (count <= FEW) {
            return exact(volume, bins, ReadProgress.NONE);
        }
        double[] values = new double[RUNS * RUN];
        for (int r = 0; r < RUNS; r++) {
            long first = count * r / RUNS;
            long room = count * (r + 1) / RUNS - first - RUN;
            long start = first + (long) (Math.max(0, room) * (r * GOLDEN % 1));
            volume.read(Math.min(start, count - RUN), 1, RUN, values, r * RUN);
        }
        VolumeStatistics.Accumulator statistics = new VolumeStatistics.Accumulator();
        statistics.addChunk(values, values.length);
        Histogram.Counter counter = new Histogram.Counter(statistics.result(), bins);
        for (double value : values) {
            counter.add((float) value, 1);
        }
        return new VolumeSummary(statistics.result(), counter.result(), false);
    }

    /**
     * The summary of every voxel: in one pass where voxels are integers of at most 16 bits, else in two.
     *
     * @param volume what to look at
     * @param bins of the histogram
     * @param progress may end it
     * @throws java.util.concurrent.CancellationException when {@code progress} did
     */
    public static VolumeSummary exact(Volume volume, int bins, ReadProgress progress) {
        VolumeSummary counted = VoxelCodes.summary(volume, bins, progress);
        if (counted != null) {
            return counted;
        }
        long count = volume.description().voxelCount();
        double[] chunk = new double[CHUNK];
        VolumeStatistics.Accumulator accumulator = new VolumeStatistics.Accumulator();
        for (long start = 0; start < count; start += CHUNK) {
            progress.check();
            progress.update(0.5 * start / count);
            int n = (int) Math.min(CHUNK, count - start);
            volume.read(start, 1, n, chunk, 0);
            accumulator.addChunk(chunk, n);
        }
        VolumeStatistics statistics = accumulator.result();
        Histogram.Counter counter = new Histogram.Counter(statistics, bins);
        float[] values = new float[CHUNK];
        for (long start = 0; start < count && statistics.finite() > 0; start += CHUNK) {
            progress.check();
            progress.update(0.5 + 0.5 * start / count);
            int n = (int) Math.min(CHUNK, count - start);
            volume.read(start, 1, n, values, 0);
            counter.add(values, n);
        }
        return new VolumeSummary(statistics, counter.result(), true);
    }
}
