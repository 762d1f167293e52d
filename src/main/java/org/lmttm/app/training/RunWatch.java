package org.lmttm.app.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunFollower;
import org.lmttm.training.RunHistory;
import org.lmttm.training.RunSummary;
import org.lmttm.training.TrainingConfig;

/**
 * Follows a run folder on a thread of its own and hands what is new to the window at most ten times a second; what
 * arrives while the window is still busy with the last hand-over is folded into the next.
 */
final class RunWatch implements AutoCloseable {
    /** Events read at once: a long run's are read in parts, so that progress can be told. */
    private static final int PART = 20_000;

    private static final long TICK_MILLIS = 120;
    /** Nearly all. */
    private static final double MORE = 0.999;

    private final RunFolder run;
    private final Executor ui;
    private final BooleanSupplier processAlive;
    private final Consumer<Update> listener;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean handing = new AtomicBoolean();
    /** Without single steps, of which there may be millions: the curve keeps those. */
    private final RunHistory history = new RunHistory();

    private final StepCurve curve = new StepCurve();
    private final RunFollower follower;
    private final List<RunEvent> fresh = new ArrayList<>();
    private @Nullable TrainingConfig config;
    private @Nullable RunSnapshot handed;
    private RunFolder.@Nullable ResumePoint resumePoint;
    private String stateProblem = "";
    private boolean stateRead;
    private boolean restarted;
    private boolean changed = true;
    private volatile StepQuery query = StepQuery.ALL;
    private @Nullable StepQuery answered;

    /**
     * What is new.
     *
     * @param snapshot the run now; null when it cannot be read
     * @param restarted events shown before are void
     * @param events new events in order, training steps left out
     * @param problem why the run cannot be read; null when it can
     * @param read share of its events that was read; below 1 there is nothing else yet
     */
    record Update(
            @Nullable RunSnapshot snapshot,
            boolean restarted,
            List<RunEvent> events,
            @Nullable String problem,
            double read) {}

    /**
     * Starts following.
     *
     * @param run the folder
     * @param ui runs things on the window's thread
     * @param processAlive whether a process started for this run is there, registered or not
     * @param listener called through {@code ui}
     */
    RunWatch(RunFolder run, Executor ui, BooleanSupplier processAlive, Consumer<Update> listener) {
        this.run = run;
        this.ui = ui;
        this.processAlive = processAlive;
        this.listener = listener;
        this.follower = new RunFollower(run);
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread created = new Thread(work, "lmttm-run-watch");
            created.setDaemon(true);
            return created;
        });
        // ScheduledExecutorService would end silently on an exception: tick() reports all of them
        var _ = thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Shows other parts of the run's steps from now on. Any thread. */
    void look(StepQuery wanted) {
        if (wanted.equals(query)) {
            return;
        }
        query = wanted;
        if (!thread.isShutdown()) {
            thread.execute(this::tick);
        }
    }

    private void take(RunFollower.Poll poll) {
        if (poll.restarted()) {
            restarted = true;
            fresh.clear();
            curve.clear();
        }
        List<RunEvent> told = poll.events().stream()
                .filter(event -> event.kind() != RunEvent.Kind.BATCH)
                .toList();
        history.add(new RunFollower.Poll(poll.restarted(), told));
        poll.events().forEach(curve::add);
        fresh.addAll(told);
        changed |= poll.restarted() || !poll.events().isEmpty();
    }

    private void tick() {
        try {
            RunFollower.Poll poll = follower.poll(PART);
            take(poll);
            while (poll.events().size() >= PART && !thread.isShutdown()) {
                tellProgress();
                poll = follower.poll(PART);
                take(poll);
            }
            StepQuery asked = query;
            changed |= !asked.equals(answered);
            RunSnapshot now = snapshot(asked);
            changed |= handed == null || handed.status() != now.status() || handed.starting() != now.starting();
            if (changed && handing.compareAndSet(false, true)) {
                hand(new Update(now, restarted, List.copyOf(fresh), null, 1));
                handed = now;
                answered = asked;
                fresh.clear();
                restarted = false;
                changed = false;
            }
        } catch (IOException | RuntimeException e) {
            if (handing.compareAndSet(false, true)) {
                changed = true;
                hand(new Update(null, false, List.of(), String.valueOf(e.getMessage()), 1));
            }
        }
    }

    private void tellProgress() {
        if (handing.compareAndSet(false, true)) {
            hand(new Update(null, false, List.of(), null, Math.min(follower.share(), MORE)));
        }
    }

    private void hand(Update update) {
        ui.execute(() -> {
            try {
                listener.accept(update);
            } finally {
                handing.set(false);
            }
        });
    }

    private RunSnapshot snapshot(StepQuery asked) throws IOException {
        TrainingConfig known = config;
        if (known == null) {
            known = run.config();
            config = known;
        }
        RunSummary summary = RunSummary.of(run, known, history);
        readState(summary.status().isAlive());
        return new RunSnapshot(
                run,
                known,
                summary.status(),
                !summary.status().isAlive() && processAlive.getAsBoolean(),
                history.epochs(),
                curve.steps(asked),
                history.checkpoints(),
                history.traces(),
                history.endReason(),
                resumePoint,
                stateProblem);
    }

    /** Once for each time that the trainer went away: the state cannot change without one. */
    private void readState(boolean alive) {
        if (alive) {
            stateRead = false;
            resumePoint = null;
            stateProblem = "";
        } else if (!stateRead && !processAlive.getAsBoolean()) {
            stateRead = true;
            changed = true;
            try {
                resumePoint = run.resumePoint().orElse(null);
                stateProblem = "";
            } catch (IOException e) {
                resumePoint = null;
                stateProblem = String.valueOf(e.getMessage());
            }
        } else if (processAlive.getAsBoolean()) {
            stateRead = false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
