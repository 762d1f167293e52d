package org.lmttm.volume;

/**
 * A thick slice: what becomes of the values along its normal.
 *
 * @param projection which value of those along the normal is shown
 * @param thickness in mm (voxels where there is no patient space); a slab not thicker than a slice is the slice
 */
public record Slab(Projection projection, double thickness) {
    /** No thicker than a voxel. */
    public static final Slab THIN = new Slab(Projection.MEAN, 0);

    private static final double SMALLEST = 1e-6;

    /** Which value of those along the normal is shown. */
    public enum Projection {
        /** Their mean, each slice counting by its share in the slab. */
        MEAN,
        /** The largest: maximum intensity projection. */
        MAXIMUM,
        /** The smallest: minimum intensity projection. */
        MINIMUM
    }

    /** Checks the thickness. */
    public Slab {
        if (!(thickness >= 0 && thickness < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a slab's thickness is 0 or more, not " + thickness);
        }
    }

    /**
     * How many slices on either side of the middle one the slab reaches into.
     *
     * @param step distance of slices in mm
     */
    public int reach(double step) {
        return (int) Math.max(0, Math.ceil(thickness / step / 2 - 0.5 - SMALLEST));
    }

    /**
     * The share of a slice that lies in the slab, 0–1.
     *
     * @param offset slices from the middle one
     * @param step distance of slices in mm
     */
    public double share(int offset, double step) {
        double half = thickness / step / 2;
        if (half <= 0.5) {
            return offset == 0 ? 1 : 0;
        }
        return Math.clamp(Math.min(offset + 0.5, half) - Math.max(offset - 0.5, -half), 0, 1);
    }
}
