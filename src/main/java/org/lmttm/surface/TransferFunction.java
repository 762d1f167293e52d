package org.lmttm.surface;

import java.util.List;

/**
 * Which colour and opacity a value has in volume rendering: straight lines between points, the ends beyond.
 *
 * @param mode how values along a ray become one colour
 * @param points at least one, by rising value
 * @param shaded whether slopes of the values are lit like surfaces; without effect on projections
 */
public record TransferFunction(Mode mode, List<Point> points, boolean shaded) {
    /** Number of entries of a table. */
    static final int TABLE = 4096;

    /** How values along a ray become one colour. */
    public enum Mode {
        /** Emission and absorption, front to back. */
        COMPOSITE,
        /** The largest value's colour; opacity does not count. */
        MAXIMUM
    }

    /**
     * One point.
     *
     * @param value in the volume's units
     * @param color 0xRRGGBB
     * @param opacity 0 to 1: what share of light is lost over the mean voxel spacing
     */
    public record Point(double value, int color, double opacity) {
        /** Checks the ranges. */
        public Point {
            if (!Double.isFinite(value) || !(opacity >= 0 && opacity <= 1)) {
                throw new IllegalArgumentException("a point needs a finite value and an opacity of 0 to 1");
            }
        }
    }

    /** Checks the order and copies the points. */
    public TransferFunction {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a transfer function needs a point");
        }
        for (int x = 1; x < points.size(); x++) {
            if (points.get(x).value() < points.get(x - 1).value()) {
                throw new IllegalArgumentException("points must be in the order of their values");
            }
        }
    }

    /** Grey from black at one value to white at another, by the largest value of a ray. */
    public static TransferFunction maximum(double black, double white) {
        return new TransferFunction(
                Mode.MAXIMUM, List.of(new Point(black, 0, 0), new Point(Math.max(black, white), 0xFFFFFF, 1)), false);
    }

    /** Value of the first point, below which nothing changes. */
    double low() {
        return points.getFirst().value();
    }

    /** Value of the last point, above which nothing changes. */
    double high() {
        return points.getLast().value();
    }

    /** Red, green, blue (0 to 255) and opacity at a value. */
    double[] at(double value) {
        Point after = points.getFirst();
        Point before = after;
        for (Point point : points) {
            before = after;
            after = point;
            if (point.value() >= value) {
                break;
            }
        }
        double width = after.value() - before.value();
        double share = width > 0 ? Math.clamp((value - before.value()) / width, 0.0, 1.0) : 1;
        double[] mixed = new double[4];
        for (int c = 0; c < 3; c++) {
            int a = before.color() >> (16 - 8 * c) & 0xFF;
            int b = after.color() >> (16 - 8 * c) & 0xFF;
            mixed[c] = a + share * (b - a);
        }
        mixed[3] = before.opacity() + share * (after.opacity() - before.opacity());
        return mixed;
    }

    /** {@link #TABLE} entries from {@link #low} to {@link #high}: red, green, blue and opacity, one after the other. */
    float[] table() {
        float[] table = new float[4 * TABLE];
        for (int x = 0; x < TABLE; x++) {
            double[] mixed = at(low() + (high() - low()) * x / (TABLE - 1));
            for (int c = 0; c < 4; c++) {
                table[4 * x + c] = (float) mixed[c];
            }
        }
        return table;
    }
}
