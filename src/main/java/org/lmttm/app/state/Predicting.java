package org.lmttm.app.state;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** A session's prediction: the one asked for last, computed on the engine's thread, recorded when it is there. */
final class Predicting {
    private static final Messages TEXT = new Messages("org.lmttm.app.state");

    private final TaskRunner tasks;
    private final Inference inference;
    private final PredictionRecorder recorder;
    private final Consumer<CaseResult> before;
    private final ReadOnlyObjectWrapper<CaseResult> result = new ReadOnlyObjectWrapper<>(this, "result");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyObjectWrapper<WorkTask> running = new ReadOnlyObjectWrapper<>(this, "running");
    private Session.Boxes boxes = (model, openCase) -> null;

    /** @param before hears of a result before anyone else */
    Predicting(TaskRunner tasks, Inference inference, PredictionRecorder recorder, Consumer<CaseResult> before) {
        this.tasks = tasks;
        this.inference = inference;
        this.recorder = recorder;
        this.before = before;
    }

    /** See {@link Session#result()}. */
    ReadOnlyObjectProperty<CaseResult> result() {
        return result.getReadOnlyProperty();
    }

    /** See {@link Session#resultProblem()}. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** See {@link Session#inferring()}. */
    ReadOnlyObjectProperty<WorkTask> running() {
        return running.getReadOnlyProperty();
    }

    /** See {@link Session#feed}. */
    void feed(Session.Boxes now) {
        boxes = now;
    }

    /** See {@link Session#box}. */
    @Nullable
    RoiBox box(ModelEntry model, OpenCase openCase) {
        return boxes.box(model, openCase);
    }

    /** Stops and forgets. */
    void clear() {
        stop();
        result.set(null);
        problem.set("");
    }

    private void stop() {
        if (running.get() != null) {
            running.get().cancel();
            running.set(null);
        }
    }

    /** Predicts a case; the result before stays until then. */
    void start(ModelEntry model, OpenCase openCase) {
        stop();
        RoiBox box = box(model, openCase);
        running.set(tasks.start(
                TEXT.text("predicting", model.name()),
                TaskRunner.Lane.ENGINE,
                progress -> inference.run(model, openCase, box, progress),
                this::accept,
                error -> {
                    running.set(null);
                    result.set(null);
                    problem.set(String.valueOf(error.getMessage()));
                }));
    }

    private void accept(CaseResult value) {
        before.accept(value);
        running.set(null);
        problem.set("");
        result.set(value);
        recorder.record(value);
    }
}
