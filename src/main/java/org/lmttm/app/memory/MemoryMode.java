package org.lmttm.app.memory;

/** What the memory workspace shows. */
enum MemoryMode {
    /** One pass of the active model over the active case. */
    ONE,
    /** Two passes side by side. */
    SIDE,
    /** The pinned case's passes over the epochs of a run. */
    EPOCHS
}
