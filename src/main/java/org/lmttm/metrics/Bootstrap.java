package org.lmttm.metrics;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * 95 % confidence intervals by the percentile bootstrap over cases ({@code spec/lmttm.md} §8). The generator is
 * {@link Random}, whose sequence is specified, so the same scores give the same interval everywhere.
 */
public final class Bootstrap {
    /** Resamples drawn. */
    public static final int RESAMPLES = 2000;

    /** Seed of the resampling. */
    public static final long SEED = 3407;

    private Bootstrap() {}

    /**
     * An interval.
     *
     * @param low 2.5th percentile
     * @param high 97.5th percentile
     */
    public record Interval(double low, double high) {}

    /**
     * Intervals of AUC and ACC from the same resamples.
     *
     * @param auc over the resamples in which it is defined; NaN, NaN where it is in none
     * @param acc over all resamples
     */
    public record Intervals(Interval auc, Interval acc) {}

    /** The intervals with {@value #RESAMPLES} resamples and seed {@value #SEED}. */
    public static Intervals intervals(Scores scores) {
        return intervals(scores, RESAMPLES, SEED);
    }

    /**
     * The intervals.
     *
     * @param resamples how many to draw, at least 1
     * @param seed of the generator
     */
    public static Intervals intervals(Scores scores, int resamples, long seed) {
        if (resamples < 1) {
            throw new IllegalArgumentException("a bootstrap needs at least one resample, not " + resamples);
        }
        RankedScores[] ranked = Metrics.ranked(scores);
        int n = scores.count();
        int[] right = new int[n];
        for (int i = 0; i < n; i++) {
            right[i] = scores.right(i) ? 1 : 0;
        }
        double[] auc = new double[resamples];
        double[] acc = new double[resamples];
        resample(n, resamples, seed, (s, weights) -> {
            auc[s] = Metrics.meanAuc(ranked, weights);
            int hits = 0;
            for (int i = 0; i < n; i++) {
                hits += weights[i] * right[i];
            }
            acc[s] = (double) hits / n;
        });
        return new Intervals(interval(auc), interval(acc));
    }

    /** The interval of a mean over cases, such as the Brier score, from one number a case. */
    public static Interval ofMean(double[] values) {
        return of(values.length, weights -> {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += weights[i] * values[i];
            }
            return sum / values.length;
        });
    }

    /**
     * The interval of any statistic.
     *
     * @param cases how many there are
     * @param statistic of how often each case counts; resamples for which it is NaN are left out
     */
    static Interval of(int cases, ToDoubleFunction<int[]> statistic) {
        double[] values = new double[RESAMPLES];
        resample(cases, RESAMPLES, SEED, (s, weights) -> values[s] = statistic.applyAsDouble(weights));
        return interval(values);
    }

    /** Takes one resample. */
    @FunctionalInterface
    interface Resample {
        /**
         * Called in order.
         *
         * @param number of the resample, from 0
         * @param weights how often each case was drawn; used again for the next
         */
        void take(int number, int[] weights);
    }

    /** Draws resamples; the same count, seed and cases give the same, whatever is computed from them. */
    static void resample(int cases, int resamples, long seed, Resample each) {
        Random random = new Random(seed);
        int[] weights = new int[cases];
        for (int s = 0; s < resamples; s++) {
            Arrays.fill(weights, 0);
            for (int x = 0; x < cases; x++) {
                weights[random.nextInt(cases)]++;
            }
            each.take(s, weights);
        }
    }

    static Interval interval(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return new Interval(percentile(sorted, 0.025), percentile(sorted, 0.975));
    }

    /** NumPy's default percentile: linear between the closest ranks. */
    static double percentile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double rank = share * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
