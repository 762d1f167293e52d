package org.lmttm.volume;

/** From values through a window and a table of 256 colours to opaque ARGB. */
public final class SliceColors {
    private static final int BLACK = 0xff000000;

    private SliceColors() {}

    /**
     * Colours of values; what is not a number is black.
     *
     * @param values to be coloured
     * @param from first value
     * @param to behind the last value
     * @param window what gets the table's first and last colour
     * @param table 256 colours
     * @param argb receives colours at the values' places
     */
    public static void argb(float[] values, int from, int to, Window window, int[] table, int[] argb) {
        argb(values, from, to - from, window, table, argb, from);
    }

    /** Colours of the first {@code n} values, from {@code offset} on. */
    static void argb(float[] values, int n, Window window, int[] table, int[] argb, int offset) {
        argb(values, 0, n, window, table, argb, offset);
    }

    private static void argb(float[] values, int from, int n, Window window, int[] table, int[] argb, int offset) {
        double lo = window.lo();
        double scale = window.hi() > lo ? 255 / (window.hi() - lo) : 0;
        if (scale == 0 || !Double.isFinite(scale)) {
            for (int p = 0; p < n; p++) {
                float v = values[from + p];
                argb[offset + p] = Float.isNaN(v) ? BLACK : table[window.grey(v)];
            }
            return;
        }
        for (int p = 0; p < n; p++) {
            float v = values[from + p];
            double share = Math.min(Math.max((v - lo) * scale, 0), 255);
            argb[offset + p] = Float.isNaN(v) ? BLACK : table[(int) (share + 0.5)];
        }
    }

    /** Colours of all values, by as many threads as there are processors. */
    public static int[] argb(float[] values, int width, int height, Window window, int[] table) {
        int[] argb = new int[width * height];
        Bands.run(height, width, (from, to) -> argb(values, from * width, to * width, window, table, argb));
        return argb;
    }
}
