package org.lmttm.surface;

import java.util.OptionalDouble;

/**
 * A triangle mesh in primitive arrays. The arrays are the mesh, not copies: do not write to them.
 *
 * @param vertices x, y, z of each vertex: patient mm (RAS+), or voxels where the volume has no geometry
 * @param normals x, y, z of each vertex's unit normal, from inside (values at or above the level) to outside
 * @param triangles three vertex numbers a triangle, counter-clockwise seen from outside
 * @param closed whether every edge is shared by exactly two triangles, so that the mesh bounds a volume
 * @param area area of all triangles in mm² (voxel² without geometry)
 * @param signedVolume for a closed mesh the volume of the inside in mm³, by the divergence theorem; negative when the
 *     mesh bounds cavities of an inside that reaches the border of the volume everywhere. Without meaning when open
 */
public record Mesh(
        float[] vertices, float[] normals, int[] triangles, boolean closed, double area, double signedVolume) {
    /** Checks that the arrays fit together. */
    public Mesh {
        if (vertices.length % 3 != 0 || normals.length != vertices.length || triangles.length % 3 != 0) {
            throw new IllegalArgumentException("mesh arrays do not fit: " + vertices.length + " vertex numbers, "
                    + normals.length + " normal numbers, " + triangles.length + " triangle corners");
        }
    }

    /** Number of vertices. */
    public int vertexCount() {
        return vertices.length / 3;
    }

    /** Number of triangles. */
    public int triangleCount() {
        return triangles.length / 3;
    }

    /** The volume of the inside (mm³; voxels without geometry), empty when the mesh is open. */
    public OptionalDouble enclosedVolume() {
        return closed ? OptionalDouble.of(signedVolume) : OptionalDouble.empty();
    }

    /** Smallest x, y, z and largest x, y, z: six numbers; all 0 for an empty mesh. */
    public double[] bounds() {
        double[] b = new double[6];
        for (int c = 0; c < 3 && vertices.length > 0; c++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int x = c; x < vertices.length; x += 3) {
                low = Math.min(low, vertices[x]);
                high = Math.max(high, vertices[x]);
            }
            b[c] = low;
            b[c + 3] = high;
        }
        return b;
    }

    @Override
    public String toString() {
        return "Mesh[" + vertexCount() + " vertices, " + triangleCount() + " triangles, "
                + (closed ? "closed]" : "open]");
    }
}
