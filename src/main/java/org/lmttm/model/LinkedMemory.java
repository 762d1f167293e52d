package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The ring of memory blocks and its pointer. Each block keeps the features that Read needs, because only the block that
 * is written changes them.
 */
final class LinkedMemory {
    private final Architecture architecture;
    private final List<Block> ring;
    private int step;

    /**
     * A block.
     *
     * @param tokens (B, m, d)
     * @param features what Read sees of it
     */
    record Block(NDArray tokens, TokenSummarization.Features features) {}

    /** All blocks start alike, with the pointer at block 0. */
    LinkedMemory(Architecture architecture, Block initial) {
        this(architecture, Collections.nCopies(architecture.blocks(), initial), 0);
    }

    /**
     * Memory to go on with.
     *
     * @param blocks K of them
     * @param pointer timestamps done before; the current block is this modulo K
     */
    LinkedMemory(Architecture architecture, List<Block> blocks, int pointer) {
        this.architecture = architecture;
        this.ring = new ArrayList<>(blocks);
        this.step = pointer;
    }

    /** The blocks at hand in the order current, previous, next; TTM has only one. */
    List<Block> atHand() {
        if (architecture.family() == Architecture.Family.TTM) {
            return List.of(ring.getFirst());
        }
        return List.of(
                ring.get(architecture.currentBlock(step)),
                ring.get(architecture.previousBlock(step)),
                ring.get(architecture.nextBlock(step)));
    }

    /** Replaces the next block and moves the pointer to it. */
    void write(Block written) {
        ring.set(architecture.nextBlock(step), written);
        step++;
    }

    /** The blocks' tokens in the order of the memory's rows. */
    NDList tokens() {
        return new NDList(ring.stream().map(Block::tokens).toList());
    }
}
