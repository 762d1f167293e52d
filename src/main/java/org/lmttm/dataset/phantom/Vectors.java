package org.lmttm.dataset.phantom;

import java.util.Random;

/** Three numbers at a time. */
final class Vectors {
    private Vectors() {}

    static double[] plus(double[] a, double[] b) {
        return new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
    }

    static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    static double[] times(double[] a, double s) {
        return new double[] {a[0] * s, a[1] * s, a[2] * s};
    }

    static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    static double[] unit(double[] a) {
        return times(a, 1 / Math.sqrt(dot(a, a)));
    }

    /** A direction drawn evenly from the sphere. */
    static double[] randomUnit(Random random) {
        return unit(new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()});
    }

    /** A direction drawn evenly from those at right angles to {@code a}. */
    static double[] perpendicular(double[] a, Random random) {
        return unit(cross(unit(a), randomUnit(random)));
    }

    /** Three directions at right angles, drawn evenly. */
    static double[][] randomFrame(Random random) {
        double[] a = randomUnit(random);
        double[] b = perpendicular(a, random);
        return new double[][] {a, b, cross(a, b)};
    }
}
