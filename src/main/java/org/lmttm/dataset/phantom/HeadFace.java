package org.lmttm.dataset.phantom;

/** Orbits, sinuses, nose, jaws and teeth, throat. */
final class HeadFace {
    private static final double AIR = -985;
    private static final double BONE = 1050;
    private static final double[][] ZYGOMA = {
        {40, 66, -20, 5}, {51, 53, -22, 5.5}, {60, 34, -20, 3.2}, {64, 6, -18, 3.5}
    };
    private static final double[][] BROW = {
        {8, 84, 8, 4}, {30, 82, 14, 4.5}, {47, 70, 10, 4.5}, {52, 60, -6, 4}, {44, 68, -20, 5}
    };
    private static final double[][] RIM = {{44, 70, -19, 4}, {28, 80, -17, 3.4}, {12, 84, -8, 3}};
    private static final double[][] JAW = {
        {0, 84, -84, 7.5},
        {16, 79, -83, 7},
        {32, 58, -78, 6.5},
        {46, 26, -70, 6},
        {50, 14, -60, 5},
        {52, 10, -38, 4.5},
        {53, 4, -26, 4.6}
    };
    private static final double[][] NERVE = {{12, 30, -1, 2}, {24, 44, -4, 2.2}, {32, 58, -3, 2.2}};
    private static final double[][] CORONOID = {{47, 26, -62, 4.5}, {50, 28, -36, 2.6}};
    private static final double[][] THROAT = {{0, 22, -32, 8}, {0, 13, -56, 7}, {1, 12, -80, 8}, {1, 14, -110, 8}};

    private HeadFace() {}

    /** Distance to the bones that shape the face from below the skin: brow, cheek and jaw. */
    static double prominences(double x, double y, double z) {
        double ax = Math.abs(x);
        double eye = Math.min(Shapes.path(ax, y, z, BROW), Shapes.path(ax, y, z, RIM));
        return Math.min(eye, Math.min(Shapes.path(ax, y, z, ZYGOMA), Shapes.path(ax, y, z, JAW)));
    }

    static double paint(double value, double x, double y, double z) {
        if (y < -12 || z > 40) {
            return value;
        }
        double v = value;
        if (z < -8) {
            v = throat(v, x, y, z);
        }
        v = bones(v, x, y, z);
        v = sinuses(v, x, y, z);
        v = orbit(v, x, y, z);
        v = nose(v, x, y, z);
        return z < -34 ? jaws(v, x, y, z) : v;
    }

    private static double bones(double value, double x, double y, double z) {
        double ax = Math.abs(x);
        double bone = Math.min(
                Shapes.path(ax, y, z, ZYGOMA), Math.min(Shapes.path(ax, y, z, BROW), Shapes.path(ax, y, z, RIM)));
        double v = Shapes.paint(value, BONE, bone, 1.3);
        v = Shapes.paint(v, 500 + 100 * Smooth.noise(x / 3, y / 3, z / 3, 60), bone + 2);
        // The lateral wall of the orbit, the front of the upper jaw, and the plates behind it.
        double lateral = Shapes.rod(ax, y, z, new double[] {50, 60, -4}, new double[] {40, 34, -6}, 3, 3);
        v = Shapes.paint(v, BONE, lateral);
        double plate = Shapes.rod(ax, y, z, new double[] {16, 28, -22}, new double[] {17, 26, -44}, 2, 1.6);
        v = Shapes.paint(v, 900, plate);
        double frontal = Math.max(Shapes.ellipsoid(x, y, z, 1, 76, 16, 27, 10, 15), -HeadSkull.cavity(x, y, z));
        v = Shapes.paint(v, v > 300 ? v : 1000, frontal);
        double bridge = Shapes.rod(ax, y, z, new double[] {4, 86, 4}, new double[] {5, 96, -13}, 2.6, 1.7);
        return Shapes.paint(v, 950, bridge);
    }

    private static double orbit(double value, double x, double y, double z) {
        double ax = Math.abs(x);
        if (ax > 60 || y < 14 || z < -30 || z > 26) {
            return value;
        }
        double cone = Shapes.ellipsoid(ax, y, z, 31 - 0.28 * (58 - y), 57, -3, 18, 30, 16);
        double v = Shapes.paint(value, 800, Math.max(cone - 1.6, y - 72));
        v = Shapes.paint(v, -85, cone);
        for (int muscle = 0; muscle < 4; muscle++) {
            double mx = muscle == 0 ? 12 : muscle == 1 ? -11 : 0;
            double mz = muscle == 2 ? 11 : muscle == 3 ? -11 : 0;
            double[][] path = {{17, 34, -3, 1}, {29 + mx, 52, -3 + mz, 2.5}, {33 + mx, 68, -3 + mz, 1}};
            v = Shapes.paint(v, 62, Shapes.path(ax, y, z, path));
        }
        v = Shapes.paint(v, 38, Shapes.path(ax, y, z, NERVE));
        double eye = Shapes.ellipsoid(ax, y, z, 32.5, 69, -3, 12, 12, 12);
        v = Shapes.paint(v, 55, eye);
        v = Shapes.paint(v, 8, eye + 1.5);
        v = Shapes.paint(v, 85, Shapes.ellipsoid(ax, y, z, 32.5, 77.5, -3, 4.6, 2.1, 4.6));
        double lid = Math.max(Math.abs(Shapes.ellipsoid(ax, y, z, 32.5, 69, -3, 14, 14.5, 14)) - 1.3, 74 - y);
        return Shapes.paint(v, 45, lid);
    }

    /** A sinus: air in a thin bony shell. */
    private static double cavity(double value, double distance) {
        return Shapes.paint(Shapes.paint(value, 780, distance - 1.8), AIR, distance);
    }

    private static double sinuses(double value, double x, double y, double z) {
        double ax = Math.abs(x);
        double rough = 1.5 * Smooth.noise(x / 8, y / 8, z / 8, 61);
        double maxillary = Shapes.ellipsoid(ax, y, z, 29, 56, -34, 13.5, 18, 14) + rough;
        double v = cavity(value, maxillary);
        if (x < 0) {
            // Fluid with a level in the left sinus of a patient who lies on the back.
            v = Shapes.paint(v, 18, Math.max(maxillary, y - 50));
        } else {
            v = Shapes.paint(v, 32, Math.max(maxillary, z + 44 + rough));
        }
        v = cavity(v, Shapes.ellipsoid(x, y, z, 11, 77, 18, 12, 5, 10) + rough);
        v = cavity(v, Shapes.ellipsoid(x, y, z, -8, 78, 15, 7.5, 4, 6.5) + rough);
        v = cavity(v, Shapes.ellipsoid(x, y, z, 6, 20, -14, 8.5, 11, 8) + rough);
        v = cavity(v, Shapes.ellipsoid(x, y, z, -8, 19, -15, 6.5, 9, 7) + rough);
        double ethmoid = Math.max(Math.abs(x) - 12, Math.max(Math.abs(y - 56) - 23, Math.abs(z + 4) - 8.5));
        if (ethmoid < 2) {
            v = Shapes.paint(v, 550, ethmoid - 1);
            double cells = 7 * Math.abs(Smooth.noise(x / 6.5, y / 7.5, z / 7, 62)) - 0.75;
            v = Shapes.paint(v, AIR, Math.max(ethmoid, -cells));
        }
        return v;
    }

    private static double nose(double value, double x, double y, double z) {
        double ax = Math.abs(x);
        if (ax > 22 || z < -60 || z > 0) {
            return value;
        }
        double deviation = x - 2 * Smooth.step(40, 62, y) * Smooth.step(92, 70, y);
        double room = Shapes.ellipsoid(x, y, z, 0, 58, -27, 13, 38, 17);
        double nostril = Shapes.rod(ax, y, z, new double[] {5.5, 80, -34}, new double[] {6.5, 100, -42}, 5, 3.6);
        double v = Shapes.paint(value, 55, Math.min(room, nostril) - 1.5);
        v = Shapes.paint(v, AIR, Math.min(room, nostril));
        v = Shapes.paint(v, y > 76 ? 90 : 330, Math.max(Math.abs(deviation) - 1.3, room - 2));
        double lower = Shapes.rod(ax, y, z, new double[] {7.5, 34, -35}, new double[] {8.5, 80, -34}, 3.6, 3.2);
        double middle = Shapes.rod(ax, y, z, new double[] {6.5, 36, -22}, new double[] {7, 72, -21}, 2.8, 2.4);
        double turbinate = Math.max(Math.min(lower, middle), room - 1);
        v = Shapes.paint(v, 62, turbinate);
        return Shapes.paint(v, 420, turbinate + 2.2);
    }

    private static double jaws(double value, double x, double y, double z) {
        double ax = Math.abs(x);
        double palate =
                Math.max(Math.abs(z + 46 - 0.004 * x * x) - 1.8, Shapes.ellipsoid(x, y, -46, 0, 52, -46, 25, 34, 9));
        double v = Shapes.paint(value, 950, palate);
        double arch = Math.abs(Math.hypot(x / 24.5, Math.max(y - 46, 0) / 33) - 1) * 26;
        double length = Math.max(26 - y, 0);
        double ridge = Math.max(Math.hypot(arch, length) - 5.5, Math.abs(z + 51) - 5);
        v = Shapes.paint(v, 950, ridge);
        v = Shapes.paint(v, 420 + 120 * Smooth.noise(x / 2.5, y / 2.5, z / 2.5, 63), ridge + 1.6);
        double bone = Math.min(Shapes.path(ax, y, z, JAW), Shapes.path(ax, y, z, CORONOID));
        double lower = Math.max(Math.hypot(arch, length) - 5, Math.abs(z + 76) - 6);
        bone = Shapes.join(bone, lower, 4);
        v = Shapes.paint(v, 1450, bone, 1.3);
        v = Shapes.paint(v, 380 + 140 * Smooth.noise(x / 2.5, y / 2.5, z / 2.5, 64), bone + 2.6);
        return teeth(v, x, y, z);
    }

    /** Fourteen teeth a jaw; one on the lower right carries a metal filling. */
    private static double teeth(double value, double x, double y, double z) {
        if (y < 24 || z > -44 || z < -84) {
            return value;
        }
        double v = value;
        for (int n = 0; n < 14; n++) {
            double angle = StrictMath.toRadians(-102 + 204.0 * n / 13);
            double sin = StrictMath.sin(angle);
            double cos = StrictMath.cos(angle);
            double tx = 24.5 * sin;
            double ty = cos > 0 ? 46 + 33 * cos : 46 + 74 * cos;
            double thick = Math.abs(n - 6.5) > 3 ? 4.3 : 3;
            for (int jaw = 0; jaw < 2; jaw++) {
                double crown = jaw == 0 ? -59 : -67;
                double root = jaw == 0 ? -48 : -79;
                double neck = (2 * crown + root) / 3;
                double[] c = {tx, ty, crown};
                double[] m = {tx, ty, neck};
                v = Shapes.paint(v, 1700, Shapes.rod(x, y, z, m, new double[] {tx, ty, root}, thick - 0.7, 1.4));
                double enamel = Shapes.rod(x, y, z, c, m, thick, thick - 0.4);
                v = Shapes.paint(v, 2550, enamel);
                v = Shapes.paint(v, 1500, enamel + 2);
                if (jaw == 1 && n == 11) {
                    v = Shapes.paint(v, 3071, Shapes.rod(x, y, z, c, new double[] {tx, ty, crown - 2}, 2.4, 2));
                }
            }
        }
        return v;
    }

    private static double throat(double value, double x, double y, double z) {
        double v = value;
        double tongue = Shapes.ellipsoid(x, y, z, 0, 48, -66, 22, 32, 17);
        v = Shapes.paint(v, 62 + 8 * Smooth.noise(x / 4, y / 9, z / 4, 65), tongue);
        double mouth = Math.max(Math.abs(tongue - 0.8) - 1.2, Math.max(-60 - z, Math.abs(x) - 18));
        v = Shapes.paint(v, AIR, mouth);
        double air = Shapes.path(x * 0.75, y, z, THROAT);
        v = Shapes.paint(v, 60, air - 3);
        v = Shapes.paint(v, AIR, air);
        v = Shapes.paint(v, 60, Shapes.rod(x, y, z, new double[] {0, 26, -47}, new double[] {0, 15, -62}, 4, 3));
        double hyoid = Shapes.rod(Math.abs(x), y, z, new double[] {0, 42, -92}, new double[] {18, 20, -88}, 2.6, 2);
        return Shapes.paint(v, 700, hyoid);
    }
}
