package org.lmttm.model;

import java.util.Arrays;

/**
 * How thick a mask is around each of its voxels: the Euclidean distance to the nearest voxel outside, in voxels; 0
 * outside. Exact, by lower envelopes of parabolas axis by axis (Felzenszwalb and Huttenlocher, Theory of Computing 8,
 * 2012); time grows linearly with the voxels. What lies beyond the cube's faces is neither inside nor outside.
 */
final class DistanceMap {
    private static final double FAR = 1e15;

    private DistanceMap() {}

    /**
     * Replaces a cube of values in [0, 1] by its distances.
     *
     * @param cube (depth, height, width), row-major; inside are values of at least 0.5. Receives distance / reach, at
     *     most 1, rounded to multiples of 1 / 255, so that a byte a voxel holds it exactly; 1 everywhere where nothing
     *     is outside
     * @param reach distance in voxels that becomes 1; above 0
     */
    static void replace(float[] cube, Architecture.Extent extent, double reach) {
        double[] squares = new double[cube.length];
        for (int v = 0; v < cube.length; v++) {
            squares[v] = cube[v] >= 0.5f ? FAR : 0;
        }
        int[] size = {extent.depth(), extent.height(), extent.width()};
        int stride = cube.length;
        for (int edge : size) {
            stride /= edge;
            alongAxis(squares, edge, stride);
        }
        for (int v = 0; v < cube.length; v++) {
            cube[v] = Math.round(Math.min(1, Math.sqrt(squares[v]) / reach) * 255) / 255f;
        }
    }

    /** The least of value + (step)² over every line of an axis. */
    private static void alongAxis(double[] values, int edge, int stride) {
        Envelope envelope = new Envelope(edge);
        for (int block = 0; block < values.length; block += edge * stride) {
            for (int start = block; start < block + stride; start++) {
                envelope.replace(values, start, stride);
            }
        }
    }

    /** The lower envelope of the parabolas (x − i)² + value(i) over a line. */
    private static final class Envelope {
        private final double[] line;
        private final int[] vertex;
        private final double[] from;

        Envelope(int edge) {
            line = new double[edge];
            vertex = new int[edge];
            from = new double[edge + 1];
        }

        void replace(double[] values, int start, int stride) {
            boolean flat = true;
            for (int i = 0; i < line.length; i++) {
                line[i] = values[start + i * stride];
                flat &= line[i] == 0;
            }
            if (flat) {
                return; // nothing inside, as along most lines of a small mask
            }
            build();
            int parabola = 0;
            for (int i = 0; i < line.length; i++) {
                while (from[parabola + 1] < i) {
                    parabola++;
                }
                double step = i - vertex[parabola];
                values[start + i * stride] = step * step + line[vertex[parabola]];
            }
        }

        private void build() {
            int last = 0;
            vertex[0] = 0;
            Arrays.fill(from, Double.POSITIVE_INFINITY);
            from[0] = Double.NEGATIVE_INFINITY;
            for (int i = 1; i < line.length; i++) {
                double meets = meets(vertex[last], i);
                while (meets <= from[last]) {
                    last--;
                    meets = meets(vertex[last], i);
                }
                last++;
                vertex[last] = i;
                from[last] = meets;
                from[last + 1] = Double.POSITIVE_INFINITY;
            }
        }

        /** Where the parabola of a later vertex comes below that of an earlier one. */
        private double meets(int earlier, int later) {
            return (line[later] - line[earlier] + (double) later * later - (double) earlier * earlier)
                    / (2.0 * (later - earlier));
        }
    }
}
