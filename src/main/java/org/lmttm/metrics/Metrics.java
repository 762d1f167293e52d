package org.lmttm.metrics;

import java.util.Arrays;

/** The metrics of a classifier on a set of cases. Sources: the official MedMNIST evaluator; {@code spec/lmttm.md} §8. */
public final class Metrics {
    /** Bins of the expected calibration error. */
    public static final int CALIBRATION_BINS = 15;

    private Metrics() {}

    /**
     * Area under the ROC curve, ties counted ½. Binary: of the last column. More classes: the plain mean of the
     * one-vs-rest areas.
     *
     * @return 0 … 1, or NaN where it is undefined: a class has no case, or all cases
     */
    public static double auc(Scores scores) {
        int[] once = new int[scores.count()];
        Arrays.fill(once, 1);
        return meanAuc(ranked(scores), once);
    }

    /**
     * Share of cases whose predicted class is the true one. Binary: the last column against 0.5 with &gt;; more classes:
     * argmax, ties to the lowest index.
     */
    public static double acc(Scores scores) {
        int right = 0;
        for (int i = 0; i < scores.count(); i++) {
            if (scores.predicted(i) == scores.labels()[i]) {
                right++;
            }
        }
        return (double) right / scores.count();
    }

    /** Counts {@code [true class][predicted class]}, predicted as for {@link #acc}. */
    public static int[][] confusion(Scores scores) {
        int[][] counts = new int[scores.classes()][scores.classes()];
        for (int i = 0; i < scores.count(); i++) {
            counts[scores.labels()[i]][scores.predicted(i)]++;
        }
        return counts;
    }

    /**
     * Expected calibration error: 15 equal bins on [0, 1] of the largest probability, the mean over cases of their bin's
     * |accuracy − mean confidence|. A bin holds its upper edge; 0 falls into the first.
     *
     * @throws IllegalArgumentException when a largest score is outside [0, 1], so is no probability
     */
    public static double ece(Scores scores) {
        double[] confidence = new double[CALIBRATION_BINS];
        int[] right = new int[CALIBRATION_BINS];
        for (int i = 0; i < scores.count(); i++) {
            double[] row = scores.probabilities()[i];
            int predicted = Scores.argmax(row);
            double largest = row[predicted];
            // Float32 softmax may end an ulp above one.
            if (largest < 0 || largest > 1 + 1e-6) {
                throw new IllegalArgumentException(
                        "case " + i + " has " + largest + " as its largest probability, outside [0, 1]");
            }
            int bin = bin(largest);
            confidence[bin] += largest;
            right[bin] += predicted == scores.labels()[i] ? 1 : 0;
        }
        double sum = 0;
        for (int b = 0; b < CALIBRATION_BINS; b++) {
            sum += Math.abs(right[b] - confidence[b]);
        }
        return sum / scores.count();
    }

    /** The 95 % interval of {@link #ece} by {@link Bootstrap}; the same cases stay in their bins. */
    public static Bootstrap.Interval eceInterval(Scores scores) {
        int n = scores.count();
        int[] bin = new int[n];
        double[] gap = new double[n];
        for (int i = 0; i < n; i++) {
            double[] row = scores.probabilities()[i];
            int predicted = Scores.argmax(row);
            bin[i] = bin(row[predicted]);
            gap[i] = (predicted == scores.labels()[i] ? 1 : 0) - row[predicted];
        }
        double[] sums = new double[CALIBRATION_BINS];
        return Bootstrap.of(n, weights -> {
            Arrays.fill(sums, 0);
            for (int i = 0; i < n; i++) {
                sums[bin[i]] += weights[i] * gap[i];
            }
            return Arrays.stream(sums).map(Math::abs).sum() / n;
        });
    }

    private static int bin(double probability) {
        return Math.clamp((int) Math.ceil(probability * CALIBRATION_BINS) - 1, 0, CALIBRATION_BINS - 1);
    }

    /** The 95 % interval of {@link #brier} by {@link Bootstrap}. */
    public static Bootstrap.Interval brierInterval(Scores scores) {
        double[] each = new double[scores.count()];
        for (int i = 0; i < each.length; i++) {
            each[i] = brier(scores, i);
        }
        return Bootstrap.ofMean(each);
    }

    private static double brier(Scores scores, int i) {
        double sum = 0;
        double[] row = scores.probabilities()[i];
        for (int c = 0; c < row.length; c++) {
            double difference = row[c] - (c == scores.labels()[i] ? 1 : 0);
            sum += difference * difference;
        }
        return sum;
    }

    /** Mean over cases of the sum over classes of (probability − truth)²: 0 (perfect) … 2. */
    public static double brier(Scores scores) {
        double sum = 0;
        for (int i = 0; i < scores.count(); i++) {
            sum += brier(scores, i);
        }
        return sum / scores.count();
    }

    /** The one-vs-rest questions whose mean is the AUC: binary: the last class alone. */
    static RankedScores[] ranked(Scores scores) {
        if (scores.isBinary()) {
            return new RankedScores[] {new RankedScores(scores, 1)};
        }
        RankedScores[] all = new RankedScores[scores.classes()];
        for (int c = 0; c < all.length; c++) {
            all[c] = new RankedScores(scores, c);
        }
        return all;
    }

    static double meanAuc(RankedScores[] ranked, int[] weights) {
        double sum = 0;
        for (RankedScores r : ranked) {
            sum += r.auc(weights);
        }
        return sum / ranked.length;
    }
}
