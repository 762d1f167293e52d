package org.lmttm.insight;

import java.util.OptionalInt;
import org.lmttm.model.Architecture;

/**
 * How far two traces are apart, position by position of their {@link Alignment}: of two models on one case, of one
 * model on two cases, or with and without an intervention. What cannot be compared, because the two share no shapes or
 * one of them has ended, is NaN.
 *
 * <p>A threshold says from where on a distance counts. The timestamp of divergence by a measure is the first at which
 * the measure exceeds it, whatever follows. Two passes of the same model over the same case stay below
 * {@link #TOLERANCE}; two trained models differ in memory and attention from the first timestamp on, so what tells them
 * apart is a larger threshold, or the probability.
 *
 * @param memory ‖a − b‖ / max(‖a‖, ‖b‖) of the memory after each timestamp, 0 … 2
 * @param read total variation distance of the mean read attention over the patches, 0 … 1
 * @param write the same of the write attention
 * @param probability largest difference of a class's running probability, 0 … 1
 */
public record Divergence(double[] memory, double[] read, double[] write, double[] probability) {
    /** Where a difference counts: what two runs of the same model differ by is far below. */
    public static final double TOLERANCE = 1e-3;

    /** What distance is meant. */
    public enum Measure {
        MEMORY,
        READ,
        WRITE,
        PROBABILITY
    }

    /**
     * Compares timestamps of the same number as far as both go.
     *
     * @throws IllegalArgumentException where they name different classes
     */
    public static Divergence of(TraceReading a, TraceReading b) {
        return of(a, b, Alignment.of(a, b, Alignment.By.INDEX));
    }

    /**
     * Compares what stands beside each other.
     *
     * @throws IllegalArgumentException where they name different classes
     */
    public static Divergence of(TraceReading a, TraceReading b, Alignment alignment) {
        if (!a.trace().labels().equals(b.trace().labels())) {
            throw new IllegalArgumentException("the models tell different classes apart: "
                    + a.trace().labels() + " and " + b.trace().labels());
        }
        int positions = alignment.positions();
        double[] memory = new double[positions];
        double[] read = new double[positions];
        double[] write = new double[positions];
        double[] probability = new double[positions];
        for (int p = 0; p < positions; p++) {
            int one = alignment.first(p);
            int other = alignment.second(p);
            boolean both = alignment.both(p);
            memory[p] = both ? memory(a, one, b, other) : Double.NaN;
            read[p] = both ? patches(a, one, b, other, AttentionKind.READ) : Double.NaN;
            write[p] = both ? patches(a, one, b, other, AttentionKind.WRITE) : Double.NaN;
            probability[p] = both
                    ? largest(
                            a.trace().steps().get(one).runningProbabilities(),
                            b.trace().steps().get(other).runningProbabilities())
                    : Double.NaN;
        }
        return new Divergence(memory, read, write, probability);
    }

    /** Whether the memories of both have the same blocks and tokens, so that they can be subtracted. */
    public static boolean sameMemory(Architecture a, Architecture b) {
        return a.blocks() == b.blocks() && a.memoryTokens() == b.memoryTokens() && a.dim() == b.dim();
    }

    /** Whether both cut a slab into the same patches. */
    public static boolean samePatches(Architecture a, Architecture b) {
        return a.patchRows() == b.patchRows() && a.patchColumns() == b.patchColumns();
    }

    /** The values of a measure, one a position. */
    public double[] values(Measure measure) {
        return switch (measure) {
            case MEMORY -> memory;
            case READ -> read;
            case WRITE -> write;
            case PROBABILITY -> probability;
        };
    }

    /** The first position at which a measure exceeds a threshold. */
    public OptionalInt first(Measure measure, double threshold) {
        double[] values = values(measure);
        for (int p = 0; p < values.length; p++) {
            if (values[p] > threshold) {
                return OptionalInt.of(p);
            }
        }
        return OptionalInt.empty();
    }

    /** The first position at which memory, or where there is none to compare, attention or probability, differs. */
    public OptionalInt first(double threshold) {
        for (int p = 0; p < memory.length; p++) {
            boolean differs = memory[p] > threshold
                    || (Double.isNaN(memory[p]) && (read[p] > threshold || probability[p] > threshold));
            if (differs) {
                return OptionalInt.of(p);
            }
        }
        return OptionalInt.empty();
    }

    /** The same with {@link #TOLERANCE}. */
    public OptionalInt first() {
        return first(TOLERANCE);
    }

    private static double memory(TraceReading a, int one, TraceReading b, int other) {
        if (!sameMemory(a.architecture(), b.architecture())) {
            return Double.NaN;
        }
        float[] first = a.trace().memory().get(one + 1);
        float[] second = b.trace().memory().get(other + 1);
        double difference = 0;
        double norm = 0;
        double otherNorm = 0;
        for (int i = 0; i < first.length; i++) {
            difference += Math.pow((double) first[i] - second[i], 2);
            norm += (double) first[i] * first[i];
            otherNorm += (double) second[i] * second[i];
        }
        double larger = Math.sqrt(Math.max(norm, otherNorm));
        return larger == 0 ? 0 : Math.sqrt(difference) / larger;
    }

    private static double patches(TraceReading a, int one, TraceReading b, int other, AttentionKind kind) {
        if (!samePatches(a.architecture(), b.architecture())) {
            return Double.NaN;
        }
        float[] first = a.patchAttention(one, kind);
        float[] second = b.patchAttention(other, kind);
        double sum = sum(first);
        double otherSum = sum(second);
        double distance = 0;
        for (int patch = 0; patch < first.length; patch++) {
            distance += Math.abs(first[patch] / sum - second[patch] / otherSum) / 2;
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
