package org.lmttm.app.memory;

import org.jspecify.annotations.Nullable;
import org.lmttm.insight.Alignment;
import org.lmttm.insight.Divergence;
import org.lmttm.insight.TraceDifference;
import org.lmttm.insight.TraceReading;

/**
 * Two passes beside each other.
 *
 * @param first the first pass
 * @param second the second
 * @param alignment which of their timestamps belong together
 * @param difference the first minus the second
 * @param divergence how far they are apart; null where they name different classes
 */
record Comparison(
        TraceReading first,
        TraceReading second,
        Alignment alignment,
        TraceDifference difference,
        @Nullable Divergence divergence) {
    /** Compares; not for the user interface thread. */
    static Comparison of(TraceReading first, TraceReading second, Alignment.By by) {
        Alignment alignment = Alignment.of(first, second, by);
        boolean classes = first.trace().labels().equals(second.trace().labels());
        return new Comparison(
                first,
                second,
                alignment,
                TraceDifference.of(first, second, alignment),
                classes ? Divergence.of(first, second, alignment) : null);
    }
}
