package org.lmttm.insight;

import java.util.OptionalInt;
import org.lmttm.model.Architecture;

/**
 * How far two traces are apart, timestamp by timestamp: of two models on one case, or of one model on two cases, or with
 * and without an intervention. Where the two share no shapes, what cannot be compared is NaN.
 *
 * @param memory ‖a − b‖ / max(‖a‖, ‖b‖) of the memory after each timestamp, 0 … 2
 * @param read total variation distance of the mean read attention over the patches, 0 … 1
 * @param write the same of the write attention
 * @param probability largest difference of a class's running probability, 0 … 1
 */
public record Divergence(double[] memory, double[] read, double[] write, double[] probability) {
    /** Where a difference counts: what two runs of the same model differ by is far below. */
    public static final double TOLERANCE = 1e-3;

    /**
     * Compares traces as far as both go.
     *
     * @throws IllegalArgumentException where they name different classes
     */
    public static Divergence of(TraceReading a, TraceReading b) {
        if (!a.trace().labels().equals(b.trace().labels())) {
            throw new IllegalArgumentException("the models tell different classes apart: "
                    + a.trace().labels() + " and " + b.trace().labels());
        }
        int steps = Math.min(a.steps(), b.steps());
        double[] memory = new double[steps];
        double[] read = new double[steps];
        double[] write = new double[steps];
        double[] probability = new double[steps];
        for (int t = 0; t < steps; t++) {
            memory[t] = memory(a, b, t);
            read[t] = patches(a, b, t, AttentionKind.READ);
            write[t] = patches(a, b, t, AttentionKind.WRITE);
            probability[t] = largest(
                    a.trace().steps().get(t).runningProbabilities(),
                    b.trace().steps().get(t).runningProbabilities());
        }
        return new Divergence(memory, read, write, probability);
    }

    /** Whether the memories of both have the same blocks and tokens, so that they can be subtracted. */
    public static boolean sameMemory(Architecture a, Architecture b) {
        return a.blocks() == b.blocks() && a.memoryTokens() == b.memoryTokens() && a.dim() == b.dim();
    }

    /** Whether both cut the volume into the same patches. */
    public static boolean samePatches(Architecture a, Architecture b) {
        return a.steps() == b.steps() && a.patchRows() == b.patchRows() && a.patchColumns() == b.patchColumns();
    }

    /** The first timestamp after which memory, or where there is none to compare, attention, differs. */
    public OptionalInt first() {
        for (int t = 0; t < memory.length; t++) {
            boolean differs = memory[t] > TOLERANCE
                    || (Double.isNaN(memory[t]) && (read[t] > TOLERANCE || probability[t] > TOLERANCE));
            if (differs) {
                return OptionalInt.of(t);
            }
        }
        return OptionalInt.empty();
    }

    private static double memory(TraceReading a, TraceReading b, int t) {
        if (!sameMemory(a.architecture(), b.architecture())) {
            return Double.NaN;
        }
        float[] one = a.trace().memory().get(t + 1);
        float[] other = b.trace().memory().get(t + 1);
        double difference = 0;
        double norm = 0;
        double otherNorm = 0;
        for (int i = 0; i < one.length; i++) {
            difference += Math.pow((double) one[i] - other[i], 2);
            norm += (double) one[i] * one[i];
            otherNorm += (double) other[i] * other[i];
        }
        double larger = Math.sqrt(Math.max(norm, otherNorm));
        return larger == 0 ? 0 : Math.sqrt(difference) / larger;
    }

    private static double patches(TraceReading a, TraceReading b, int t, AttentionKind kind) {
        if (!samePatches(a.architecture(), b.architecture())) {
            return Double.NaN;
        }
        float[] one = a.patchAttention(t, kind);
        float[] other = b.patchAttention(t, kind);
        double sum = sum(one);
        double otherSum = sum(other);
        double distance = 0;
        for (int patch = 0; patch < one.length; patch++) {
            distance += Math.abs(one[patch] / sum - other[patch] / otherSum) / 2;
        }
        return distance;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static double largest(float[] a, float[] b) {
        double largest = 0;
        for (int c = 0; c < a.length; c++) {
            largest = Math.max(largest, Math.abs(a[c] - b[c]));
        }
        return largest;
    }
}
