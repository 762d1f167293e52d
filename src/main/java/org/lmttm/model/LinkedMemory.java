package org.lmttm.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The ring of memory blocks and its pointer.
 *
 * @param <B> a block
 */
final class LinkedMemory<B> {
    private final Architecture architecture;
    private final List<B> ring;
    private int step;

    /**
     * Memory to go on with.
     *
     * @param blocks K of them
     * @param pointer timestamps done before; the current block is this modulo K
     */
    LinkedMemory(Architecture architecture, List<B> blocks, int pointer) {
        this.architecture = architecture;
        this.ring = new ArrayList<>(blocks);
        this.step = pointer;
    }

    /** The blocks at hand in the order current, previous, next; TTM has only one. */
    List<B> atHand() {
        if (architecture.family() == Architecture.Family.TTM) {
            return List.of(ring.getFirst());
        }
        return List.of(
                ring.get(architecture.currentBlock(step)),
                ring.get(architecture.previousBlock(step)),
                ring.get(architecture.nextBlock(step)));
    }

    /** Replaces the next block and moves the pointer to it. */
    void write(B written) {
        ring.set(architecture.nextBlock(step), written);
        step++;
    }

    /** Moves the pointer on and leaves the blocks as they are. */
    void moveOn() {
        step++;
    }

    /** The block that the next write replaces. */
    int nextBlock() {
        return architecture.nextBlock(step);
    }

    /** A block, in the order of the memory's rows. */
    B block(int index) {
        return ring.get(index);
    }

    /** Puts another block in a place of the ring. */
    void replace(int index, B block) {
        ring.set(index, block);
    }

    /** The blocks in the order of the memory's rows. */
    List<B> blocks() {
        return Collections.unmodifiableList(ring);
    }

    /** Timestamps done. */
    int pointer() {
        return step;
    }
}
