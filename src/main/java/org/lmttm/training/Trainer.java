package org.lmttm.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.lmttm.training.Regularization.Balance;
import org.lmttm.training.RunEvent.Kind;

/**
 * The training loop of one run. It writes the run folder and nothing else; who wants to know follows the folder. On the
 * CPU the numbers depend only on configuration, data and thread count: the order of cases follows from (seed, epoch),
 * dropout and augmentation from (seed, step), and a checkpoint holds weights, what the optimizer remembers, averaged
 * weights and the position in the epoch, so that a resumed run goes on bit for bit.
 */
final class Trainer {
    private static final int MOST_BATCH_EVENTS = 20_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RunFolder run;
    private final TrainingConfig config;
    private final DeviceCubes training;
    private final DeviceCubes validation;
    private final CaseOrder order;
    private final Objective objective;
    private final Learner learner;
    private final RunStore store;
    private final RunLog log;
    private final Consumer<RunEvent> listener;
    private final String choice;
    private final List<String> notes;
    private final long totalSteps;
    private final long eventStride;
    private final Pace pace;
    private Progress at = Progress.START;
    private List<Double> pendingWeights = new ArrayList<>();

    /** Why the loop ended before its time. */
    static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** @param data copied to the device and not kept */
    Trainer(
            RunStore store,
            TrainingConfig config,
            RunData data,
            Learner learner,
            RunLog log,
            Consumer<RunEvent> listener,
            long tickNanos) {
        this.run = store.run();
        this.config = config;
        this.training = learner.load(data.training());
        this.validation = learner.load(data.validation());
        this.order = new CaseOrder(training.labels(), config.regularization().balance() == Balance.SAMPLING);
        this.objective = Objective.of(config, training.labels());
        this.learner = learner;
        this.store = store;
        this.log = log;
        this.listener = listener;
        this.choice = data.choice();
        this.notes = data.notes();
        this.totalSteps = config.totalSteps(training.count());
        this.eventStride = Math.max(1, Math.ceilDiv(totalSteps, MOST_BATCH_EVENTS));
        this.pace = new Pace(totalSteps, tickNanos);
    }

    /**
     * Trains from the last checkpoint, or from the beginning, to the end of the last epoch.
     *
     * @throws StoppedException when a stop was asked for; the checkpoint is written
     * @throws IOException if the folder cannot be written
     * @throws DivergedException if a loss is not finite
     */
    void train() throws IOException, StoppedException, DivergedException {
        at = store.restore(learner);
        emit(RunEvent.now(Kind.START)
                .with(RunEvent.EPOCH, at.epoch())
                .with(RunEvent.STEP, at.step())
                .with(
                        RunEvent.REASON,
                        (at.step() == 0 ? "started on " : "resumed on ") + learner.device() + "; " + training.count()
                                + " cases train, " + validation.count() + " validate: " + choice));
        for (String warning : warnings()) {
            emit(RunEvent.now(Kind.WARNING).with(RunEvent.REASON, warning));
        }
        while (at.epoch() < config.epochs() && !stopsEarly()) {
            pace.epoch();
            trainEpoch();
            finishEpoch();
        }
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(notes);
        config.mode().warning().ifPresent(warnings::add);
        warnings.addAll(learner.warnings());
        return warnings;
    }

    private void trainEpoch() throws IOException, StoppedException, DivergedException {
        int[] cases = order.epoch(config.seed(), at.epoch());
        int steps = config.stepsPerEpoch(training.count());
        for (int index = at.batch() + pendingWeights.size(); index < steps; index++) {
            obeyRequests();
            int from = index * config.casesPerStep();
            int to = Math.min(cases.length, from + config.casesPerStep());
            long step = at.step() + pendingWeights.size();
            learner.step(training, batches(cases, from, to), objective, step, learningRate(step));
            pendingWeights.add(objective.weight(training.labelsOf(Arrays.copyOfRange(cases, from, to))));
            pace.step(to - from);
            if (pace.isTick()) {
                tick();
            }
        }
        tick();
    }

    private List<int[]> batches(int[] cases, int from, int to) {
        List<int[]> batches = new ArrayList<>();
        for (int at = from; at < to; at += config.batchSize()) {
            batches.add(Arrays.copyOfRange(cases, at, Math.min(to, at + config.batchSize())));
        }
        return batches;
    }

    private boolean stopsEarly() {
        int patience = config.regularization().earlyStopping();
        return patience > 0 && at.sinceBest() >= patience;
    }

    /** Why the run is complete. */
    String completion() {
        int patience = config.regularization().earlyStopping();
        return at.epoch() < config.epochs() && stopsEarly()
                ? RunFolder.COMPLETED + ": no better "
                        + config.keeping().keepBestBy().key() + " for " + patience
                        + (patience == 1 ? " epoch" : " epochs")
                : RunFolder.COMPLETED;
    }

    private double learningRate(long step) {
        return config.optimization().rate(step, config.stepsPerEpoch(training.count()), config.epochs());
    }

    /** Brings the losses since the last tick to the host, checks them and writes their events. */
    private void tick() throws IOException, DivergedException {
        float[] losses = learner.takeLosses();
        double rate = pace.tick();
        List<RunEvent> events = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            at = at.afterStep((double) losses[i] * pendingWeights.get(i));
            if (!Float.isFinite(losses[i])) {
                emit(events);
                throw new DivergedException(
                        "the loss at step " + at.step() + " is not finite (" + losses[i] + ")",
                        at.epoch() + 1,
                        at.step());
            }
            if (at.step() % eventStride == 0) {
                events.add(RunEvent.now(Kind.BATCH)
                        .with(RunEvent.EPOCH, at.epoch() + 1)
                        .with(RunEvent.STEP, at.step())
                        .with(RunEvent.LOSS, losses[i])
                        .with(RunEvent.LEARNING_RATE, learningRate(at.step() - 1))
                        .with(RunEvent.SAMPLES_PER_SECOND, rate)
                        .with(RunEvent.ETA_SECONDS, pace.etaSeconds(at.step()))
                        .build());
            }
        }
        pendingWeights = new ArrayList<>();
        emit(events);
    }

    private void finishEpoch() throws IOException, DivergedException {
        long began = System.nanoTime();
        Validation result = Validation.of(learner.logits(validation), validation.labels());
        pace.validated(System.nanoTime() - began);
        int epoch = at.epoch() + 1;
        if (!Double.isFinite(result.loss())) {
            throw new DivergedException(
                    "the validation loss after step " + at.step() + " is not finite", epoch, at.step());
        }
        double score = result.score(config.keeping().keepBestBy());
        boolean best = at.isBest(score);
        emit(RunEvent.now(Kind.EPOCH)
                .with(RunEvent.EPOCH, epoch)
                .with(RunEvent.STEP, at.step())
                .with(RunEvent.LOSS, at.lossSum() / training.count())
                .with(RunEvent.VAL_LOSS, result.loss())
                .with(RunEvent.VAL_AUC, result.auc())
                .with(RunEvent.VAL_ACC, result.acc())
                .with(RunEvent.LEARNING_RATE, learningRate(at.step() - 1))
                .with(RunEvent.SAMPLES_PER_SECOND, pace.epochRate())
                .with(RunEvent.ETA_SECONDS, pace.etaSeconds(at.step())));
        at = at.afterEpoch(score);
        boolean last = epoch == config.epochs() || stopsEarly();
        if (best) {
            store.saveBest(learner, at, result);
            emitFile(
                    Kind.CHECKPOINT,
                    run.relative(run.bestCheckpoint()),
                    "best " + config.keeping().keepBestBy().key());
        }
        if (last || epoch % config.keeping().checkpointEvery() == 0) {
            store.saveLast(learner, at, result);
            emitFile(Kind.CHECKPOINT, run.relative(run.lastCheckpoint()), "last");
        }
        if (config.keeping().pinnedCase() != null
                && (last || epoch % config.keeping().traceEvery() == 0)) {
            store.saveTrace(learner, epoch, validation, config.keeping().pinnedCase());
            emitFile(
                    Kind.TRACE,
                    run.relative(run.trace(epoch)),
                    "validation case " + config.keeping().pinnedCase());
        }
    }

    private void obeyRequests() throws IOException, StoppedException, DivergedException {
        if (run.isPauseRequested() && !run.isStopRequested()) {
            tick();
            hold();
        }
        if (run.isStopRequested()) {
            tick();
            store.saveState(learner, at);
            emitFile(Kind.CHECKPOINT, run.relative(run.trainingState()), "stop requested");
            throw new StoppedException();
        }
    }

    private void hold() throws IOException {
        long began = System.nanoTime();
        run.setPaused(true);
        while (run.isPauseRequested() && !run.isStopRequested()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        run.setPaused(false);
        pace.paused(System.nanoTime() - began);
    }

    /**
     * Writes the results' summary.
     *
     * @throws IOException if it cannot be written
     */
    void summarize() throws IOException {
        store.saveSummary(at, training.count(), validation.count(), choice, learner);
    }

    /** Where the run stands. */
    Progress progress() {
        return at;
    }

    private void emitFile(Kind kind, String file, String reason) throws IOException {
        emit(RunEvent.now(kind)
                .with(RunEvent.EPOCH, at.epoch())
                .with(RunEvent.STEP, at.step())
                .with(RunEvent.FILE, file)
                .with(RunEvent.REASON, reason));
    }

    private void emit(RunEvent.Builder event) throws IOException {
        emit(List.of(event.build()));
    }

    private void emit(List<RunEvent> events) throws IOException {
        if (!events.isEmpty()) {
            log.append(events);
            events.forEach(listener);
        }
    }
}
