package org.lmttm.app.memory;

import java.util.List;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.Scales;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.volume.Volume;

/** Attention painted back on the slices of a cube that the model reads voxel by voxel: depth i, height j, width k. */
final class VoxelAttention implements SliceOverlay {
    private final Extent input;
    private final float[] values;
    private final double cap;

    VoxelAttention(TraceReading reading, AttentionKind kind) {
        input = reading.architecture().input();
        values = reading.voxelAttention(kind);
        float[] finite = values.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isNaN(finite[i]) ? 0 : finite[i];
        }
        cap = Scales.attentionCap(List.of(finite), 1);
    }

    /** Whether a result's voxels are the case's voxels. */
    static boolean fits(CaseResult result) {
        Volume volume = result.openCase().volume();
        Extent input = result.trace().architecture().input();
        return volume.ni() == input.depth() && volume.nj() == input.height() && volume.nk() == input.width();
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
        boolean inside = i >= 0 && j >= 0 && k >= 0 && i < input.depth() && j < input.height() && k < input.width();
        return inside ? values[(i * input.height() + j) * input.width() + k] : Float.NaN;
    }
}
