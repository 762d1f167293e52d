package org.lmttm.insight;

import java.util.List;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Intervention;
import org.lmttm.model.Mode;
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

    /**
     * A loaded model. In published-code mode a question carries no memory on to the next.
     *
     * @param network stays the caller's to close
     */
    static Subject of(InferenceModel network) {
        boolean alone = network.info().mode() == Mode.DETERMINISTIC;
        return new Subject() {
            @Override
            public Trace trace(float[] cube, List<Intervention> interventions) {
                return network.trace(cube, interventions);
            }

            @Override
            public float[] probabilities(float[] cube) {
                // without a trace it is quicker, but published-code mode would carry memory on from it
                return alone
                        ? network.predict(cube).probabilities()
                        : trace(cube, List.of()).probabilities();
            }
        };
    }

    /** Class probabilities for a cube. */
    default float[] probabilities(float[] cube) {
        return trace(cube, List.of()).probabilities();
    }
}
