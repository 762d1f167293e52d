package org.lmttm.surface;

import java.util.Arrays;

/**
 * Smooths a mesh without shrinking it: steps towards the neighbours' mean alternate with slightly larger steps away
 * from it, which together let coarse shape pass and take fine ripples away (G. Taubin, "A signal processing approach to
 * fair surface design", 1995). Triangles stay as they are, so a watertight mesh stays watertight; the border of an open
 * mesh stays where it is. Deterministic, whatever the number of threads.
 */
public final class TaubinSmoother {
    /** Step towards the mean of the neighbours. */
    private static final double TOWARDS = 0.5;
    /** Step away: 1/λ + 1/μ = 0.1, the pass band that Taubin recommends. */
    private static final double AWAY = -1 / (1 / TOWARDS - 0.1);

    private static final int PART = 1 << 14;

    private TaubinSmoother() {}

    /**
     * The smoothed mesh, with normals and measures of its own.
     *
     * @param mesh any mesh
     * @param iterations pairs of steps, 0 or more; 10 to 30 take the stairs off a segmentation
     * @param threads number of threads, at least 1
     * @param progress follows and may cancel
     */
    public static Mesh smooth(Mesh mesh, int iterations, int threads, Progress progress) {
        if (iterations < 0) {
            throw new IllegalArgumentException("smoothing needs 0 or more iterations, not " + iterations);
        }
        if (iterations == 0 || mesh.triangleCount() == 0) {
            return mesh;
        }
        int n = mesh.vertexCount();
        int[] start = new int[n + 1];
        int[] neighbours = neighbours(mesh, start);
        float[] from = mesh.vertices().clone();
        float[] to = new float[from.length];
        int parts = (n + PART - 1) / PART;
        try (Parallel parallel = new Parallel(threads, progress)) {
            for (int step = 0; step < 2 * iterations; step++) {
                float[] source = from;
                float[] target = to;
                float weight = (float) (step % 2 == 0 ? TOWARDS : AWAY);
                double share = 0.5 / iterations;
                parallel.run(
                        parts,
                        step * share,
                        (step + 1) * share,
                        p -> move(source, target, start, neighbours, weight, p * PART, Math.min(n, (p + 1) * PART)));
                from = target;
                to = source;
            }
        }
        return MeshNormals.mesh(from, mesh.triangles(), mesh.closed());
    }

    private static void move(
            float[] from, float[] to, int[] start, int[] neighbours, float weight, int first, int end) {
        for (int v = first; v < end; v++) {
            float x = 0;
            float y = 0;
            float z = 0;
            int count = start[v + 1] - start[v];
            for (int s = start[v]; s < start[v + 1]; s++) {
                int at = 3 * neighbours[s];
                x += from[at];
                y += from[at + 1];
                z += from[at + 2];
            }
            float share = count == 0 ? 0 : weight / count;
            float kept = count == 0 ? 1 : 1 - weight;
            to[3 * v] = kept * from[3 * v] + share * x;
            to[3 * v + 1] = kept * from[3 * v + 1] + share * y;
            to[3 * v + 2] = kept * from[3 * v + 2] + share * z;
        }
    }

    /**
     * The neighbours of every vertex, one after the other. Around a vertex inside the mesh each neighbour follows it in
     * exactly one triangle; vertices on a border get none, which keeps them in place.
     *
     * @param start receives where each vertex's neighbours begin, and at its end their number
     */
    private static int[] neighbours(Mesh mesh, int[] start) {
        boolean[] border = MeshBorder.vertices(mesh);
        int[] t = mesh.triangles();
        for (int v : t) {
            start[v + 1] += border[v] ? 0 : 1;
        }
        Arrays.parallelPrefix(start, Integer::sum);
        int[] next = start.clone();
        int[] neighbours = new int[start[start.length - 1]];
        for (int x = 0; x < t.length; x++) {
            int v = t[x];
            if (!border[v]) {
                neighbours[next[v]++] = t[x % 3 == 2 ? x - 2 : x + 1];
            }
        }
        return neighbours;
    }
}
