package org.lmttm.dataset.phantom;

/** The brain's case: vault with diploe, skull base, mastoids, and the upper spine. */
final class HeadSkull {
    private static final double CORTEX = 1350;
    private static final double[][] CLIVUS = {{0, 14, -12, 8}, {0, 0, -28, 7}, {0, -10, -46, 5}};
    private static final double[][] ARCH = {{22, -28, -60, 4}, {14, -46, -60, 4}, {0, -52, -60, 4.5}};
    private static final double[][] STYLOID = {{46, -4, -34, 2.4}, {38, 10, -60, 1.2}};

    private HeadSkull() {}

    /** Distance to the cavity that holds the brain: the vault above a floor with three steps. */
    static double cavity(double x, double y, double z) {
        double thick = 6.5 + 1.6 * Smooth.noise(x / 34, y / 34, z / 34, 20) + 2 * Smooth.step(60, 80, Math.abs(y));
        double vault = vault(x, y, z) + thick;
        return Math.max(vault, floor(x, y) - z);
    }

    private static double vault(double x, double y, double z) {
        return Shapes.ellipsoid(x, y, z, 0, -6, 22, 70, 87, 66);
    }

    /** Height of the cavity's floor: frontal lobes lie highest, the cerebellum lowest. */
    private static double floor(double x, double y) {
        double ax = Math.abs(x);
        double middle = -16 + 12 * Smooth.step(16, 4, ax) + 14 * Smooth.step(38, 68, ax);
        double roof = (ax - 31) / 15;
        double front = Smooth.mix(
                middle,
                8 + 9 * StrictMath.exp(-roof * roof),
                Smooth.step(-7, 7, y - 14 - 0.55 * ax + 0.0045 * ax * ax));
        double back = -46 + 26 * Smooth.step(30, 62, ax) + 24 * Smooth.step(-60, -86, y);
        return Smooth.mix(back, front, Smooth.step(-26 + 0.35 * ax, -10 + 0.35 * ax, y));
    }

    static double paint(double value, double x, double y, double z) {
        double v = z < -30 ? spine(value, x, y, z) : value;
        double cavity = cavity(x, y, z);
        double outer = Math.max(vault(x, y, z), floor(x, y) - 5.5 - z);
        double wall = Math.max(outer, -cavity);
        if (wall < 1.5) {
            double hole = Math.max(Math.hypot(x / 1.1, y + 28) - 15, z + 28);
            wall = Math.max(wall, -hole);
            v = Shapes.paint(v, CORTEX + 120 * Smooth.noise(x / 6, y / 6, z / 6, 21), wall, 1.4);
            double marrow = 480 + 260 * Smooth.noise(x / 2.6, y / 2.6, z / 2.6, 22);
            v = Shapes.paint(v, marrow, wall + 2.0 + 0.5 * Smooth.noise(x / 9, y / 9, z / 9, 23));
            v = suture(v, x, y, z, wall);
        }
        return z < 10 ? base(v, x, y, z) : v;
    }

    /** The coronal and sagittal sutures: thin wavy gaps in the vault. */
    private static double suture(double value, double x, double y, double z, double wall) {
        double wave = 2.5 * Smooth.noise(x / 4, z / 4, 1, 24);
        double coronal = Math.abs(y - 22 - 0.18 * (z - 60) + wave) - 0.6;
        double sagittal = Math.max(Math.abs(x + 1.8 * Smooth.noise(y / 4, z / 4, 3, 25)) - 0.6, y - 22);
        return z > 20 ? Shapes.paint(value, 260, Math.max(Math.min(coronal, sagittal), wall)) : value;
    }

    private static double base(double value, double x, double y, double z) {
        double v = Shapes.paint(value, 900, Shapes.path(x, y, z, CLIVUS));
        v = Shapes.paint(v, 350, Shapes.path(x, y, z, CLIVUS) + 2.5);
        double ax = Math.abs(x);
        double petrous = Shapes.rod(ax, y, z, new double[] {16, 4, -18}, new double[] {60, -22, -20}, 6, 11);
        v = Shapes.paint(v, 1750 + 200 * Smooth.noise(x / 3, y / 3, z / 3, 26), petrous);
        double mastoid = Shapes.ellipsoid(ax, y, z, 57, -26, -30, 11, 15, 18);
        v = Shapes.paint(v, 1100, mastoid);
        // Air cells; the right mastoid is partly opaque.
        double cells = Smooth.noise(x / 3.4, y / 3.4, z / 3.4, 27);
        double air = Math.max(Math.min(mastoid, petrous + 3) + 2, 6 * (0.02 - cells));
        v = Shapes.paint(v, x > 0 && z < -30 ? 20 : -850, Math.max(air, 42 - ax));
        double canal = Shapes.rod(ax, y, z, new double[] {44, -9, -17}, new double[] {80, -9, -14}, 3.4, 4);
        v = Shapes.paint(v, -950, canal);
        v = Shapes.paint(v, 10, Shapes.ellipsoid(ax, y, z, 36, -8, -17, 3, 3, 3));
        return Shapes.paint(v, 1200, Shapes.path(ax, y, z, STYLOID));
    }

    /** Vertebrae from the atlas down, discs between them, cord and canal behind. */
    private static double spine(double value, double x, double y, double z) {
        double ax = Math.abs(x);
        double v = value;
        double lean = -8 - 0.06 * (z + 50);
        for (int level = 0; level < 3; level++) {
            double cz = -62 - 19 * level;
            double body = Shapes.ellipsoid(x, y, z, 0, lean, cz, level == 0 ? 7 : 13, 10, 9.5);
            double wing = Shapes.ellipsoid(ax, y, z, 20, lean - 8, cz, 13, 8, 7);
            double back = Shapes.rod(ax, y, z, new double[] {18, lean - 12, cz}, new double[] {3, -49, cz - 3}, 4, 3.5);
            double spinous = Shapes.rod(
                    x, y, z, new double[] {0, -48, cz - 2}, new double[] {0.8, -64, cz - 9}, 3.5, level == 0 ? 1.5 : 4);
            double bone = Math.min(Math.min(body, wing), Math.min(back, spinous));
            v = Shapes.paint(v, 900 + 120 * Smooth.noise(x / 4, y / 4, z / 4, 28), bone);
            v = Shapes.paint(v, 330 + 90 * Smooth.noise(x / 2.5, y / 2.5, z / 2.5, 29), bone + 1.8);
            if (level == 0) {
                v = Shapes.paint(v, 1000, Shapes.path(ax, y, z, ARCH));
            }
        }
        double canal = Math.hypot(x, y + 29) - 9.5;
        v = Shapes.paint(v, 12, canal);
        return Shapes.paint(v, 38, Math.hypot(x / 1.2, y + 28.5) - 5);
    }
}
