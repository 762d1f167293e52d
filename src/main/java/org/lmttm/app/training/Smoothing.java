package org.lmttm.app.training;

import java.util.Arrays;

/**
 * A debiased exponential moving average over a position, not over samples:
 *
 * <pre>s(x) = ∫ y(u) e^(−(x−u)/τ) du / ∫ e^(−(x−u)/τ) du,  u from the first sample to x,</pre>
 *
 * where y runs straight from sample to sample. It depends on the curve alone: sampled twice as often it is smoothed
 * alike, wherever and however unevenly the samples lie. The denominator takes the pull of the first sample out. (The
 * recurrence for straight pieces is that of U. Müller, "Operators on inhomogeneous time series", 2000.)
 *
 * <p>Sums are kept, so that the mean over any range of samples takes no longer for a long one. Not thread-safe.
 */
final class Smoothing {
    private final double tau;
    private double[] sums = new double[1025];
    private double[] values = new double[1024];
    private int size;
    private double first;
    private double lastAt;
    private double lastValue;
    private double weighted;
    private boolean begun;
    private int silent;

    /** @param tau how far back the average reaches, in the unit of positions; 0: not at all */
    Smoothing(double tau) {
        this.tau = tau;
    }

    double tau() {
        return tau;
    }

    /** How many samples it has. */
    int size() {
        return size;
    }

    /**
     * Adds a sample.
     *
     * @param at its position, larger than those before
     * @param value NaN or infinite: bridged over
     */
    void add(double at, double value) {
        double smooth = Double.isFinite(value) ? next(at, value) : begun ? values[size - 1] : Double.NaN;
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            sums = Arrays.copyOf(sums, 2 * size + 1);
        }
        values[size] = smooth;
        sums[size + 1] = sums[size] + (Double.isFinite(smooth) ? smooth : 0);
        silent += begun ? 0 : 1;
        size++;
    }

    private double next(double at, double value) {
        if (!begun || tau <= 0) {
            begun = true;
            first = at;
            lastAt = at;
            lastValue = value;
            return value;
        }
        double a = (at - lastAt) / tau;
        double kept = Math.exp(-a);
        double mean = a == 0 ? 1 : -Math.expm1(-a) / a;
        weighted = kept * weighted + (mean - kept) * lastValue + (1 - mean) * value;
        lastAt = at;
        lastValue = value;
        return weighted / -Math.expm1(-(at - first) / tau);
    }

    /** The smoothed value at a sample; NaN before the first finite one. */
    double value(int index) {
        return values[index];
    }

    /** The mean of smoothed values over a range of samples, {@code to} exclusive; NaN where none is finite. */
    double mean(int from, int to) {
        int start = Math.max(from, silent);
        return to - start <= 1 ? values[to - 1] : (sums[to] - sums[start]) / (to - start);
    }
}
