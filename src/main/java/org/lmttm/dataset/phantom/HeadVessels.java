package org.lmttm.dataset.phantom;

/** Arteries and veins full of contrast medium, with a small aneurysm on the right middle cerebral artery. */
final class HeadVessels {
    private static final double ARTERY = 340;
    private static final double VEIN = 190;
    private static final double[][] CAROTID = {
        {25, 4, -110, 3.4},
        {27, 2, -84, 3.6},
        {28, 0, -60, 3},
        {26, 2, -36, 2.8},
        {22, 4, -22, 2.8},
        {15, 10, -14, 2.6},
        {12, 20, -10, 2.6},
        {12, 22, -3, 2.5},
        {13, 15, 1, 2.4}
    };
    private static final double[][] EXTERNAL = {
        {27, 4, -86, 2.6}, {36, 12, -64, 2.2}, {48, 8, -40, 2}, {62, 6, -20, 1.5}
    };
    private static final double[][] MIDDLE = {{13, 15, 1, 2.2}, {24, 14, 2, 2}, {36, 12, 4, 1.9}, {44, 6, 8, 1.7}};
    private static final double[][] MIDDLE_UP = {
        {44, 6, 8, 1.6}, {50, 0, 18, 1.5}, {54, -8, 32, 1.3}, {50, -22, 48, 1.1}
    };
    private static final double[][] MIDDLE_BACK = {
        {44, 6, 8, 1.5}, {52, -12, 10, 1.4}, {56, -34, 16, 1.2}, {50, -52, 26, 1}
    };
    private static final double[][] ANTERIOR = {
        {13, 15, 1, 1.8}, {3, 24, 4, 1.6}, {2.5, 38, 12, 1.5}, {2.5, 46, 28, 1.4}, {2.5, 32, 46, 1.3}, {2.5, 6, 52, 1.1}
    };
    private static final double[][] VERTEBRAL = {
        {20, -14, -104, 2.1}, {21, -16, -72, 2.1}, {16, -30, -56, 2}, {8, -14, -42, 2}, {0, -4, -30, 2}
    };
    private static final double[][] BASILAR = {{0, -4, -30, 2.2}, {0, 0, -14, 2.1}, {0, 3, -4, 2}};
    private static final double[][] POSTERIOR = {
        {0, 3, -4, 1.8}, {12, -4, -3, 1.7}, {20, -20, 0, 1.5}, {18, -46, 6, 1.3}, {12, -68, 12, 1}
    };
    private static final double[][] COMMUNICATING = {{13, 15, 1, 1}, {12, 4, -2, 1}, {10, -2, -3, 1}};
    private static final double[][] BRIDGE = {{3, 24, 4, 1.1}, {-3, 24, 4, 1.1}};
    private static final double[][] TRANSVERSE = {
        {0, -84, 2, 4}, {30, -76, 0, 4}, {54, -46, -6, 4.2}, {54, -26, -18, 4}, {40, -16, -34, 4.5}, {36, -8, -110, 6}
    };
    private static final double[][] SAC = {{45, 8, 7, 2}, {48, 12, 6, 3.6}, {49.5, 13, 4.5, 3.2}};

    private HeadVessels() {}

    static double paint(double value, double x, double y, double z) {
        double ax = Math.abs(x);
        // One side is not the mirror of the other.
        double wander = 0.9 * Smooth.noise(x / 14, y / 14, z / 14, 70);
        double vx = ax + wander;
        double vy = y + (x < 0 ? 1.6 : 0) * Smooth.noise(x / 18, y / 18, z / 18, 71);
        double artery = Math.min(Shapes.path(vx, vy, z, CAROTID), Shapes.path(vx, vy, z, MIDDLE));
        artery = Math.min(artery, Math.min(Shapes.path(vx, vy, z, MIDDLE_UP), Shapes.path(vx, vy, z, MIDDLE_BACK)));
        artery = Math.min(artery, Math.min(Shapes.path(ax, y, z, ANTERIOR), Shapes.path(vx, vy, z, EXTERNAL)));
        artery = Math.min(artery, Math.min(Shapes.path(vx, vy, z, VERTEBRAL), Shapes.path(x, y, z, BASILAR)));
        artery = Math.min(artery, Math.min(Shapes.path(vx, vy, z, POSTERIOR), Shapes.path(x, y, z, BRIDGE)));
        if (x > 0) {
            artery = Math.min(artery, Math.min(Shapes.path(vx, vy, z, SAC), Shapes.path(vx, vy, z, COMMUNICATING)));
        }
        double v = Shapes.paint(value, ARTERY, artery);
        // The right transverse sinus is the larger one, as in most people.
        double transverse = Shapes.path(vx, y, z, TRANSVERSE) + (x < 0 ? 1.5 : 0);
        v = Shapes.paint(v, VEIN, transverse);
        // The upper sagittal sinus follows the inner table in the midline.
        double below = HeadSkull.cavity(0, y, z);
        double sagittal = Math.max(Math.hypot(x * 0.8, Math.max(-below - 3, below + 1)) - 3.2, 5 - z);
        return y < 60 ? Shapes.paint(v, VEIN, sagittal) : v;
    }
}
