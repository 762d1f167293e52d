package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.app.state.Voxel;
import org.lmttm.insight.Scales;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubePlace;

/** A map of a trace painted back on the case, each voxel with the value of the patch that saw it; NaN where none did. */
final class VoxelAttention implements SliceOverlay {
    private final Extent input;
    private final CubePlace place;
    private final float[] values;
    private final double cap;
    private final String label;

    /**
     * A map.
     *
     * @param reading gives the patches
     * @param patches value of each patch as a multiple of uniform, n for each timestamp; NaN is not painted
     * @param place where the cube lies in the case
     * @param label what the values are
     */
    VoxelAttention(TraceReading reading, List<float[]> patches, CubePlace place, String label) {
        this.place = place;
        this.label = label;
        input = reading.architecture().input();
        values = reading.grid().paint(patches);
        float[] finite = values.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isNaN(finite[i]) ? 0 : finite[i];
        }
        cap = Scales.attentionCap(List.of(finite), 1);
    }

    /** Only the patches of one timestamp. */
    static List<float[]> only(List<float[]> patches, int t) {
        List<float[]> some = new ArrayList<>();
        for (int step = 0; step < patches.size(); step++) {
            float[] values = patches.get(step).clone();
            if (step != t) {
                Arrays.fill(values, Float.NaN);
            }
            some.add(values);
        }
        return some;
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
        double[] at = place.cube(i, j, k);
        int d = (int) Math.floor(at[0] + 0.5);
        int h = (int) Math.floor(at[1] + 0.5);
        int w = (int) Math.floor(at[2] + 0.5);
        boolean inside = d >= 0 && h >= 0 && w >= 0 && d < input.depth() && h < input.height() && w < input.width();
        return inside ? values[(d * input.height() + h) * input.width() + w] : Float.NaN;
    }
}
