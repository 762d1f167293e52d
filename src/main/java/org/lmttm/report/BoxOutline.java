package org.lmttm.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubePlace;

/** The edges of what a model was fed, in voxels of the case. */
final class BoxOutline {
    private final double[][] corners = new double[8][];

    BoxOutline(CubePlace place, Extent cube) {
        for (int c = 0; c < 8; c++) {
            corners[c] = place.voxel(
                    (c & 1) * cube.depth() - 0.5, (c >> 1 & 1) * cube.height() - 0.5, (c >> 2) * cube.width() - 0.5);
        }
    }

    /** Its twelve edges: pairs of corners (i, j, k). */
    List<double[][]> edges() {
        List<double[][]> edges = new ArrayList<>();
        for (int a = 0; a < 8; a++) {
            for (int axis = 1; axis < 8; axis <<= 1) {
                if ((a & axis) == 0) {
                    edges.add(new double[][] {corners[a], corners[a | axis]});
                }
            }
        }
        return edges;
    }

    /**
     * Where a slice cuts it, in order round the cut.
     *
     * @param normal voxel axis of the slice
     * @param column voxel axis along a row
     * @param row voxel axis along a column
     * @param index of the slice
     * @return points (i, j, k); empty where the slice misses the box
     */
    List<double[]> cut(int normal, int column, int row, double index) {
        List<double[]> points = new ArrayList<>();
        for (double[][] edge : edges()) {
            double p = edge[0][normal] - index;
            double q = edge[1][normal] - index;
            if (p * q <= 0 && p != q) {
                double share = p / (p - q);
                double[] at = new double[3];
                for (int c = 0; c < 3; c++) {
                    at[c] = edge[0][c] + share * (edge[1][c] - edge[0][c]);
                }
                points.add(at);
            }
        }
        double x = points.stream().mapToDouble(point -> point[column]).average().orElse(0);
        double y = points.stream().mapToDouble(point -> point[row]).average().orElse(0);
        points.sort(Comparator.comparingDouble(point -> Math.atan2(point[row] - y, point[column] - x)));
        return points;
    }
}
