package org.lmttm.volume;

/**
 * One slice of a volume, ready to be windowed and shown.
 *
 * @param geometry how display pixels and voxels correspond
 * @param index slice index along the geometry's normal axis, from 0
 * @param values scaled values, {@code height × width}, the top row first
 */
public record Slice(SliceGeometry geometry, int index, float[] values) {
    /** Checks sizes. */
    public Slice {
        if (values.length != geometry.width() * geometry.height()) {
            throw new IllegalArgumentException(
                    "slice of " + geometry.width() + " × " + geometry.height() + " got " + values.length + " values");
        }
        if (index < 0 || index >= geometry.count()) {
            throw new IndexOutOfBoundsException("slice " + index + " of " + geometry.count());
        }
    }

    /** The plane. */
    public Plane plane() {
        return geometry.plane();
    }

    /** Pixels along x. */
    public int width() {
        return geometry.width();
    }

    /** Pixels along y. */
    public int height() {
        return geometry.height();
    }

    /** The value at a display pixel. */
    public float value(int x, int y) {
        return values[y * geometry.width() + x];
    }

    /**
     * The slice through a window as grey values 0–255, the top row first; not-a-number is 0.
     *
     * @param window what becomes black and white
     */
    public byte[] grey(Window window) {
        byte[] grey = new byte[values.length];
        for (int p = 0; p < grey.length; p++) {
            grey[p] = (byte) window.grey(values[p]);
        }
        return grey;
    }
}
