package org.lmttm.insight;

import java.util.Arrays;
import java.util.List;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Extent;

/**
 * Which voxels of the model's cube a patch token stands for. With border PAD the last patches reach beyond the cube
 * and are cut to it; with DROP the voxels behind the last whole patch are seen by no token.
 */
public final class PatchGrid {
    private final Architecture architecture;

    /**
     * The grid of an architecture.
     *
     * @param architecture gives input, patch and border
     */
    public PatchGrid(Architecture architecture) {
        this.architecture = architecture;
    }

    /**
     * Voxels of a patch.
     *
     * @param step timestamp, 0 … T − 1
     * @param patch token index, row · patch columns + column, 0 … n − 1
     * @return the voxels that exist in the cube
     */
    public VoxelBox box(int step, int patch) {
        if (step < 0 || step >= architecture.steps() || patch < 0 || patch >= architecture.patches()) {
            throw new IndexOutOfBoundsException("timestamp " + step + ", patch " + patch);
        }
        Extent size = architecture.patch();
        Extent input = architecture.input();
        int row = patch / architecture.patchColumns();
        int column = patch % architecture.patchColumns();
        return new VoxelBox(
                step * size.depth(),
                Math.min((step + 1) * size.depth(), input.depth()),
                row * size.height(),
                Math.min((row + 1) * size.height(), input.height()),
                column * size.width(),
                Math.min((column + 1) * size.width(), input.width()));
    }

    /** The patch that sees a row and column of any slice, −1 where none does. */
    public int patchAt(int row, int column) {
        int patchRow = Math.floorDiv(row, architecture.patch().height());
        int patchColumn = Math.floorDiv(column, architecture.patch().width());
        boolean inside = row >= 0
                && column >= 0
                && row < architecture.input().height()
                && column < architecture.input().width()
                && patchRow < architecture.patchRows()
                && patchColumn < architecture.patchColumns();
        return inside ? patchRow * architecture.patchColumns() + patchColumn : -1;
    }

    /** The timestamp that sees a slice, −1 where none does. */
    public int stepAt(int slice) {
        int step = Math.floorDiv(slice, architecture.patch().depth());
        return slice >= 0 && slice < architecture.input().depth() && step < architecture.steps() ? step : -1;
    }

    /** First slice of a timestamp's slab. */
    public int firstSlice(int step) {
        return box(step, 0).depthFrom();
    }

    /** Last slice of a timestamp's slab, inclusive. */
    public int lastSlice(int step) {
        return box(step, 0).depthTo() - 1;
    }

    /**
     * Gives each voxel the value of its patch.
     *
     * @param values one array of n patch values for each timestamp
     * @return (depth, height, width) of the input; NaN where no patch sees the voxel
     */
    public float[] paint(List<float[]> values) {
        Extent input = architecture.input();
        float[] voxels = new float[input.count()];
        Arrays.fill(voxels, Float.NaN);
        for (int slice = 0; slice < input.depth(); slice++) {
            int step = stepAt(slice);
            if (step >= 0) {
                paintSlice(voxels, slice, values.get(step));
            }
        }
        return voxels;
    }

    private void paintSlice(float[] voxels, int slice, float[] values) {
        Extent input = architecture.input();
        for (int row = 0; row < input.height(); row++) {
            for (int column = 0; column < input.width(); column++) {
                int patch = patchAt(row, column);
                if (patch >= 0) {
                    voxels[(slice * input.height() + row) * input.width() + column] = values[patch];
                }
            }
        }
    }
}
