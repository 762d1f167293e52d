package org.lmttm.volume;

/** Three numbers: a point or a direction in patient millimetres (voxels where there is no patient space). */
public record Vector3(double x, double y, double z) {
    /** From an array of at least three. */
    public static Vector3 of(double... xyz) {
        return new Vector3(xyz[0], xyz[1], xyz[2]);
    }

    /** A fresh array of three. */
    public double[] array() {
        return new double[] {x, y, z};
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

    /** The sum. */
    public Vector3 plus(Vector3 other) {
        return new Vector3(x + other.x, y + other.y, z + other.z);
    }

    /** The difference. */
    public Vector3 minus(Vector3 other) {
        return new Vector3(x - other.x, y - other.y, z - other.z);
    }

    /** Every component times a factor. */
    public Vector3 times(double factor) {
        return new Vector3(factor * x, factor * y, factor * z);
    }

    /** The scalar product. */
    public double dot(Vector3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /** The vector product. */
    public Vector3 cross(Vector3 other) {
        return new Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    /** The length. */
    public double length() {
        return Math.sqrt(dot(this));
    }

    /** The same direction with length 1; the null vector stays. */
    public Vector3 unit() {
        double length = length();
        return length == 0 ? this : times(1 / length);
    }
}
