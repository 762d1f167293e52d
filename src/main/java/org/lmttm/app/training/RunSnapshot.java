package org.lmttm.app.training;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunFolder.ResumePoint;
import org.lmttm.training.RunHistory.Epoch;
import org.lmttm.training.RunHistory.Written;
import org.lmttm.training.RunStatus;
import org.lmttm.training.TrainingConfig;

/**
 * A run as its folder tells it at one moment. A value, made on the follower's thread and shown on the window's.
 *
 * @param run the folder
 * @param config what it trains
 * @param status where it stands
 * @param starting a trainer process is there but has not registered yet
 * @param epochs epochs in order
 * @param steps its training steps
 * @param checkpoints checkpoints written, in order
 * @param traces traces of the pinned case, in order
 * @param endReason why it ended, null while it has not
 * @param resumePoint where a trainer would go on; null while one is at work, and where it would begin
 * @param stateProblem why the state to go on from cannot be read; empty where nothing is wrong with it
 */
public record RunSnapshot(
        RunFolder run,
        TrainingConfig config,
        RunStatus status,
        boolean starting,
        List<Epoch> epochs,
        RunSteps steps,
        List<Written> checkpoints,
        List<Written> traces,
        @Nullable String endReason,
        @Nullable ResumePoint resumePoint,
        String stateProblem) {
    /** Copies the lists. */
    public RunSnapshot {
        epochs = List.copyOf(epochs);
        checkpoints = List.copyOf(checkpoints);
        traces = List.copyOf(traces);
    }

    /** Whether a trainer is at work or about to be. */
    public boolean busy() {
        return starting || status.isAlive();
    }

    /** Epochs done. */
    public int epochsDone() {
        return epochs.isEmpty() ? 0 : epochs.getLast().epoch();
    }

    /** The newest epoch. */
    public Optional<Epoch> last() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.getLast());
    }

    /** The epoch by number. */
    public Optional<Epoch> epoch(int number) {
        return epochs.stream().filter(epoch -> epoch.epoch() == number).findFirst();
    }

    /** The epoch that the configuration calls best, the earliest of equals. */
    public Optional<Epoch> best() {
        Epoch best = null;
        for (Epoch epoch : epochs) {
            if (best == null || score(epoch) > score(best)) {
                best = epoch;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Where an epoch stands on an axis. */
    double at(Epoch epoch, PlotAxis axis) {
        return switch (axis) {
            case EPOCH -> epoch.epoch();
            case STEP -> epoch.step();
            case TIME -> steps.clock().seconds(epoch.time());
        };
    }

    /** How far the run reaches on an axis: planned epochs or steps, or the time until now. */
    double extent(PlotAxis axis) {
        return switch (axis) {
            case EPOCH -> config.epochs();
            case STEP -> config.epochs() * steps.stepsPerEpoch();
            case TIME ->
                Math.max(steps.seconds(), last().map(epoch -> at(epoch, axis)).orElse(0.0));
        };
    }

    private double score(Epoch epoch) {
        double score = switch (config.keeping().keepBestBy()) {
            case VAL_AUC -> epoch.valAuc();
            case VAL_ACC -> epoch.valAcc();
            case VAL_LOSS -> -epoch.valLoss();
        };
        return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
    }

    /** The learning rate of the newest step; NaN before the first. */
    public double learningRate() {
        return steps.count() == 0 ? last().map(Epoch::learningRate).orElse(Double.NaN) : steps.learningRate();
    }
}
