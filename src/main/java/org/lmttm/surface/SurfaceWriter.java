package org.lmttm.surface;

import java.util.Arrays;
import org.lmttm.volume.Affine;

/**
 * Writes the counted vertices, normals and triangles into arrays of the right size. Slabs are independent of each
 * other: any number of threads may write different ones at the same time.
 */
final class SurfaceWriter {
    /** Vertices keep this part of the edge from its ends, so that no triangle degenerates. */
    private static final double MARGIN = 1.0 / 2048;

    private final VoxelGrid grid;
    private final InsideBits bits;
    private final CellCounts counts;
    private final double level;
    private final boolean mirrored;
    /** Rows 0–2 of (u, v, w) → mm, then of its inverse, row-major, 12 numbers each. */
    private final double[] toPatient;

    private final double[] toGrid;
    private final float[] vertices;
    private final float[] normals;
    private final int[] triangles;

    SurfaceWriter(VoxelGrid grid, InsideBits bits, CellCounts counts, double level) {
        this.grid = grid;
        this.bits = bits;
        this.counts = counts;
        this.level = level;
        this.mirrored = grid.affine.determinant() < 0;
        this.toPatient = numbers(grid.affine);
        this.toGrid = numbers(grid.affine.inverse());
        this.vertices = new float[Math.toIntExact(3 * counts.vertices())];
        this.normals = new float[vertices.length];
        this.triangles = new int[Math.toIntExact(3 * counts.triangles())];
    }

    private static double[] numbers(Affine affine) {
        double[] m = new double[12];
        for (int x = 0; x < 12; x++) {
            m[x] = affine.get(x / 4, x % 4);
        }
        return m;
    }

    float[] vertices() {
        return vertices;
    }

    float[] normals() {
        return normals;
    }

    int[] triangles() {
        return triangles;
    }

    /** Writes slabs {@code from} to {@code to} and the layers of cells above them. */
    void write(int from, int to) {
        Task task = new Task();
        task.number(from);
        for (int w = from; w < to; w++) {
            if (counts.verticesOf(w) > 0) {
                task.vertices(w);
            }
            if (w + 1 < grid.nw) {
                task.number(w + 1);
                task.triangles(w);
            }
        }
    }

    /** One thread's buffers. */
    private final class Task {
        private final int area = grid.nu * grid.nv;
        /** Vertex numbers on u and v edges of even and odd slabs, and on w edges; valid where the surface crosses. */
        private final int[][] onU = {new int[area], new int[area]};

        private final int[][] onV = {new int[area], new int[area]};
        private final int[] onW = new int[area];
        /** Where a cell's 12 edges have their vertex numbers: array and offset from the cell's own place. */
        private final int[][] edgeArray = new int[12][];

        private final int[] edgeOffset = new int[12];
        private final SlabWindow slabs = new SlabWindow(grid);
        private final double[] gradient = new double[3];
        private final double[] otherGradient = new double[3];

        /** Notes the numbers of the vertices on u and v edges of slab w. */
        void number(int w) {
            int u = counts.firstVertex(w, 0);
            int v = counts.firstVertex(w, 1);
            for (int row = 0; row < grid.nv; row++) {
                for (int x = 0; x < bits.words; x++) {
                    int at = row * grid.nu + 64 * x;
                    u = number(bits.crossingsU(row, w, x), onU[w & 1], at, u);
                    if (row + 1 < grid.nv) {
                        v = number(bits.crossingsV(row, w, x), onV[w & 1], at, v);
                    }
                }
            }
        }

        private int number(long crossings, int[] numbers, int at, int first) {
            int next = first;
            for (long rest = crossings; rest != 0; rest &= rest - 1) {
                numbers[at + Long.numberOfTrailingZeros(rest)] = next++;
            }
            return next;
        }

        /** Writes the vertices on the edges that start in slab w. */
        void vertices(int w) {
            int[] next = {counts.firstVertex(w, 0), counts.firstVertex(w, 1), counts.firstVertex(w, 2)};
            for (int v = 0; v < grid.nv; v++) {
                for (int x = 0; x < bits.words; x++) {
                    next[0] = edges(bits.crossingsU(v, w, x), 0, 64 * x, v, w, next[0]);
                    if (v + 1 < grid.nv) {
                        next[1] = edges(bits.crossingsV(v, w, x), 1, 64 * x, v, w, next[1]);
                    }
                    if (w + 1 < grid.nw) {
                        long crossings = bits.crossingsW(v, w, x);
                        number(crossings, onW, v * grid.nu + 64 * x, next[2]);
                        next[2] = edges(crossings, 2, 64 * x, v, w, next[2]);
                    }
                }
            }
        }

        private int edges(long crossings, int axis, int u, int v, int w, int first) {
            int next = first;
            for (long rest = crossings; rest != 0; rest &= rest - 1) {
                vertex(axis, u + Long.numberOfTrailingZeros(rest), v, w, next++);
            }
            return next;
        }

        private void vertex(int axis, int u, int v, int w, int number) {
            int u1 = u + (axis == 0 ? 1 : 0);
            int v1 = v + (axis == 1 ? 1 : 0);
            int w1 = w + (axis == 2 ? 1 : 0);
            float a = slabs.value(u, v, w);
            float b = slabs.value(u1, v1, w1);
            boolean finite = Float.isFinite(a) && Float.isFinite(b);
            double t = finite ? Math.clamp((level - a) / ((double) b - a), MARGIN, 1 - MARGIN) : 0.5;
            double pu = u + t * (u1 - u);
            double pv = v + t * (v1 - v);
            double pw = w + t * (w1 - w);
            for (int r = 0; r < 3; r++) {
                double p = toPatient[4 * r] * pu + toPatient[4 * r + 1] * pv + toPatient[4 * r + 2] * pw;
                vertices[3 * number + r] = (float) (p + toPatient[4 * r + 3]);
            }
            Arrays.fill(gradient, 0);
            if (finite) {
                slabs.gradient(u, v, w, gradient);
                slabs.gradient(u1, v1, w1, otherGradient);
                for (int c = 0; c < 3; c++) {
                    gradient[c] += t * (otherGradient[c] - gradient[c]);
                }
            }
            if (!normal(number)) {
                // No slope to go by (flat, or an end is not a number): along the edge, from inside to outside.
                Arrays.fill(gradient, 0);
                gradient[axis] = a >= level ? -1 : 1;
                normal(number);
            }
        }

        /** Writes the normal that goes with the gradient in (u, v, w); false when the gradient has no direction. */
        private boolean normal(int number) {
            double[] n = new double[3];
            for (int c = 0; c < 3; c++) {
                n[c] = -(toGrid[c] * gradient[0] + toGrid[4 + c] * gradient[1] + toGrid[8 + c] * gradient[2]);
            }
            double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
            if (!(length > 1e-30 && length < 1e30)) {
                return false;
            }
            for (int c = 0; c < 3; c++) {
                normals[3 * number + c] = (float) (n[c] / length);
            }
            return true;
        }

        /** Writes the triangles of the cells between slabs w and w + 1. */
        void triangles(int w) {
            wireEdges(w);
            CellRow cells = new CellRow(bits);
            int next = 3 * counts.firstTriangle(w);
            for (int v = 0; v + 1 < grid.nv; v++) {
                for (int x = 0; x < bits.words; x++) {
                    cells.load(v, w, x);
                    for (long active = cells.active(); active != 0; active &= active - 1) {
                        int u = Long.numberOfTrailingZeros(active);
                        next = cell(cells.code(u), v * grid.nu + 64 * x + u, next);
                    }
                }
            }
        }

        private int cell(int code, int at, int first) {
            int next = first;
            byte[] corners = CellTable.triangles(code);
            for (int c = 0; c < corners.length; c += 3) {
                triangles[next] = vertexOn(corners[c], at);
                triangles[next + 1] = vertexOn(corners[mirrored ? c + 2 : c + 1], at);
                triangles[next + 2] = vertexOn(corners[mirrored ? c + 1 : c + 2], at);
                next += 3;
            }
            return next;
        }

        private int vertexOn(int edge, int at) {
            return edgeArray[edge][at + edgeOffset[edge]];
        }

        private void wireEdges(int w) {
            for (int e = 0; e < 4; e++) {
                int low = e & 1;
                int high = e >> 1;
                edgeArray[e] = onU[w + high & 1];
                edgeOffset[e] = low * grid.nu;
                edgeArray[4 + e] = onV[w + high & 1];
                edgeOffset[4 + e] = low;
                edgeArray[8 + e] = onW;
                edgeOffset[8 + e] = low + high * grid.nu;
            }
        }
    }
}
