package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lmttm.app.memory.MemoryState.Limits;
import org.lmttm.insight.TraceReading;

/**
 * Where the colour scales end that several traces of a run share. A value.
 *
 * @param whole for all timestamps
 * @param steps for each timestamp
 */
record RunScale(Limits whole, List<Limits> steps) {
    /** The ends of one trace. */
    static RunScale of(TraceReading reading) {
        return new RunScale(
                ScaleEnds.whole(reading, false),
                IntStream.range(0, reading.steps())
                        .mapToObj(t -> ScaleEnds.at(reading, t, false))
                        .toList());
    }

    /** Ends that hold both. */
    RunScale with(RunScale other) {
        List<Limits> both = new ArrayList<>();
        for (int t = 0; t < Math.max(steps.size(), other.steps.size()); t++) {
            both.add(
                    t >= steps.size()
                            ? other.steps.get(t)
                            : t >= other.steps.size()
                                    ? steps.get(t)
                                    : steps.get(t).with(other.steps.get(t)));
        }
        return new RunScale(whole.with(other.whole), both);
    }
}
