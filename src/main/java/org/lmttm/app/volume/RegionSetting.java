package org.lmttm.app.volume;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Point;

/**
 * Which part of a case a model is fed, as plain values that can be kept in a file.
 *
 * @param boxed whether a box is fed; else the whole volume
 * @param follows whether the box goes with the crosshair
 * @param predicts whether the model predicts anew whenever the box changes
 * @param centre the box's middle in patient space (voxels where there is none)
 * @param edges its lengths in mm along the model's depth, height and width
 * @param model the name of the model that is fed; null for none
 * @param current whether the last prediction is of just this
 */
record RegionSetting(
        boolean boxed,
        boolean follows,
        boolean predicts,
        Point centre,
        List<Double> edges,
        @Nullable String model,
        boolean current) {
    /** Checks the edges. */
    RegionSetting {
        edges = List.copyOf(edges);
        if (edges.size() != 3 || !edges.stream().allMatch(edge -> edge > 0 && edge < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a box has three lengths above 0, not " + edges);
        }
    }
}
