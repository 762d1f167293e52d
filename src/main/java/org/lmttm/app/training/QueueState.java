package org.lmttm.app.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.experiment.RunQueue;
import org.lmttm.experiment.RunQueue.Waiting;
import org.lmttm.training.RunFolder;

/**
 * The queue as the desk shows it: starts the next run when no trainer is at work. What a window left behind waits on
 * hold until someone says go. Use on the window's thread. No nodes.
 */
final class QueueState implements AutoCloseable {
    private static final long TICK_MILLIS = 500;

    private final RunQueue queue;
    private final TaskRunner tasks;
    private final BooleanSupplier busy;
    private final Consumer<RunFolder> start;
    private final ScheduledExecutorService thread;
    private final ObservableList<Waiting> waiting = FXCollections.observableArrayList();
    private final BooleanProperty held = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private boolean seen;
    private boolean taking;

    private interface Change {
        void make() throws IOException;
    }

    /**
     * Follows the queue of a folder.
     *
     * @param busy whether a trainer is at work on this desk; asked on the window's thread
     * @param start starts a run that was taken out of the queue
     */
    QueueState(Path runsFolder, TaskRunner tasks, BooleanSupplier busy, Consumer<RunFolder> start) {
        this.queue = new RunQueue(runsFolder);
        this.tasks = tasks;
        this.busy = busy;
        this.start = start;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread created = new Thread(work, "lmttm-run-queue");
            created.setDaemon(true);
            return created;
        });
        var _ = thread.scheduleWithFixedDelay(this::look, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What waits, the next first. */
    ObservableList<Waiting> waiting() {
        return waiting;
    }

    /** Whether nothing is started for now. */
    BooleanProperty held() {
        return held;
    }

    /** Why the queue cannot be read or changed; empty while nothing is wrong. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    private void look() {
        try {
            List<Waiting> now = queue.list();
            tasks.onUi(() -> show(now));
        } catch (IOException | RuntimeException e) {
            tasks.onUi(() -> problem.set(String.valueOf(e.getMessage())));
        }
    }

    private void show(List<Waiting> now) {
        if (!seen) {
            seen = true;
            held.set(!now.isEmpty());
        }
        problem.set("");
        if (!waiting.equals(now)) {
            waiting.setAll(now);
        }
        if (!now.isEmpty() && !held.get() && !taking && !busy.getAsBoolean() && !thread.isShutdown()) {
            taking = true;
            thread.execute(this::take);
        }
    }

    private void take() {
        try {
            Optional<RunFolder> next = queue.isTraining() ? Optional.empty() : queue.take();
            tasks.onUi(() -> {
                taking = false;
                next.ifPresent(start);
            });
        } catch (IOException | RuntimeException e) {
            tasks.onUi(() -> {
                taking = false;
                held.set(true);
                problem.set(String.valueOf(e.getMessage()));
            });
        }
    }

    /**
     * Puts a run at the end.
     *
     * @param seconds about how long it will take; NaN where that is not known
     */
    void add(RunFolder run, double seconds) {
        seen = true;
        change(() -> queue.add(run, seconds));
    }

    /** Takes a run out; its folder stays and can be started by hand. */
    void remove(Waiting run) {
        change(() -> queue.remove(run.run()));
    }

    /** Moves a run to a place, from 0. */
    void move(Waiting run, int to) {
        change(() -> queue.move(run.run(), to));
    }

    private void change(Change change) {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(() -> {
            try {
                change.make();
                look();
            } catch (IOException | RuntimeException e) {
                tasks.onUi(() -> problem.set(String.valueOf(e.getMessage())));
            }
        });
    }

    /** Starts nothing any more; what waits stays in its file. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
