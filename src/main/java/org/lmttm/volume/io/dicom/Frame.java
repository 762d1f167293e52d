package org.lmttm.volume.io.dicom;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One frame of an image file: where it lies and what its numbers mean.
 *
 * @param image the file
 * @param index which of its frames, from 0
 * @param position centre of the first pixel in patient mm, LPS; null when the file does not say
 * @param orientation direction of a row, then of a column, as unit vectors in LPS; null when the file does not say, or
 *     says directions that are not at right angles
 * @param spacing mm between rows, then between columns; null when the file does not say
 * @param thickness mm that the slice is thick, or its distance to the next where the file says that; 0 when unknown
 * @param slope value = slope · stored + intercept
 * @param intercept see slope
 * @param segment number of the segment that the frame marks; 0 when it is none
 * @param dimensions the value of each {@link Dimension} that the file states
 */
record Frame(
        DicomImage image,
        int index,
        double @Nullable [] position,
        double @Nullable [] orientation,
        double @Nullable [] spacing,
        double thickness,
        double slope,
        double intercept,
        int segment,
        Map<Dimension, Double> dimensions) {
    double dimension(Dimension dimension) {
        return dimensions.getOrDefault(dimension, Double.NaN);
    }

    /** Whether the frame has a place in the patient. */
    boolean placed() {
        return position != null && orientation != null && spacing != null;
    }

    /** The same frame without its place. */
    Frame unplaced() {
        return new Frame(image, index, null, null, spacing, thickness, slope, intercept, segment, dimensions);
    }

    /** Unit vector at right angles to the slice: row × column. */
    static double[] normal(double[] o) {
        return new double[] {
            o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3],
        };
    }

    static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
