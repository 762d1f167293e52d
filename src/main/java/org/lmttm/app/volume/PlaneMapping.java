package org.lmttm.app.volume;

import org.lmttm.app.state.Voxel;
import org.lmttm.volume.SliceGeometry;

/**
 * Where voxels of one plane lie on the screen. Screen coordinates count from the pane's top left.
 *
 * @param geometry how the plane's slices lie, in radiological convention
 * @param mirrored whether left and right are swapped (neurological convention)
 * @param centre the voxel in the pane's middle
 * @param scale screen pixels a mm
 * @param width of the pane
 * @param height of the pane
 */
record PlaneMapping(SliceGeometry geometry, boolean mirrored, Voxel centre, double scale, double width, double height) {
    /** Whether the neurological convention mirrors this plane. */
    static boolean mirrors(SliceGeometry geometry, boolean radiological) {
        return !radiological
                && geometry.letters().map(letters -> letters.left().equals("R")).orElse(false);
    }

    /** Screen pixels that one display pixel is wide. */
    double pixelWidth() {
        return geometry.pixelWidth() * scale;
    }

    /** Screen pixels that one display pixel is high. */
    double pixelHeight() {
        return geometry.pixelHeight() * scale;
    }

    /** Left edge of the slice's image. */
    double left() {
        return width / 2 - (display(centre)[0] + 0.5) * pixelWidth();
    }

    /** Top edge of the slice's image. */
    double top() {
        return height / 2 - (display(centre)[1] + 0.5) * pixelHeight();
    }

    /** Screen x of a voxel's centre. */
    double x(Voxel voxel) {
        return left() + (display(voxel)[0] + 0.5) * pixelWidth();
    }

    /** Screen y of a voxel's centre. */
    double y(Voxel voxel) {
        return top() + (display(voxel)[1] + 0.5) * pixelHeight();
    }

    /** The voxel, in fractional indices, at a screen position on the slice through another voxel. */
    Voxel voxel(double x, double y, Voxel on) {
        double column = (x - left()) / pixelWidth() - 0.5;
        double row = (y - top()) / pixelHeight() - 0.5;
        if (mirrored) {
            column = geometry.width() - 1 - column;
        }
        double[] v = geometry.voxel(on.along(geometry.normalAxis()), column, row);
        return new Voxel(v[0], v[1], v[2]);
    }

    /** Whether a voxel is within the slice. */
    boolean contains(Voxel voxel) {
        double[] p = display(voxel);
        return p[0] >= -0.5 && p[0] < geometry.width() - 0.5 && p[1] >= -0.5 && p[1] < geometry.height() - 0.5;
    }

    /** Screen pixels a mm at which the whole slice fits into a pane. */
    static double fit(SliceGeometry geometry, double width, double height) {
        double w = geometry.width() * geometry.pixelWidth();
        double h = geometry.height() * geometry.pixelHeight();
        return Math.min(width / w, height / h);
    }

    private double[] display(Voxel voxel) {
        double[] p = geometry.pixel(voxel.i(), voxel.j(), voxel.k());
        return mirrored ? new double[] {geometry.width() - 1 - p[0], p[1]} : p;
    }
}
