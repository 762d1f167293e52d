package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.app.state.Voxel;
import org.lmttm.insight.PatchGrid;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubePlace;

/** A map of a trace painted back on the case, each voxel with the value of the patch that saw it; NaN where none did. */
final class VoxelAttention implements SliceOverlay {
    /** Share of the colours above which a patch is a box. */
    private static final double BOXED = 0.5;

    private final Extent input;
    private final CubePlace place;
    private final float[] values;
    private final double cap;
    private final List<Box> boxes;
    private final PatchGrid grid;
    private final String label;

    /**
     * A map.
     *
     * @param reading gives the patches
     * @param patches value of each patch as a multiple of uniform, n for each timestamp; NaN is not painted
     * @param place where the cube lies in the case
     * @param cap where the colours end
     * @param boxed whether the patches in the upper half of the colours are boxes in 3D, too
     * @param label what the values are
     */
    VoxelAttention(
            TraceReading reading, List<float[]> patches, CubePlace place, double cap, boolean boxed, String label) {
        this.place = place;
        this.label = label;
        input = reading.architecture().input();
        values = reading.grid().paint(patches);
        this.cap = cap;
        grid = reading.grid();
        boxes = boxed ? boxes(reading, patches) : List.of();
    }

    private List<Box> boxes(TraceReading reading, List<float[]> patches) {
        List<Box> found = new ArrayList<>();
        for (int t = 0; t < patches.size(); t++) {
            float[] values = patches.get(t);
            for (int patch = 0; patch < values.length; patch++) {
                if (values[patch] >= BOXED * cap) {
                    found.add(new Box(corners(reading.grid().box(t, patch)), values[patch]));
                }
            }
        }
        return List.copyOf(found);
    }

    private double[][] corners(VoxelBox box) {
        double[][] corners = new double[8][];
        for (int corner = 0; corner < 8; corner++) {
            // voxels reach half a voxel beyond their middles
            corners[corner] = place.voxel(
                    ((corner & 1) == 0 ? box.depthFrom() : box.depthTo()) - 0.5,
                    ((corner & 2) == 0 ? box.rowFrom() : box.rowTo()) - 0.5,
                    ((corner & 4) == 0 ? box.columnFrom() : box.columnTo()) - 0.5);
        }
        return corners;
    }

    /** Where the cube of a result lies in its case. */
    static CubePlace place(CaseResult result) {
        RoiBox box = result.box();
        return CubePlace.of(
                result.openCase().volume(), result.model().info().preprocessing(), box == null ? null : box.region());
    }

    /** The middle of a patch in the case's voxels. */
    static Voxel voxel(CubePlace place, VoxelBox patch) {
        double[] at = place.voxel(
                middle(patch.depthFrom(), patch.depthTo()),
                middle(patch.rowFrom(), patch.rowTo()),
                middle(patch.columnFrom(), patch.columnTo()));
        return new Voxel(Math.rint(at[0]), Math.rint(at[1]), Math.rint(at[2]));
    }

    /** The patch that sees a voxel of the case; null where none does. */
    static @Nullable VoxelBox patch(CubePlace place, PatchGrid grid, Voxel voxel) {
        double[] at = place.cube(voxel.i(), voxel.j(), voxel.k());
        int t = grid.stepAt((int) Math.floor(at[0] + 0.5));
        int patch = grid.patchAt((int) Math.floor(at[1] + 0.5), (int) Math.floor(at[2] + 0.5));
        return t < 0 || patch < 0 ? null : grid.box(t, patch);
    }

    private static double middle(int from, int to) {
        return (from + to - 1) / 2.0;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public double minimum() {
        return 0;
    }

    @Override
    public double maximum() {
        return cap;
    }

    @Override
    public float value(int i, int j, int k) {
        int at = index(i, j, k);
        return at < 0 ? Float.NaN : values[at];
    }

    @Override
    public boolean seen(int i, int j, int k) {
        int at = index(i, j, k);
        int slice = input.height() * input.width();
        return at >= 0
                && grid.stepAt(at / slice) >= 0
                && grid.patchAt(at % slice / input.width(), at % input.width()) >= 0;
    }

    @Override
    public List<Box> boxes() {
        return boxes;
    }

    /** A voxel's place in the cube's values; −1 outside it. */
    private int index(int i, int j, int k) {
        double[] at = place.cube(i, j, k);
        int d = (int) Math.floor(at[0] + 0.5);
        int h = (int) Math.floor(at[1] + 0.5);
        int w = (int) Math.floor(at[2] + 0.5);
        boolean inside = d >= 0 && h >= 0 && w >= 0 && d < input.depth() && h < input.height() && w < input.width();
        return inside ? (d * input.height() + h) * input.width() + w : -1;
    }
}
