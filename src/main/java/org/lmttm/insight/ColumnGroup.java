package org.lmttm.insight;

/**
 * Adjacent columns of an attention matrix that mean the same kind of token.
 *
 * @param role what the tokens are
 * @param block memory block they belong to, −1 for patches and outputs
 * @param from first column
 * @param count columns
 */
public record ColumnGroup(Role role, int block, int from, int count) {
    /** The column after the last one. */
    public int to() {
        return from + count;
    }

    /** Whether the column lies in this group. */
    public boolean contains(int column) {
        return column >= from && column < to();
    }
}
