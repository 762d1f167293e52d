package org.lmttm.surface;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/** Takes away what a {@link Cut} removes; triangles that cross it are divided. For display: the outcome is open. */
public final class MeshClipper {
    private static final int CHECK = 1 << 14;

    private final Mesh mesh;
    private final Cut cut;
    private float[] points;
    private float[] normals;
    private int vertexCount;
    private int[] triangles;
    private int size;

    private MeshClipper(Mesh mesh, Cut cut) {
        this.mesh = mesh;
        this.cut = cut;
        this.points = mesh.vertices().clone();
        this.normals = mesh.normals().clone();
        this.vertexCount = mesh.vertexCount();
        this.triangles = new int[Math.max(48, mesh.triangles().length)];
    }

    /**
     * The rest of a mesh.
     *
     * @param mesh any mesh
     * @param cut what goes
     * @param progress may cancel
     * @return the mesh itself when nothing is cut away; area and volume stay those of the whole
     */
    public static Mesh clip(Mesh mesh, Cut cut, Progress progress) {
        if (cut.isNone() || mesh.triangleCount() == 0) {
            return mesh;
        }
        MeshClipper work = new MeshClipper(mesh, cut);
        for (int x = 0; x < mesh.triangles().length; x += 3) {
            if (x % CHECK == 0 && progress.cancelled()) {
                throw new CancellationException("cancelled");
            }
            work.triangle(x);
        }
        return new Mesh(
                Arrays.copyOf(work.points, 3 * work.vertexCount),
                Arrays.copyOf(work.normals, 3 * work.vertexCount),
                Arrays.copyOf(work.triangles, work.size),
                false,
                mesh.area(),
                mesh.signedVolume());
    }

    private void triangle(int x) {
        int[] t = mesh.triangles();
        boolean crossed = false;
        for (int plane = 0; plane < cut.planes(); plane++) {
            int beyond = 0;
            for (int corner = 0; corner < 3; corner++) {
                beyond += side(plane, t[x + corner]) > 0 ? 1 : 0;
            }
            if (beyond == 0) {
                add(t[x], t[x + 1], t[x + 2]);
                return;
            }
            crossed |= beyond < 3;
        }
        if (crossed) {
            divide(new int[] {t[x], t[x + 1], t[x + 2]});
        }
    }

    /** Plane by plane: what lies on the near side stays, the rest goes on to the next plane. */
    private void divide(int[] corners) {
        int[] polygon = corners;
        for (int plane = 0; plane < cut.planes() && polygon.length >= 3; plane++) {
            int[] near = new int[polygon.length + 2];
            int[] far = new int[polygon.length + 2];
            int nearCount = 0;
            int farCount = 0;
            for (int c = 0; c < polygon.length; c++) {
                int a = polygon[c];
                int b = polygon[(c + 1) % polygon.length];
                double da = side(plane, a);
                double db = side(plane, b);
                if (da > 0) {
                    far[farCount++] = a;
                } else {
                    near[nearCount++] = a;
                }
                if (da > 0 != db > 0) {
                    int middle = between(a, b, da / (da - db));
                    near[nearCount++] = middle;
                    far[farCount++] = middle;
                }
            }
            for (int c = 2; c < nearCount; c++) {
                add(near[0], near[c - 1], near[c]);
            }
            polygon = Arrays.copyOf(far, farCount);
        }
    }

    private double side(int plane, int vertex) {
        return cut.side(plane, points[3 * vertex], points[3 * vertex + 1], points[3 * vertex + 2]);
    }

    private int between(int a, int b, double share) {
        if (3 * vertexCount == points.length) {
            int n = 3 * (vertexCount + (vertexCount >> 2) + 16);
            points = Arrays.copyOf(points, n);
            normals = Arrays.copyOf(normals, n);
        }
        for (int c = 0; c < 3; c++) {
            points[3 * vertexCount + c] = (float) (points[3 * a + c] + share * (points[3 * b + c] - points[3 * a + c]));
            normals[3 * vertexCount + c] =
                    (float) (normals[3 * a + c] + share * (normals[3 * b + c] - normals[3 * a + c]));
        }
        return vertexCount++;
    }

    private void add(int a, int b, int c) {
        if (size + 3 > triangles.length) {
            triangles = Arrays.copyOf(triangles, triangles.length + (triangles.length >> 1));
        }
        triangles[size] = a;
        triangles[size + 1] = b;
        triangles[size + 2] = c;
        size += 3;
    }
}
