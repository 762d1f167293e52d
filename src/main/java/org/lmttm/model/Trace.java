package org.lmttm.model;

import java.util.List;

/**
 * One forward pass of one case, as plain arrays (row-major, float32). Shapes use the names of {@link Architecture}.
 * A value: everything in the memory lab is a pure function of one or two traces. Arrays are shared, not copied; nobody
 * writes to them.
 *
 * @param model display name of the model
 * @param mode how it was computed
 * @param architecture shapes
 * @param labels class names, {@code classes} of them
 * @param pointer timestamps done before the first, which decide what role a block has: timestamp t's current block is
 *     (pointer + t) mod K. 0 in deterministic mode; in published-code mode memory is carried on from other cases
 * @param input the cube as the model saw it, (depth, height, width), values in [0, 1]
 * @param memory T + 1 states of the whole memory, each (K·m, d): before the first timestamp, after each write
 * @param steps T timestamps
 * @param logits (classes)
 * @param probabilities softmax of the logits
 */
public record Trace(
        String model,
        Mode mode,
        Architecture architecture,
        List<String> labels,
        int pointer,
        float[] input,
        List<float[]> memory,
        List<Step> steps,
        float[] logits,
        float[] probabilities) {

    /**
     * One timestamp.
     *
     * @param read attention of the blocks read, in the order current, previous, next (TTM: one), each
     *     (r, m + n) with columns memory then patches; rows sum to 1
     * @param write attention (m, 3m + n + 3r), columns current, previous, next, patches, outputs; rows sum to 1
     * @param output output tokens (3r, d)
     * @param probabilities classifier on the mean of this timestamp's output tokens, softmax
     * @param runningProbabilities classifier on the mean of all output tokens so far, softmax; the last timestamp's
     *     equals the prediction
     */
    public record Step(
            List<float[]> read, float[] write, float[] output, float[] probabilities, float[] runningProbabilities) {
        /** Makes the list immutable. */
        public Step {
            read = List.copyOf(read);
        }
    }

    /** Makes the lists immutable. */
    public Trace {
        labels = List.copyOf(labels);
        memory = List.copyOf(memory);
        steps = List.copyOf(steps);
    }

    /** Index of the class with the largest probability (ties: lowest). */
    public int prediction() {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        return best;
    }
}
