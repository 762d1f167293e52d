package org.lmttm.surface;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Takes triangles away where they matter least: collapses edges in the order of their quadric error. What it gives is
 * as watertight as what it got: an edge is only collapsed when that leaves every edge with its one or two triangles
 * (the link condition), turns no triangle over and moves no border off. Deterministic; one thread; working memory about
 * 250 bytes a triangle.
 */
public final class QuadricDecimator {
    /** A border keeps its course: planes upright on it weigh this much more than triangles. */
    private static final double BORDER_WEIGHT = 100;
    /** A triangle may turn by up to about 78° in a collapse. */
    private static final double LEAST_AGREEMENT = 0.2;

    private static final int REPORT = 1 << 12;

    private final float[] p;
    private final int[] t;
    private final boolean[] border;
    /** For each vertex the first of its triangle corners, for each corner the next one; −1 ends. */
    private final int[] first;

    private final int[] next;
    private final boolean[] gone;
    /** Counts the changes about a vertex: older edges in the heap are void. */
    private final int[] version;

    private final int[] mark;
    private int marker;
    private final Quadrics quadrics;
    private final EdgeHeap heap;
    private int left;

    private QuadricDecimator(Mesh mesh) {
        p = mesh.vertices().clone();
        t = mesh.triangles().clone();
        border = MeshBorder.vertices(mesh);
        int n = mesh.vertexCount();
        first = new int[n];
        next = new int[t.length];
        gone = new boolean[mesh.triangleCount()];
        version = new int[n];
        mark = new int[n];
        quadrics = new Quadrics(n);
        heap = new EdgeHeap(t.length / 2 + 1);
        left = mesh.triangleCount();
        Arrays.fill(first, -1);
        for (int x = t.length - 1; x >= 0; x--) {
            next[x] = first[t[x]];
            first[t[x]] = x;
        }
    }

    /**
     * The mesh with so many triangles, or as few as it can have.
     *
     * @param mesh a mesh whose edges have one or two triangles each, as isosurfaces have
     * @param triangles how many to keep, 0 or more
     * @param progress follows and may cancel
     * @return the mesh itself when it is small enough, else one with normals and measures of its own
     */
    public static Mesh decimate(Mesh mesh, int triangles, Progress progress) {
        if (mesh.triangleCount() <= triangles) {
            return mesh;
        }
        QuadricDecimator work = new QuadricDecimator(mesh);
        work.collectPlanes();
        work.collectEdges();
        work.collapseTo(triangles, progress);
        return work.result(mesh.closed());
    }

    private void collectPlanes() {
        double[] n = new double[3];
        for (int x = 0; x < t.length; x += 3) {
            MeshNormals.cross(p, t, x, n);
            double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
            if (!(length > 0)) {
                continue;
            }
            int a = 3 * t[x];
            double d = -(n[0] * p[a] + n[1] * p[a + 1] + n[2] * p[a + 2]) / length;
            for (int corner = 0; corner < 3; corner++) {
                quadrics.add(t[x + corner], n[0] / length, n[1] / length, n[2] / length, d, length / 2);
            }
            for (int corner = 0; corner < 3; corner++) {
                int from = t[x + corner];
                int to = t[x + (corner + 1) % 3];
                if (border[from] && border[to] && shared(from, to) == 1) {
                    addBorder(from, to, n);
                }
            }
        }
    }

    /** A plane through a border edge, upright on its triangle. */
    private void addBorder(int from, int to, double[] n) {
        double ex = (double) p[3 * to] - p[3 * from];
        double ey = (double) p[3 * to + 1] - p[3 * from + 1];
        double ez = (double) p[3 * to + 2] - p[3 * from + 2];
        double x = ey * n[2] - ez * n[1];
        double y = ez * n[0] - ex * n[2];
        double z = ex * n[1] - ey * n[0];
        double length = Math.sqrt(x * x + y * y + z * z);
        if (length > 0) {
            double d = -(x * p[3 * from] + y * p[3 * from + 1] + z * p[3 * from + 2]) / length;
            double weight = BORDER_WEIGHT * (ex * ex + ey * ey + ez * ez);
            quadrics.add(from, x / length, y / length, z / length, d, weight);
            quadrics.add(to, x / length, y / length, z / length, d, weight);
        }
    }

    private void collectEdges() {
        for (int x = 0; x < t.length; x++) {
            int a = t[x];
            int b = t[x % 3 == 2 ? x - 2 : x + 1];
            // an inner edge runs both ways, a border edge one way
            if (a < b || (border[a] && border[b] && shared(a, b) == 1)) {
                push(a, b);
            }
        }
    }

    private void push(int a, int b) {
        heap.add(quadrics.error(a, b, p), a, b, version[a] + version[b]);
    }

    private void collapseTo(int triangles, Progress progress) {
        int begun = left;
        int count = 0;
        while (left > triangles && !heap.isEmpty()) {
            if (++count % REPORT == 0) {
                if (progress.cancelled()) {
                    throw new CancellationException("cancelled");
                }
                progress.update(Math.min(1, (double) (begun - left) / (begun - triangles)));
            }
            int a = heap.from();
            int b = heap.to();
            int stamp = heap.stamp();
            heap.removeFirst();
            boolean current = first[a] >= 0 && first[b] >= 0 && stamp == version[a] + version[b];
            if (current && linked(a, b)) {
                quadrics.error(a, b, p);
                if (!turns(a, b) && !turns(b, a)) {
                    collapse(a, b);
                }
            }
        }
        progress.update(1);
    }

    /** Number of triangles that have both vertices. */
    private int shared(int a, int b) {
        int count = 0;
        for (int c = first[a]; c >= 0; c = next[c]) {
            int base = c - c % 3;
            if (t[base] == b || t[base + 1] == b || t[base + 2] == b) {
                count++;
            }
        }
        return count;
    }

    /** Whether two vertices, which share an edge, may become one without spoiling the mesh. */
    private boolean linked(int a, int b) {
        int sides = shared(a, b);
        if (sides == 0 || (border[a] && border[b] && sides != 1)) {
            return false;
        }
        int me = ++marker;
        for (int c = first[a]; c >= 0; c = next[c]) {
            int base = c - c % 3;
            for (int x = base; x < base + 3; x++) {
                mark[t[x]] = me;
            }
        }
        mark[a] = 0;
        mark[b] = 0;
        int common = 0;
        for (int c = first[b]; c >= 0; c = next[c]) {
            int base = c - c % 3;
            for (int x = base; x < base + 3; x++) {
                int v = t[x];
                if (mark[v] == me) {
                    mark[v] = 0;
                    common++;
                    // it loses one triangle: an inner vertex needs three to stay, one on the border one
                    if (triangles(v) < (border[v] ? 2 : 4)) {
                        return false;
                    }
                }
            }
        }
        return common == sides;
    }

    private int triangles(int v) {
        int count = 0;
        for (int c = first[v]; c >= 0 && count < 4; c = next[c]) {
            count++;
        }
        return count;
    }

    /** Whether moving vertex a to the place of the collapse turns one of the triangles that it keeps. */
    private boolean turns(int a, int b) {
        double[] to = quadrics.place;
        for (int c = first[a]; c >= 0; c = next[c]) {
            int base = c - c % 3;
            int u = t[base + (c + 1) % 3];
            int v = t[base + (c + 2) % 3];
            if (u == b || v == b) {
                continue;
            }
            double ex = (double) p[3 * v] - p[3 * u];
            double ey = (double) p[3 * v + 1] - p[3 * u + 1];
            double ez = (double) p[3 * v + 2] - p[3 * u + 2];
            double ox = (double) p[3 * a] - p[3 * u];
            double oy = (double) p[3 * a + 1] - p[3 * u + 1];
            double oz = (double) p[3 * a + 2] - p[3 * u + 2];
            double nx = to[0] - p[3 * u];
            double ny = to[1] - p[3 * u + 1];
            double nz = to[2] - p[3 * u + 2];
            double bx = ey * oz - ez * oy;
            double by = ez * ox - ex * oz;
            double bz = ex * oy - ey * ox;
            double ax = ey * nz - ez * ny;
            double ay = ez * nx - ex * nz;
            double az = ex * ny - ey * nx;
            double dot = ax * bx + ay * by + az * bz;
            double before = bx * bx + by * by + bz * bz;
            double after = ax * ax + ay * ay + az * az;
            if (!(after > 1e-12 * before) || !(dot > LEAST_AGREEMENT * Math.sqrt(before * after))) {
                // a triangle without area may become anything that has one
                if (before > 0 || !(after > 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Moves a to the place of the collapse and gives it what b had. */
    private void collapse(int a, int b) {
        for (int c = 0; c < 3; c++) {
            p[3 * a + c] = (float) quadrics.place[c];
        }
        border[a] |= border[b];
        quadrics.merge(a, b);
        int kept = -1;
        for (int part = 0; part < 2; part++) {
            int c = first[part == 0 ? a : b];
            while (c >= 0) {
                int following = next[c];
                int base = c - c % 3;
                boolean both = has(base, a) && has(base, b);
                if (gone[base / 3] || both) {
                    if (!gone[base / 3]) {
                        remove(base, a, b);
                    }
                } else {
                    t[c] = a;
                    next[c] = kept;
                    kept = c;
                }
                c = following;
            }
        }
        first[a] = kept;
        first[b] = -1;
        version[a] += version[b] + 1;
        for (int c = kept; c >= 0; c = next[c]) {
            int base = c - c % 3;
            int u = t[base + (c + 1) % 3];
            push(a, u);
            int v = t[base + (c + 2) % 3];
            // around an inner vertex every neighbour follows it once; on a border the last one does not
            if (border[a] && border[v] && shared(a, v) == 1) {
                push(a, v);
            }
        }
    }

    private boolean has(int base, int v) {
        return t[base] == v || t[base + 1] == v || t[base + 2] == v;
    }

    /** Takes a triangle out of the list of its third vertex; those of a and b are made anew. */
    private void remove(int base, int a, int b) {
        gone[base / 3] = true;
        left--;
        for (int x = base; x < base + 3; x++) {
            int v = t[x];
            if (v != a && v != b) {
                int before = -1;
                for (int c = first[v]; c != x; c = next[c]) {
                    before = c;
                }
                if (before < 0) {
                    first[v] = next[x];
                } else {
                    next[before] = next[x];
                }
            }
        }
    }

    private Mesh result(boolean closed) {
        int[] kept = new int[3 * left];
        int size = 0;
        for (int x = 0; x < gone.length; x++) {
            if (!gone[x]) {
                System.arraycopy(t, 3 * x, kept, size, 3);
                size += 3;
            }
        }
        int[] vertices = MeshNormals.compact(kept, first.length);
        return MeshNormals.mesh(MeshNormals.pick(p, vertices), kept, closed);
    }
}
