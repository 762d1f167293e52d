package org.lmttm.surface;

import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/**
 * A volume made ready for ray casting: values in 65 536 steps from the smallest to the largest finite one (those that
 * are not finite count as the smallest), and the smallest and largest step of each brick of 8 × 8 × 8 cells, by which
 * rays skip what is empty. Takes two bytes a voxel; volumes of more than about 645³ are made coarser first.
 */
public final class RayVolume {
    /** Cells along an axis of a brick, as a power of 2. */
    static final int BRICK = 3;

    private static final int TOP = 65_535;
    private static final long MANY_VOXELS = 1L << 28;

    final int ni;
    final int nj;
    final int nk;
    /** Steps above the smallest value, i fastest. */
    final char[] steps;
    /** Value of step 0, and of one step. */
    final double lowest;

    final double step;
    /** mm → voxel. */
    final Affine toVoxel;
    /** Smallest spacing and mean spacing of the original, mm. */
    final double finest;

    final double meanSpacing;
    /** Bricks along i, j, k. */
    final int[] bricks;

    final char[] brickLow;
    final char[] brickHigh;
    private final Affine affine;
    private final int factor;

    private RayVolume(Volume volume, int factor, double meanSpacing, double low, double high, Parallel parallel) {
        this.ni = volume.ni();
        this.nj = volume.nj();
        this.nk = volume.nk();
        this.factor = factor;
        this.meanSpacing = meanSpacing;
        this.affine = volume.affineOrVoxels();
        this.toVoxel = affine.inverse();
        double[] spacing = volume.spacing();
        this.finest = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
        this.lowest = low;
        this.step = high > low ? (high - low) / TOP : 1;
        this.steps = new char[Math.toIntExact((long) ni * nj * nk)];
        boolean reversed = volume.description().order() == Volume.StorageOrder.LAST_FASTEST;
        parallel.run(reversed ? ni : nk, 0.3, 0.8, s -> fill(volume, reversed, s));
        this.bricks = new int[] {brickCount(ni), brickCount(nj), brickCount(nk)};
        this.brickLow = new char[bricks[0] * bricks[1] * bricks[2]];
        this.brickHigh = new char[brickLow.length];
        parallel.run(bricks[2], 0.8, 1, this::measureBricks);
    }

    /**
     * Reads a volume.
     *
     * @param volume any volume; not needed any more afterwards
     * @param threads number of threads, at least 1
     * @param progress follows and may cancel
     */
    public static RayVolume of(Volume volume, int threads, Progress progress) {
        int factor = CoarseVolume.factor(volume, MANY_VOXELS);
        double[] s = volume.spacing();
        double mean = Math.cbrt(s[0] * s[1] * s[2]);
        if (factor == 1) {
            return read(volume, 1, mean, threads, progress);
        }
        try (Volume coarse = CoarseVolume.of(volume, factor, threads, Progress.NONE)) {
            return read(coarse, factor, mean, threads, progress);
        }
    }

    private static RayVolume read(Volume volume, int factor, double mean, int threads, Progress progress) {
        try (Parallel parallel = new Parallel(threads, progress)) {
            boolean reversed = volume.description().order() == Volume.StorageOrder.LAST_FASTEST;
            int slabs = reversed ? volume.ni() : volume.nk();
            float[] low = new float[slabs];
            float[] high = new float[slabs];
            parallel.run(slabs, 0, 0.3, s -> range(volume, reversed, s, low, high));
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int s = 0; s < slabs; s++) {
                least = Math.min(least, low[s]);
                most = Math.max(most, high[s]);
            }
            return new RayVolume(volume, factor, mean, least <= most ? least : 0, least <= most ? most : 0, parallel);
        }
    }

    private static void range(Volume volume, boolean reversed, int slab, float[] low, float[] high) {
        int fast = reversed ? 2 : 0;
        int slow = reversed ? 0 : 2;
        float[] line = new float[volume.size(fast)];
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < volume.nj(); j++) {
            volume.read(j * volume.stride(1) + slab * volume.stride(slow), 1, line.length, line, 0);
            for (float value : line) {
                if (Float.isFinite(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
        }
        low[slab] = least;
        high[slab] = most;
    }

    private void fill(Volume volume, boolean reversed, int slab) {
        int fast = reversed ? 2 : 0;
        int slow = reversed ? 0 : 2;
        float[] line = new float[volume.size(fast)];
        for (int j = 0; j < nj; j++) {
            volume.read(j * volume.stride(1) + slab * volume.stride(slow), 1, line.length, line, 0);
            int at = reversed ? slab + ni * j : ni * (j + nj * slab);
            int next = reversed ? ni * nj : 1;
            for (float value : line) {
                double s = (value - lowest) / step;
                steps[at] = s >= 0 ? (char) Math.min(TOP, s + 0.5) : 0;
                at += next;
            }
        }
    }

    private static int brickCount(int voxels) {
        return Math.max(1, Math.ceilDiv(voxels - 1, 1 << BRICK));
    }

    private void measureBricks(int bk) {
        for (int bj = 0; bj < bricks[1]; bj++) {
            for (int bi = 0; bi < bricks[0]; bi++) {
                char low = TOP;
                char high = 0;
                // a cell's values come from its eight corners, so a brick has one more voxel than cells
                for (int k = bk << BRICK; k <= Math.min(nk - 1, (bk + 1) << BRICK); k++) {
                    for (int j = bj << BRICK; j <= Math.min(nj - 1, (bj + 1) << BRICK); j++) {
                        int row = ni * (j + nj * k);
                        for (int i = bi << BRICK; i <= Math.min(ni - 1, (bi + 1) << BRICK); i++) {
                            char value = steps[row + i];
                            low = value < low ? value : low;
                            high = value > high ? value : high;
                        }
                    }
                }
                int at = bi + bricks[0] * (bj + bricks[1] * bk);
                brickLow[at] = low;
                brickHigh[at] = high;
            }
        }
    }

    /** How many voxels along each axis became one: 1 unless the volume is huge. */
    public int factor() {
        return factor;
    }

    /** A view of the whole, from the front left. */
    public Camera framing() {
        float[] corners = new float[24];
        for (int corner = 0; corner < 8; corner++) {
            double[] p = affine.apply((corner & 1) * (ni - 1), (corner >> 1 & 1) * (nj - 1), (corner >> 2) * (nk - 1));
            for (int c = 0; c < 3; c++) {
                corners[3 * corner + c] = (float) p[c];
            }
        }
        return Camera.framing(new Mesh(corners, new float[24], new int[0], true, 0, 0));
    }
}
