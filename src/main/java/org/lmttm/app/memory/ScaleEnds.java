package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lmttm.app.memory.MemoryState.Limits;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.Phase;
import org.lmttm.insight.Role;
import org.lmttm.insight.Scales;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture;

/** Works out from what a trace holds where its colour scales end. */
final class ScaleEnds {
    private ScaleEnds() {}

    /**
     * Ends that hold every timestamp.
     *
     * @param difference whether it is a difference of two traces, whose attention has a sign
     */
    static Limits whole(TraceReading reading, boolean difference) {
        return of(reading, IntStream.range(0, reading.steps()).boxed().toList(), difference);
    }

    /** Ends for one timestamp; see {@link #whole}. */
    static Limits at(TraceReading reading, int t, boolean difference) {
        return of(reading, List.of(t), difference);
    }

    private static Limits of(TraceReading reading, List<Integer> timestamps, boolean difference) {
        List<float[]> read = new ArrayList<>();
        List<float[]> write = new ArrayList<>();
        List<float[]> patchesRead = new ArrayList<>();
        List<float[]> patchesWritten = new ArrayList<>();
        List<float[]> memory = new ArrayList<>();
        List<float[]> change = new ArrayList<>();
        for (int t : timestamps) {
            for (Role role : reading.reads()) {
                read.add(reading.read(t, role));
            }
            write.add(reading.write(t));
            patchesRead.add(reading.patchAttention(t, AttentionKind.READ));
            patchesWritten.add(reading.patchAttention(t, AttentionKind.WRITE));
            int written = reading.writtenBlock(t);
            // only written values: blocks that are still zero would pull the limit down
            memory.add(reading.values(t, written, Phase.AFTER));
            change.add(reading.values(t, written, Phase.CHANGE));
        }
        Architecture a = reading.architecture();
        return new Limits(
                attentionEnd(read, a.readColumns(), difference),
                attentionEnd(write, a.writeColumns(), difference),
                attentionEnd(patchesRead, 1, difference),
                attentionEnd(patchesWritten, 1, difference),
                Scales.signedLimit(memory),
                Scales.signedLimit(change));
    }

    private static double attentionEnd(List<float[]> weights, int columns, boolean difference) {
        return difference
                ? Scales.roundUp(Scales.signedLimit(weights) * columns)
                : Scales.attentionCap(weights, columns);
    }
}
