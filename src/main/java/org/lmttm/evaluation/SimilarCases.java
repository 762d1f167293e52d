package org.lmttm.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lmttm.metrics.Bootstrap;
import org.lmttm.metrics.Proportion;
import org.lmttm.metrics.Scores;

/**
 * How validation cases with about the same probability of a class fared: of so many, how many were of the class. A
 * probability is shown with it, because a number alone does not say how far it can be trusted.
 *
 * @param from smallest probability among them
 * @param to largest
 * @param observed how many of them were of the class
 */
public record SimilarCases(double from, double to, Proportion observed) {
    /** Fewest cases that are looked at, where there are so many; and the share of all that is. */
    private static final int FEWEST = 20;

    private static final double SHARE = 0.2;

    /** 95 % score interval of the share of the class among such cases. */
    public Bootstrap.Interval interval() {
        return observed.interval();
    }

    /** Finds similar cases of one class quickly; made once for many questions. */
    public static final class Finder {
        private final double[] score;
        private final int[] positivesBefore;
        private final int wanted;

        /**
         * A finder.
         *
         * @param validation probabilities of the kind that will be asked for: calibrated, or as the model gave them
         * @param positiveClass the class
         */
        public Finder(Scores validation, int positiveClass) {
            int n = validation.count();
            int[] order = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> validation.probabilities()[i][positiveClass]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            score = new double[n];
            positivesBefore = new int[n + 1];
            for (int x = 0; x < n; x++) {
                score[x] = validation.probabilities()[order[x]][positiveClass];
                positivesBefore[x + 1] = positivesBefore[x] + (validation.labels()[order[x]] == positiveClass ? 1 : 0);
            }
            wanted = Math.min(n, Math.max(FEWEST, (int) Math.round(SHARE * n)));
        }

        /** The nearest cases to a probability: 20, or a fifth of all where that is more, and those as near as the last. */
        public SimilarCases at(double probability) {
            int found = Arrays.binarySearch(score, probability);
            int from = found < 0 ? -found - 1 : found;
            int to = from;
            while (to - from < wanted) {
                if (nearerBelow(from, to, probability)) {
                    from--;
                } else {
                    to++;
                }
            }
            double reach = Math.max(probability - score[from], score[to - 1] - probability);
            while (from > 0 && probability - score[from - 1] <= reach) {
                from--;
            }
            while (to < score.length && score[to] - probability <= reach) {
                to++;
            }
            return new SimilarCases(
                    score[from], score[to - 1], new Proportion(positivesBefore[to] - positivesBefore[from], to - from));
        }

        private boolean nearerBelow(int from, int to, double probability) {
            if (from == 0 || to == score.length) {
                return to == score.length;
            }
            return probability - score[from - 1] <= score[to] - probability;
        }
    }
}
