package org.lmttm.insight;

/** Which of a timestamp's two attentions. */
public enum AttentionKind {
    /** Mean over all rows read (3r; TTM: r). */
    READ,
    /** Mean over the rows written (m). */
    WRITE
}
