package org.lmttm.training;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line about a run, for lists.
 *
 * @param run the folder
 * @param name the folder's name
 * @param config what it trains
 * @param status where it stands
 * @param epochsDone epochs completed
 * @param bestEpoch 1-based epoch with the best validation number; 0 before the first epoch
 * @param bestValAuc validation AUC of that epoch; NaN before the first epoch
 * @param bestValAcc validation accuracy of that epoch; NaN before the first epoch
 * @param started when it first began; null if never
 * @param lastEvent time of its newest event; null if it never began
 * @param reason why it ended; null if it has not
 */
public record RunSummary(
        RunFolder run,
        String name,
        TrainingConfig config,
        RunStatus status,
        int epochsDone,
        int bestEpoch,
        double bestValAuc,
        double bestValAcc,
        @Nullable Instant started,
        @Nullable Instant lastEvent,
        @Nullable String reason) {

    /**
     * Reads a run's configuration and events.
     *
     * @throws IOException if either cannot be read
     */
    public static RunSummary of(RunFolder run) throws IOException {
        RunHistory history = new RunHistory();
        history.add(new RunFollower(run).poll());
        return of(run, run.config(), history);
    }

    /** Sums up what a follower already knows. */
    public static RunSummary of(RunFolder run, TrainingConfig config, RunHistory history) {
        RunHistory.Epoch best = history.best(config.keeping().keepBestBy()).orElse(null);
        return new RunSummary(
                run,
                run.name(),
                config,
                run.status(history.endReason(), history.started() != null),
                history.epochs().isEmpty() ? 0 : history.epochs().getLast().epoch(),
                best == null ? 0 : best.epoch(),
                best == null ? Double.NaN : best.valAuc(),
                best == null ? Double.NaN : best.valAcc(),
                history.started(),
                history.lastEvent(),
                history.endReason());
    }
}
