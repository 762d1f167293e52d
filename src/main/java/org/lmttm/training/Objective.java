package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * What training makes small: the mean cross-entropy over the cases of a step, each case by its class's weight, against
 * labels smoothed as in Szegedy et al., 2016.
 *
 * @param classWeights weight of a case of each class; their mean over the training split is 1
 * @param smoothing share of the target spread evenly over all classes, in [0, 1)
 */
record Objective(double[] classWeights, double smoothing) {

    /** The objective of a configuration on training cases of these classes. */
    static Objective of(TrainingConfig config, int[] labels) {
        int classes = config.architecture().classes();
        double[] weights = new double[classes];
        Arrays.fill(weights, 1);
        if (config.regularization().balance() == Regularization.Balance.CLASS_WEIGHTS) {
            int[] counts = new int[classes];
            for (int label : labels) {
                counts[label]++;
            }
            long present = Arrays.stream(counts).filter(count -> count > 0).count();
            for (int c = 0; c < classes; c++) {
                weights[c] = counts[c] == 0 ? 0 : labels.length / (double) (present * counts[c]);
            }
        }
        return new Objective(weights, config.regularization().labelSmoothing());
    }

    /** The summed weight of cases of these classes. */
    double weight(int[] labels) {
        double sum = 0;
        for (int label : labels) {
            sum += classWeights[label];
        }
        return sum;
    }

    /**
     * A batch's share of the loss: the sum over its cases, divided by the weight of the whole step. The shares of a
     * step's batches add up to the loss, and so do their gradients.
     *
     * @param logits (B, classes)
     * @param stepWeight {@link #weight} of all cases of the step
     */
    NDArray share(NDManager scratch, NDArray logits, int[] labels, double stepWeight) {
        int classes = classWeights.length;
        float[] targets = new float[labels.length * classes];
        for (int b = 0; b < labels.length; b++) {
            double scale = -classWeights[labels[b]] / stepWeight;
            for (int c = 0; c < classes; c++) {
                double target = smoothing / classes + (c == labels[b] ? 1 - smoothing : 0);
                targets[b * classes + c] = (float) (scale * target);
            }
        }
        return logits.logSoftmax(-1)
                .mul(scratch.create(targets, new Shape(labels.length, classes)))
                .sum();
    }
}
