package org.lmttm.app.state;

/** A position in a volume in voxel indices, which may be fractional; whole numbers are voxel centres. */
public record Voxel(double i, double j, double k) {
    /** Coordinate along axis 0 (i), 1 (j) or 2 (k). */
    public double along(int axis) {
        return switch (axis) {
            case 0 -> i;
            case 1 -> j;
            case 2 -> k;
            default -> throw new IndexOutOfBoundsException(axis);
        };
    }

    /** The nearest voxel's index along an axis. */
    public int index(int axis) {
        return (int) Math.floor(along(axis) + 0.5);
    }

    /** The same position with another coordinate along one axis. */
    public Voxel with(int axis, double value) {
        return new Voxel(axis == 0 ? value : i, axis == 1 ? value : j, axis == 2 ? value : k);
    }
}
