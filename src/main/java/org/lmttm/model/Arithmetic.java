package org.lmttm.model;

/** How the recurrence is computed; both give the same numbers up to rounding, from the same parameters. */
public enum Arithmetic {
    /** As the paper writes it, nothing saved: the readable reference. */
    PLAIN,
    /** Products that do not change are computed once; {@link FastRecurrence} says which. */
    FAST
}
