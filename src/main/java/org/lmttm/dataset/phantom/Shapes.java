package org.lmttm.dataset.phantom;

/**
 * Distances in mm to simple bodies: negative inside, about right near the surface (those of ellipsoids are first-order),
 * and the painting of one material over another with soft edges, as partial volume gives them.
 */
final class Shapes {
    private Shapes() {}

    /** An axis-parallel ellipsoid with centre (cx, cy, cz) and semi-axes (rx, ry, rz). */
    static double ellipsoid(
            double x, double y, double z, double cx, double cy, double cz, double rx, double ry, double rz) {
        double px = (x - cx) / rx;
        double py = (y - cy) / ry;
        double pz = (z - cz) / rz;
        double k0 = Math.sqrt(px * px + py * py + pz * pz);
        double k1 = Math.sqrt(px * px / (rx * rx) + py * py / (ry * ry) + pz * pz / (rz * rz));
        return k1 < 1e-9 ? -Math.min(rx, Math.min(ry, rz)) : k0 * (k0 - 1) / k1;
    }

    /** A rod from a to b whose radius goes from ra to rb. */
    static double rod(double x, double y, double z, double[] a, double[] b, double ra, double rb) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double dz = b[2] - a[2];
        double px = x - a[0];
        double py = y - a[1];
        double pz = z - a[2];
        double t = Math.clamp((px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz), 0, 1);
        px -= t * dx;
        py -= t * dy;
        pz -= t * dz;
        return Math.sqrt(px * px + py * py + pz * pz) - (ra + t * (rb - ra));
    }

    /** Rods along a path of points, each {x, y, z, radius}. */
    static double path(double x, double y, double z, double[][] points) {
        double least = Double.MAX_VALUE;
        for (int i = 1; i < points.length; i++) {
            least = Math.min(least, rod(x, y, z, points[i - 1], points[i], points[i - 1][3], points[i][3]));
        }
        return least;
    }

    /** The nearer of two bodies, their joint rounded over {@code k} mm. */
    static double join(double a, double b, double k) {
        double h = Math.max(k - Math.abs(a - b), 0) / k;
        return Math.min(a, b) - h * h * k / 4;
    }

    /** Material {@code hu} painted where {@code distance} is negative, over {@code value}; the edge is soft. */
    static double paint(double value, double hu, double distance) {
        return paint(value, hu, distance, 0.9);
    }

    /** As {@link #paint(double, double, double)}, the edge {@code 2 · half} mm wide: about a voxel, or terraces show. */
    static double paint(double value, double hu, double distance, double half) {
        if (distance >= half) {
            return value;
        }
        return distance <= -half ? hu : value + (hu - value) * (half - distance) / (2 * half);
    }
}
