package org.lmttm.insight;

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
}
