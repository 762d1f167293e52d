package org.lmttm.insight;

/** What a memory block, or a group of attention columns, is at one timestamp. */
public enum Role {
    /** The block before the current one in the ring. */
    PREVIOUS,
    /** The block at the pointer; TTM's only memory. */
    CURRENT,
    /** The block after the current one: read, then written. */
    NEXT,
    /** The patches of the timestamp's slab. */
    PATCHES,
    /** The timestamp's output tokens, which only the write sees. */
    OUTPUTS,
    /** A block that this timestamp does not touch. */
    NOT_READ
}
