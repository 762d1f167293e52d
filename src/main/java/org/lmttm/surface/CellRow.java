package org.lmttm.surface;

/** 64 cells in a row along u, as bits: which of them the surface cuts, and how. */
final class CellRow {
    private final InsideBits bits;
    /** Corner c of cell x is bit x of word c. */
    private final long[] corners = new long[8];

    private long mask;

    CellRow(InsideBits bits) {
        this.bits = bits;
    }

    /** Loads the cells between rows v, v + 1 and slabs w, w + 1 from u = 64x on. */
    void load(int v, int w, int x) {
        for (int c = 0; c < 8; c += 2) {
            int row = v + (c >> 1 & 1);
            int slab = w + (c >> 2);
            corners[c] = bits.word(row, slab, x);
            corners[c + 1] = bits.following(row, slab, x);
        }
        mask = bits.cellMask(x);
    }

    /** One bit for each cell that has corners inside and corners outside. */
    long active() {
        long any = 0;
        long all = -1;
        for (long corner : corners) {
            any |= corner;
            all &= corner;
        }
        return any & ~all & mask;
    }

    /** The {@link CellTable} code of cell x. */
    int code(int x) {
        if (x < 63) {
            // both corners along u stand side by side in the row's word
            return (int) (corners[0] >>> x & 3)
                    | (int) (corners[2] >>> x & 3) << 2
                    | (int) (corners[4] >>> x & 3) << 4
                    | (int) (corners[6] >>> x & 3) << 6;
        }
        int code = 0;
        for (int c = 0; c < 8; c++) {
            code |= (int) (corners[c] >>> x & 1) << c;
        }
        return code;
    }
}
