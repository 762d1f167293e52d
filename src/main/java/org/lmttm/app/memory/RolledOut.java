package org.lmttm.app.memory;

import java.util.List;
import org.lmttm.insight.Rollout;
import org.lmttm.insight.Scales;
import org.lmttm.insight.TraceReading;

/**
 * A trace's rollout with what is shown of it.
 *
 * @param reading the trace
 * @param rollout of it
 * @param patches multiple of uniform of each patch in the answer, n for each timestamp
 * @param cap where the colour scale ends
 */
record RolledOut(TraceReading reading, Rollout rollout, List<float[]> patches, double cap) {
    /** Computes it; some tenths of a second for large models. */
    static RolledOut of(TraceReading reading) {
        Rollout rollout = Rollout.of(reading);
        List<float[]> patches = rollout.accumulated(reading.steps() - 1);
        return new RolledOut(reading, rollout, patches, Scales.attentionCap(patches, 1));
    }
}
