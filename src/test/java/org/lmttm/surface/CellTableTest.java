package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CellTableTest {
    @Test
    void everyCaseUsesExactlyTheCrossedEdges() {
        for (int code = 0; code < 256; code++) {
            Set<Integer> used = new HashSet<>();
            for (byte edge : CellTable.triangles(code)) {
                used.add((int) edge);
            }
            assertThat(used).as("case %d", code).isEqualTo(crossed(code));
        }
    }

    @Test
    void noDiagonalLiesInAFace() {
        for (int code = 0; code < 256; code++) {
            Set<Integer> directed = new HashSet<>();
            byte[] t = CellTable.triangles(code);
            for (int x = 0; x < t.length; x += 3) {
                for (int c = 0; c < 3; c++) {
                    assertThat(directed.add(16 * t[x + c] + t[x + (c + 1) % 3]))
                            .as("case %d", code)
                            .isTrue();
                }
            }
            for (int edge : directed) {
                boolean diagonal = directed.contains(edge % 16 * 16 + edge / 16);
                assertThat(diagonal).as("case %d", code).isNotEqualTo(shareAFace(edge / 16, edge % 16));
            }
        }
    }

    private static Set<Integer> crossed(int code) {
        Set<Integer> edges = new HashSet<>();
        for (int e = 0; e < 12; e++) {
            int low = corner(e, 0);
            int high = corner(e, 1);
            if ((code >> low & 1) != (code >> high & 1)) {
                edges.add(e);
            }
        }
        return edges;
    }

    private static int corner(int edge, int end) {
        int axis = edge / 4;
        int b = edge & 1;
        int c = edge >> 1 & 1;
        return switch (axis) {
            case 0 -> end + 2 * b + 4 * c;
            case 1 -> b + 2 * end + 4 * c;
            default -> b + 2 * c + 4 * end;
        };
    }

    private static boolean shareAFace(int edge, int other) {
        int all = corner(edge, 0) & corner(edge, 1) & corner(other, 0) & corner(other, 1);
        int none = ~(corner(edge, 0) | corner(edge, 1) | corner(other, 0) | corner(other, 1)) & 7;
        return (all | none) != 0;
    }
}
