package org.lmttm.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The receiver operating characteristic of one class against the rest: one point a distinct score, from (0, 0) to
 * (1, 1). Arrays have one length and are shared, not copied.
 *
 * @param falsePositiveRate share of the negatives with a score ≥ the threshold, rising
 * @param truePositiveRate share of the positives with a score ≥ the threshold, rising
 * @param threshold the scores, falling; the first is positive infinity, where nothing is called positive
 */
public record RocCurve(double[] falsePositiveRate, double[] truePositiveRate, double[] threshold) {
    /**
     * The curve of one class.
     *
     * @param positiveClass which class counts as positive; binary tasks: 1
     * @throws IllegalArgumentException when the cases are all of that class or none is
     */
    public static RocCurve of(Scores scores, int positiveClass) {
        int n = scores.count();
        int positives = (int) Arrays.stream(scores.labels())
                .filter(label -> label == positiveClass)
                .count();
        if (positives == 0 || positives == n) {
            throw new IllegalArgumentException(
                    "a ROC curve needs cases of class " + positiveClass + " and others, not " + positives + " of " + n);
        }
        double[] score = Arrays.stream(scores.probabilities())
                .mapToDouble(row -> row[positiveClass])
                .toArray();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> score[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        return trace(scores.labels(), positiveClass, positives, score, order);
    }

    private static RocCurve trace(int[] labels, int positiveClass, int positives, double[] score, int[] order) {
        int n = order.length;
        double[] fpr = new double[n + 1];
        double[] tpr = new double[n + 1];
        double[] threshold = new double[n + 1];
        threshold[0] = Double.POSITIVE_INFINITY;
        int points = 1;
        int hits = 0;
        for (int x = 0; x < n; x++) {
            hits += labels[order[x]] == positiveClass ? 1 : 0;
            boolean lastOfTie = x == n - 1 || score[order[x + 1]] != score[order[x]];
            if (lastOfTie) {
                tpr[points] = (double) hits / positives;
                fpr[points] = (double) (x + 1 - hits) / (n - positives);
                threshold[points++] = score[order[x]];
            }
        }
        return new RocCurve(Arrays.copyOf(fpr, points), Arrays.copyOf(tpr, points), Arrays.copyOf(threshold, points));
    }
}
