package org.lmttm.app.training;

import java.util.Arrays;

/**
 * Every training step of a run, in columns that grow: a million steps take 32 MB. Steps rise, times never fall. Not
 * thread-safe.
 */
final class StepLog {
    private static final int FIRST = 1024;

    private long[] steps = new long[FIRST];
    private double[] seconds = new double[FIRST];
    private double[] losses = new double[FIRST];
    private double[] rates = new double[FIRST];
    private int size;

    /** How many steps there are. */
    int size() {
        return size;
    }

    /**
     * Adds a step.
     *
     * @param step its number, counted from the beginning of the run; larger than those before
     * @param time seconds of training until its end
     * @param loss cross-entropy of its batch; may be NaN or infinite
     * @param rate its learning rate
     */
    void add(long step, double time, double loss, double rate) {
        if (size == steps.length) {
            int larger = size * 2;
            steps = Arrays.copyOf(steps, larger);
            seconds = Arrays.copyOf(seconds, larger);
            losses = Arrays.copyOf(losses, larger);
            rates = Arrays.copyOf(rates, larger);
        }
        steps[size] = step;
        seconds[size] = size == 0 ? time : Math.max(time, seconds[size - 1]);
        losses[size] = loss;
        rates[size] = rate;
        size++;
    }

    /** Forgets the steps after one: a resumed trainer does them again. */
    void truncate(long step) {
        size = firstAfter(step);
    }

    private int firstAfter(long step) {
        int at = Arrays.binarySearch(steps, 0, size, step);
        return at < 0 ? -at - 1 : at + 1;
    }

    /** The step's number. */
    long step(int index) {
        return steps[index];
    }

    /** Seconds of training until the step's end. */
    double seconds(int index) {
        return seconds[index];
    }

    /** The step's loss. */
    double loss(int index) {
        return losses[index];
    }

    /** The step's learning rate. */
    double rate(int index) {
        return rates[index];
    }

    /** Copies losses of a range, {@code to} exclusive. */
    double[] losses(int from, int to) {
        return Arrays.copyOfRange(losses, from, to);
    }
}
