package org.lmttm.volume.io.dicom;

/** The inverse discrete cosine transform of 8 × 8 blocks (ISO 10918-1, A.3.3), in double precision. */
final class Cosines {
    private static final int SIDE = 8;
    /** Value at x of the wave u, with its scale, at 8 · u + x. */
    private static final double[] WAVES = waves();

    private Cosines() {}

    private static double[] waves() {
        double[] waves = new double[SIDE * SIDE];
        for (int u = 0; u < SIDE; u++) {
            double scale = u == 0 ? Math.sqrt(1.0 / SIDE) : 0.5;
            for (int x = 0; x < SIDE; x++) {
                waves[SIDE * u + x] = scale * Math.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
        return waves;
    }

    /** Writes a block's values, rounded, into an image. */
    static void store(double[] coefficients, int[] image, int first, int width) {
        double[] rows = new double[SIDE * SIDE];
        for (int v = 0; v < SIDE; v++) {
            for (int x = 0; x < SIDE; x++) {
                double sum = 0;
                for (int u = 0; u < SIDE; u++) {
                    sum += coefficients[SIDE * v + u] * WAVES[SIDE * u + x];
                }
                rows[SIDE * v + x] = sum;
            }
        }
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double sum = 0;
                for (int v = 0; v < SIDE; v++) {
                    sum += rows[SIDE * v + x] * WAVES[SIDE * v + y];
                }
                image[first + y * width + x] = (int) Math.round(sum);
            }
        }
    }
}
