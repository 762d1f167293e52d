package org.lmttm.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * A reliability diagram: in equal bins of the score for a class, how often cases were of it.
 *
 * @param bins from 0 to 1
 */
public record Reliability(List<Bin> bins) {
    /** Bins of the diagram; the expected calibration error has {@value Metrics#CALIBRATION_BINS}. */
    public static final int BINS = 10;

    /** A bin with fewer cases than this says little. */
    public static final int SPARSE = 10;

    /** Makes the list immutable. */
    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * One bin.
     *
     * @param from lower edge; belongs to the bin below, but 0 to the first
     * @param to upper edge; belongs to the bin
     * @param meanScore mean score of its cases; NaN without cases
     * @param observed how many of its cases are of the class
     */
    public record Bin(double from, double to, double meanScore, Proportion observed) {
        /** Cases. */
        public int count() {
            return observed.of();
        }

        /** Whether the bin has so few cases that its share says little; true without cases. */
        public boolean sparse() {
            return count() < SPARSE;
        }
    }

    /**
     * The diagram of probabilities.
     *
     * @param bins at least 1
     * @throws IllegalArgumentException when a score is outside [0, 1], so is no probability
     */
    public static Reliability of(OneVersusRest cases, int bins) {
        double[] sum = new double[bins];
        int[] positive = new int[bins];
        int[] count = new int[bins];
        for (int i = 0; i < cases.count(); i++) {
            double p = cases.score()[i];
            // float32 softmax may end an ulp above one
            if (!(p >= 0 && p <= 1 + 1e-6)) {
                throw new IllegalArgumentException("case " + i + " has the score " + p + ", outside [0, 1]");
            }
            int b = Math.clamp((int) Math.ceil(p * bins) - 1, 0, bins - 1);
            sum[b] += p;
            count[b]++;
            positive[b] += cases.positive()[i] ? 1 : 0;
        }
        List<Bin> all = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            all.add(new Bin(
                    (double) b / bins,
                    (b + 1.0) / bins,
                    count[b] == 0 ? Double.NaN : sum[b] / count[b],
                    new Proportion(positive[b], count[b])));
        }
        return new Reliability(all);
    }
}
