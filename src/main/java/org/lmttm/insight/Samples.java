package org.lmttm.insight;

import java.util.List;

/**
 * A class's probability under changes that should not matter, as a distribution.
 *
 * @param values probabilities, in the order they were asked for
 */
public record Samples(List<Double> values) {
    /** Makes the list immutable. */
    public Samples {
        values = List.copyOf(values);
    }

    /** How many. */
    public int count() {
        return values.size();
    }

    /** Mean; NaN without samples. */
    public double mean() {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    /** Standard deviation (n − 1); NaN with fewer than two. */
    public double deviation() {
        double mean = mean();
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return count() < 2 ? Double.NaN : Math.sqrt(squares / (count() - 1));
    }

    /**
     * Quantile with linear interpolation; NaN without samples.
     *
     * @param share 0 … 1
     */
    public double quantile(double share) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
