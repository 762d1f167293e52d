package org.lmttm.model;

/**
 * A change to one forward pass: what would the model say if? Blocks count from 0 to K − 1 in the order of the memory's
 * rows, timestamps from 0 to T − 1. Whatever is changed, the pointer moves on as usual, so that later timestamps meet
 * the blocks in their usual roles. Several interventions before the same timestamp act in the order given.
 */
public sealed interface Intervention {
    /** Nothing of the architecture's is out of range. */
    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void requireBlock(Architecture a, int block) {
        require(block >= 0 && block < a.blocks(), "block " + block + ": the model has blocks 0 to " + (a.blocks() - 1));
    }

    private static void requireTimestamp(Architecture a, int t) {
        require(t >= 0 && t < a.steps(), "timestamp " + t + ": the model has timestamps 0 to " + (a.steps() - 1));
    }

    /**
     * Checks that it can be done to a model.
     *
     * @throws IllegalArgumentException saying which block, timestamp or number the model does not have
     */
    void check(Architecture architecture);

    /**
     * All tokens of a block become 0, as memory is before anything was written.
     *
     * @param block which
     * @param t before this timestamp reads
     */
    record Erase(int block, int t) implements Intervention {
        @Override
        public void check(Architecture architecture) {
            requireBlock(architecture, block);
            requireTimestamp(architecture, t);
        }
    }

    /**
     * What is written to a block is lost: it stays as it was before the timestamp, to the end. The model still computes
     * what it would have written, so the write attention is there.
     *
     * @param block which
     * @param t first timestamp whose write is lost, if it goes to this block
     */
    record Freeze(int block, int t) implements Intervention {
        @Override
        public void check(Architecture architecture) {
            requireBlock(architecture, block);
            requireTimestamp(architecture, t);
        }
    }

    /**
     * Two blocks exchange their tokens.
     *
     * @param block one
     * @param other the other
     * @param t before this timestamp reads
     */
    record Swap(int block, int other, int t) implements Intervention {
        /** The same exchange, named the other way round. */
        public Swap reversed() {
            return new Swap(/* block= */ other, /* other= */ block, t);
        }

        @Override
        public void check(Architecture architecture) {
            requireBlock(architecture, block);
            requireBlock(architecture, other);
            requireTimestamp(architecture, t);
            require(block != other, "block " + block + " cannot be swapped with itself");
        }
    }

    /**
     * rate · noise is added to a block's tokens, every number drawn for itself (paper, table 7).
     *
     * @param block which
     * @param t before this timestamp reads
     * @param distribution not NONE
     * @param rate factor on what is drawn; 0.2 in the paper
     * @param seed the same seed draws the same noise on the same device
     */
    record Noise(int block, int t, MemoryNoise.Distribution distribution, double rate, long seed)
            implements Intervention {
        @Override
        public void check(Architecture architecture) {
            requireBlock(architecture, block);
            requireTimestamp(architecture, t);
            require(distribution != MemoryNoise.Distribution.NONE, "noise needs a distribution");
            require(rate > 0 && Double.isFinite(rate), "the rate of noise must be above 0, not " + rate);
        }
    }

    /**
     * A timestamp is left out: its slab is not read, nothing is written and its output tokens do not count. In the trace
     * its attention and outputs are 0 and its own probabilities NaN; so are the running ones before the first timestamp
     * that counts.
     *
     * @param t which
     */
    record Skip(int t) implements Intervention {
        @Override
        public void check(Architecture architecture) {
            requireTimestamp(architecture, t);
        }
    }

    /**
     * The pass begins with other memory, such as what another case left, at pointer 0.
     *
     * @param tokens (K·m, d), row-major; not copied, nobody writes to it
     */
    record Start(float[] tokens) implements Intervention {
        @Override
        public void check(Architecture architecture) {
            require(
                    tokens.length == architecture.memoryTokens() * architecture.dim(),
                    "memory of " + tokens.length + " numbers: the model has " + architecture.memoryTokens() + " × "
                            + architecture.dim());
        }
    }
}
