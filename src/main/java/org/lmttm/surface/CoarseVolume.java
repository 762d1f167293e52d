package org.lmttm.surface;

import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/** A volume with fewer, larger voxels, for quick previews and for volumes too large to work on whole. */
public final class CoarseVolume {
    /** From this many voxels on, surfaces are made of larger ones: about 645³. */
    private static final long MANY_VOXELS = 1L << 28;

    private CoarseVolume() {}

    /**
     * How many voxels along each axis become one, so that at most {@code voxels} are left: 1, 2, 4, 8, …
     *
     * @param volume any volume
     * @param voxels at least 1
     */
    public static int factor(Volume volume, long voxels) {
        int factor = 1;
        while (count(volume, factor) > voxels) {
            factor *= 2;
        }
        return factor;
    }

    /** The factor at which surfaces of a volume can be made within ordinary memory and time; 1 for all but huge ones. */
    public static int factor(Volume volume) {
        return factor(volume, MANY_VOXELS);
    }

    private static long count(Volume volume, int factor) {
        return (long) part(volume.ni(), factor) * part(volume.nj(), factor) * part(volume.nk(), factor);
    }

    private static int part(int n, int factor) {
        return Math.ceilDiv(n, factor);
    }

    /**
     * A new volume of float32 whose voxels are the means of the finite values of {@code factor}³ voxels, fewer at the
     * far border. It lies where the original lies.
     *
     * @param volume any volume; must stay open meanwhile
     * @param factor at least 1
     * @param threads number of threads, at least 1
     * @param progress follows and may cancel
     * @return to be closed by the caller
     */
    public static Volume of(Volume volume, int factor, int threads, Progress progress) {
        int ni = part(volume.ni(), factor);
        int nj = part(volume.nj(), factor);
        int nk = part(volume.nk(), factor);
        if ((long) ni * nj * nk > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    volume.name() + ": one of " + factor + " voxels along each axis is still too many");
        }
        float[] values = new float[ni * nj * nk];
        boolean reversed = volume.description().order() == Volume.StorageOrder.LAST_FASTEST;
        try (Parallel parallel = new Parallel(threads, progress)) {
            // the slowest axis last, so that every block is read along memory
            int slabs = reversed ? ni : nk;
            parallel.run(slabs, 0, 1, s -> slab(volume, factor, s, reversed, values));
        }
        return Volume.ofFloats(volume.name(), ni, nj, nk, values, affine(volume, factor));
    }

    private static Affine affine(Volume volume, int factor) {
        double[][] rows = volume.affineOrVoxels().rows();
        double shift = (factor - 1) / 2.0;
        for (int r = 0; r < 3; r++) {
            rows[r][3] += shift * (rows[r][0] + rows[r][1] + rows[r][2]);
            for (int c = 0; c < 3; c++) {
                rows[r][c] *= factor;
            }
        }
        return Affine.of(rows);
    }

    /** Fills the slab s normal to the axis that is slowest in memory. */
    private static void slab(Volume volume, int factor, int s, boolean reversed, float[] values) {
        int fast = reversed ? 2 : 0;
        int slow = reversed ? 0 : 2;
        int n = volume.size(fast);
        int wide = part(n, factor);
        int high = part(volume.nj(), factor);
        float[] line = new float[n];
        double[] sum = new double[wide];
        int[] count = new int[wide];
        int ni = part(volume.ni(), factor);
        for (int j = 0; j < high; j++) {
            java.util.Arrays.fill(sum, 0);
            java.util.Arrays.fill(count, 0);
            for (int w = s * factor; w < Math.min(volume.size(slow), (s + 1) * factor); w++) {
                for (int v = j * factor; v < Math.min(volume.nj(), (j + 1) * factor); v++) {
                    volume.read(v * volume.stride(1) + w * volume.stride(slow), 1, n, line, 0);
                    add(line, factor, sum, count);
                }
            }
            for (int x = 0; x < wide; x++) {
                int at = reversed ? s + ni * (j + high * x) : x + ni * (j + high * s);
                values[at] = count[x] == 0 ? Float.NaN : (float) (sum[x] / count[x]);
            }
        }
    }

    private static void add(float[] line, int factor, double[] sum, int[] count) {
        for (int x = 0, from = 0; from < line.length; x++, from += factor) {
            int to = Math.min(line.length, from + factor);
            for (int f = from; f < to; f++) {
                if (Float.isFinite(line[f])) {
                    sum[x] += line[f];
                    count[x]++;
                }
            }
        }
    }
}
