package org.lmttm.surface;

/** Area (mm²) and signed volume (mm³) of some triangles of a mesh. */
record MeshMeasure(double area, double volume) {
    MeshMeasure plus(MeshMeasure other) {
        return new MeshMeasure(area + other.area, volume + other.volume);
    }

    /** Measures triangles {@code from} to {@code to}; the volume is that of the cones from the mesh's first vertex. */
    static MeshMeasure of(float[] vertices, int[] triangles, int from, int to) {
        double area = 0;
        double volume = 0;
        for (int t = 3 * from; t < 3 * to; t += 3) {
            int a = 3 * triangles[t];
            int b = 3 * triangles[t + 1];
            int c = 3 * triangles[t + 2];
            double ux = (double) vertices[b] - vertices[a];
            double uy = (double) vertices[b + 1] - vertices[a + 1];
            double uz = (double) vertices[b + 2] - vertices[a + 2];
            double vx = (double) vertices[c] - vertices[a];
            double vy = (double) vertices[c + 1] - vertices[a + 1];
            double vz = (double) vertices[c + 2] - vertices[a + 2];
            double nx = uy * vz - uz * vy;
            double ny = uz * vx - ux * vz;
            double nz = ux * vy - uy * vx;
            area += Math.sqrt(nx * nx + ny * ny + nz * nz) / 2;
            volume += ((vertices[a] - (double) vertices[0]) * nx
                            + (vertices[a + 1] - (double) vertices[1]) * ny
                            + (vertices[a + 2] - (double) vertices[2]) * nz)
                    / 6;
        }
        return new MeshMeasure(area, volume);
    }
}
