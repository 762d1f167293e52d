package org.lmttm.volume;

/**
 * A position or a direction in patient space: mm in RAS+, or voxels where a volume carries no geometry.
 *
 * @param x towards the patient's right
 * @param y towards the front
 * @param z towards the head
 */
public record Point(double x, double y, double z) {
    /** The point of three coordinates. */
    public static Point of(double... xyz) {
        return new Point(xyz[0], xyz[1], xyz[2]);
    }

    /** The sum of both. */
    public Point plus(Point other) {
        return new Point(x + other.x, y + other.y, z + other.z);
    }

    /** The way from the other point to this one. */
    public Point minus(Point other) {
        return new Point(x - other.x, y - other.y, z - other.z);
    }

    /** This direction, longer or shorter. */
    public Point times(double factor) {
        return new Point(x * factor, y * factor, z * factor);
    }

    /** The scalar product. */
    public double dot(Point other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /** The length of this direction. */
    public double length() {
        return Math.sqrt(dot(this));
    }

    /** How far the other point is from this one. */
    public double distance(Point other) {
        return minus(other).length();
    }

    /** The position halfway to another. */
    public Point middle(Point other) {
        return plus(other).times(0.5);
    }
}
