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

    /** The vector product: at a right angle to both directions, by the right-hand rule. */
    public Point cross(Point other) {
        return new Point(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    /** The same direction with length 1; the null vector stays. */
    public Point unit() {
        double length = length();
        return length == 0 ? this : times(1 / length);
    }

    /** Component 0 (x), 1 (y) or 2 (z). */
    public double get(int axis) {
        return switch (axis) {
            case 0 -> x;
            case 1 -> y;
            case 2 -> z;
            default -> throw new IndexOutOfBoundsException(axis);
        };
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
