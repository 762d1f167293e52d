package org.lmttm.surface;

import org.jspecify.annotations.Nullable;

/**
 * What a surface's geometry is made of: plain numbers, to be kept in files. The steps follow one another in this order:
 * extraction, choice of parts, smoothing, decimation.
 *
 * @param level the value at which the surface lies; without meaning where there is a label
 * @param label the label of a label map that it bounds; null for a level
 * @param closed whether it is capped at the border of the volume; label surfaces always are
 * @param largestOnly whether only the connected part with the largest area stays
 * @param minimumArea connected parts with less area go, mm² (voxel² without geometry); 0 keeps all
 * @param smoothing pairs of Taubin steps, 0 for none
 * @param reduction share of the triangles that decimation takes away, 0 for none, below 1
 */
public record SurfaceShape(
        double level,
        @Nullable Integer label,
        boolean closed,
        boolean largestOnly,
        double minimumArea,
        int smoothing,
        double reduction) {
    /** Most pairs of smoothing steps. */
    public static final int MOST_SMOOTHING = 200;

    /** Checks the ranges. */
    public SurfaceShape {
        if (!Double.isFinite(level)) {
            throw new IllegalArgumentException("the level must be a finite number, not " + level);
        }
        if (!(minimumArea >= 0) || !Double.isFinite(minimumArea)) {
            throw new IllegalArgumentException("the smallest area must be 0 or more, not " + minimumArea);
        }
        if (smoothing < 0 || smoothing > MOST_SMOOTHING) {
            throw new IllegalArgumentException("smoothing is 0 to " + MOST_SMOOTHING + ", not " + smoothing);
        }
        if (!(reduction >= 0 && reduction < 1)) {
            throw new IllegalArgumentException("the share of triangles to take away is 0 to below 1, not " + reduction);
        }
    }

    /** The plain surface at a level. */
    public static SurfaceShape at(double level, boolean closed) {
        return new SurfaceShape(level, null, closed, false, 0, 0, 0);
    }

    /** The surface of a label, with the stairs of the voxels smoothed away. */
    public static SurfaceShape of(int label) {
        return new SurfaceShape(0, label, true, false, 0, 15, 0);
    }

    /** The same at another level. */
    public SurfaceShape withLevel(double newLevel) {
        return new SurfaceShape(newLevel, label, closed, largestOnly, minimumArea, smoothing, reduction);
    }

    /** The same, capped or not. */
    public SurfaceShape withClosed(boolean cap) {
        return new SurfaceShape(level, label, cap, largestOnly, minimumArea, smoothing, reduction);
    }

    /** The same with only its largest part or with all. */
    public SurfaceShape withLargestOnly(boolean largest) {
        return new SurfaceShape(level, label, closed, largest, minimumArea, smoothing, reduction);
    }

    /** The same with another smallest area of its parts. */
    public SurfaceShape withMinimumArea(double area) {
        return new SurfaceShape(level, label, closed, largestOnly, area, smoothing, reduction);
    }

    /** The same with other smoothing. */
    public SurfaceShape withSmoothing(int pairs) {
        return new SurfaceShape(level, label, closed, largestOnly, minimumArea, pairs, reduction);
    }

    /** The same with another share of triangles taken away. */
    public SurfaceShape withReduction(double share) {
        return new SurfaceShape(level, label, closed, largestOnly, minimumArea, smoothing, share);
    }
}
