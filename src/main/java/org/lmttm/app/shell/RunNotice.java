package org.lmttm.app.shell;

import java.nio.file.Path;
import java.time.Instant;
import org.lmttm.training.RunStatus;
import org.lmttm.training.RunSummary;

/**
 * That a run ended.
 *
 * @param time of its last event
 * @param run its folder
 * @param status how it ended
 * @param epochs epochs done
 * @param bestEpoch its best epoch; 0 for none
 * @param bestAuc validation AUC of that epoch; NaN for none
 * @param reason what the trainer said; kept for this session only, as it may name files
 * @param away it ended while no window was open
 * @param read the user has seen the list since
 */
record RunNotice(
        Instant time,
        Path run,
        RunStatus status,
        int epochs,
        int bestEpoch,
        double bestAuc,
        String reason,
        boolean away,
        boolean read) {
    /** What a run says of itself. */
    static RunNotice of(RunSummary run, boolean away) {
        Instant last = run.lastEvent();
        String reason = run.reason();
        return new RunNotice(
                last == null ? Instant.now() : last,
                run.run().path(),
                run.status(),
                run.epochsDone(),
                run.bestEpoch(),
                run.bestValAuc(),
                reason == null ? "" : reason,
                away,
                false);
    }

    /** The run's name. */
    String name() {
        return String.valueOf(run.getFileName());
    }

    /** Whether it did not do what it should. */
    boolean bad() {
        return status == RunStatus.FAILED || status == RunStatus.INTERRUPTED;
    }

    RunNotice asRead() {
        return new RunNotice(time, run, status, epochs, bestEpoch, bestAuc, reason, away, true);
    }
}
