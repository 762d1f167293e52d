package org.lmttm.app.training;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Seconds that a run has trained: the time between a trainer's end and the next one's start does not count, nor does
 * what a resumed trainer does again. A pause within a trainer's life counts. A value.
 *
 * @param spans each trainer's time, in order
 */
record RunClock(List<Span> spans) {
    /** Before the first event. */
    static final RunClock NEW = new RunClock(List.of());

    /** From when on a trainer worked, and how many seconds had been trained then. */
    record Span(Instant from, double seconds) {}

    RunClock {
        spans = List.copyOf(spans);
    }

    /**
     * A trainer starts.
     *
     * @param trained seconds of training that its checkpoint holds
     */
    RunClock started(Instant at, double trained) {
        List<Span> more = new ArrayList<>(spans);
        more.removeIf(span -> span.seconds() >= trained && trained > 0);
        more.add(new Span(at, trained));
        return new RunClock(more);
    }

    /** Seconds trained at a moment; 0 before the first. */
    double seconds(Instant at) {
        for (Span span : spans.reversed()) {
            if (!at.isBefore(span.from())) {
                return span.seconds()
                        + Duration.between(span.from(), at).toNanos()
                                / (double) Duration.ofSeconds(1).toNanos();
            }
        }
        return 0;
    }
}
