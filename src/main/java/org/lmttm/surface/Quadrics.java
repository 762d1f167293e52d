package org.lmttm.surface;

/**
 * For each vertex the sum of squared distances from the planes of its triangles, as ten numbers of a symmetric 4×4
 * matrix (M. Garland and P. Heckbert, "Surface simplification using quadric error metrics", 1997).
 */
final class Quadrics {
    private static final int SIZE = 10;
    /** An optimum further away than this many edge lengths comes from nearly parallel planes and is not taken. */
    private static final double REACH = 2;

    private final double[] q;
    private final double[] sum = new double[SIZE];
    /** Where the last edge asked for would collapse to. */
    final double[] place = new double[3];

    Quadrics(int vertices) {
        q = new double[SIZE * vertices];
    }

    /** Adds weight · (distance from the plane n · p + d = 0)² to a vertex; n has length 1. */
    void add(int vertex, double nx, double ny, double nz, double d, double weight) {
        int at = SIZE * vertex;
        q[at] += weight * nx * nx;
        q[at + 1] += weight * nx * ny;
        q[at + 2] += weight * nx * nz;
        q[at + 3] += weight * nx * d;
        q[at + 4] += weight * ny * ny;
        q[at + 5] += weight * ny * nz;
        q[at + 6] += weight * ny * d;
        q[at + 7] += weight * nz * nz;
        q[at + 8] += weight * nz * d;
        q[at + 9] += weight * d * d;
    }

    /** Adds the sum of another vertex to that of one. */
    void merge(int into, int from) {
        for (int x = 0; x < SIZE; x++) {
            q[SIZE * into + x] += q[SIZE * from + x];
        }
    }

    /** The error of collapsing an edge, at the best place, which is left in {@link #place}. */
    double error(int a, int b, float[] p) {
        for (int x = 0; x < SIZE; x++) {
            sum[x] = q[SIZE * a + x] + q[SIZE * b + x];
        }
        double ax = p[3 * a];
        double ay = p[3 * a + 1];
        double az = p[3 * a + 2];
        double bx = p[3 * b];
        double by = p[3 * b + 1];
        double bz = p[3 * b + 2];
        if (optimum((ax + bx) / 2, (ay + by) / 2, (az + bz) / 2, square(ax - bx, ay - by, az - bz))) {
            return at(place[0], place[1], place[2]);
        }
        double atA = at(ax, ay, az);
        double atB = at(bx, by, bz);
        double atMiddle = at((ax + bx) / 2, (ay + by) / 2, (az + bz) / 2);
        double weight = atMiddle <= atA && atMiddle <= atB ? 0.5 : atB < atA ? 1 : 0;
        place[0] = ax + weight * (bx - ax);
        place[1] = ay + weight * (by - ay);
        place[2] = az + weight * (bz - az);
        return Math.min(atMiddle, Math.min(atA, atB));
    }

    private boolean optimum(double mx, double my, double mz, double edgeSquare) {
        double a = sum[0];
        double b = sum[1];
        double c = sum[2];
        double e = sum[4];
        double f = sum[5];
        double i = sum[7];
        double ca = e * i - f * f;
        double cb = c * f - b * i;
        double cc = b * f - c * e;
        double determinant = a * ca + b * cb + c * cc;
        double trace = a + e + i;
        if (!(Math.abs(determinant) > 1e-6 * trace * trace * trace)) {
            return false;
        }
        double x = -(ca * sum[3] + cb * sum[6] + cc * sum[8]) / determinant;
        double y = -(cb * sum[3] + (a * i - c * c) * sum[6] + (b * c - a * f) * sum[8]) / determinant;
        double z = -(cc * sum[3] + (b * c - a * f) * sum[6] + (a * e - b * b) * sum[8]) / determinant;
        if (!(square(x - mx, y - my, z - mz) <= REACH * REACH * edgeSquare)) {
            return false;
        }
        place[0] = x;
        place[1] = y;
        place[2] = z;
        return true;
    }

    private double at(double x, double y, double z) {
        double[] s = sum;
        double error = x * (s[0] * x + 2 * (s[1] * y + s[2] * z + s[3]))
                + y * (s[4] * y + 2 * (s[5] * z + s[6]))
                + z * (s[7] * z + 2 * s[8])
                + s[9];
        return Math.max(0, error);
    }

    private static double square(double x, double y, double z) {
        return x * x + y * y + z * z;
    }
}
