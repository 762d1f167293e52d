package org.lmttm.insight;

import org.lmttm.model.Architecture;

/** How spread out attention is and how much of the memory is used, timestamp by timestamp. */
public final class AttentionMeasures {
    private AttentionMeasures() {}

    /**
     * Entropy of the read attention, mean over all rows of all blocks read.
     *
     * @return bit; 0 when every row looks at one token, log2(m + n) when all look evenly; NaN where nothing was read
     */
    public static double readEntropy(TraceReading reading, int t) {
        double sum = 0;
        for (Role role : reading.reads()) {
            sum += entropy(reading.read(t, role), reading.architecture().readColumns());
        }
        return reading.looked(t) ? sum / reading.reads().size() : Double.NaN;
    }

    /**
     * Entropy of the write attention, mean over its rows.
     *
     * @return bit; at most log2(3m + n + 3r); NaN where nothing was written
     */
    public static double writeEntropy(TraceReading reading, int t) {
        return reading.looked(t)
                ? entropy(reading.write(t), reading.architecture().writeColumns())
                : Double.NaN;
    }

    /**
     * Share of the memory tokens at hand that reading uses: the effective number (2 to the entropy) of the tokens of
     * the blocks read, weighted by the attention they get, over their number.
     *
     * @return in (0, 1]; 1 when all get the same; NaN where no memory was read
     */
    public static double memoryUsage(TraceReading reading, int t) {
        Architecture a = reading.architecture();
        int m = a.blockTokens();
        double[] tokens = new double[reading.reads().size() * m];
        int at = 0;
        for (Role role : reading.reads()) {
            float[] weights = reading.read(t, role);
            for (int row = 0; row < a.readTokens(); row++) {
                for (int i = 0; i < m; i++) {
                    tokens[at + i] += weights[row * a.readColumns() + i];
                }
            }
            at += m;
        }
        double sum = 0;
        for (double token : tokens) {
            sum += token;
        }
        if (!(sum > 0)) {
            return Double.NaN;
        }
        double bits = 0;
        for (double token : tokens) {
            bits += bits(token / sum);
        }
        return Math.pow(2, bits) / tokens.length;
    }

    private static double entropy(float[] weights, int columns) {
        double bits = 0;
        for (float weight : weights) {
            bits += bits(weight);
        }
        return bits * columns / weights.length;
    }

    private static double bits(double p) {
        return p > 0 ? -p * Math.log(p) / Math.log(2) : 0;
    }
}
