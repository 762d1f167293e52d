package org.lmttm.surface;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Makes a mesh small enough to draw by vertex clustering (Rossignac and Borrel 1993): space is cut into cubes, all
 * vertices of a cube become one at their mean place with their mean normal, and triangles that collapse go. Only
 * vertices whose normals point to the same octant fall together, so both sides of a thin wall and sharp ridges stay.
 *
 * <p>Meant for display and not for measuring: the outcome may touch itself, and its area and volume are those of the
 * original, which it keeps so that nothing shown depends on the simplification. Deterministic; one thread; working
 * memory about 32 bytes a vertex.
 */
public final class MeshSimplifier {
    private static final int TRIES = 12;
    /** A cluster that holds border vertices stays on the border, so that an open edge stays smooth. */
    private static final double BORDER_WEIGHT = 1000;
    /** Vertex clustering with octants keeps about this many triangles a squared cube side of area. */
    private static final double TRIANGLES_A_CELL = 3;

    private MeshSimplifier() {}

    /**
     * The mesh itself when it is small enough, else a simplified one.
     *
     * @param mesh any mesh
     * @param maximumTriangles at least 1
     * @param progress follows and may cancel
     */
    public static Mesh simplify(Mesh mesh, int maximumTriangles, Progress progress) {
        if (maximumTriangles < 1) {
            throw new IllegalArgumentException("at least one triangle must be allowed, not " + maximumTriangles);
        }
        double cell = Math.sqrt(TRIANGLES_A_CELL * mesh.area() / maximumTriangles);
        Mesh result = mesh;
        for (int i = 0; result.triangleCount() > maximumTriangles; i++) {
            if (progress.cancelled()) {
                throw new CancellationException("cancelled");
            }
            progress.update(Math.min(1, (double) i / TRIES));
            result = cluster(mesh, cell);
            double excess = (double) result.triangleCount() / maximumTriangles;
            cell *= Math.max(1.04, Math.sqrt(excess) * 1.01);
        }
        progress.update(1);
        return result;
    }

    /** Clusters in cubes of a side in mm. */
    static Mesh cluster(Mesh mesh, double side) {
        int[] clusterOf = new int[mesh.vertexCount()];
        int clusters = number(mesh, side, clusterOf);
        double[] sums = new double[6 * clusters];
        double[] weights = new double[clusters];
        boolean[] border = MeshBorder.vertices(mesh);
        float[] p = mesh.vertices();
        float[] n = mesh.normals();
        for (int v = 0; v < clusterOf.length; v++) {
            int at = 6 * clusterOf[v];
            double weight = border[v] ? BORDER_WEIGHT : 1;
            for (int c = 0; c < 3; c++) {
                sums[at + c] += weight * p[3 * v + c];
                sums[at + 3 + c] += n[3 * v + c];
            }
            weights[clusterOf[v]] += weight;
        }
        float[] vertices = new float[3 * clusters];
        float[] normals = new float[3 * clusters];
        for (int k = 0; k < clusters; k++) {
            double x = sums[6 * k + 3];
            double y = sums[6 * k + 4];
            double z = sums[6 * k + 5];
            double length = Math.max(1e-30, Math.sqrt(x * x + y * y + z * z));
            for (int c = 0; c < 3; c++) {
                vertices[3 * k + c] = (float) (sums[6 * k + c] / weights[k]);
                normals[3 * k + c] = (float) (sums[6 * k + 3 + c] / length);
            }
        }
        int[] triangles = collapse(mesh.triangles(), clusterOf);
        return new Mesh(vertices, normals, triangles, mesh.closed(), mesh.area(), mesh.signedVolume());
    }

    private static int[] collapse(int[] triangles, int[] clusterOf) {
        int[] kept = new int[triangles.length];
        int size = 0;
        for (int t = 0; t < triangles.length; t += 3) {
            int a = clusterOf[triangles[t]];
            int b = clusterOf[triangles[t + 1]];
            int c = clusterOf[triangles[t + 2]];
            if (a != b && b != c && c != a) {
                kept[size] = a;
                kept[size + 1] = b;
                kept[size + 2] = c;
                size += 3;
            }
        }
        return Arrays.copyOf(kept, size);
    }

    /** Numbers the clusters in the order of their first vertices and says which vertex is in which. */
    private static int number(Mesh mesh, double side, int[] clusterOf) {
        double[] bounds = mesh.bounds();
        int capacity = Integer.highestOneBit(Math.max(16, mesh.vertexCount())) * 2;
        long[] keys = new long[capacity];
        int[] numbers = new int[capacity];
        Arrays.fill(numbers, -1);
        int count = 0;
        for (int v = 0; v < clusterOf.length; v++) {
            long key = key(mesh, v, bounds, side);
            int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (capacity - 1);
            while (numbers[slot] >= 0 && keys[slot] != key) {
                slot = (slot + 1) & (capacity - 1);
            }
            if (numbers[slot] < 0) {
                keys[slot] = key;
                numbers[slot] = count++;
            }
            clusterOf[v] = numbers[slot];
        }
        return count;
    }

    /** 20 bits for each coordinate of the cube, 3 for the octant of the normal. */
    private static long key(Mesh mesh, int v, double[] bounds, double side) {
        long key = 0;
        for (int c = 0; c < 3; c++) {
            long cube = (long) ((mesh.vertices()[3 * v + c] - bounds[c]) / side);
            long sign = mesh.normals()[3 * v + c] < 0 ? 1 : 0;
            key = (key << 21) | (Math.min(cube, (1 << 20) - 1) << 1) | sign;
        }
        return key;
    }
}
