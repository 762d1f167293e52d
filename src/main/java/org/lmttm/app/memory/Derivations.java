package org.lmttm.app.memory;

import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.insight.Lineage;
import org.lmttm.insight.Phase;
import org.lmttm.insight.TraceReading;

/** What is worked out of a trace off the user interface thread: its colour scales, its rollout, and the lineage of the token asked for. */
final class Derivations {
    /** Tokens and outputs followed of each timestamp: all of a small model, what matters of a large one. */
    private static final int LINEAGE_BEAM = 32;

    private final Session session;
    private final MemoryState state;
    private final LatestWins rollouts;
    private final LatestWins lineages;
    private final LatestWins scales;

    Derivations(Session session, MemoryState state) {
        this.session = session;
        this.state = state;
        lineages = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        rollouts = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        scales = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        state.reading().addListener((property, before, now) -> {
            scale(now);
            rollOut(now);
        });
        state.lineageAsked().addListener((property, before, now) -> trace(now));
    }

    /** Sorts every value of the trace: too long for the user interface thread. */
    private void scale(@Nullable TraceReading reading) {
        if (reading != null) {
            state.scale().await();
            scales.submit(
                    () -> RunScale.of(reading),
                    ends -> {
                        if (state.reading().get() == reading) {
                            state.scale().set(ends);
                        }
                    },
                    error -> session.tasks().notice(TaskRunner.error(Words.text("same-scale"), error)));
        }
    }

    private void rollOut(@Nullable TraceReading reading) {
        // what a change made of a pass is not the recurrence that the rollout follows
        if (reading != null && state.changed().get() == null) {
            rollouts.submit(
                    () -> RolledOut.of(reading),
                    out -> {
                        if (state.reading().get() == out.reading()) {
                            state.rolledOut().set(out);
                        }
                    },
                    error -> session.tasks().notice(TaskRunner.error(Words.text("slab.rollout"), error)));
        }
    }

    private void trace(MemoryState.@Nullable TokenAt asked) {
        TraceReading reading = state.reading().get();
        if (asked != null && reading != null) {
            lineages.submit(
                    () -> Lineage.of(reading, asked.t(), asked.block(), asked.token(), LINEAGE_BEAM),
                    lineage -> {
                        if (asked.equals(state.lineageAsked().get())) {
                            state.lineage().set(lineage);
                        }
                    },
                    error -> session.tasks().notice(TaskRunner.error(Words.text("lineage"), error)));
        }
    }

    /** Asks for the lineage of the token with the largest norm that the timestamp at the play head wrote. */
    void askMostWritten() {
        TraceReading reading = state.reading().get();
        if (reading != null) {
            int t = state.step().get();
            int block = reading.writtenBlock(t);
            double[] norms = reading.tokenNorms(t, block, Phase.AFTER);
            int most = 0;
            for (int token = 1; token < norms.length; token++) {
                most = norms[token] > norms[most] ? token : most;
            }
            state.askLineage(t, block, most);
        }
    }
}
