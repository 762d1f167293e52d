package org.lmttm.surface;

/** Where an open mesh ends. */
final class MeshBorder {
    private MeshBorder() {}

    /**
     * Which vertices lie on the border of an open mesh: those where an edge does not run both ways. Sums over the
     * neighbours that edges come from and go to cancel everywhere else, so no table of edges is needed.
     */
    static boolean[] vertices(Mesh mesh) {
        boolean[] border = new boolean[mesh.vertexCount()];
        if (mesh.closed()) {
            return border;
        }
        long[] balance = new long[border.length];
        int[] t = mesh.triangles();
        for (int x = 0; x < t.length; x++) {
            int from = t[x];
            int to = t[x % 3 == 2 ? x - 2 : x + 1];
            balance[from] += (to + 1) * 0x9E3779B97F4A7C15L;
            balance[to] -= (from + 1) * 0x9E3779B97F4A7C15L;
        }
        for (int v = 0; v < border.length; v++) {
            border[v] = balance[v] != 0;
        }
        return border;
    }
}
