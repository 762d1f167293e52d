package org.lmttm.surface;

/** Where a ray meets a mesh (T. Möller and B. Trumbore, 1997). */
public final class MeshPicker {
    private MeshPicker() {}

    /**
     * Distance at which a ray first meets a mesh, from either side.
     *
     * @param ray x, y, z of its origin, then of its unit direction, as {@link Camera#ray} gives it
     * @return mm from the origin; infinite when it meets none
     */
    public static double distance(Mesh mesh, double[] ray) {
        float[] p = mesh.vertices();
        int[] t = mesh.triangles();
        double nearest = Double.POSITIVE_INFINITY;
        for (int x = 0; x < t.length; x += 3) {
            nearest = Math.min(nearest, distance(p, 3 * t[x], 3 * t[x + 1], 3 * t[x + 2], ray));
        }
        return nearest;
    }

    private static double distance(float[] p, int a, int b, int c, double[] ray) {
        double ux = (double) p[b] - p[a];
        double uy = (double) p[b + 1] - p[a + 1];
        double uz = (double) p[b + 2] - p[a + 2];
        double vx = (double) p[c] - p[a];
        double vy = (double) p[c + 1] - p[a + 1];
        double vz = (double) p[c + 2] - p[a + 2];
        double hx = ray[4] * vz - ray[5] * vy;
        double hy = ray[5] * vx - ray[3] * vz;
        double hz = ray[3] * vy - ray[4] * vx;
        double determinant = ux * hx + uy * hy + uz * hz;
        if (determinant == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double sx = ray[0] - p[a];
        double sy = ray[1] - p[a + 1];
        double sz = ray[2] - p[a + 2];
        double s = (sx * hx + sy * hy + sz * hz) / determinant;
        if (!(s >= 0 && s <= 1)) {
            return Double.POSITIVE_INFINITY;
        }
        double qx = sy * uz - sz * uy;
        double qy = sz * ux - sx * uz;
        double qz = sx * uy - sy * ux;
        double r = (ray[3] * qx + ray[4] * qy + ray[5] * qz) / determinant;
        double distance = (vx * qx + vy * qy + vz * qz) / determinant;
        return r >= 0 && s + r <= 1 && distance > 0 ? distance : Double.POSITIVE_INFINITY;
    }
}
