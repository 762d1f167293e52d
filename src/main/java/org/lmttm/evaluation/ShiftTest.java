package org.lmttm.evaluation;

import java.util.List;
import org.lmttm.model.Architecture;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Prediction;

/**
 * How much a prediction moves when the case is moved by one voxel of the model's input, along each axis to both sides;
 * what comes in from outside is the value at the border.
 *
 * @param probabilities of the case as it is and of its six shifts, in the order −depth, +depth, −height, +height,
 *     −width, +width
 */
public record ShiftTest(List<float[]> probabilities) {
    /** Makes the list immutable. */
    public ShiftTest {
        probabilities = List.copyOf(probabilities);
    }

    /** Seven forward passes; the case as it is comes first. */
    public static ShiftTest of(InferenceModel model, float[] cube) {
        Architecture.Extent input = model.info().architecture().input();
        List<float[]> cubes = new java.util.ArrayList<>(List.of(cube));
        for (int axis = 0; axis < 3; axis++) {
            cubes.add(shifted(cube, input, axis, -1));
            cubes.add(shifted(cube, input, axis, 1));
        }
        return new ShiftTest(
                model.predict(cubes).stream().map(Prediction::probabilities).toList());
    }

    /** Largest change of a class's probability. */
    public double largest(int positiveClass) {
        double at = probabilities.getFirst()[positiveClass];
        return probabilities.stream()
                .mapToDouble(p -> Math.abs(p[positiveClass] - at))
                .max()
                .orElseThrow();
    }

    /** The same with a model's calibration. */
    public ShiftTest calibrated(Calibration calibration) {
        return new ShiftTest(probabilities.stream()
                .map(p -> {
                    double[] scaled = calibration.apply(p);
                    float[] narrow = new float[scaled.length];
                    for (int c = 0; c < narrow.length; c++) {
                        narrow[c] = (float) scaled[c];
                    }
                    return narrow;
                })
                .toList());
    }

    static float[] shifted(float[] cube, Architecture.Extent size, int axis, int by) {
        int[] n = {size.depth(), size.height(), size.width()};
        int[] at = new int[3];
        float[] moved = new float[cube.length];
        int x = 0;
        for (at[0] = 0; at[0] < n[0]; at[0]++) {
            for (at[1] = 0; at[1] < n[1]; at[1]++) {
                for (at[2] = 0; at[2] < n[2]; at[2]++) {
                    int here = at[axis];
                    at[axis] = Math.clamp((long) here - by, 0, n[axis] - 1);
                    moved[x++] = cube[(at[0] * n[1] + at[1]) * n[2] + at[2]];
                    at[axis] = here;
                }
            }
        }
        return moved;
    }
}
