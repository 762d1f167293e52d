package org.lmttm.app.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.lmttm.program.Program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work off the user interface thread: files on virtual threads, numbers on as many threads as there are processors,
 * the network engine on one thread of its own, because an engine's native state belongs to a thread. Results, errors
 * and progress come back on the user interface thread.
 */
public final class TaskRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    private static final long LAST_WRITES = 20;

    private final Executor ui;
    private final ExecutorService files = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService numbers = Executors.newFixedThreadPool(Program.threads(), daemon("numbers"));
    private final ExecutorService engine = Executors.newSingleThreadExecutor(daemon("engine"));
    private final ExecutorService background = Executors.newSingleThreadExecutor(daemon("background"));
    private final ExecutorService writing = Executors.newSingleThreadExecutor(daemon("writing"));
    private final List<WorkTask> unlisted = new ArrayList<>();
    private final ExecutorService questions = Executors.newSingleThreadExecutor(daemon("questions"));
    private final ObservableList<WorkTask> running = FXCollections.observableArrayList();
    private final ObservableList<Notice> notices = FXCollections.observableArrayList();

    /** Where work runs. */
    public enum Lane {
        /** Reading and writing files. */
        FILES,
        /** Computing. */
        NUMBERS,
        /** Anything that touches the network engine; one at a time. */
        ENGINE,
        /**
         * Asking a loaded model again and again, one question at a time. The model lets passes of several threads take
         * turns, so a prediction does not wait for the last answer.
         */
        QUESTIONS
    }

    /** Work that gives a value. */
    @FunctionalInterface
    public interface Job<T> {
        /**
         * Does the work.
         *
         * @throws Exception what went wrong; its message is shown to the user
         */
        T run(Progress progress) throws Exception;
    }

    /**
     * A runner.
     *
     * @param ui runs things on the user interface thread: {@code Platform::runLater}, or in tests a direct executor
     */
    public TaskRunner(Executor ui) {
        this.ui = ui;
    }

    /**
     * Starts work. Call on the user interface thread.
     *
     * @param title what is being done, for the user
     * @param done gets the value on the user interface thread, unless cancelled
     * @param failed gets the error on the user interface thread, unless cancelled
     */
    public <T> WorkTask start(String title, Lane lane, Job<T> job, Consumer<T> done, Consumer<Throwable> failed) {
        WorkTask task = new WorkTask(title);
        running.add(task);
        lane(lane).execute(() -> run(task, job, done, failed));
        return task;
    }

    /** As the other one; an error becomes a notice. */
    public <T> WorkTask start(String title, Lane lane, Job<T> job, Consumer<T> done) {
        return start(title, lane, job, done, error -> notice(error(title, error)));
    }

    /**
     * Starts work that views wait for and that nobody ends but they: it does not show among the running tasks. One at a
     * time, on a thread of its own, so that it holds up neither files nor pictures. Call on the user interface thread.
     *
     * @param title what is being done
     * @param done gets the value on the user interface thread, unless cancelled
     * @param failed gets the error on the user interface thread, unless cancelled
     */
    public <T> WorkTask inBackground(String title, Job<T> job, Consumer<T> done, Consumer<Throwable> failed) {
        WorkTask task = new WorkTask(title);
        unlisted.add(task);
        background.execute(() -> run(task, job, done, failed));
        return task;
    }

    /**
     * Writes small files, one after the other in the order in which they were asked for. What was asked for before the
     * runner is closed is still written.
     */
    public Executor inOrder() {
        return work -> {
            if (writing.isShutdown()) {
                work.run();
            } else {
                writing.execute(work);
            }
        };
    }

    /** A lane for short work of which only the latest counts; it does not show among the running tasks. */
    public LatestWins latestWins(Lane lane) {
        return new LatestWins(lane(lane), ui);
    }

    /** What runs now, in the order it was started. */
    public ObservableList<WorkTask> running() {
        return running;
    }

    /** What the user should know, oldest first. */
    public ObservableList<Notice> notices() {
        return notices;
    }

    /** Adds a notice, from any thread. */
    public void notice(Notice notice) {
        ui.execute(() -> notices.add(notice));
    }

    /** Runs something on the user interface thread. */
    public void onUi(Runnable action) {
        ui.execute(action);
    }

    @Override
    public void close() {
        running.forEach(WorkTask::cancel);
        unlisted.forEach(WorkTask::cancel);
        background.shutdownNow();
        files.shutdownNow();
        numbers.shutdownNow();
        engine.shutdownNow();
        questions.shutdownNow();
        writing.shutdown();
        try {
            if (!writing.awaitTermination(LAST_WRITES, TimeUnit.SECONDS)) {
                LOG.warn("the last files could not be written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void run(WorkTask task, Job<T> job, Consumer<T> done, Consumer<Throwable> failed) {
        Runnable end;
        try {
            if (task.cancelled()) {
                throw new CancellationException();
            }
            T value = job.run(progress(task));
            end = () -> done.accept(value);
        } catch (CancellationException e) {
            task.cancel();
            end = () -> {};
        } catch (Throwable e) {
            // Throwable: an error in native code or memory must reach the user as well, and never end the thread
            // silently
            if (!task.cancelled()) {
                report(e); // what nobody waits for any more may well find its volume closed
            }
            end = () -> failed.accept(e);
        }
        Runnable last = end;
        ui.execute(() -> {
            task.finish();
            running.remove(task);
            unlisted.remove(task);
            if (!task.cancelled()) {
                last.run();
            }
        });
    }

    /** What a file or a case does not fit is told to the user and needs no stack in the log; anything else does. Neither names files. */
    private static void report(Throwable e) {
        if (e instanceof IOException || e instanceof IllegalArgumentException) {
            LOG.warn("work failed: {}", e.getClass().getSimpleName());
        } else {
            LOG.warn("work failed: {}", LogText.trace(e));
        }
    }

    private Progress progress(WorkTask task) {
        return new Progress() {
            private long reported = Long.MIN_VALUE;

            @Override
            public void update(double share, String step) {
                long now = System.nanoTime();
                // at most 20 reports a second reach the window
                if (reported == Long.MIN_VALUE || now - reported > 50_000_000L || share >= 1) {
                    reported = now;
                    announce(share, step);
                }
            }

            @Override
            public void announce(double share, String step) {
                ui.execute(() -> task.report(share, step));
            }

            @Override
            public boolean cancelled() {
                return task.cancelled();
            }
        };
    }

    private ExecutorService lane(Lane lane) {
        return switch (lane) {
            case FILES -> files;
            case NUMBERS -> numbers;
            case ENGINE -> engine;
            case QUESTIONS -> questions;
        };
    }

    /** The notice that says what went wrong. */
    public static Notice error(String title, Throwable error) {
        String message = error.getMessage();
        return new Notice(Notice.Severity.ERROR, title, message == null ? error.toString() : message);
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, "lmttm-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
