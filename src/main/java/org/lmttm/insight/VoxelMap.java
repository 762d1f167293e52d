package org.lmttm.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubePlace;

/** A map of a trace painted back on its case, each voxel with the value of the patch that saw it. */
public final class VoxelMap {
    private final Extent input;
    private final CubePlace place;
    private final float[] values;
    private final double cap;

    /**
     * A map.
     *
     * @param reading gives the patches
     * @param patches value of each patch as a multiple of uniform, n for each timestamp; NaN is not painted
     * @param place where the cube lies in the case
     */
    public VoxelMap(TraceReading reading, List<float[]> patches, CubePlace place) {
        this.place = place;
        input = reading.architecture().input();
        values = reading.grid().paint(patches);
        float[] finite = values.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isNaN(finite[i]) ? 0 : finite[i];
        }
        cap = Scales.attentionCap(List.of(finite), 1);
    }

    /** Only the patches of one timestamp. */
    public static List<float[]> only(List<float[]> patches, int t) {
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

    /** Where its colour scale ends, × uniform; it begins at 0. */
    public double cap() {
        return cap;
    }

    /** The value at a place of the case, in voxel indices; NaN where the model saw nothing. */
    public float value(double i, double j, double k) {
        double[] at = place.cube(i, j, k);
        int d = (int) Math.floor(at[0] + 0.5);
        int h = (int) Math.floor(at[1] + 0.5);
        int w = (int) Math.floor(at[2] + 0.5);
        boolean inside = d >= 0 && h >= 0 && w >= 0 && d < input.depth() && h < input.height() && w < input.width();
        return inside ? values[(d * input.height() + h) * input.width() + w] : Float.NaN;
    }
}
