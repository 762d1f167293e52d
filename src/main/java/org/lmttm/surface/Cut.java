package org.lmttm.surface;

import org.lmttm.volume.Affine;
import org.lmttm.volume.Point;
import org.lmttm.volume.Rotation;

/**
 * A part of space that is cut away: what lies on the far side of all of its planes. One plane takes a half away, three
 * an eighth.
 */
public final class Cut {
    /** Nothing is cut away. */
    public static final Cut NONE = new Cut(new double[0][]);

    private final double[][] planes;

    private Cut(double[][] planes) {
        this.planes = planes;
    }

    /**
     * A cut along planes of voxels.
     *
     * @param affine voxel → mm
     * @param voxel i, j, k of a point on all of the planes
     * @param sides for each voxel axis the side that goes: 1 for larger indices, −1 for smaller, 0 for no plane; planes
     *     are in the order of their axes
     */
    public static Cut at(Affine affine, double[] voxel, int[] sides) {
        double[][] back = affine.inverse().rows();
        int count = 0;
        double[][] all = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            if (sides[axis] != 0) {
                double[] plane = new double[4];
                for (int c = 0; c < 4; c++) {
                    plane[c] = sides[axis] * back[axis][c];
                }
                plane[3] -= sides[axis] * voxel[axis];
                all[count++] = plane;
            }
        }
        return new Cut(java.util.Arrays.copyOf(all, count));
    }

    /**
     * The same with its planes turned about a point.
     *
     * @param turn in the space of the mm
     * @param centre which stays where it is
     */
    public Cut turned(Rotation turn, Point centre) {
        double[][] all = new double[planes.length][];
        for (int plane = 0; plane < all.length; plane++) {
            double[] p = planes[plane];
            Point normal = turn.apply(new Point(p[0], p[1], p[2]));
            double there = side(plane, centre.x(), centre.y(), centre.z());
            all[plane] = new double[] {normal.x(), normal.y(), normal.z(), there - normal.dot(centre)};
        }
        return new Cut(all);
    }

    /** Whether nothing is cut away. */
    public boolean isNone() {
        return planes.length == 0;
    }

    /** How many planes bound it. */
    public int planes() {
        return planes.length;
    }

    /** On which side of a plane a point in mm lies: above 0 on the far one, in voxels. */
    public double side(int plane, double x, double y, double z) {
        double[] p = planes[plane];
        return p[0] * x + p[1] * y + p[2] * z + p[3];
    }

    /** Whether a point in mm is cut away. */
    public boolean removes(double x, double y, double z) {
        for (int plane = 0; plane < planes.length; plane++) {
            if (!(side(plane, x, y, z) > 0)) {
                return false;
            }
        }
        return planes.length > 0;
    }

    /**
     * The stretch of a ray that is cut away: it begins and ends at these multiples of its direction; empty (the first
     * not below the second) when none is.
     */
    double[] along(double[] origin, double[] direction) {
        double from = isNone() ? 0 : Double.NEGATIVE_INFINITY;
        double to = isNone() ? 0 : Double.POSITIVE_INFINITY;
        for (double[] p : planes) {
            double at = p[0] * origin[0] + p[1] * origin[1] + p[2] * origin[2] + p[3];
            double slope = p[0] * direction[0] + p[1] * direction[1] + p[2] * direction[2];
            if (Math.abs(slope) < 1e-12) {
                to = at > 0 ? to : Double.NEGATIVE_INFINITY;
            } else if (slope > 0) {
                from = Math.max(from, -at / slope);
            } else {
                to = Math.min(to, -at / slope);
            }
        }
        return new double[] {from, to};
    }
}
