package org.lmttm.surface;

/**
 * The light on a surface, the same in both renderers: two directional lights that go with the camera and a little from
 * everywhere, on a matt surface. Directions are in view space: x right, y down, z away from the eye.
 *
 * @param color surface colour, 0xRRGGBB
 * @param ambient light from everywhere, 0 … 1
 * @param key the main light
 * @param fill the weaker one from the other side
 */
public record Lighting(int color, double ambient, Light key, Light fill) {
    /** Bone, lit from the upper left, filled from the lower right. */
    public static final Lighting BONE =
            new Lighting(0xE3D9C6, 0.13, new Light(0.55, 0.62, 0.75, 0.80), new Light(-0.85, -0.15, 0.45, 0.26));

    /**
     * One light.
     *
     * @param x where the light travels: to the right
     * @param y the same, down
     * @param z the same, away from the eye
     * @param intensity 0 … 1
     */
    public record Light(double x, double y, double z, double intensity) {
        /** Brings the direction to length 1. */
        public Light {
            double length = Math.sqrt(x * x + y * y + z * z);
            if (!(length > 0)) {
                throw new IllegalArgumentException("a light needs a direction");
            }
            x /= length;
            y /= length;
            z /= length;
        }
    }

    /**
     * How bright a surface is.
     *
     * @param nx unit normal in view space
     * @param ny the same
     * @param nz the same
     * @return 0 … 1, to multiply the colour with
     */
    public double shade(double nx, double ny, double nz) {
        double a = -(nx * key.x + ny * key.y + nz * key.z);
        double b = -(nx * fill.x + ny * fill.y + nz * fill.z);
        return Math.min(1, ambient + key.intensity * Math.max(0, a) + fill.intensity * Math.max(0, b));
    }
}
