package org.lmttm.app.volume;

import java.util.List;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;

/** Where markups, which lie in patient space, lie on one pane now, and back. */
record MarkupPlane(PlaneMapping mapping, Affine affine, Voxel on) {
    /** Half a slice, and rounding. */
    private static final double WITHIN = 0.5 + 1e-6;

    static MarkupPlane of(PlaneMapping mapping, OpenCase openCase) {
        return new MarkupPlane(
                mapping,
                openCase.volume().affineOrVoxels(),
                openCase.crosshair().get());
    }

    /** The position in patient space under a position of the pane, in the middle of the slice shown. */
    Point point(double x, double y) {
        Voxel at = mapping.voxel(x, y, onSlice());
        return Point.of(affine.apply(at.i(), at.j(), at.k()));
    }

    private Voxel onSlice() {
        int normal = mapping.geometry().normalAxis();
        return on.with(normal, on.index(normal));
    }

    /** Where a position in patient space lies on the pane: x, y; in front of the slice or behind it, too. */
    double[] screen(Point point) {
        Voxel at = voxel(point);
        return new double[] {mapping.x(at), mapping.y(at)};
    }

    private Voxel voxel(Point point) {
        double[] v = affine.inverse().apply(point.x(), point.y(), point.z());
        return new Voxel(v[0], v[1], v[2]);
    }

    /** Whether all of a markup lies within the slice shown. */
    boolean shows(Markup markup) {
        int normal = mapping.geometry().normalAxis();
        List<Point> points = markup.points();
        return points.stream().allMatch(point -> Math.abs(voxel(point).along(normal) - on.index(normal)) <= WITHIN);
    }
}
