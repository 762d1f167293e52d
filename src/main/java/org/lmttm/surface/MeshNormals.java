package org.lmttm.surface;

import java.util.Arrays;

/** Vertex normals from triangles. */
final class MeshNormals {
    private MeshNormals() {}

    /**
     * Unit normals: the sum of a vertex's triangle normals, each weighted by the triangle's area.
     *
     * @param vertices x, y, z of each vertex
     * @param triangles three vertex numbers a triangle, counter-clockwise seen from outside
     */
    static float[] of(float[] vertices, int[] triangles) {
        float[] normals = new float[vertices.length];
        double[] n = new double[3];
        for (int t = 0; t < triangles.length; t += 3) {
            cross(vertices, triangles, t, n);
            for (int corner = 0; corner < 3; corner++) {
                int at = 3 * triangles[t + corner];
                normals[at] += (float) n[0];
                normals[at + 1] += (float) n[1];
                normals[at + 2] += (float) n[2];
            }
        }
        for (int v = 0; v < normals.length; v += 3) {
            double x = normals[v];
            double y = normals[v + 1];
            double z = normals[v + 2];
            double length = Math.sqrt(x * x + y * y + z * z);
            // a vertex whose triangles cancel out has no side; any unit vector will do
            normals[v] = length > 0 ? (float) (x / length) : 0;
            normals[v + 1] = length > 0 ? (float) (y / length) : 0;
            normals[v + 2] = length > 0 ? (float) (z / length) : 1;
        }
        return normals;
    }

    /** The normal of the triangle whose first corner stands at {@code t}; its length is twice the triangle's area. */
    static void cross(float[] vertices, int[] triangles, int t, double[] n) {
        int a = 3 * triangles[t];
        int b = 3 * triangles[t + 1];
        int c = 3 * triangles[t + 2];
        double ux = (double) vertices[b] - vertices[a];
        double uy = (double) vertices[b + 1] - vertices[a + 1];
        double uz = (double) vertices[b + 2] - vertices[a + 2];
        double vx = (double) vertices[c] - vertices[a];
        double vy = (double) vertices[c + 1] - vertices[a + 1];
        double vz = (double) vertices[c + 2] - vertices[a + 2];
        n[0] = uy * vz - uz * vy;
        n[1] = uz * vx - ux * vz;
        n[2] = ux * vy - uy * vx;
    }

    /** A mesh of given vertices and triangles with normals and measures of its own. */
    static Mesh mesh(float[] vertices, int[] triangles, boolean closed) {
        MeshMeasure measure = triangles.length == 0
                ? new MeshMeasure(0, 0)
                : MeshMeasure.of(vertices, triangles, 0, triangles.length / 3);
        return new Mesh(vertices, of(vertices, triangles), triangles, closed, measure.area(), measure.volume());
    }

    /** The vertices that some triangles use, numbered anew in their old order; {@code triangles} is changed to fit. */
    static int[] compact(int[] triangles, int vertexCount) {
        int[] number = new int[vertexCount];
        for (int v : triangles) {
            number[v] = 1;
        }
        int[] kept = new int[vertexCount];
        int count = 0;
        for (int v = 0; v < vertexCount; v++) {
            if (number[v] != 0) {
                kept[count] = v;
                number[v] = count++;
            }
        }
        for (int x = 0; x < triangles.length; x++) {
            triangles[x] = number[triangles[x]];
        }
        return Arrays.copyOf(kept, count);
    }

    /** The coordinates of some vertices. */
    static float[] pick(float[] from, int[] vertices) {
        float[] to = new float[3 * vertices.length];
        for (int v = 0; v < vertices.length; v++) {
            System.arraycopy(from, 3 * vertices[v], to, 3 * v, 3);
        }
        return to;
    }
}
