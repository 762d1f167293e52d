package org.lmttm.app.volume;

import java.util.Objects;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Affine;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Point;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Volume;

/**
 * Where a pane's plane lies on the screen, at any angle: patient positions and screen positions of one another. Screen
 * coordinates count from the pane's top left. Immutable.
 */
final class PlaneMapping {
    private final PlaneGrid grid;
    private final Volume volume;
    private final Point centre;
    private final Affine toVoxel;
    private final Affine toPixel;
    private final double scale;
    private final double width;
    private final double height;
    private final double pixelWidth;
    private final double pixelHeight;
    private final double sliceStep;
    private final double left;
    private final double top;

    /**
     * A mapping.
     *
     * @param grid the plane's pixels
     * @param volume that is shown
     * @param centre the patient position in the pane's middle, on the plane or off it
     * @param scale screen pixels a mm
     * @param width of the pane
     * @param height of the pane
     */
    PlaneMapping(PlaneGrid grid, Volume volume, Point centre, double scale, double width, double height) {
        this.grid = grid;
        this.volume = volume;
        this.centre = centre;
        this.toVoxel = volume.affineOrVoxels().inverse();
        this.toPixel = grid.toPatient().inverse();
        this.scale = scale;
        this.width = width;
        this.height = height;
        this.pixelWidth = grid.pixelWidth() * scale;
        this.pixelHeight = grid.pixelHeight() * scale;
        this.sliceStep = grid.sliceStep();
        double[] middle = toPixel.apply(centre.x(), centre.y(), centre.z());
        this.left = width / 2 - (middle[0] + 0.5) * pixelWidth;
        this.top = height / 2 - (middle[1] + 0.5) * pixelHeight;
    }

    /** The plane's pixels in patient space. */
    PlaneGrid grid() {
        return grid;
    }

    /** Screen pixels a mm. */
    double scale() {
        return scale;
    }

    /** Width of the pane. */
    double width() {
        return width;
    }

    /** Height of the pane. */
    double height() {
        return height;
    }

    /** Screen pixels that one pixel of the slice is wide. */
    double pixelWidth() {
        return pixelWidth;
    }

    /** Screen pixels that one pixel of the slice is high. */
    double pixelHeight() {
        return pixelHeight;
    }

    /** Left edge of the slice's image. */
    double left() {
        return left;
    }

    /** Top edge of the slice's image. */
    double top() {
        return top;
    }

    /**
     * Where a patient position is seen.
     *
     * @return x and y on the screen, and how far the position lies from the plane in mm, positive along its normal
     */
    double[] screen(Point patient) {
        double[] pixel = toPixel.apply(patient.x(), patient.y(), patient.z());
        return new double[] {
            left + (pixel[0] + 0.5) * pixelWidth, top + (pixel[1] + 0.5) * pixelHeight, pixel[2] * sliceStep
        };
    }

    /** The patient position on the plane at a screen position. */
    Point patient(double x, double y) {
        return grid.patient((x - left) / pixelWidth - 0.5, (y - top) / pixelHeight - 0.5);
    }

    /** Screen x of a voxel's centre. */
    double x(Voxel voxel) {
        return screen(patient(voxel))[0];
    }

    /** Screen y of a voxel's centre. */
    double y(Voxel voxel) {
        return screen(patient(voxel))[1];
    }

    /** The voxel on the plane, in fractional indices, at a screen position. */
    Voxel voxel(double x, double y) {
        return CommonSpace.voxel(toVoxel, patient(x, y));
    }

    /** Whether a voxel is within the volume. */
    boolean contains(Voxel voxel) {
        for (int axis = 0; axis < 3; axis++) {
            if (voxel.index(axis) < 0 || voxel.index(axis) >= volume.size(axis)) {
                return false;
            }
        }
        return true;
    }

    /** Screen pixels a mm at which the whole slice fits into a pane. */
    static double fit(SliceGeometry geometry, double width, double height) {
        double w = geometry.width() * geometry.pixelWidth();
        double h = geometry.height() * geometry.pixelHeight();
        return Math.min(width / w, height / h);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlaneMapping m
                && grid.equals(m.grid)
                && volume == m.volume
                && centre.equals(m.centre)
                && scale == m.scale
                && width == m.width
                && height == m.height;
    }

    @Override
    public int hashCode() {
        return Objects.hash(grid, centre, scale, width, height);
    }

    private Point patient(Voxel voxel) {
        return Point.of(volume.affineOrVoxels().apply(voxel.i(), voxel.j(), voxel.k()));
    }
}
