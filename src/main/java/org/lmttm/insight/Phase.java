package org.lmttm.insight;

/** Which state of the memory at a timestamp. */
public enum Phase {
    /** As the timestamp reads it. */
    BEFORE,
    /** After its write. */
    AFTER,
    /** After minus before. */
    CHANGE
}
