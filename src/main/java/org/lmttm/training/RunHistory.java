package org.lmttm.training;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.training.Keeping.KeepBestBy;

/**
 * What a run's events add up to. Feed it every event in order; a {@code start} at a checkpoint voids everything after
 * the checkpoint's step, because the resumed trainer does those steps again. Not thread-safe.
 */
public final class RunHistory {
    private final List<Batch> batches = new ArrayList<>();
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Written> checkpoints = new ArrayList<>();
    private final List<Written> traces = new ArrayList<>();
    private @Nullable Instant started;
    private @Nullable Instant last;
    private @Nullable String end;

    /** A training step: 1-based epoch and step, cross-entropy of its batch, learning rate. */
    public record Batch(Instant time, int epoch, long step, double loss, double learningRate) {}

    /**
     * An epoch. Numbers the events do not state are NaN.
     *
     * @param epoch 1-based
     * @param step steps done at its end
     * @param loss mean training cross-entropy
     * @param etaSeconds estimated seconds to the end of the run
     */
    public record Epoch(
            Instant time,
            int epoch,
            long step,
            double loss,
            double valLoss,
            double valAuc,
            double valAcc,
            double learningRate,
            double samplesPerSecond,
            double etaSeconds) {

        /** The number by which checkpoints are compared; larger is better. */
        double score(KeepBestBy by) {
            return switch (by) {
                case VAL_AUC -> valAuc;
                case VAL_ACC -> valAcc;
                case VAL_LOSS -> -valLoss;
            };
        }
    }

    /** A file the trainer wrote after an epoch (1-based), relative to the run folder. */
    public record Written(Instant time, int epoch, long step, String file, String reason) {}

    /** Takes the next event. */
    public void add(RunEvent event) {
        last = event.time();
        switch (event.kind()) {
            case START -> restart(event);
            case BATCH ->
                batches.add(new Batch(
                        event.time(),
                        epoch(event),
                        step(event),
                        number(event, RunEvent.LOSS),
                        number(event, RunEvent.LEARNING_RATE)));
            case EPOCH -> epochs.add(epochOf(event));
            case CHECKPOINT -> checkpoints.add(written(event));
            case TRACE -> traces.add(written(event));
            case END -> end = event.text(RunEvent.REASON).orElse("");
            case WARNING -> {
                // Shown where events are listed; changes no number.
            }
        }
    }

    /** Takes what a poll found. */
    public void add(RunFollower.Poll poll) {
        if (poll.restarted()) {
            clear();
        }
        poll.events().forEach(this::add);
    }

    private void clear() {
        batches.clear();
        epochs.clear();
        checkpoints.clear();
        traces.clear();
        started = null;
        end = null;
    }

    private void restart(RunEvent event) {
        long step = step(event);
        batches.removeIf(batch -> batch.step() > step);
        epochs.removeIf(epoch -> epoch.step() > step);
        checkpoints.removeIf(file -> file.step() > step);
        traces.removeIf(file -> file.step() > step);
        if (started == null) {
            started = event.time();
        }
        end = null;
    }

    private static Epoch epochOf(RunEvent event) {
        return new Epoch(
                event.time(),
                epoch(event),
                step(event),
                number(event, RunEvent.LOSS),
                number(event, RunEvent.VAL_LOSS),
                number(event, RunEvent.VAL_AUC),
                number(event, RunEvent.VAL_ACC),
                number(event, RunEvent.LEARNING_RATE),
                number(event, RunEvent.SAMPLES_PER_SECOND),
                number(event, RunEvent.ETA_SECONDS));
    }

    private static Written written(RunEvent event) {
        return new Written(
                event.time(),
                epoch(event),
                step(event),
                event.text(RunEvent.FILE).orElse(""),
                event.text(RunEvent.REASON).orElse(""));
    }

    private static int epoch(RunEvent event) {
        return (int) event.whole(RunEvent.EPOCH).orElse(0);
    }

    private static long step(RunEvent event) {
        return event.whole(RunEvent.STEP).orElse(0);
    }

    private static double number(RunEvent event, String key) {
        return event.number(key).orElse(Double.NaN);
    }

    /** Training steps in order; a view that grows and, on a resume, shrinks. */
    public List<Batch> batches() {
        return Collections.unmodifiableList(batches);
    }

    /** Epochs in order; a view. */
    public List<Epoch> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** Checkpoints in order; a view. */
    public List<Written> checkpoints() {
        return Collections.unmodifiableList(checkpoints);
    }

    /** Traces of the pinned case in order; a view. */
    public List<Written> traces() {
        return Collections.unmodifiableList(traces);
    }

    /** The epoch with the best validation number (the earliest of equals). */
    public Optional<Epoch> best(KeepBestBy by) {
        Epoch best = null;
        for (Epoch epoch : epochs) {
            double score = epoch.score(by);
            if (!Double.isNaN(score) && (best == null || score > best.score(by))) {
                best = epoch;
            }
        }
        return Optional.ofNullable(best);
    }

    /** When the run began first; null before. */
    public @Nullable Instant started() {
        return started;
    }

    /** Time of the newest event; null before the first. */
    public @Nullable Instant lastEvent() {
        return last;
    }

    /** Why the run ended; null while it has not. */
    public @Nullable String endReason() {
        return end;
    }
}
