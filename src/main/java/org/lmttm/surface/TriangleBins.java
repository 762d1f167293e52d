package org.lmttm.surface;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which triangles touch which band of the picture. Parts of the triangles are sorted side by side, each into lists of
 * its own; reading the lists part by part gives the triangles' own order, whoever sorted them.
 */
final class TriangleBins {
    private final ViewVertices view;
    private final int[] triangles;
    private final int bands;
    private final int bandUnits;
    /** Part → band → triangle numbers, and how many of them. */
    private final int[][][] lists;

    private final int[][] sizes;

    TriangleBins(ViewVertices view, int[] triangles, int bands, int bandHeight, int parts) {
        this.view = view;
        this.triangles = triangles;
        this.bands = bands;
        this.bandUnits = bandHeight * ViewVertices.UNIT;
        this.lists = new int[parts][][];
        this.sizes = new int[parts][];
    }

    /** Sorts triangles {@code from} to {@code to} as the given part. */
    void sort(int part, int from, int to) {
        int[][] list = new int[bands][];
        int[] size = new int[bands];
        for (int t = from; t < to; t++) {
            int a = triangles[3 * t];
            int b = triangles[3 * t + 1];
            int c = triangles[3 * t + 2];
            if (view.hidden(a, b, c)) {
                continue;
            }
            int[] p = view.position;
            int low = Math.min(p[2 * a + 1], Math.min(p[2 * b + 1], p[2 * c + 1]));
            int high = Math.max(p[2 * a + 1], Math.max(p[2 * b + 1], p[2 * c + 1]));
            int last = Math.min(bands - 1, Math.floorDiv(high, bandUnits));
            for (int band = Math.max(0, Math.floorDiv(low, bandUnits)); band <= last; band++) {
                int[] target = list[band];
                if (target == null) {
                    target = new int[64];
                    list[band] = target;
                } else if (size[band] == target.length) {
                    target = Arrays.copyOf(target, 2 * target.length);
                    list[band] = target;
                }
                target[size[band]++] = t;
            }
        }
        lists[part] = list;
        sizes[part] = size;
    }

    /** Hands over the triangles of a band, in the mesh's order. */
    void forEach(int band, IntConsumer action) {
        for (int part = 0; part < lists.length; part++) {
            for (int x = 0; x < sizes[part][band]; x++) {
                action.accept(lists[part][band][x]);
            }
        }
    }
}
