package org.lmttm.metrics;

/**
 * What calling every case above a threshold positive amounts to. A case is called positive when its score is above the
 * threshold, as MedMNIST's evaluator does at 0.5.
 *
 * @param threshold the score
 * @param truePositives cases of the class that are called positive
 * @param falsePositives others called positive
 * @param trueNegatives others called negative
 * @param falseNegatives cases of the class called negative
 */
public record ThresholdStatistics(
        double threshold, int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {

    /** The statistics at a threshold. */
    public static ThresholdStatistics at(OneVersusRest cases, double threshold) {
        int[] counts = new int[4];
        for (int i = 0; i < cases.count(); i++) {
            boolean called = cases.score()[i] > threshold;
            counts[cases.positive()[i] ? (called ? 0 : 3) : (called ? 1 : 2)]++;
        }
        return new ThresholdStatistics(threshold, counts[0], counts[1], counts[2], counts[3]);
    }

    /**
     * The threshold at which sensitivity + specificity − 1 is largest (W. J. Youden, Cancer 3, 1950): half-way between
     * two scores that occur. Of several the highest.
     *
     * @throws IllegalArgumentException when the cases are all of the class or none is
     */
    public static double youden(OneVersusRest cases) {
        require(cases);
        int[] order = cases.falling();
        int positives = cases.positives();
        double best = 0;
        double threshold = above(cases.score()[order[0]]);
        int hits = 0;
        for (int x = 0; x < order.length; x++) {
            hits += cases.positive()[order[x]] ? 1 : 0;
            if (lastOfTie(cases, order, x)) {
                double j = (double) hits / positives - (double) (x + 1 - hits) / (order.length - positives);
                if (j > best + 1e-12) {
                    best = j;
                    threshold = below(cases, order, x);
                }
            }
        }
        return threshold;
    }

    /**
     * The highest threshold with at least a wanted sensitivity: half-way between two scores that occur.
     *
     * @param sensitivity above 0, up to 1
     * @throws IllegalArgumentException when the cases are all of the class or none is
     */
    public static double forSensitivity(OneVersusRest cases, double sensitivity) {
        require(cases);
        if (!(sensitivity > 0 && sensitivity <= 1)) {
            throw new IllegalArgumentException("a wanted sensitivity is above 0 and at most 1, not " + sensitivity);
        }
        int[] order = cases.falling();
        // 0.9 of 10 cases are 9, whatever 0.9 · 10 is in binary
        int wanted = (int) Math.ceil(sensitivity * cases.positives() - 1e-9);
        int hits = 0;
        for (int x = 0; x < order.length; x++) {
            hits += cases.positive()[order[x]] ? 1 : 0;
            if (hits >= wanted && lastOfTie(cases, order, x)) {
                return below(cases, order, x);
            }
        }
        throw new IllegalStateException("unreachable: every case of the class was counted");
    }

    private static void require(OneVersusRest cases) {
        if (!cases.hasBoth()) {
            throw new IllegalArgumentException("a threshold is chosen with cases of the class and others, not "
                    + cases.positives() + " of " + cases.count());
        }
    }

    private static boolean lastOfTie(OneVersusRest cases, int[] order, int x) {
        return x == order.length - 1 || cases.score()[order[x + 1]] != cases.score()[order[x]];
    }

    /** A threshold that the case at x passes and the next does not. */
    private static double below(OneVersusRest cases, int[] order, int x) {
        double upper = cases.score()[order[x]];
        if (x == order.length - 1) {
            return upper > 0 ? upper / 2 : Math.nextDown(upper);
        }
        double lower = cases.score()[order[x + 1]];
        double middle = lower + (upper - lower) / 2;
        return middle < upper ? middle : lower;
    }

    private static double above(double highest) {
        return highest < 1 ? (1 + highest) / 2 : highest;
    }

    /** Share of the class's cases that are called positive. */
    public Proportion sensitivity() {
        return new Proportion(truePositives, truePositives + falseNegatives);
    }

    /** Share of the others that are called negative. */
    public Proportion specificity() {
        return new Proportion(trueNegatives, trueNegatives + falsePositives);
    }

    /** Positive predictive value: share of those called positive that are of the class. */
    public Proportion ppv() {
        return new Proportion(truePositives, truePositives + falsePositives);
    }

    /** Negative predictive value: share of those called negative that are not of the class. */
    public Proportion npv() {
        return new Proportion(trueNegatives, trueNegatives + falseNegatives);
    }

    /** Share of cases that are called right. */
    public Proportion accuracy() {
        return new Proportion(
                truePositives + trueNegatives, truePositives + falsePositives + trueNegatives + falseNegatives);
    }
}
