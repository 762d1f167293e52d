package org.lmttm.metrics;

import java.util.stream.IntStream;

/**
 * The cases of a one-vs-rest question in the order of their score, so that the AUC of any weighting of them (a bootstrap
 * resample) costs one pass.
 */
final class RankedScores {
    private final double[] sorted;
    private final int[] order;
    private final boolean[] positive;

    RankedScores(Scores scores, int positiveClass) {
        double[][] p = scores.probabilities();
        order = IntStream.range(0, scores.count())
                .boxed()
                .sorted((a, b) -> Double.compare(p[a][positiveClass], p[b][positiveClass]))
                .mapToInt(Integer::intValue)
                .toArray();
        sorted = new double[order.length];
        positive = new boolean[order.length];
        for (int x = 0; x < order.length; x++) {
            // Adding zero turns −0 into 0: they tie, although Double.compare tells them apart.
            sorted[x] = p[order[x]][positiveClass] + 0.0;
            positive[x] = scores.labels()[order[x]] == positiveClass;
        }
    }

    /**
     * Share of (positive, negative) pairs in which the positive case has the higher score, ties counted ½.
     *
     * @param weights how often each case counts, by its index in the scores
     * @return NaN when positives or negatives are missing
     */
    double auc(int[] weights) {
        double negativesBelow = 0;
        double positives = 0;
        double won = 0;
        for (int x = 0; x < sorted.length; ) {
            double tiedPositives = 0;
            double tiedNegatives = 0;
            double score = sorted[x];
            for (; x < sorted.length && sorted[x] == score; x++) {
                if (positive[x]) {
                    tiedPositives += weights[order[x]];
                } else {
                    tiedNegatives += weights[order[x]];
                }
            }
            won += tiedPositives * (negativesBelow + tiedNegatives / 2);
            negativesBelow += tiedNegatives;
            positives += tiedPositives;
        }
        double pairs = positives * negativesBelow;
        return pairs == 0 ? Double.NaN : won / pairs;
    }
}
