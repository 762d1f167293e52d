package org.lmttm.app.state;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What is open in one window and what is computed from it. The result follows the active case and the active model; it
 * is computed on the engine's thread and is null while there is none. Use on the user interface thread only.
 */
public final class Session implements AutoCloseable {
    private final Path home;
    private final TaskRunner tasks;
    private final Inference inference;
    private final ObservableList<OpenCase> cases = FXCollections.observableArrayList();
    private final ObservableList<ModelEntry> models = FXCollections.observableArrayList();
    private final ObservableList<Path> runs = FXCollections.observableArrayList();
    private final ObjectProperty<Path> activeRun = new SimpleObjectProperty<>(this, "activeRun");
    private final ObjectProperty<OpenCase> activeCase = new SimpleObjectProperty<>(this, "activeCase");
    private final ObjectProperty<ModelEntry> activeModel = new SimpleObjectProperty<>(this, "activeModel");
    private final ReadOnlyObjectWrapper<CaseResult> result = new ReadOnlyObjectWrapper<>(this, "result");
    private final ReadOnlyStringWrapper resultProblem = new ReadOnlyStringWrapper(this, "resultProblem", "");
    private final IntegerProperty selectedTimestep = new SimpleIntegerProperty(this, "selectedTimestep", 0);
    private final ObjectProperty<SliceOverlay> attentionOverlay = new SimpleObjectProperty<>(this, "attentionOverlay");
    private final StringProperty workspace = new SimpleStringProperty(this, "workspace", "volume");
    private @Nullable WorkTask inferring;

    /**
     * A session with nothing open.
     *
     * @param home the application's folder, with {@code assets} and {@code sample-volumes}
     * @param tasks runs work; closed with the session
     * @param inference runs models; closed with the session
     */
    public Session(Path home, TaskRunner tasks, Inference inference) {
        this.home = home;
        this.tasks = tasks;
        this.inference = inference;
        activeCase.addListener((property, before, now) -> update());
        activeModel.addListener((property, before, now) -> update());
    }

    /** The application's folder, with {@code assets} and {@code sample-volumes}. */
    public Path home() {
        return home;
    }

    /** Background work. */
    public TaskRunner tasks() {
        return tasks;
    }

    /** Open cases, in the order they were opened. */
    public ObservableList<OpenCase> cases() {
        return cases;
    }

    /** Known models. */
    public ObservableList<ModelEntry> models() {
        return models;
    }

    /** Known run folders, newest first. */
    public ObservableList<Path> runs() {
        return runs;
    }

    /** The run that the training desk shows; null for none. Setting it opens the run there. */
    public ObjectProperty<Path> activeRun() {
        return activeRun;
    }

    /** The case that views show; null when none is open. */
    public ObjectProperty<OpenCase> activeCase() {
        return activeCase;
    }

    /** The model that predicts; null when there is none. */
    public ObjectProperty<ModelEntry> activeModel() {
        return activeModel;
    }

    /** Prediction and trace of the active model for the active case; null while there is none. */
    public ReadOnlyObjectProperty<CaseResult> result() {
        return result.getReadOnlyProperty();
    }

    /** Why there is no result, for the user; empty when there is one or it is being computed. */
    public ReadOnlyStringProperty resultProblem() {
        return resultProblem.getReadOnlyProperty();
    }

    /** The timestamp that views show, 0-based; kept within the result's steps by whoever sets it. */
    public IntegerProperty selectedTimestep() {
        return selectedTimestep;
    }

    /** What is painted over the slices of the active case; null for nothing. */
    public ObjectProperty<SliceOverlay> attentionOverlay() {
        return attentionOverlay;
    }

    /** The id of the workspace shown. */
    public StringProperty workspace() {
        return workspace;
    }

    /** The active case, if any. */
    public Optional<OpenCase> openCase() {
        return Optional.ofNullable(activeCase.get());
    }

    /** Adds a case and makes it the active one. */
    public void add(OpenCase openCase) {
        cases.add(openCase);
        activeCase.set(openCase);
    }

    /** Closes a case and frees its voxels; its neighbour becomes active. */
    public void remove(OpenCase openCase) {
        int at = cases.indexOf(openCase);
        if (at < 0) {
            return;
        }
        cases.remove(at);
        if (activeCase.get() == openCase) {
            activeCase.set(cases.isEmpty() ? null : cases.get(Math.min(at, cases.size() - 1)));
        }
        openCase.close();
    }

    @Override
    public void close() {
        tasks.close();
        inference.close();
        cases.forEach(OpenCase::close);
    }

    private void update() {
        if (inferring != null) {
            inferring.cancel();
        }
        result.set(null);
        resultProblem.set("");
        attentionOverlay.set(null);
        OpenCase openCase = activeCase.get();
        ModelEntry model = activeModel.get();
        if (openCase == null || model == null) {
            return;
        }
        inferring = tasks.start(
                model.name(),
                TaskRunner.Lane.ENGINE,
                progress -> inference.run(model, openCase, progress),
                this::accept,
                error -> resultProblem.set(String.valueOf(error.getMessage())));
    }

    private void accept(CaseResult value) {
        int steps = value.trace().steps().size();
        selectedTimestep.set(Math.clamp(selectedTimestep.get(), 0, Math.max(0, steps - 1)));
        result.set(value);
    }
}
