package org.lmttm.insight;

import java.util.Arrays;
import org.lmttm.model.Architecture.Extent;

/**
 * Voxels of the model's cube, first inclusive, last exclusive, along depth (time), height and width.
 *
 * @param depthFrom first slice
 * @param depthTo slice after the last
 * @param rowFrom first row (height)
 * @param rowTo row after the last
 * @param columnFrom first column (width)
 * @param columnTo column after the last
 */
public record VoxelBox(int depthFrom, int depthTo, int rowFrom, int rowTo, int columnFrom, int columnTo) {
    /** Whether a voxel lies inside. */
    public boolean contains(int slice, int row, int column) {
        return slice >= depthFrom
                && slice < depthTo
                && row >= rowFrom
                && row < rowTo
                && column >= columnFrom
                && column < columnTo;
    }

    /** Voxels in all. */
    public int count() {
        return (depthTo - depthFrom) * (rowTo - rowFrom) * (columnTo - columnFrom);
    }

    /** A box of the same size elsewhere. */
    public VoxelBox movedTo(int depth, int row, int column) {
        return new VoxelBox(
                depth, depth + depthTo - depthFrom, row, row + rowTo - rowFrom, column, column + columnTo - columnFrom);
    }

    /** Gives its voxels of a cube (depth, height, width) a value; parts outside the cube are left out. */
    void fill(float[] cube, Extent extent, float value) {
        forEachRow(extent, (from, to) -> Arrays.fill(cube, from, to, value));
    }

    /** Copies its voxels of one cube to another of the same size. */
    void copy(float[] from, float[] to, Extent extent) {
        forEachRow(extent, (start, end) -> System.arraycopy(from, start, to, start, end - start));
    }

    private interface Row {
        void at(int from, int to);
    }

    private void forEachRow(Extent extent, Row row) {
        int left = Math.clamp(columnFrom, 0, extent.width());
        int right = Math.clamp(columnTo, left, extent.width());
        for (int z = Math.max(0, depthFrom); z < Math.min(depthTo, extent.depth()); z++) {
            for (int y = Math.max(0, rowFrom); y < Math.min(rowTo, extent.height()); y++) {
                int start = (z * extent.height() + y) * extent.width();
                row.at(start + left, start + right);
            }
        }
    }
}
