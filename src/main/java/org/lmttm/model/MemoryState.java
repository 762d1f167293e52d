package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * What published-code mode carries from batch to batch. Deterministic mode carries nothing.
 *
 * @param tokens the whole memory (rows, K·m, d), one row a place in the batch; no gradient passes through it
 * @param pointer timestamps done since the memory started; the current block is this modulo K
 * @param passes forward passes done since then: the next one's position embeddings are drawn from it and the seed
 */
public record MemoryState(NDArray tokens, int pointer, long passes) {

    /** Memory to start with: pointer 0. */
    public static MemoryState start(NDArray tokens) {
        return new MemoryState(tokens, 0, 0);
    }

    /** Cases that fit into a batch. */
    public long rows() {
        return tokens.getShape().get(0);
    }

    /** The rows that a batch of this size uses. */
    NDArray used(long batch, NDManager scope) {
        if (batch > rows()) {
            throw new IllegalArgumentException(
                    "the carried memory has " + rows() + " rows but the batch has " + batch + " cases");
        }
        return part(batch, 0, scope);
    }

    /**
     * The state after a pass.
     *
     * @param written memory of the batch (B, K·m, d); rows beyond B stay as they are
     * @param steps timestamps of the pass
     */
    MemoryState after(NDArray written, int steps) {
        NDArray detached = written.stopGradient();
        long batch = written.getShape().get(0);
        NDArray whole = batch == rows()
                ? detached
                : NDArrays.concat(new NDList(detached, part(batch, 1, written.getManager())), 0);
        return new MemoryState(whole, pointer + steps, passes + 1);
    }

    /** Rows before (0) or from (1) an index on, in the scope's care. */
    private NDArray part(long index, int part, NDManager scope) {
        NDArray detached = tokens.stopGradient();
        detached.attach(scope);
        return index == rows()
                ? detached
                : detached.split(new long[] {index}, 0).get(part);
    }
}
