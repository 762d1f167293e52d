package org.lmttm.volume;

import java.util.Optional;

/**
 * How the slices of one plane lie in a volume and how they are shown: in radiological convention, that is axial with the
 * patient's left on the right and the front on top, coronal with left on the right and the head on top, sagittal with
 * the front on the left and the head on top. Without patient geometry: rows downwards along the lower-numbered voxel
 * axis, columns rightwards along the other, as an array is printed.
 *
 * <p>Display pixels (x, y) count from the top left; whole numbers are pixel centres.
 *
 * @param plane the plane
 * @param normalAxis voxel axis along which the slice index runs
 * @param columnAxis voxel axis along which x runs
 * @param rowAxis voxel axis along which y runs
 * @param columnReversed whether the voxel index falls as x grows
 * @param rowReversed whether the voxel index falls as y grows
 * @param width pixels along x
 * @param height pixels along y
 * @param count slices
 * @param pixelWidth spacing along x in mm, or 1 without geometry
 * @param pixelHeight spacing along y in mm, or 1 without geometry
 * @param letters where the patient's sides are; empty without geometry
 */
public record SliceGeometry(
        Plane plane,
        int normalAxis,
        int columnAxis,
        int rowAxis,
        boolean columnReversed,
        boolean rowReversed,
        int width,
        int height,
        int count,
        double pixelWidth,
        double pixelHeight,
        Optional<Letters> letters) {

    /**
     * Orientation letters at the edges of a slice: R, L, A, P, S or I, the patient's side found there.
     *
     * @param left at the left edge
     * @param right at the right edge
     * @param top at the top edge
     * @param bottom at the bottom edge
     */
    public record Letters(String left, String right, String top, String bottom) {}

    private static final String[] POSITIVE = {"R", "A", "S"};
    private static final String[] NEGATIVE = {"L", "P", "I"};

    /** The geometry of a volume's slices in one plane. */
    public static SliceGeometry of(Volume volume, Plane plane) {
        Optional<Affine> affine = volume.affine();
        if (affine.isEmpty()) {
            int normal = plane.storedAxis();
            return new SliceGeometry(
                    volume, plane, normal, normal == 2 ? 1 : 2, normal == 0 ? 1 : 0, false, false, Optional.empty());
        }
        Affine a = affine.get();
        int[] patientOf = a.closestAxes();
        int columnPatient = plane.columnPatientAxis();
        int rowPatient = plane.rowPatientAxis();
        int column = voxelAxis(patientOf, columnPatient);
        int row = voxelAxis(patientOf, rowPatient);
        Letters letters = new Letters(
                POSITIVE[columnPatient], NEGATIVE[columnPatient], POSITIVE[rowPatient], NEGATIVE[rowPatient]);
        return new SliceGeometry(
                volume,
                plane,
                voxelAxis(patientOf, plane.patientAxis()),
                column,
                row,
                a.get(columnPatient, column) > 0,
                a.get(rowPatient, row) > 0,
                Optional.of(letters));
    }

    private SliceGeometry(
            Volume volume,
            Plane plane,
            int normal,
            int column,
            int row,
            boolean columnReversed,
            boolean rowReversed,
            Optional<Letters> letters) {
        this(
                plane,
                normal,
                column,
                row,
                columnReversed,
                rowReversed,
                volume.size(column),
                volume.size(row),
                volume.size(normal),
                volume.spacing()[column],
                volume.spacing()[row],
                letters);
    }

    private static int voxelAxis(int[] patientOf, int patientAxis) {
        for (int axis = 0; axis < 3; axis++) {
            if (patientOf[axis] == patientAxis) {
                return axis;
            }
        }
        throw new IllegalStateException("no voxel axis follows patient axis " + patientAxis);
    }

    /**
     * Voxel indices (i, j, k), which may be fractional, of a display position.
     *
     * @param index slice index along {@link #normalAxis}
     * @param x display column
     * @param y display row
     */
    public double[] voxel(double index, double x, double y) {
        double[] v = new double[3];
        v[normalAxis] = index;
        v[columnAxis] = columnReversed ? width - 1 - x : x;
        v[rowAxis] = rowReversed ? height - 1 - y : y;
        return v;
    }

    /** Display position {x, y} of a voxel (i, j, k), whichever slice it lies on. */
    public double[] pixel(double... voxel) {
        double x = voxel[columnAxis];
        double y = voxel[rowAxis];
        return new double[] {columnReversed ? width - 1 - x : x, rowReversed ? height - 1 - y : y};
    }
}
