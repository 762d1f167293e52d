package org.lmttm.app.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import javafx.scene.shape.TriangleMesh;
import javafx.scene.shape.VertexFormat;
import org.jspecify.annotations.Nullable;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;

/** Cuts a mesh into parts that JavaFX can take one a frame. Runs off the JavaFX thread: no part is in a scene yet. */
final class MeshParts {
    private final float[] vertices;
    private final float[] normals;
    private final int[] triangles;
    /** Vertex → its number in the part at hand; valid where {@link #partOf} names that part. */
    private final int[] local;

    private final int[] partOf;
    private final @Nullable MeshPaint paint;

    private MeshParts(Mesh mesh, @Nullable MeshPaint paint) {
        this.paint = paint;
        this.vertices = mesh.vertices();
        this.normals = mesh.normals();
        this.triangles = mesh.triangles();
        this.local = new int[mesh.vertexCount()];
        this.partOf = new int[mesh.vertexCount()];
        Arrays.fill(partOf, -1);
    }

    /**
     * The parts of a mesh, with the mesh's own normals.
     *
     * @param mesh any mesh
     * @param largest triangles a part, at most
     * @param paint the triangles' places in an image of colours; null for a mesh of one colour
     * @param progress follows and may cancel
     */
    static List<TriangleMesh> of(Mesh mesh, int largest, @Nullable MeshPaint paint, Progress progress) {
        MeshParts work = new MeshParts(mesh, paint);
        List<TriangleMesh> parts = new ArrayList<>();
        for (int from = 0; from < mesh.triangleCount(); from += largest) {
            if (progress.cancelled()) {
                throw new CancellationException("cancelled");
            }
            int to = Math.min(mesh.triangleCount(), from + largest);
            parts.add(work.part(parts.size(), from, to));
            progress.update((double) to / mesh.triangleCount());
        }
        return parts;
    }

    /** The two triangles of a flat picture; its corners stand at the corners of the image. */
    static TriangleMesh picture(Mesh mesh) {
        TriangleMesh flat = new TriangleMesh(VertexFormat.POINT_TEXCOORD);
        flat.getPoints().setAll(mesh.vertices());
        flat.getTexCoords().setAll(0, 0, 1, 0, 0, 1, 1, 1);
        for (int v : mesh.triangles()) {
            flat.getFaces().addAll(v, v);
        }
        return flat;
    }

    private TriangleMesh part(int number, int from, int to) {
        int[] faces = new int[9 * (to - from)];
        int[] used = new int[Math.min(local.length, 3 * (to - from))];
        int count = 0;
        for (int corner = 3 * from; corner < 3 * to; corner++) {
            int v = triangles[corner];
            if (partOf[v] != number) {
                partOf[v] = number;
                local[v] = count;
                used[count++] = v;
            }
            int at = 3 * (corner - 3 * from);
            faces[at] = local[v];
            faces[at + 1] = local[v];
            faces[at + 2] = paint == null ? 0 : paint.colorOf(corner / 3);
        }
        TriangleMesh mesh = new TriangleMesh(VertexFormat.POINT_NORMAL_TEXCOORD);
        mesh.getPoints().setAll(pick(vertices, used, count));
        mesh.getNormals().setAll(pick(normals, used, count));
        mesh.getTexCoords().setAll(paint == null ? new float[2] : paint.texCoords());
        mesh.getFaces().setAll(faces);
        return mesh;
    }

    private static float[] pick(float[] from, int[] used, int count) {
        float[] to = new float[3 * count];
        for (int v = 0; v < count; v++) {
            System.arraycopy(from, 3 * used[v], to, 3 * v, 3);
        }
        return to;
    }
}
