package org.lmttm.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The triangles of each of the 256 ways in which a cell's corners lie inside or outside, made by rule rather than typed
 * in. Corner x + 2y + 4z has the unit coordinates (x, y, z). Edge 4·axis + b + 2c runs along {@code axis} at the
 * coordinates b and c of the other two axes, the lower-numbered axis first.
 *
 * <p>Rule (after Lorensen and Cline 1987, made consistent as in Nielson and Hamann 1991): on every face each run of
 * inside corners is cut off by one segment, so that diagonal inside corners are kept apart. Since that depends on the
 * face alone, both cells at a face agree and no crack can open. The segments link up to loops, which are triangulated
 * without a diagonal that lies in a face, where it could meet a neighbour's: every edge gets exactly two triangles.
 */
final class CellTable {
    /** For each case, edge numbers, three a triangle, counter-clockwise seen from outside. */
    private static final byte[][] TRIANGLES = new byte[256][];

    private static final double FACE_DIAGONAL_COST = 1000;

    static {
        for (int code = 0; code < 256; code++) {
            TRIANGLES[code] = triangulate(code);
        }
    }

    private CellTable() {}

    /** All cases in one array, 15 edge numbers a case of which {@link #corners} count. */
    static byte[] flat() {
        byte[] all = new byte[256 * 15];
        for (int code = 0; code < 256; code++) {
            System.arraycopy(TRIANGLES[code], 0, all, 15 * code, TRIANGLES[code].length);
        }
        return all;
    }

    /** Edge numbers of each case: three times its triangles. */
    static byte[] corners() {
        byte[] counts = new byte[256];
        for (int code = 0; code < 256; code++) {
            counts[code] = (byte) TRIANGLES[code].length;
        }
        return counts;
    }

    /** Edge numbers of the case's triangles, three a triangle; bit c of the code is set when corner c is inside. */
    static byte[] triangles(int code) {
        return TRIANGLES[code];
    }

    /** Number of triangles of the case: 0 to 5. */
    static int count(int code) {
        return TRIANGLES[code].length / 3;
    }

    private static byte[] triangulate(int code) {
        int[] next = segments(code);
        List<Byte> out = new ArrayList<>();
        for (int first = 0; first < 12; first++) {
            if (next[first] >= 0) {
                List<Integer> loop = new ArrayList<>();
                for (int e = first; next[e] >= 0; ) {
                    loop.add(e);
                    int following = next[e];
                    next[e] = -1;
                    e = following;
                }
                fill(loop, out);
            }
        }
        byte[] edges = new byte[out.size()];
        for (int x = 0; x < edges.length; x++) {
            edges[x] = out.get(x);
        }
        return edges;
    }

    /** For each edge that the surface crosses the edge to which its directed segment leads; −1 for the others. */
    private static int[] segments(int code) {
        int[] next = new int[12];
        Arrays.fill(next, -1);
        for (int axis = 0; axis < 3; axis++) {
            for (int side = 0; side < 2; side++) {
                int[] corners = face(axis, side);
                for (int c = 0; c < 4; c++) {
                    boolean entering = !inside(code, corners[(c + 3) % 4]) && inside(code, corners[c]);
                    if (entering) {
                        int last = c;
                        while (inside(code, corners[(last + 1) % 4])) {
                            last++;
                        }
                        int entry = edge(corners[(c + 3) % 4], corners[c]);
                        next[entry] = edge(corners[last % 4], corners[(last + 1) % 4]);
                    }
                }
            }
        }
        return next;
    }

    private static boolean inside(int code, int corner) {
        return (code >> corner & 1) != 0;
    }

    /** The four corners of a face, counter-clockwise seen from outside the cell. */
    private static int[] face(int axis, int side) {
        int a = 1 << (axis + 1) % 3;
        int b = 1 << (axis + 2) % 3;
        int base = side << axis;
        return side == 1
                ? new int[] {base, base + a, base + a + b, base + b}
                : new int[] {base, base + b, base + a + b, base + a};
    }

    private static int edge(int corner, int other) {
        int axis = Integer.numberOfTrailingZeros(corner ^ other);
        int low = Math.min(corner, other);
        int b = low >> (axis == 0 ? 1 : 0) & 1;
        int c = low >> (axis == 2 ? 1 : 2) & 1;
        return 4 * axis + b + 2 * c;
    }

    /** Appends the cheapest triangulation of a loop: none of its diagonals in a face, and those as short as can be. */
    private static void fill(List<Integer> loop, List<Byte> out) {
        int n = loop.size();
        double[][] cost = new double[n][n];
        int[][] split = new int[n][n];
        for (int length = 2; length < n; length++) {
            for (int a = 0; a + length < n; a++) {
                int b = a + length;
                cost[a][b] = Double.POSITIVE_INFINITY;
                for (int m = a + 1; m < b; m++) {
                    double c = cost[a][m] + cost[m][b];
                    if (c < cost[a][b]) {
                        cost[a][b] = c;
                        split[a][b] = m;
                    }
                }
                if (length < n - 1) {
                    cost[a][b] += diagonalCost(loop.get(a), loop.get(b));
                }
            }
        }
        emit(loop, split, 0, n - 1, out);
    }

    private static void emit(List<Integer> loop, int[][] split, int a, int b, List<Byte> out) {
        if (b - a < 2) {
            return;
        }
        int m = split[a][b];
        emit(loop, split, a, m, out);
        out.add(loop.get(a).byteValue());
        out.add(loop.get(m).byteValue());
        out.add(loop.get(b).byteValue());
        emit(loop, split, m, b, out);
    }

    private static double diagonalCost(int edge, int other) {
        double[] p = middle(edge);
        double[] q = middle(other);
        double cost = 0;
        for (int c = 0; c < 3; c++) {
            boolean sameFace = p[c] == q[c] && (p[c] == 0 || p[c] == 1);
            cost += (p[c] - q[c]) * (p[c] - q[c]) + (sameFace ? FACE_DIAGONAL_COST : 0);
        }
        return cost;
    }

    private static double[] middle(int edge) {
        int axis = edge / 4;
        double[] p = new double[3];
        p[axis] = 0.5;
        p[axis == 0 ? 1 : 0] = edge & 1;
        p[axis == 2 ? 1 : 2] = edge >> 1 & 1;
        return p;
    }
}
