package org.lmttm.dataset.phantom;

/** The head's outline, and skin, fat and muscle below it. */
final class HeadSoftTissue {
    private static final double SKIN = 45;
    private static final double FAT = -95;
    private static final double MUSCLE = 58;
    private static final double[] NOSE_TOP = {0, 84, 6};
    private static final double[] NOSE_TIP = {0.6, 103, -30};

    private HeadSoftTissue() {}

    /** Distance to the skin's outer surface. */
    static double skin(double x, double y, double z) {
        double d = Shapes.ellipsoid(x, y, z, 0, -6, 22, 77, 94, 73);
        d = Shapes.join(d, Shapes.ellipsoid(x, y, z, 0, 36, -34, 61, 54, 60), 14);
        d = Shapes.join(d, Shapes.ellipsoid(x, y, z, 0, 54, -76, 38, 38, 26), 18);
        d = Shapes.join(d, neck(x, y, z), 24);
        d = Shapes.join(d, Shapes.rod(x, y, z, NOSE_TOP, NOSE_TIP, 6, 10), 9);
        for (int side = -1; side <= 1; side += 2) {
            d = Shapes.join(d, Shapes.ellipsoid(x, y, z, side * 9, 96, -34, 7, 8, 6), 5);
            d = Shapes.join(d, ear(x, y, z, side), 5);
        }
        d = Shapes.join(d, Shapes.ellipsoid(x, y, z, 0, 89, -55, 22, 7, 4.5), 6);
        d = Shapes.join(d, Shapes.ellipsoid(x, y, z, 0, 87, -65, 20, 7, 4.5), 6);
        if (y > -20 && z < 40) {
            d = Shapes.join(d, HeadFace.prominences(x, y, z) - 2.5, 14);
        }
        // Eye sockets are a little hollow.
        double hollow = Math.min(
                Shapes.ellipsoid(x, y, z, -34, 99, -2, 16, 14, 11), Shapes.ellipsoid(x, y, z, 34, 99, -2, 16, 14, 11));
        d = -Shapes.join(-d, hollow, 8);
        // … and the lids are drawn over the eyes.
        return Shapes.join(d, Shapes.ellipsoid(Math.abs(x), y, z, 32.5, 70, -3, 14.5, 14, 13.5), 4);
    }

    private static double neck(double x, double y, double z) {
        double forward = -8 - 0.18 * (z + 60);
        double dx = x / 56;
        double dy = (y - forward + 2) / 58;
        double side = (Math.sqrt(dx * dx + dy * dy) - 1) * 56;
        return Math.max(side, z + 20);
    }

    private static double ear(double x, double y, double z, int side) {
        double sx = side * x;
        double shell = Shapes.ellipsoid(sx, y, z, 76 + 0.3 * (-12 - y), -12, -8, 5, 17, 30);
        double hollow = Shapes.ellipsoid(sx, y, z, 85, -8, -6, 5, 10, 18);
        return Math.max(shell, -hollow);
    }

    /** Skin, fat and muscle at a distance below the surface. */
    static double paint(double x, double y, double z, double skin) {
        double depth = -skin;
        double thick = 4.5 + 2.2 * Smooth.noise(x / 30, y / 30, z / 30, 5) + (z < -30 ? 4 : 0);
        double value = SKIN;
        value = Shapes.paint(value, FAT + 10 * Smooth.noise(x / 5, y / 5, z / 5, 6), 2.2 - depth);
        double muscle = MUSCLE + 8 * Smooth.noise(x / 7, y / 7, z / 14, 7);
        value = Shapes.paint(value, muscle, thick - depth);
        if (depth > thick) {
            value = planes(value, x, y, z);
        }
        return z < 0 ? glands(value, x, y, z) : value;
    }

    /** Thin planes of fat between muscles. */
    private static double planes(double value, double x, double y, double z) {
        double field = Smooth.fractal(x / 19, y / 19, z / 44, 8, 2);
        double value2 = Shapes.paint(value, -70, 17 * Math.abs(field) - 1.1);
        double other = Smooth.noise(x / 27 + 9, y / 23, z / 50, 9);
        return Shapes.paint(value2, -70, 24 * Math.abs(other) - 0.8);
    }

    private static double glands(double value, double x, double y, double z) {
        double v = value;
        for (int side = -1; side <= 1; side += 2) {
            double parotid = Shapes.ellipsoid(x, y, z, side * 58, 4, -42, 8, 15, 18);
            v = Shapes.paint(v, 10 + 10 * Smooth.noise(x / 3, y / 3, z / 3, 10), parotid);
            double masseter = Shapes.ellipsoid(x, y, z, side * 57, 30, -46, 7, 14, 24);
            v = Shapes.paint(v, 66, masseter);
            double temporal = Shapes.ellipsoid(x, y, z, side * 69, 30, 14, 5, 26, 30);
            v = Shapes.paint(v, 64, temporal);
            double submandibular = Shapes.ellipsoid(x, y, z, side * 28, 36, -82, 8, 12, 8);
            v = Shapes.paint(v, 70, submandibular);
        }
        return v;
    }
}
