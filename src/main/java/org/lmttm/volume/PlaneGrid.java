package org.lmttm.volume;

/**
 * A picture's pixels in patient space, at any angle: where pixel (x, y) of the slice at depth z lies. Whole numbers are
 * pixel centres, (0, 0) is the top left one, depth 0 the slice itself.
 *
 * @param toPatient (x, y, z) → patient mm, RAS+ (voxels where the volume has no patient space)
 * @param width pixels along x
 * @param height pixels along y
 */
public record PlaneGrid(Affine toPatient, int width, int height) {
    /** Pixels along the longer side that an oblique slice has at most. */
    private static final int LARGEST = 1536;

    private static final double SLACK = 1e-6;

    /** Checks the size. */
    public PlaneGrid {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a slice needs at least one pixel, not " + width + " × " + height);
        }
    }

    /** The pixels of a slice along the volume's own axes, as {@link SliceGeometry} shows it. */
    public static PlaneGrid of(Volume volume, SliceGeometry geometry, double index) {
        double[] origin = geometry.voxel(index, 0, 0);
        double[] right = geometry.voxel(index, 1, 0);
        double[] down = geometry.voxel(index, 0, 1);
        double[] deep = geometry.voxel(index + 1, 0, 0);
        double[][] rows = new double[3][4];
        for (int a = 0; a < 3; a++) {
            rows[a][0] = right[a] - origin[a];
            rows[a][1] = down[a] - origin[a];
            rows[a][2] = deep[a] - origin[a];
            rows[a][3] = origin[a];
        }
        Affine toVoxel = Affine.of(rows);
        return new PlaneGrid(volume.affineOrVoxels().compose(toVoxel), geometry.width(), geometry.height());
    }

    /**
     * A grid at any angle that covers what a plane cuts out of a volume. Pixels are as wide as the volume's smallest
     * spacing, unless there would be more than 1536 of them.
     *
     * @param point in the plane, inside the volume; the centre of a pixel
     * @param right unit direction in which columns follow each other
     * @param down unit direction in which rows follow each other, at a right angle to {@code right}
     * @param thickness of the slab in mm that the grid has to cover; 0 for the plane alone
     */
    public static PlaneGrid through(Volume volume, Point point, Point right, Point down, double thickness) {
        double[] spacing = volume.spacing();
        double step = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
        double[] extent = extent(volume, point, right, down, thickness / 2);
        double longest = Math.max(extent[1] - extent[0], extent[3] - extent[2]);
        step = Math.max(step, longest / (LARGEST - 2));
        double x0 = Math.ceil(extent[0] / step - SLACK);
        double y0 = Math.ceil(extent[2] / step - SLACK);
        int width = (int) Math.max(1, Math.floor(extent[1] / step + SLACK) - x0 + 1);
        int height = (int) Math.max(1, Math.floor(extent[3] / step + SLACK) - y0 + 1);
        Point origin = point.plus(right.times(x0 * step)).plus(down.times(y0 * step));
        return new PlaneGrid(affine(origin, right, down, step), width, height);
    }

    private static Affine affine(Point origin, Point right, Point down, double step) {
        Point deep = right.cross(down).unit();
        double[][] rows = new double[3][4];
        for (int a = 0; a < 3; a++) {
            rows[a] = new double[] {right.get(a) * step, down.get(a) * step, deep.get(a) * step, origin.get(a)};
        }
        return Affine.of(rows);
    }

    /** Least and largest position along right and down, from the point, at which the slab meets the volume. */
    private static double[] extent(Volume volume, Point point, Point right, Point down, double half) {
        Affine affine = volume.affineOrVoxels();
        Point normal = right.cross(down);
        Point[] corners = new Point[8];
        for (int c = 0; c < 8; c++) {
            corners[c] = Point.of(affine.apply(
                            (c & 1) * volume.ni() - 0.5,
                            (c >> 1 & 1) * volume.nj() - 0.5,
                            (c >> 2) * volume.nk() - 0.5))
                    .minus(point);
        }
        double[] extent = {0, 0, 0, 0};
        for (double at : new double[] {-half, 0, half}) {
            for (int c = 0; c < 8; c++) {
                for (int axis = 1; axis < 8; axis <<= 1) {
                    if ((c & axis) == 0) {
                        cut(corners[c], corners[c | axis], at, normal, right, down, extent);
                    }
                }
            }
        }
        return extent;
    }

    private static void cut(Point a, Point b, double at, Point normal, Point right, Point down, double[] extent) {
        double da = a.dot(normal) - at;
        double db = b.dot(normal) - at;
        if (da * db > 0) {
            return;
        }
        double share = da == db ? 0 : da / (da - db);
        Point p = a.plus(b.minus(a).times(share));
        double x = p.dot(right);
        double y = p.dot(down);
        extent[0] = Math.min(extent[0], x);
        extent[1] = Math.max(extent[1], x);
        extent[2] = Math.min(extent[2], y);
        extent[3] = Math.max(extent[3], y);
    }

    /** Distance of pixel centres along x in mm. */
    public double pixelWidth() {
        return toPatient.spacing()[0];
    }

    /** Distance of pixel centres along y in mm. */
    public double pixelHeight() {
        return toPatient.spacing()[1];
    }

    /** Distance of neighbouring slices in mm. */
    public double sliceStep() {
        return toPatient.spacing()[2];
    }

    /** Unit direction to the right. */
    public Point right() {
        return direction(1, 0, 0);
    }

    /** Unit direction down. */
    public Point down() {
        return direction(0, 1, 0);
    }

    /** Unit direction at a right angle to both. */
    public Point normal() {
        return right().cross(down()).unit();
    }

    private Point direction(double x, double y, double z) {
        return Point.of(toPatient.applyDirection(x, y, z)).unit();
    }

    /** Patient position of a pixel, which may lie between pixel centres. */
    public Point patient(double x, double y) {
        return Point.of(toPatient.apply(x, y, 0));
    }

    /** The same pixels with left and right swapped. */
    public PlaneGrid mirrored() {
        Affine swap = Affine.of(new double[][] {{-1, 0, 0, width - 1.0}, {0, 1, 0, 0}, {0, 0, 1, 0}});
        return new PlaneGrid(toPatient.compose(swap), width, height);
    }
}
