package org.lmttm.insight;

import java.util.Comparator;
import java.util.stream.IntStream;

/** In which order the memory's blocks and their tokens are shown. Equal ones keep the order in which they are stored. */
public enum BlockOrder {
    /** As they are stored. */
    STORED,
    /** Blocks as stored, the tokens of each by norm, the largest first. */
    NORM,
    /**
     * The block written last comes first, those never written last. A timestamp writes all tokens of a block at once, so
     * within a block there is no order of writing.
     */
    WRITTEN;

    /**
     * The blocks in this order.
     *
     * @param t after this timestamp; with {@link Phase#BEFORE} before it
     * @return K block numbers
     */
    public int[] blocks(TraceReading reading, int t, Phase phase) {
        int last = phase == Phase.BEFORE ? t - 1 : t;
        IntStream stored = IntStream.range(0, reading.architecture().blocks());
        return this == WRITTEN
                ? sorted(stored, Comparator.comparingInt(block -> -reading.writtenAt(last, block)))
                : stored.toArray();
    }

    /**
     * A block's tokens in this order.
     *
     * @return m token numbers
     */
    public int[] tokens(TraceReading reading, int t, int block, Phase phase) {
        IntStream stored = IntStream.range(0, reading.architecture().blockTokens());
        if (this != NORM) {
            return stored.toArray();
        }
        double[] norms = reading.tokenNorms(t, block, phase);
        return sorted(stored, Comparator.comparingDouble(token -> -norms[token]));
    }

    private static int[] sorted(IntStream numbers, Comparator<Integer> order) {
        return numbers.boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    }
}
