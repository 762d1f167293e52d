package org.lmttm.app.volume;

import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;

/**
 * Where markups, which lie in patient space, lie on one pane now, and back.
 *
 * @param mapping of the pane, whose plane may be at any angle
 * @param thickness of the slab shown in mm; 0 for a slice
 */
record MarkupPlane(PlaneMapping mapping, double thickness) {
    private static final double ROUNDING = 1e-6;

    /** The position in patient space under a position of the pane, in the middle of the slice shown. */
    Point point(double x, double y) {
        return mapping.patient(x, y);
    }

    /** Where a position in patient space lies on the pane: x, y; in front of the slice or behind it, too. */
    double[] screen(Point point) {
        double[] at = mapping.screen(point);
        return new double[] {at[0], at[1]};
    }

    /** Whether all of a markup lies within the slice or slab shown. */
    boolean shows(Markup markup) {
        double half = Math.max(mapping.grid().sliceStep(), thickness) / 2 + ROUNDING;
        return markup.points().stream().allMatch(point -> Math.abs(mapping.screen(point)[2]) <= half);
    }
}
