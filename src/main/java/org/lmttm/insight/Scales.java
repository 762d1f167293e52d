package org.lmttm.insight;

import java.util.Arrays;
import java.util.List;

/** Limits of colour scales, from the data and round enough to read. */
public final class Scales {
    private static final double SHARE_SHOWN = 0.995;
    private static final double[] MANTISSAS = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};

    private Scales() {}

    /**
     * Where to cap attention as a multiple of uniform: 99.5 % of the cells lie below, at least 2, a round number.
     *
     * @param weights attention matrices
     * @param columns columns of each
     */
    public static double attentionCap(List<float[]> weights, int columns) {
        float[] all = join(weights);
        double quantile = all.length == 0 ? 0 : quantile(all) * columns;
        return Math.max(2, roundUp(quantile));
    }

    /**
     * Symmetric limit for signed values: 99.5 % of the magnitudes lie below, a round number, 1 when all are zero.
     */
    public static double signedLimit(List<float[]> values) {
        float[] all = join(values);
        for (int i = 0; i < all.length; i++) {
            all[i] = Math.abs(all[i]);
        }
        double quantile = all.length == 0 ? 0 : quantile(all);
        return quantile > 0 ? roundUp(quantile) : 1;
    }

    /** The smallest of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten that is not below a positive value. */
    public static double roundUp(double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            return 0;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double mantissa : MANTISSAS) {
            if (mantissa * power >= value * (1 - 1e-9)) {
                return mantissa * power;
            }
        }
        return 10 * power;
    }

    private static double quantile(float[] values) {
        Arrays.sort(values);
        return values[(int) Math.min(values.length - 1L, Math.round(SHARE_SHOWN * (values.length - 1)))];
    }

    private static float[] join(List<float[]> arrays) {
        int size = arrays.stream().mapToInt(array -> array.length).sum();
        float[] all = new float[size];
        int at = 0;
        for (float[] array : arrays) {
            System.arraycopy(array, 0, all, at, array.length);
            at += array.length;
        }
        return all;
    }
}
