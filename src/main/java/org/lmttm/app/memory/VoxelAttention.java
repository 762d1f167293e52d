package org.lmttm.app.memory;

import java.util.List;
import java.util.Optional;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.app.state.Voxel;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.Scales;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubeInput;
import org.lmttm.model.CubeInput.Blocks;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Volume;

/**
 * Attention painted back on the slices of a case that the model takes as stored: depth i, height j, width k, with the
 * case's voxels averaged in blocks where it is finer than the model's cube.
 */
final class VoxelAttention implements SliceOverlay {
    private final Extent input;
    private final Blocks blocks;
    private final float[] values;
    private final double cap;

    VoxelAttention(TraceReading reading, AttentionKind kind, Blocks blocks) {
        this.blocks = blocks;
        input = reading.architecture().input();
        values = reading.voxelAttention(kind);
        float[] finite = values.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isNaN(finite[i]) ? 0 : finite[i];
        }
        cap = Scales.attentionCap(List.of(finite), 1);
    }

    /** How a result's case became the model's cube; empty where a box or patient axes cut it. */
    static Optional<Blocks> blocks(CaseResult result) {
        Volume volume = result.openCase().volume();
        boolean stored = result.model().info().preprocessing().axes().equals(Preprocessing.AS_STORED);
        return !stored || result.box() != null
                ? Optional.empty()
                : CubeInput.blocks(volume, result.trace().architecture().input());
    }

    /** The middle of a patch in the case's voxels; empty where {@link #blocks} is. */
    static Optional<Voxel> voxel(CaseResult result, VoxelBox patch) {
        return blocks(result)
                .map(size -> new Voxel(
                        middle(patch.depthFrom(), patch.depthTo(), size.i()),
                        middle(patch.rowFrom(), patch.rowTo(), size.j()),
                        middle(patch.columnFrom(), patch.columnTo(), size.k())));
    }

    private static double middle(int from, int to, int voxels) {
        return Math.floor((from + to) * voxels / 2.0 - 0.5);
    }

    @Override
    public String label() {
        return Words.text("overlay.label");
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
        int d = Math.floorDiv(i, blocks.i());
        int h = Math.floorDiv(j, blocks.j());
        int w = Math.floorDiv(k, blocks.k());
        boolean inside = d >= 0 && h >= 0 && w >= 0 && d < input.depth() && h < input.height() && w < input.width();
        return inside ? values[(d * input.height() + h) * input.width() + w] : Float.NaN;
    }
}
