package org.lmttm.app.memory;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.memory.MemoryState.Limits;
import org.lmttm.insight.TraceReading;

/**
 * Where the colour scales of the trace shown end: as they were worked out elsewhere, or found out when they are asked for
 * and nobody does that. No nodes; use on one thread.
 */
final class TraceScale {
    private final ReadOnlyObjectWrapper<@Nullable RunScale> known = new ReadOnlyObjectWrapper<>();
    private final boolean difference;
    private @Nullable Limits whole;
    private @Nullable Limits oneStep;
    private boolean awaited;

    /** @param difference whether traces shown are differences of two, whose attention has a sign */
    TraceScale(boolean difference) {
        this.difference = difference;
    }

    /** Another trace is shown. */
    void clear() {
        whole = null;
        oneStep = null;
        awaited = false;
        known.set(null);
    }

    /** Another timestamp is shown. */
    void moved() {
        oneStep = null;
    }

    /** Nothing is known of the trace shown until {@link #set} says it: finding it out here would hold up the window. */
    void await() {
        awaited = true;
    }

    /** Whether it is still to be said where the scales end. */
    boolean awaited() {
        return awaited;
    }

    /** Says where the scales of the trace shown end. */
    void set(RunScale ends) {
        awaited = false;
        known.set(ends);
    }

    /** What was said last; null before. */
    ReadOnlyObjectProperty<@Nullable RunScale> known() {
        return known.getReadOnlyProperty();
    }

    /**
     * Ends for a timestamp; null while they are not known.
     *
     * @param run ends that the traces of a run share, null for none
     * @param same whether the ends hold all timestamps
     * @param step the timestamp shown
     */
    @Nullable
    Limits at(TraceReading shown, @Nullable RunScale run, int t, boolean same, int step) {
        RunScale said = run == null ? known.get() : run;
        if (said != null && t < said.steps().size()) {
            return same ? said.whole() : said.steps().get(t);
        }
        if (awaited) {
            return null;
        }
        if (same) {
            whole = whole == null ? ScaleEnds.whole(shown, difference) : whole;
            return whole;
        }
        if (t == step) {
            oneStep = oneStep == null ? ScaleEnds.at(shown, t, difference) : oneStep;
            return oneStep;
        }
        return null;
    }
}
