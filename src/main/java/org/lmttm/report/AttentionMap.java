package org.lmttm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.Rollout;
import org.lmttm.insight.TraceReading;

/** Which map of a trace is painted on slices. */
public enum AttentionMap {
    /** Mean read attention of the timestamp that reads a slab. */
    READ,
    /** Write attention on the patches of that timestamp. */
    WRITE,
    /** What reached the answer from each patch, through outputs and memory. */
    ROLLOUT;

    /** Value of each patch as a multiple of uniform, n for each of T timestamps. */
    List<float[]> patches(TraceReading reading) {
        if (this == ROLLOUT) {
            return Rollout.of(reading).accumulated(reading.steps() - 1);
        }
        List<float[]> all = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            all.add(reading.patchAttention(t, this == READ ? AttentionKind.READ : AttentionKind.WRITE));
        }
        return all;
    }

    /** Its key in the bundle. */
    String key() {
        return "map." + name().toLowerCase(Locale.ROOT);
    }
}
