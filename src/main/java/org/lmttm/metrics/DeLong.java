package org.lmttm.metrics;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The test of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988) for the areas under two ROC curves of the same
 * cases: the areas' covariance from the share of cases of the other kind that each case beats.
 *
 * @param first area under the first curve
 * @param second area under the second
 * @param standardError of their difference
 * @param z difference / standard error; 0 where the areas are equal, infinite where a difference has no error
 * @param p two-sided: how likely a difference at least as large is where there is none
 * @param interval 95 % confidence interval of first − second
 */
public record DeLong(
        double first, double second, double standardError, double z, double p, Bootstrap.Interval interval) {

    /**
     * The test.
     *
     * @throws IllegalArgumentException when the labels differ, or the cases are all of the class or none is
     */
    public static DeLong of(OneVersusRest a, OneVersusRest b) {
        if (!java.util.Arrays.equals(a.positive(), b.positive())) {
            throw new IllegalArgumentException("two models are compared on the same cases; these labels differ");
        }
        if (!a.hasBoth()) {
            throw new IllegalArgumentException(
                    "an AUC needs cases of the class and others, not " + a.positives() + " of " + a.count());
        }
        double[] partsA = parts(a);
        double[] partsB = parts(b);
        double difference = auc(a, partsA) - auc(b, partsB);
        double variance = variance(a.positive(), true, partsA, partsB) + variance(a.positive(), false, partsA, partsB);
        double error = Math.sqrt(Math.max(0, variance));
        double z = difference == 0 ? 0 : difference / error;
        return new DeLong(
                auc(a, partsA),
                auc(b, partsB),
                error,
                z,
                twoSided(z),
                new Bootstrap.Interval(
                        Math.max(-1, difference - Proportion.Z95 * error),
                        Math.min(1, difference + Proportion.Z95 * error)));
    }

    /** Probability that a standard normal number is at least as far from 0 as z. */
    static double twoSided(double z) {
        return Erfc.value(Math.abs(z) / Math.sqrt(2));
    }

    /** first − second. */
    public double difference() {
        return first - second;
    }

    /** For each case the share of cases of the other kind on the right side of it, ties counted ½. */
    private static double[] parts(OneVersusRest cases) {
        int[] order = cases.falling();
        int positives = cases.positives();
        int negatives = cases.count() - positives;
        double[] parts = new double[order.length];
        int positivesAbove = 0;
        int negativesAbove = 0;
        for (int x = 0; x < order.length; ) {
            int end = x;
            int tiedPositives = 0;
            while (end < order.length && cases.score()[order[end]] == cases.score()[order[x]]) {
                tiedPositives += cases.positive()[order[end++]] ? 1 : 0;
            }
            int tiedNegatives = end - x - tiedPositives;
            for (; x < end; x++) {
                parts[order[x]] = cases.positive()[order[x]]
                        ? (negatives - negativesAbove - tiedNegatives / 2.0) / negatives
                        : (positivesAbove + tiedPositives / 2.0) / positives;
            }
            positivesAbove += tiedPositives;
            negativesAbove += tiedNegatives;
        }
        return parts;
    }

    private static double auc(OneVersusRest cases, double[] parts) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += cases.positive()[i] ? parts[i] : 0;
        }
        return sum / cases.positives();
    }

    /** The share of the difference's variance that comes from the cases of one kind. */
    private static double variance(boolean[] positive, boolean kind, double[] a, double[] b) {
        int n = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            if (positive[i] == kind) {
                n++;
                double step = a[i] - b[i] - mean;
                mean += step / n;
                squares += step * (a[i] - b[i] - mean);
            }
        }
        // one case alone tells nothing of its variance
        return n < 2 ? Double.NaN : squares / (n - 1) / n;
    }
}
