package org.lmttm.app.training;

import java.io.IOException;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunStatus;
import org.lmttm.training.TrainerProcess;

/** One run on the desk: what its folder says, and its trainer when there is one. Use on the window's thread. */
public final class RunTrack implements AutoCloseable {
    private static final int EVENTS_KEPT = 2000;

    private final RunFolder run;
    private final int color;
    private final TaskRunner tasks;
    private final ReadOnlyObjectWrapper<@Nullable RunSnapshot> snapshot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper read = new ReadOnlyDoubleWrapper(1);
    private final ObservableList<RunEvent> events = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable TrainerProcess> process = new SimpleObjectProperty<>();
    private final RunWatch watch;
    private volatile @Nullable TrainerProcess alive;
    private boolean launching;
    private String launchProblem = "";
    private String death = "";

    /**
     * Puts a run on the desk and follows it.
     *
     * @param color index of its colour in every plot
     */
    public RunTrack(RunFolder run, int color, TaskRunner tasks) {
        this.run = run;
        this.color = color;
        this.tasks = tasks;
        this.watch = new RunWatch(run, tasks::onUi, this::processAlive, this::accept);
    }

    private boolean processAlive() {
        TrainerProcess known = alive;
        return known != null && known.isAlive();
    }

    /** The folder. */
    public RunFolder run() {
        return run;
    }

    int color() {
        return color;
    }

    /** What the folder says; null until it was first read. */
    public ReadOnlyObjectProperty<@Nullable RunSnapshot> snapshot() {
        return snapshot.getReadOnlyProperty();
    }

    /** What went wrong and what to do, for the user; empty while nothing has. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Share of the run's events that was read, 0–1; below 1 there is no snapshot of them yet. */
    ReadOnlyDoubleProperty read() {
        return read.getReadOnlyProperty();
    }

    /** Shows other parts of the run's steps from now on. */
    void look(StepQuery query) {
        watch.look(query);
    }

    /** Events, oldest first, training steps left out; the newest {@value #EVENTS_KEPT}. */
    ObservableList<RunEvent> events() {
        return events;
    }

    /** Whether a trainer can be started on the run now. */
    boolean canResume() {
        RunSnapshot now = snapshot.get();
        return now != null && !launching && !now.busy() && now.status().isResumable();
    }

    /** Whether a trainer is at work, or about to be. */
    boolean atWork() {
        RunSnapshot now = snapshot.get();
        return launching || processAlive() || (now != null && now.busy());
    }

    /** Starts a trainer: from the last checkpoint, or from the beginning where there is none. */
    void resume() {
        if (launching) {
            return;
        }
        launching = true;
        launchProblem = "";
        death = "";
        problem.set("");
        tasks.start(
                Texts.text("task.start", run.name()),
                TaskRunner.Lane.FILES,
                progress -> TrainerProcess.start(run),
                this::started,
                error -> {
                    launching = false;
                    launchProblem = Texts.text("problem.start", String.valueOf(error.getMessage()));
                    problem.set(launchProblem);
                });
    }

    private void started(TrainerProcess trainer) {
        launching = false;
        process.set(trainer);
        alive = trainer;
        var _ = trainer.exit().thenAccept(exit -> tasks.onUi(() -> ended(exit)));
    }

    private void ended(TrainerProcess.Exit exit) {
        process.set(null);
        if (!exit.clean()) {
            death = exit.reason();
            problem.set(explain(snapshot.get()));
        }
    }

    /** Asks the trainer to hold, or to go on. */
    void togglePause() {
        RunSnapshot now = snapshot.get();
        if (now != null) {
            request(now.status() == RunStatus.PAUSED ? run::requestContinue : run::requestPause);
        }
    }

    /** Asks the trainer to write a checkpoint and end. */
    void stop() {
        request(run::requestStop);
    }

    /** The trainer started here, while it lives. */
    @Nullable
    TrainerProcess trainer() {
        return process.get();
    }

    private interface Request {
        void make() throws IOException;
    }

    private void request(Request request) {
        tasks.start(
                Texts.text("task.request"),
                TaskRunner.Lane.FILES,
                progress -> {
                    request.make();
                    return true;
                },
                done -> {},
                error -> problem.set(String.valueOf(error.getMessage())));
    }

    private void accept(RunWatch.Update update) {
        if (update.problem() != null) {
            problem.set(update.problem());
            return;
        }
        read.set(update.read());
        if (update.read() < 1) {
            return;
        }
        if (update.restarted()) {
            events.clear();
        }
        events.addAll(update.events());
        if (events.size() > EVENTS_KEPT) {
            events.remove(0, events.size() - EVENTS_KEPT);
        }
        RunSnapshot now = update.snapshot();
        snapshot.set(now);
        problem.set(explain(now));
    }

    /** Why the run is not complete, and where Resume would go on; also where another window started its trainer. */
    private String explain(@Nullable RunSnapshot now) {
        if (!launchProblem.isEmpty()) {
            return launchProblem;
        }
        if (now == null || now.busy()) {
            // the folder may not say yet that the trainer is gone
            return death.isEmpty() ? "" : Texts.text("problem.died", death);
        }
        if (!death.isEmpty()) {
            return Texts.text("problem.died", death) + " " + resuming(now);
        }
        return switch (now.status()) {
            case INTERRUPTED -> Texts.text("problem.interrupted", now.epochsDone()) + " " + resuming(now);
            case FAILED -> Texts.text("problem.failed", String.valueOf(now.endReason())) + " " + resuming(now);
            case NEW, RUNNING, PAUSED, COMPLETED, STOPPED -> "";
        };
    }

    /** The state decides where a trainer goes on, not the last event: that may be of a later epoch. */
    private static String resuming(RunSnapshot now) {
        RunFolder.ResumePoint at = now.resumePoint();
        if (!now.stateProblem().isEmpty()) {
            return Texts.text("resume.damaged", now.stateProblem());
        }
        if (at == null) {
            return Texts.text("resume.begin");
        }
        String step = Long.toString(at.step());
        return at.batch() == 0
                ? Texts.text("resume.after", at.epoch(), step)
                : Texts.text("resume.within", at.epoch() + 1, step);
    }

    @Override
    public void close() {
        watch.close();
    }
}
