package org.lmttm.volume;

/**
 * A rotation in patient space as a unit quaternion, so that it is four numbers in a saved desk.
 *
 * @param w cosine of half the angle
 * @param x axis times sine of half the angle
 * @param y see x
 * @param z see x
 */
public record Rotation(double w, double x, double y, double z) {
    /** No rotation. */
    public static final Rotation NONE = new Rotation(1, 0, 0, 0);

    private static final double SMALLEST = 1e-9;

    /** Brings the four numbers to length 1. */
    public Rotation {
        double length = Math.sqrt(w * w + x * x + y * y + z * z);
        if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no rotation: " + w + ", " + x + ", " + y + ", " + z);
        }
        w /= length;
        x /= length;
        y /= length;
        z /= length;
    }

    /**
     * A turn about an axis.
     *
     * @param axis any length but 0
     * @param radians by the right-hand rule
     */
    public static Rotation about(Point axis, double radians) {
        Point u = axis.unit().times(Math.sin(radians / 2));
        return new Rotation(Math.cos(radians / 2), u.x(), u.y(), u.z());
    }

    /**
     * The least turn that brings one direction to another. For opposite directions, about any axis across.
     *
     * @param from of length 1
     * @param to of length 1
     */
    public static Rotation between(Point from, Point to) {
        double cosine = from.dot(to);
        if (cosine > -1 + SMALLEST) {
            Point across = from.cross(to);
            return new Rotation(1 + cosine, across.x(), across.y(), across.z());
        }
        Point other = Math.abs(from.x()) < 0.9 ? new Point(1, 0, 0) : new Point(0, 1, 0);
        return about(from.cross(other), Math.PI);
    }

    /** The rotation that first does {@code first}, then this one. */
    public Rotation after(Rotation first) {
        return new Rotation(
                w * first.w - x * first.x - y * first.y - z * first.z,
                w * first.x + x * first.w + y * first.z - z * first.y,
                w * first.y - x * first.z + y * first.w + z * first.x,
                w * first.z + x * first.y - y * first.x + z * first.w);
    }

    /** Turns a direction. */
    public Point apply(Point v) {
        Point q = new Point(x, y, z);
        Point t = q.cross(v).times(2);
        return v.plus(t.times(w)).plus(q.cross(t));
    }

    /** The angle in radians, 0 to π. */
    public double angle() {
        return 2 * Math.atan2(Math.sqrt(x * x + y * y + z * z), Math.abs(w));
    }

    /** Whether this turns nothing, to within rounding. */
    public boolean isNone() {
        return angle() < SMALLEST;
    }
}
