package org.lmttm.surface;

import java.util.HashMap;
import java.util.Map;

/** What a mesh's triangles say about its shape, found by counting; slow and simple, for tests. */
record Topology(long vertices, long edges, long triangles, long borderEdges, long oddEdges) {
    static Topology of(Mesh mesh) {
        Map<Long, Integer> directed = new HashMap<>();
        int[] t = mesh.triangles();
        for (int x = 0; x < t.length; x += 3) {
            for (int c = 0; c < 3; c++) {
                directed.merge((long) t[x + c] << 32 | t[x + (c + 1) % 3], 1, Integer::sum);
            }
        }
        long border = 0;
        long odd = 0;
        long both = 0;
        for (Map.Entry<Long, Integer> edge : directed.entrySet()) {
            long back = edge.getKey() << 32 | edge.getKey() >>> 32;
            odd += edge.getValue() == 1 ? 0 : 1;
            if (directed.containsKey(back)) {
                both++;
            } else {
                border++;
            }
        }
        return new Topology(mesh.vertexCount(), both / 2 + border, mesh.triangleCount(), border, odd);
    }

    /** Vertices − edges + triangles: 2 for each sphere, 0 for each torus. */
    long eulerCharacteristic() {
        return vertices - edges + triangles;
    }

    /** Every edge has one triangle on each side, turning opposite ways. */
    boolean watertight() {
        return borderEdges == 0 && oddEdges == 0;
    }
}
