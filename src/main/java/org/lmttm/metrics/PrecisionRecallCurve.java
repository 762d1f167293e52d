package org.lmttm.metrics;

import java.util.Arrays;

/**
 * Precision over recall of one class against the rest: one point a distinct score, falling, after (0, 1), where nothing
 * is called positive. Arrays have one length and are shared, not copied.
 *
 * @param recall share of the positives with a score ≥ the threshold, rising
 * @param precision share of the cases with a score ≥ the threshold that are positive
 * @param threshold the scores, falling; the first is positive infinity
 */
public record PrecisionRecallCurve(double[] recall, double[] precision, double[] threshold) {
    /**
     * The curve.
     *
     * @throws IllegalArgumentException when no case is of the class
     */
    public static PrecisionRecallCurve of(OneVersusRest cases) {
        int positives = cases.positives();
        if (positives == 0) {
            throw new IllegalArgumentException("a precision-recall curve needs cases of the class, there is none");
        }
        int n = cases.count();
        int[] order = cases.falling();
        double[] recall = new double[n + 1];
        double[] precision = new double[n + 1];
        double[] threshold = new double[n + 1];
        precision[0] = 1;
        threshold[0] = Double.POSITIVE_INFINITY;
        int points = 1;
        int hits = 0;
        for (int x = 0; x < n; x++) {
            hits += cases.positive()[order[x]] ? 1 : 0;
            if (x == n - 1 || cases.score()[order[x + 1]] != cases.score()[order[x]]) {
                recall[points] = (double) hits / positives;
                precision[points] = (double) hits / (x + 1);
                threshold[points++] = cases.score()[order[x]];
            }
        }
        return new PrecisionRecallCurve(
                Arrays.copyOf(recall, points), Arrays.copyOf(precision, points), Arrays.copyOf(threshold, points));
    }

    /**
     * Average precision: the sum over points of the step in recall times the precision, without interpolation, which
     * would be optimistic (J. Davis and M. Goadrich, ICML 2006).
     */
    public double averagePrecision() {
        double sum = 0;
        for (int p = 1; p < recall.length; p++) {
            sum += (recall[p] - recall[p - 1]) * precision[p];
        }
        return sum;
    }
}
