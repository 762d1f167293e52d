package org.lmttm.model;

/**
 * What the classifier says about one case.
 *
 * @param logits scores before softmax, one a class
 * @param probabilities softmax of the logits, in [0, 1], summing to 1
 */
public record Prediction(float[] logits, float[] probabilities) {

    /** The prediction that belongs to the logits. */
    public static Prediction of(float[] logits) {
        return new Prediction(logits, softmax(logits));
    }

    /** Index of the class with the largest probability (ties: lowest). */
    public int label() {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        return best;
    }

    /** Softmax in double precision, so that it does not depend on any engine. */
    static float[] softmax(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : logits) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        double[] weights = new double[logits.length];
        for (int c = 0; c < logits.length; c++) {
            weights[c] = StrictMath.exp(logits[c] - largest);
            sum += weights[c];
        }
        float[] result = new float[logits.length];
        for (int c = 0; c < logits.length; c++) {
            result[c] = (float) (weights[c] / sum);
        }
        return result;
    }
}
