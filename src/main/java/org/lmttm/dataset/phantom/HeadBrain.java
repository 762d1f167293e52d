package org.lmttm.dataset.phantom;

/** Brain with folds, ventricles, cerebellum, and a ring-enhancing lesion with oedema in the left hemisphere. */
final class HeadBrain {
    private static final double CSF = 6;
    private static final double GREY = 42;
    private static final double WHITE = 27;
    private static final double[][] HORN = {{8, 42, 20, 4}, {9.5, 24, 27, 6.4}, {14, -14, 31, 6.4}, {23, -36, 22, 7.5}};
    private static final double[][] TAIL = {{23, -36, 22, 7}, {22, -58, 14, 3}};
    private static final double[][] TEMPORAL = {{23, -36, 21, 5}, {31, -20, 2, 3}, {30, 0, -4, 2}};
    private static final double[][] STEM = {{0, -10, 2, 13}, {0, -16, -16, 14}, {0, -26, -46, 8}, {0, -28, -60, 5}};

    private HeadBrain() {}

    static double paint(double value, double x, double y, double z) {
        double cavity = HeadSkull.cavity(x, y, z);
        if (cavity > 1) {
            return value;
        }
        double v = Shapes.paint(value, CSF + 4, cavity);
        double tentorium = -4 + 0.22 * (-20 - y) - 0.012 * x * x * Smooth.step(0, 40, Math.abs(x));
        boolean behind = y < -12;
        if (behind && z < tentorium) {
            v = cerebellum(v, x, y, z, cavity);
        } else {
            v = cerebrum(v, x, y, z, cavity);
        }
        if (y < -22) {
            v = Shapes.paint(v, 70, Math.max(Math.abs(z - tentorium) - 0.7, cavity));
        }
        v = Shapes.paint(v, 34, Shapes.path(x, y, z, STEM));
        v = Shapes.paint(v, CSF, Shapes.ellipsoid(x, y, z, 0, -37, -24, 6, 5, 9));
        return ventricles(v, x, y, z);
    }

    /** Distance to the cortex's surface: below the inner skull, less the folds between gyri and the big fissures. */
    private static double cortex(double x, double y, double z, double cavity) {
        double wx = x + 5 * Smooth.noise(x / 15, y / 15, z / 15, 41);
        double wy = y + 5 * Smooth.noise(x / 15 + 7, y / 15, z / 15, 42);
        double wz = z + 5 * Smooth.noise(x / 15, y / 15 + 5, z / 15, 43);
        double depth = -cavity;
        double reach = Smooth.step(24, 8, depth);
        double folds = 11 * Math.abs(Smooth.noise(wx / 12, wy / 12, wz / 14, 44));
        double more = 13 * Math.abs(Smooth.noise(wx / 14 + 3, wy / 17, wz / 12, 45));
        double sulci = 1.75 * reach - Math.min(folds, more);
        double middle = 1.3 + 0.6 * Smooth.noise(y / 9, z / 9, 2, 46);
        double split =
                (z > 34 || Math.abs(y) > 40 ? middle : -1) - Math.abs(x - 1.2 * Smooth.noise(y / 22, z / 22, 4, 47));
        double sylvian = Math.max(
                Math.abs(z - 4 - 0.28 * (20 - y) + 3 * Smooth.noise(x / 8, y / 8, 1, 57)) - 1.8,
                Math.max(38 - Math.abs(x), Math.abs(y - 6) - 30));
        return Math.max(Math.max(cavity + 2.2, sulci), Math.max(split, -sylvian));
    }

    private static double cerebrum(double value, double x, double y, double z, double cavity) {
        double cortex = cortex(x, y, z, cavity);
        double v = Shapes.paint(value, GREY + 2 * Smooth.noise(x / 4, y / 4, z / 4, 48), cortex);
        double ribbon = cortex + 3.6 + 0.8 * Smooth.noise(x / 6, y / 6, z / 6, 49);
        v = Shapes.paint(v, WHITE + 1.5 * Smooth.noise(x / 9, y / 9, z / 9, 50), ribbon);
        v = nuclei(v, x, y, z);
        v = lesion(v, x, y, z, cortex);
        double falx = Math.max(Math.abs(x) - 0.9, Math.max(20 - z + 0.2 * Math.abs(y), cavity));
        double corpus = Shapes.ellipsoid(x, y, z, 0, 2, 22, 30, 44, 26);
        return Shapes.paint(v, 62, Math.max(falx, -corpus));
    }

    private static double nuclei(double value, double x, double y, double z) {
        double ax = Math.abs(x);
        double v = Shapes.paint(value, 40, Shapes.ellipsoid(ax, y, z, 9, -8, 15, 8, 13, 9));
        v = Shapes.paint(v, 41, Shapes.ellipsoid(ax, y, z, 24, 8, 13, 6, 17, 10));
        v = Shapes.paint(v, 41, Shapes.ellipsoid(ax, y, z, 14, 26, 19, 5, 9, 8));
        return Shapes.paint(
                v, 41, Math.max(Math.abs(Shapes.ellipsoid(ax, y, z, 20, 8, 12, 17, 26, 20)) - 1.6, 28 - ax));
    }

    /** Oedema that spares the cortex, an enhancing rim of uneven thickness, a necrotic core. */
    private static double lesion(double value, double x, double y, double z, double cortex) {
        double rough = 3 * Smooth.fractal(x / 11, y / 11, z / 11, 51, 2);
        double ball = Shapes.ellipsoid(x, y, z, -33, -28, 40, 13, 15, 12) + rough;
        double finger = 5 * Smooth.fractal(x / 16, y / 16, z / 16, 52, 2);
        double oedema = Math.max(ball - 12 + finger, cortex + 3.5);
        double v = Shapes.paint(value, 13, oedema);
        v = Shapes.paint(v, 92, ball);
        return Shapes.paint(v, 14, ball + 2.8 + 0.9 * Smooth.noise(x / 6, y / 6, z / 6, 53));
    }

    private static double cerebellum(double value, double x, double y, double z, double cavity) {
        double body = Math.max(cavity + 2, 7 - Math.hypot(x, y + 20) + (z > -30 ? 0 : 4));
        double r = Math.sqrt(x * x * 0.35 + (y + 26) * (y + 26) + (z + 22) * (z + 22));
        double wave = r / 4.6 + 1.1 * Smooth.noise(x / 12, y / 12, z / 12, 54);
        double leaf = Math.abs(wave - Math.rint(wave));
        double v = Shapes.paint(value, 40, body);
        v = Shapes.paint(v, 24, Math.max(4.6 * (leaf - 0.13), body));
        double tree = Shapes.ellipsoid(Math.abs(x), y, z, 20, -42, -24, 16, 14, 8);
        v = Shapes.paint(v, 31, tree + 3 * Smooth.noise(x / 5, y / 5, z / 5, 55));
        double vermis = Math.max(Math.abs(x) - 1.2, y + 62);
        return Shapes.paint(v, 14, Math.max(vermis, body));
    }

    /** The lesion presses on the left lateral ventricle and bends the midline a little. */
    private static double ventricles(double value, double x, double y, double z) {
        double shift = 2.5 * Smooth.step(45, 5, Math.hypot(y + 22, z - 34));
        double mx = x - shift;
        double squeeze = mx < 0 ? 1.6 * Smooth.step(50, 10, Math.hypot(y + 22, z - 34)) : 0;
        double ax = Math.abs(mx);
        double rough = 0.6 * Smooth.noise(x / 7, y / 7, z / 7, 56);
        double lateral = Math.min(Shapes.path(ax, y, z, HORN), Shapes.path(ax, y, z, TAIL));
        lateral = Math.min(lateral, Shapes.path(ax, y, z, TEMPORAL)) + squeeze + rough;
        lateral = Math.max(lateral, 0.7 - Math.abs(mx));
        double v = Shapes.paint(value, CSF, lateral);
        v = Shapes.paint(v, CSF, Shapes.ellipsoid(mx, y, z, 0, -4, 10, 2.6, 14, 9));
        v = Shapes.paint(v, CSF + 2, Shapes.ellipsoid(x, y, z, 0, 18, -2, 12, 7, 6));
        v = Shapes.paint(v, 330, Shapes.ellipsoid(x, y, z, 0.5 + shift, -26, 11, 2.3, 3, 2.3));
        v = Shapes.paint(v, 240, Shapes.ellipsoid(x, y, z, 24, -36, 21, 2.2, 3.6, 2.4));
        return Shapes.paint(v, 180, Shapes.ellipsoid(x, y, z, -23, -38, 21, 1.6, 2.6, 2));
    }
}
