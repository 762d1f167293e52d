package org.lmttm.metrics;

import java.util.Arrays;

/**
 * 95 % intervals of how much two models differ on the same cases, first − second, by the percentile bootstrap: both are
 * judged on the same resamples, with the count and seed of {@link Bootstrap}.
 *
 * @param auc difference of the AUC, over the resamples in which it is defined
 * @param acc difference of the ACC
 */
public record PairedBootstrap(Bootstrap.Interval auc, Bootstrap.Interval acc) {
    /**
     * The intervals.
     *
     * @throws IllegalArgumentException when the cases differ in number, labels or classes
     */
    public static PairedBootstrap of(Scores first, Scores second) {
        if (!Arrays.equals(first.labels(), second.labels()) || first.classes() != second.classes()) {
            throw new IllegalArgumentException(
                    "two models are compared on the same cases; these differ in their" + " labels or classes");
        }
        RankedScores[] a = Metrics.ranked(first);
        RankedScores[] b = Metrics.ranked(second);
        int n = first.count();
        int[] gain = new int[n];
        for (int i = 0; i < n; i++) {
            gain[i] = (first.right(i) ? 1 : 0) - (second.right(i) ? 1 : 0);
        }
        double[] auc = new double[Bootstrap.RESAMPLES];
        double[] acc = new double[Bootstrap.RESAMPLES];
        Bootstrap.resample(n, Bootstrap.RESAMPLES, Bootstrap.SEED, (s, weights) -> {
            auc[s] = Metrics.meanAuc(a, weights) - Metrics.meanAuc(b, weights);
            int sum = 0;
            for (int i = 0; i < n; i++) {
                sum += weights[i] * gain[i];
            }
            acc[s] = (double) sum / n;
        });
        return new PairedBootstrap(Bootstrap.interval(auc), Bootstrap.interval(acc));
    }
}
