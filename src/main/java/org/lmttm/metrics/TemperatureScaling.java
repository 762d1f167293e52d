package org.lmttm.metrics;

/**
 * Temperature scaling (C. Guo et al., On calibration of modern neural networks, ICML 2017): probabilities softmax(z / T)
 * instead of softmax(z). As softmax(z) holds all of z but a constant, the same follows from the probabilities: p^(1/T),
 * brought to the sum 1. The order of a binary task's cases, its predictions at 0.5 and every argmax stay as they are.
 *
 * @param temperature T; above 1 the model was too sure of itself
 * @param nllBefore mean negative log-likelihood of the cases fitted, as given
 * @param nllAfter the same with the temperature; never larger
 * @param eceBefore expected calibration error, as given
 * @param eceAfter the same with the temperature
 */
public record TemperatureScaling(
        double temperature, double nllBefore, double nllAfter, double eceBefore, double eceAfter) {
    /** Smallest and largest temperature; scores that part the classes wholly would want 0. */
    private static final double[] RANGE = {0.05, 20};

    private static final int HALVINGS = 60;

    /**
     * The temperature with the smallest mean negative log-likelihood. That is convex in 1 / T, so its derivative's only
     * zero is found by halving; nothing is random.
     */
    public static TemperatureScaling fit(Scores scores) {
        double low = 1 / RANGE[1];
        double high = 1 / RANGE[0];
        for (int h = 0; h < HALVINGS; h++) {
            double middle = Math.sqrt(low * high);
            if (slope(scores, middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double t = 1 / Math.sqrt(low * high);
        double before = nll(scores, 1);
        // at a limit, or where the scores hold one class only, leaving them as they are may be better
        if (!(nll(scores, t) <= before)) {
            t = 1;
        }
        Scores after = apply(scores, t);
        return new TemperatureScaling(t, before, nll(scores, t), Metrics.ece(scores), Metrics.ece(after));
    }

    /** The scores with a temperature. */
    public static Scores apply(Scores scores, double temperature) {
        double[][] rows = new double[scores.count()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = apply(scores.probabilities()[i], temperature);
        }
        return new Scores(scores.labels(), rows);
    }

    /**
     * One case's probabilities with a temperature, a fresh array.
     *
     * @param probabilities at least 0, one above 0
     * @param temperature above 0; 1 gives the same numbers
     */
    public static double[] apply(double[] probabilities, double temperature) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("a temperature is above 0, not " + temperature);
        }
        if (temperature == 1) {
            return probabilities.clone();
        }
        return softmax(logs(probabilities), 1 / temperature);
    }

    /** The mean negative log-likelihood of the true classes with a temperature. */
    public static double nll(Scores scores, double temperature) {
        double sum = 0;
        for (int i = 0; i < scores.count(); i++) {
            double[] logs = logs(scores.probabilities()[i]);
            double largest = logs[Scores.argmax(logs)] / temperature;
            double total = 0;
            for (double log : logs) {
                total += StrictMath.exp(log / temperature - largest);
            }
            sum += largest + StrictMath.log(total) - logs[scores.labels()[i]] / temperature;
        }
        return sum / scores.count();
    }

    /** Derivative of the mean negative log-likelihood by 1 / T. */
    private static double slope(Scores scores, double inverse) {
        double sum = 0;
        for (int i = 0; i < scores.count(); i++) {
            double[] logs = logs(scores.probabilities()[i]);
            double[] p = softmax(logs, inverse);
            for (int c = 0; c < p.length; c++) {
                sum += p[c] * logs[c];
            }
            sum -= logs[scores.labels()[i]];
        }
        return sum;
    }

    private static double[] logs(double[] probabilities) {
        double[] logs = new double[probabilities.length];
        for (int c = 0; c < logs.length; c++) {
            // float32 softmax ends at its smallest number; a 0 was smaller, by how much is lost
            logs[c] = StrictMath.log(Math.max(probabilities[c], Float.MIN_VALUE));
        }
        return logs;
    }

    private static double[] softmax(double[] logs, double inverse) {
        double largest = logs[Scores.argmax(logs)] * inverse;
        double sum = 0;
        double[] p = new double[logs.length];
        for (int c = 0; c < p.length; c++) {
            p[c] = StrictMath.exp(logs[c] * inverse - largest);
            sum += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }
}
