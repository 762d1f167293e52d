package org.lmttm.surface;

import java.util.Arrays;
import java.util.Objects;
import org.lmttm.volume.Affine;

/**
 * Writes the counted vertices, normals and triangles into arrays of the right size. Slabs are independent of each
 * other: any number of threads may write different ones at the same time.
 */
final class SurfaceWriter {
    /** Vertices keep this part of the edge from its ends, so that no triangle degenerates. */
    private static final double MARGIN = 1.0 / 2048;

    private static final byte[] CASES = CellTable.flat();
    private static final byte[] CORNERS = CellTable.corners();

    private final VoxelGrid grid;
    private final InsideBits bits;
    private final CellCounts counts;
    private final double level;
    /** Where the second and third corner of a triangle stand: swapped when the affine mirrors. */
    private final int second;

    private final int third;
    /** Rows 0–2 of (u, v, w) → mm, then of its inverse, row-major, 12 numbers each. */
    private final double[] toPatient;

    private final double[] toGrid;
    private final float[] vertices;
    private final float[] normals;
    private final int[] triangles;

    SurfaceWriter(VoxelGrid grid, InsideBits bits, CellCounts counts, double level, Parallel parallel) {
        this.grid = grid;
        this.bits = bits;
        this.counts = counts;
        this.level = level;
        boolean mirrored = grid.affine.determinant() < 0;
        this.second = mirrored ? 2 : 1;
        this.third = mirrored ? 1 : 2;
        this.toPatient = numbers(grid.affine);
        this.toGrid = numbers(grid.affine.inverse());
        int corners = Math.toIntExact(3 * counts.triangles());
        int coordinates = Math.toIntExact(3 * counts.vertices());
        // clearing large arrays takes time: side by side
        Object[] made = new Object[3];
        parallel.run(3, 0.45, 0.45, x -> made[x] = x == 0 ? new int[corners] : new float[coordinates]);
        this.triangles = (int[]) Objects.requireNonNull(made[0]);
        this.vertices = (float[]) Objects.requireNonNull(made[1]);
        this.normals = (float[]) Objects.requireNonNull(made[2]);
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
        private final int nu = grid.nu;
        private final int area = grid.nu * grid.nv;
        /**
         * Vertex numbers on u edges of even and odd slabs, on v edges of even and odd slabs, and on w edges, one after
         * the other; valid where the surface crosses.
         */
        private final int[] numbers = new int[5 * area];
        /** Where a cell's 12 edges have their vertex numbers, from the cell's own place. */
        private final int[] edgeBase = new int[12];

        private final SlabWindow slabs = new SlabWindow(grid);
        private final double[] gradient = new double[3];
        private final double[] otherGradient = new double[3];

        /** Notes the numbers of the vertices on u and v edges of slab w. */
        void number(int w) {
            int u = counts.firstVertex(w, 0);
            int v = counts.firstVertex(w, 1);
            for (int row = 0; row < grid.nv; row++) {
                for (int x = 0; x < bits.words; x++) {
                    int at = row * nu + 64 * x;
                    u = number(bits.crossingsU(row, w, x), (w & 1) * area + at, u);
                    if (row + 1 < grid.nv) {
                        v = number(bits.crossingsV(row, w, x), (2 + (w & 1)) * area + at, v);
                    }
                }
            }
        }

        private int number(long crossings, int at, int first) {
            int next = first;
            for (long rest = crossings; rest != 0; rest &= rest - 1) {
                numbers[at + Long.numberOfTrailingZeros(rest)] = next++;
            }
            return next;
        }

        /** Writes the vertices on the edges that start in slab w. */
        void vertices(int w) {
            int[] next = {counts.firstVertex(w, 0), counts.firstVertex(w, 1), counts.firstVertex(w, 2)};
            boolean up = w + 1 < grid.nw;
            float[] here = slabs.slab(w);
            float[] above = up ? slabs.slab(w + 1) : here;
            Edges u = new Edges(0, w, here, here, 1);
            Edges v = new Edges(1, w, here, here, nu);
            Edges across = new Edges(2, w, here, above, 0);
            for (int row = 0; row < grid.nv; row++) {
                for (int x = 0; x < bits.words; x++) {
                    next[0] = u.write(bits.crossingsU(row, w, x), 64 * x, row, next[0]);
                    if (row + 1 < grid.nv) {
                        next[1] = v.write(bits.crossingsV(row, w, x), 64 * x, row, next[1]);
                    }
                    if (up) {
                        long crossings = bits.crossingsW(row, w, x);
                        number(crossings, 4 * area + row * nu + 64 * x, next[2]);
                        next[2] = across.write(crossings, 64 * x, row, next[2]);
                    }
                }
            }
        }

        /** The edges along one axis that start in a slab. */
        private final class Edges {
            private final int axis;
            private final int w;
            /** The slab with the edge's first end, and the slabs below and above it. */
            private final float[] first;

            private final float[] firstBelow;
            private final float[] firstAbove;
            /** The same for the other end, which stands {@link #step} further on in its slab. */
            private final float[] other;

            private final float[] otherBelow;
            private final float[] otherAbove;
            private final int step;
            private final boolean inner;

            Edges(int axis, int w, float[] first, float[] other, int step) {
                this.axis = axis;
                this.w = w;
                this.first = first;
                this.other = other;
                this.step = step;
                int otherW = axis == 2 ? w + 1 : w;
                this.inner = w > 0 && otherW + 1 < grid.nw;
                this.firstBelow = inner ? slabs.slab(w - 1) : first;
                this.firstAbove = inner ? slabs.slab(w + 1) : first;
                this.otherBelow = inner ? slabs.slab(otherW - 1) : other;
                this.otherAbove = inner ? slabs.slab(otherW + 1) : other;
            }

            int write(long crossings, int fromU, int v, int number) {
                boolean innerRow = inner && v > 0 && v + (axis == 1 ? 2 : 1) < grid.nv;
                int lastU = nu - (axis == 0 ? 2 : 1);
                int next = number;
                for (long rest = crossings; rest != 0; rest &= rest - 1) {
                    int u = fromU + Long.numberOfTrailingZeros(rest);
                    int at = v * nu + u;
                    float a = first[at];
                    float b = other[at + step];
                    double t = (level - a) / ((double) b - a);
                    // not a number, and so false, when an end is not finite
                    boolean plain = innerRow && u > 0 && u < lastU && t >= 0 && t <= 1;
                    t = Math.clamp(t, MARGIN, 1 - MARGIN);
                    if (plain && normal(at, (float) t, next)) {
                        place(next, axis == 0 ? u + t : u, axis == 1 ? v + t : v, axis == 2 ? w + t : w);
                    } else {
                        slow(axis, u, v, w, next);
                    }
                    next++;
                }
                return next;
            }

            /** The normal well inside the volume; false where it needs care. */
            private boolean normal(int at, float t, int number) {
                int to = at + step;
                float gu = first[at + 1] - first[at - 1];
                float gv = first[at + nu] - first[at - nu];
                float gw = firstAbove[at] - firstBelow[at];
                gu += t * (other[to + 1] - other[to - 1] - gu);
                gv += t * (other[to + nu] - other[to - nu] - gv);
                gw += t * (otherAbove[to] - otherBelow[to] - gw);
                double[] m = toGrid;
                double x = m[0] * gu + m[4] * gv + m[8] * gw;
                double y = m[1] * gu + m[5] * gv + m[9] * gw;
                double z = m[2] * gu + m[6] * gv + m[10] * gw;
                double square = x * x + y * y + z * z;
                if (!(square > 1e-30 && square < 1e30)) {
                    return false;
                }
                double scale = -1 / Math.sqrt(square);
                normals[3 * number] = (float) (x * scale);
                normals[3 * number + 1] = (float) (y * scale);
                normals[3 * number + 2] = (float) (z * scale);
                return true;
            }
        }

        private void place(int number, double u, double v, double w) {
            double[] m = toPatient;
            vertices[3 * number] = (float) (m[0] * u + m[1] * v + m[2] * w + m[3]);
            vertices[3 * number + 1] = (float) (m[4] * u + m[5] * v + m[6] * w + m[7]);
            vertices[3 * number + 2] = (float) (m[8] * u + m[9] * v + m[10] * w + m[11]);
        }

        /** A vertex at the border of the volume or beside values that are not finite. */
        private void slow(int axis, int u, int v, int w, int number) {
            int u1 = u + (axis == 0 ? 1 : 0);
            int v1 = v + (axis == 1 ? 1 : 0);
            int w1 = w + (axis == 2 ? 1 : 0);
            float a = slabs.value(u, v, w);
            float b = slabs.value(u1, v1, w1);
            boolean finite = Float.isFinite(a) && Float.isFinite(b);
            double t = finite ? Math.clamp((level - a) / ((double) b - a), MARGIN, 1 - MARGIN) : 0.5;
            place(number, u + t * (u1 - u), v + t * (v1 - v), w + t * (w1 - w));
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
                        next = cell(cells.code(u), v * nu + 64 * x + u, next);
                    }
                }
            }
        }

        private int cell(int code, int at, int first) {
            int from = 15 * code;
            int count = CORNERS[code];
            for (int c = 0; c < count; c += 3) {
                int to = first + c;
                triangles[to] = numbers[edgeBase[CASES[from + c]] + at];
                triangles[to + second] = numbers[edgeBase[CASES[from + c + 1]] + at];
                triangles[to + third] = numbers[edgeBase[CASES[from + c + 2]] + at];
            }
            return first + count;
        }

        private void wireEdges(int w) {
            for (int e = 0; e < 4; e++) {
                int low = e & 1;
                int high = e >> 1;
                edgeBase[e] = (w + high & 1) * area + low * nu;
                edgeBase[4 + e] = (2 + (w + high & 1)) * area + low;
                edgeBase[8 + e] = 4 * area + low + high * nu;
            }
        }
    }
}
