package org.lmttm.surface;

import java.util.Arrays;

/**
 * The connected parts of a mesh: triangles belong together when they share a vertex. Sizes are surface areas, which open
 * and closed parts and cavities have alike.
 */
public final class MeshComponents {
    private MeshComponents() {}

    /**
     * Keeps the parts that are large enough.
     *
     * @param mesh any mesh
     * @param largestOnly whether only the part with the largest area stays; of equal ones the first
     * @param minimumArea parts with less area go, in mm² (voxel² without geometry); 0 keeps all
     * @return the mesh itself when nothing goes
     */
    public static Mesh filter(Mesh mesh, boolean largestOnly, double minimumArea) {
        if (mesh.triangleCount() == 0 || (!largestOnly && !(minimumArea > 0))) {
            return mesh;
        }
        int[] root = roots(mesh);
        double[] area = areas(mesh, root);
        int largest = 0;
        for (int v = 0; v < area.length; v++) {
            largest = area[v] > area[largest] ? v : largest;
        }
        int[] t = mesh.triangles();
        int[] kept = new int[t.length];
        int size = 0;
        for (int x = 0; x < t.length; x += 3) {
            int part = root[t[x]];
            if (area[part] >= minimumArea && (!largestOnly || part == largest)) {
                System.arraycopy(t, x, kept, size, 3);
                size += 3;
            }
        }
        if (size == t.length) {
            return mesh;
        }
        int[] triangles = Arrays.copyOf(kept, size);
        int[] vertices = MeshNormals.compact(triangles, mesh.vertexCount());
        float[] points = MeshNormals.pick(mesh.vertices(), vertices);
        MeshMeasure measure = size == 0 ? new MeshMeasure(0, 0) : MeshMeasure.of(points, triangles, 0, size / 3);
        return new Mesh(
                points,
                MeshNormals.pick(mesh.normals(), vertices),
                triangles,
                mesh.closed(),
                measure.area(),
                measure.volume());
    }

    /** Number of connected parts. */
    public static int count(Mesh mesh) {
        int[] root = roots(mesh);
        int count = 0;
        for (int v = 0; v < root.length; v++) {
            count += root[v] == v ? 1 : 0;
        }
        return count;
    }

    /** For each vertex the smallest vertex of its part. */
    private static int[] roots(Mesh mesh) {
        int[] parent = new int[mesh.vertexCount()];
        Arrays.setAll(parent, v -> v);
        int[] t = mesh.triangles();
        for (int x = 0; x < t.length; x += 3) {
            join(parent, t[x], t[x + 1]);
            join(parent, t[x], t[x + 2]);
        }
        for (int v = 0; v < parent.length; v++) {
            // parents are smaller, so theirs are final already
            parent[v] = parent[parent[v]];
        }
        return parent;
    }

    private static void join(int[] parent, int a, int b) {
        int x = find(parent, a);
        int y = find(parent, b);
        parent[Math.max(x, y)] = Math.min(x, y);
    }

    private static int find(int[] parent, int vertex) {
        int v = vertex;
        while (parent[v] != v) {
            parent[v] = parent[parent[v]];
            v = parent[v];
        }
        return v;
    }

    private static double[] areas(Mesh mesh, int[] root) {
        double[] area = new double[root.length];
        double[] n = new double[3];
        int[] t = mesh.triangles();
        for (int x = 0; x < t.length; x += 3) {
            MeshNormals.cross(mesh.vertices(), t, x, n);
            area[root[t[x]]] += Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
        }
        return area;
    }
}
