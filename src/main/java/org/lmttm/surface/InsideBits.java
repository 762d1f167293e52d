package org.lmttm.surface;

/** One bit a voxel: whether it is inside (value ≥ level; NaN is outside). A row of u starts on a word. */
final class InsideBits {
    final int nu;
    final int nv;
    final int nw;
    /** Words (of 64 voxels) a row. */
    final int words;

    private final long[][] slabs;

    InsideBits(int nu, int nv, int nw) {
        this.nu = nu;
        this.nv = nv;
        this.nw = nw;
        this.words = (nu + 63) / 64;
        this.slabs = new long[nw][];
    }

    /** Classifies the values of slab w. */
    void set(int w, float[] values, double level) {
        // the smallest float that is not below the level: comparing floats then says the same
        float rounded = (float) level;
        float least = rounded < level ? Math.nextUp(rounded) : rounded;
        long[] bits = new long[nv * words];
        for (int v = 0; v < nv; v++) {
            for (int x = 0; x < words; x++) {
                int from = v * nu + 64 * x;
                int count = Math.min(64, nu - 64 * x);
                long word = 0;
                for (int b = 0; b < count; b++) {
                    word |= (values[from + b] >= least ? 1L : 0L) << b;
                }
                bits[v * words + x] = word;
            }
        }
        slabs[w] = bits;
    }

    boolean get(int u, int v, int w) {
        return (slabs[w][v * words + (u >> 6)] >>> u & 1) != 0;
    }

    /** Word x of a row: voxels 64x … 64x + 63, the lowest bit first; beyond the row all bits are 0. */
    long word(int v, int w, int x) {
        return slabs[w][v * words + x];
    }

    /** As {@link #word} for the voxels one further along u. */
    long following(int v, int w, int x) {
        long[] bits = slabs[w];
        int at = v * words + x;
        return bits[at] >>> 1 | (x + 1 < words ? bits[at + 1] << 63 : 0);
    }

    /** The bits of word x that have a neighbour further along u. */
    long cellMask(int x) {
        int n = nu - 1 - 64 * x;
        return n >= 64 ? -1L : n <= 0 ? 0 : (1L << n) - 1;
    }

    /** Bits of the u edges in word x that the surface crosses. */
    long crossingsU(int v, int w, int x) {
        return (word(v, w, x) ^ following(v, w, x)) & cellMask(x);
    }

    /** Bits of the v edges in word x (from row v to v + 1) that the surface crosses. */
    long crossingsV(int v, int w, int x) {
        return word(v, w, x) ^ word(v + 1, w, x);
    }

    /** Bits of the w edges in word x (from slab w to w + 1) that the surface crosses. */
    long crossingsW(int v, int w, int x) {
        return word(v, w, x) ^ word(v, w + 1, x);
    }

    /** Whether any voxel is inside. */
    boolean any() {
        for (long[] slab : slabs) {
            for (long word : slab) {
                if (word != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the voxels on the six border faces are all inside or all outside: then no surface meets the border. */
    boolean borderIsUniform() {
        boolean first = get(0, 0, 0);
        for (int w = 0; w < nw; w++) {
            boolean end = w == 0 || w == nw - 1;
            for (int v = 0; v < nv; v++) {
                boolean whole = end || v == 0 || v == nv - 1;
                int step = whole ? 1 : Math.max(1, nu - 1);
                for (int u = 0; u < nu; u += step) {
                    if (get(u, v, w) != first) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
