package org.lmttm.surface;

/**
 * One surface as a user set it up: plain values, to be kept in files.
 *
 * @param name what the user sees; not empty
 * @param shape what its geometry is made of
 * @param color 0xRRGGBB
 * @param opacity 0 (not seen) to 1 (nothing seen through it)
 * @param visible whether it is drawn
 */
public record SurfaceSettings(String name, SurfaceShape shape, int color, double opacity, boolean visible) {
    /** Checks the ranges. */
    public SurfaceSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a surface needs a name");
        }
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity is 0 to 1, not " + opacity);
        }
        color &= 0xFFFFFF;
    }

    /** The same with another name. */
    public SurfaceSettings withName(String newName) {
        return new SurfaceSettings(newName, shape, color, opacity, visible);
    }

    /** The same with another shape. */
    public SurfaceSettings withShape(SurfaceShape newShape) {
        return new SurfaceSettings(name, newShape, color, opacity, visible);
    }

    /** The same in another colour. */
    public SurfaceSettings withColor(int newColor) {
        return new SurfaceSettings(name, shape, newColor, opacity, visible);
    }

    /** The same with another opacity. */
    public SurfaceSettings withOpacity(double newOpacity) {
        return new SurfaceSettings(name, shape, color, newOpacity, visible);
    }

    /** The same, drawn or not. */
    public SurfaceSettings withVisible(boolean drawn) {
        return new SurfaceSettings(name, shape, color, opacity, drawn);
    }
}
