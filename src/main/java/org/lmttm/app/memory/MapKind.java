package org.lmttm.app.memory;

import org.lmttm.insight.AttentionKind;

/** Which map of a trace is painted on voxels. */
enum MapKind {
    /** Mean read attention of the timestamp that reads a slab. */
    READ,
    /** Write attention on the patches of that timestamp. */
    WRITE,
    /** What reached the answer from each patch, through outputs and memory. */
    ROLLOUT;

    /** The attention of a timestamp; the rollout has none of its own. */
    AttentionKind attention() {
        return this == WRITE ? AttentionKind.WRITE : AttentionKind.READ;
    }
}
