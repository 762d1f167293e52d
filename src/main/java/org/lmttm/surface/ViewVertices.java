package org.lmttm.surface;

/** A mesh's vertices as a camera sees them. */
final class ViewVertices {
    /** Parts of a sample in which positions are kept; whole numbers make edge tests exact, so no crack can show. */
    static final int UNIT = 256;

    /** Positions beyond this many samples are not drawn; far outside of any picture. */
    private static final double REACH = 60_000;

    /** 1/depth of vertices that cannot be drawn. */
    static final float HIDDEN = -1;

    final int width;
    /** x and y in 1/{@link #UNIT} samples. */
    final int[] position;
    /** 1/depth in 1/mm; {@link #HIDDEN} behind the eye. */
    final float[] inverseDepth;
    /** Unit normals in view space, times 1/depth, so that they may be interpolated on the picture. */
    final float[] normal;

    private final Mesh mesh;
    private final Camera camera;
    private final double[][] rotation;
    private final double focal;
    private final int height;

    ViewVertices(Mesh mesh, Camera camera, int width, int height) {
        this.mesh = mesh;
        this.camera = camera;
        this.width = width;
        this.height = height;
        this.rotation = camera.rotation();
        this.focal = camera.focal(width, height);
        this.position = new int[2 * mesh.vertexCount()];
        this.inverseDepth = new float[mesh.vertexCount()];
        this.normal = new float[3 * mesh.vertexCount()];
    }

    /** Transforms vertices {@code from} to {@code to}. */
    void transform(int from, int to) {
        double distance = camera.distance();
        double near = distance * 1e-3;
        double panX = camera.panX() * camera.radius();
        double panY = camera.panY() * camera.radius();
        float[] p = mesh.vertices();
        float[] n = mesh.normals();
        for (int v = from; v < to; v++) {
            int at = 3 * v;
            double dx = p[at] - camera.x();
            double dy = p[at + 1] - camera.y();
            double dz = p[at + 2] - camera.z();
            double depth = turn(2, dx, dy, dz) + distance;
            double f = focal / depth;
            double x = width / 2.0 + f * (turn(0, dx, dy, dz) + panX);
            double y = height / 2.0 + f * (turn(1, dx, dy, dz) + panY);
            if (!(depth > near) || !(Math.abs(x) < REACH) || !(Math.abs(y) < REACH)) {
                inverseDepth[v] = HIDDEN;
                continue;
            }
            position[2 * v] = (int) Math.round(x * UNIT);
            position[2 * v + 1] = (int) Math.round(y * UNIT);
            inverseDepth[v] = (float) (1 / depth);
            for (int c = 0; c < 3; c++) {
                normal[at + c] = (float) (turn(c, n[at], n[at + 1], n[at + 2]) / depth);
            }
        }
    }

    private double turn(int row, double x, double y, double z) {
        double[] r = rotation[row];
        return r[0] * x + r[1] * y + r[2] * z;
    }

    /** How far right on a picture a corner of it stands (0 or 1), over its depth. */
    float acrossOverDepth(int corner) {
        return (corner & 1) == 0 ? 0 : inverseDepth[corner];
    }

    /** How far down on a picture a corner of it stands (0 or 1), over its depth. */
    float downOverDepth(int corner) {
        return (corner & 2) == 0 ? 0 : inverseDepth[corner];
    }

    boolean hidden(int a, int b, int c) {
        return inverseDepth[a] == HIDDEN || inverseDepth[b] == HIDDEN || inverseDepth[c] == HIDDEN;
    }
}
