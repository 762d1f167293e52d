package org.lmttm.surface;

/** How many vertices and triangles each slab makes, and from these where each slab's begin. */
final class CellCounts {
    private static final byte[] CORNERS = CellTable.corners();

    private final InsideBits bits;
    /** For each slab its vertices on u, v and w edges, then the triangles of the layer above it. */
    private final int[][] counts;

    private final long[] vertexStart;
    private final long[] triangleStart;

    CellCounts(InsideBits bits) {
        this.bits = bits;
        this.counts = new int[bits.nw][4];
        this.vertexStart = new long[bits.nw + 1];
        this.triangleStart = new long[bits.nw + 1];
    }

    /** Counts slab w and the layer of cells above it. */
    void count(int w) {
        int[] c = counts[w];
        for (int v = 0; v < bits.nv; v++) {
            for (int x = 0; x < bits.words; x++) {
                c[0] += Long.bitCount(bits.crossingsU(v, w, x));
                c[1] += v + 1 < bits.nv ? Long.bitCount(bits.crossingsV(v, w, x)) : 0;
                c[2] += w + 1 < bits.nw ? Long.bitCount(bits.crossingsW(v, w, x)) : 0;
            }
        }
        if (w + 1 < bits.nw) {
            CellRow cells = new CellRow(bits);
            for (int v = 0; v + 1 < bits.nv; v++) {
                for (int x = 0; x < bits.words; x++) {
                    cells.load(v, w, x);
                    for (long active = cells.active(); active != 0; active &= active - 1) {
                        c[3] += CORNERS[cells.code(Long.numberOfTrailingZeros(active))];
                    }
                }
            }
            c[3] /= 3;
        }
    }

    /** Adds up, after every slab is counted. */
    void sum() {
        for (int w = 0; w < bits.nw; w++) {
            vertexStart[w + 1] = vertexStart[w] + counts[w][0] + counts[w][1] + counts[w][2];
            triangleStart[w + 1] = triangleStart[w] + counts[w][3];
        }
    }

    /** Vertices in all. */
    long vertices() {
        return vertexStart[bits.nw];
    }

    /** Triangles in all. */
    long triangles() {
        return triangleStart[bits.nw];
    }

    /** Number of the first vertex of slab w that lies on an edge along {@code axis} (0 u, 1 v, 2 w). */
    int firstVertex(int w, int axis) {
        int before = axis == 0 ? 0 : axis == 1 ? counts[w][0] : counts[w][0] + counts[w][1];
        return Math.toIntExact(vertexStart[w]) + before;
    }

    /** Number of the first triangle of the layer above slab w. */
    int firstTriangle(int w) {
        return Math.toIntExact(triangleStart[w]);
    }

    /** Vertices on edges that start in slab w. */
    int verticesOf(int w) {
        return Math.toIntExact(vertexStart[w + 1] - vertexStart[w]);
    }
}
