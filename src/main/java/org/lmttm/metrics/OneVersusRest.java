package org.lmttm.metrics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * One class against the rest: whether each case is of the class, and its score for it. Binary tasks ask this of their
 * last class. Arrays are shared, not copied; nobody writes to them.
 *
 * @param positive whether a case is of the class
 * @param score its score for the class, finite
 */
public record OneVersusRest(boolean[] positive, double[] score) {
    /** Checks that there are cases and the arrays fit. */
    public OneVersusRest {
        if (positive.length == 0 || positive.length != score.length) {
            throw new IllegalArgumentException("scores need as many labels as cases, at least one, not "
                    + positive.length + " labels and " + score.length + " cases");
        }
    }

    /** The question of a class. */
    public static OneVersusRest of(Scores scores, int positiveClass) {
        boolean[] positive = new boolean[scores.count()];
        double[] score = new double[positive.length];
        for (int i = 0; i < score.length; i++) {
            positive[i] = scores.labels()[i] == positiveClass;
            // adding zero turns −0 into 0: they tie
            score[i] = scores.probabilities()[i][positiveClass] + 0.0;
        }
        return new OneVersusRest(positive, score);
    }

    /** Cases. */
    public int count() {
        return score.length;
    }

    /** Cases of the class. */
    public int positives() {
        return (int) IntStream.range(0, count()).filter(i -> positive[i]).count();
    }

    /** Cases of the rest. */
    public int negatives() {
        return count() - positives();
    }

    /** Whether there are cases of the class and others, which curves and areas need. */
    public boolean hasBoth() {
        int positives = positives();
        return positives > 0 && positives < count();
    }

    /** Indices of the cases, highest score first; ties in the cases' order. */
    int[] falling() {
        return IntStream.range(0, count())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> score[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How often each case counts where each counts once. */
    int[] once() {
        int[] once = new int[count()];
        java.util.Arrays.fill(once, 1);
        return once;
    }
}
