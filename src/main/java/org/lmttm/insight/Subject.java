package org.lmttm.insight;

import java.util.List;
import org.lmttm.model.Intervention;
import org.lmttm.model.Trace;

/** A model that can be asked. The same question gets the same answer, bit for bit. */
@FunctionalInterface
public interface Subject {
    /**
     * A forward pass.
     *
     * @param cube (depth, height, width) as the model takes it, values in [0, 1]
     * @param interventions what to change on the way; empty for nothing
     */
    Trace trace(float[] cube, List<Intervention> interventions);

    /** Class probabilities for a cube. */
    default float[] probabilities(float[] cube) {
        return trace(cube, List.of()).probabilities();
    }
}
