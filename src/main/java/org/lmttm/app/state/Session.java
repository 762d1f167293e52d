package org.lmttm.app.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.io.SeriesEntry;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeChoice.SeriesChoice;

/**
 * What is open in one window and what is computed from it. The result follows the active case and the active model; it
 * is computed on the engine's thread and is null while there is none. Use on the user interface thread only.
 */
public final class Session implements AutoCloseable {
    private static final Messages TEXT = new Messages("org.lmttm.app.state");

    private final Path home;
    private final Settings settings;
    private final TaskRunner tasks;
    private final History history = new History();
    private final Inference inference;
    private final ObservableList<OpenCase> cases = FXCollections.observableArrayList();
    private final ObservableList<ModelEntry> models = FXCollections.observableArrayList();
    private final ObservableList<Dataset> datasets = FXCollections.observableArrayList();
    private final ObservableList<Path> runs = FXCollections.observableArrayList();
    private final ObjectProperty<Path> activeRun = new SimpleObjectProperty<>(this, "activeRun");
    private final ObjectProperty<RunEpoch> tracedEpoch = new SimpleObjectProperty<>(this, "tracedEpoch");
    private final ObjectProperty<OpenCase> activeCase = new SimpleObjectProperty<>(this, "activeCase");
    private final ObjectProperty<ModelEntry> activeModel = new SimpleObjectProperty<>(this, "activeModel");
    private final IntegerProperty selectedTimestep = new SimpleIntegerProperty(this, "selectedTimestep", 0);
    private final ObjectProperty<SliceOverlay> attentionOverlay = new SimpleObjectProperty<>(this, "attentionOverlay");
    private final StringProperty workspace = new SimpleStringProperty(this, "workspace", "volume");
    private final CaseOpening opening;
    private final CaseCounting counting;
    private final Predicting predicting;

    /** Which box of a case a model is fed. */
    @FunctionalInterface
    public interface Boxes {
        /** The box; null for what the model's preprocessing says. */
        @Nullable
        RoiBox box(ModelEntry model, OpenCase openCase);
    }

    /**
     * An epoch of a run, whose trace of the pinned case is to be shown.
     *
     * @param run the folder
     * @param epoch 1-based
     */
    public record RunEpoch(Path run, int epoch) {}

    /**
     * A file of labelled volumes.
     *
     * @param file where it is
     * @param cases how many volumes it holds in all splits
     */
    public record Dataset(Path file, int cases) {
        /** The file's name without its ending. */
        public String name() {
            return String.valueOf(file.getFileName()).replaceFirst("\\.npz$", "");
        }
    }

    /**
     * A session with nothing open.
     *
     * @param home the application's folder, with {@code assets} and {@code sample-volumes}
     * @param settings what is remembered
     * @param tasks runs work; closed with the session
     * @param reader reads volumes
     * @param inference runs models; closed with the session
     */
    public Session(Path home, Settings settings, TaskRunner tasks, VolumeReader reader, Inference inference) {
        this.home = home;
        this.settings = settings;
        this.tasks = tasks;
        this.inference = inference;
        this.counting = new CaseCounting(tasks, history);
        this.predicting = new Predicting(tasks, inference, new PredictionRecorder(settings, tasks), this::makeRoom);
        this.opening = new CaseOpening(tasks, reader, this::opened);
        activeCase.addListener((property, before, now) -> update());
        cases.addListener(this::remember);
        activeModel.addListener((property, before, now) -> update());
    }

    private void remember(ListChangeListener.Change<? extends OpenCase> change) {
        while (change.next()) {
            change.getRemoved().forEach(this::forget);
            for (OpenCase added : change.getAddedSubList()) {
                history.watch(added.window(), TEXT.text("undo.window"), added);
                counting.start(added);
            }
        }
    }

    private void forget(OpenCase gone) {
        history.forget(gone);
        counting.stop(gone);
    }

    /** The application's folder, with {@code assets} and {@code sample-volumes}. */
    public Path home() {
        return home;
    }

    /** What is remembered from one start to the next. */
    public Settings settings() {
        return settings;
    }

    /** Background work. */
    public TaskRunner tasks() {
        return tasks;
    }

    /** Runs models. */
    public Inference inference() {
        return inference;
    }

    /** What was done and can be undone. */
    public History history() {
        return history;
    }

    /** Open cases, in the order they were opened. */
    public ObservableList<OpenCase> cases() {
        return cases;
    }

    /** Known models. */
    public ObservableList<ModelEntry> models() {
        return models;
    }

    /** Known datasets. */
    public ObservableList<Dataset> datasets() {
        return datasets;
    }

    /** Known run folders, newest first. */
    public ObservableList<Path> runs() {
        return runs;
    }

    /** The run that the training desk shows; null for none. Setting it opens the run there. */
    public ObjectProperty<Path> activeRun() {
        return activeRun;
    }

    /** The epoch that the memory workspace is asked to show; null for none. Setting it shows the run's traces there. */
    public ObjectProperty<RunEpoch> tracedEpoch() {
        return tracedEpoch;
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
        return predicting.result();
    }

    /** Why there is no result, for the user; empty when there is one or it is being computed. */
    public ReadOnlyStringProperty resultProblem() {
        return predicting.problem();
    }

    /** The timestamp that views show, 0-based; kept within the result's steps by whoever sets it. */
    public IntegerProperty selectedTimestep() {
        return selectedTimestep;
    }

    /** The opening of a file that runs now; null when none does. */
    public ReadOnlyObjectProperty<WorkTask> opening() {
        return opening.running().getReadOnlyProperty();
    }

    /** Why the last file could not be opened; null when it could, or the user has read it. */
    public ReadOnlyObjectProperty<Notice> problem() {
        return opening.problem().getReadOnlyProperty();
    }

    /** The forward pass that runs now; null when none does. */
    public ReadOnlyObjectProperty<WorkTask> inferring() {
        return predicting.running();
    }

    /**
     * Says which box of a case a model is fed; it is asked at every prediction.
     *
     * @param boxes gives null for what the model's preprocessing says
     */
    public void feed(Boxes boxes) {
        predicting.feed(boxes);
    }

    /** The box of a case that a model is fed now; null for what its preprocessing says. */
    public @Nullable RoiBox box(ModelEntry model, OpenCase openCase) {
        return predicting.box(model, openCase);
    }

    /** Predicts the active case anew, with the box as it is now; the last result stays until then. */
    public void predict() {
        OpenCase openCase = activeCase.get();
        ModelEntry model = activeModel.get();
        if (openCase != null && model != null) {
            predicting.start(model, openCase);
        }
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

    /** Opens the first volume or case of a file; see {@link #open(Path, VolumeChoice)}. */
    public void open(Path file) {
        open(file, VolumeChoice.FIRST);
    }

    /**
     * Opens a volume in the background and makes it the active case. When that fails, what is open stays as it is and
     * {@link #problem()} says why. A case of the same file that is open already is replaced.
     */
    public void open(Path file, VolumeChoice choice) {
        open(file, choice, () -> {});
    }

    /** As {@link #open(Path, VolumeChoice)}; {@code then} runs when it is open, and when it could not be opened. */
    public void open(Path file, VolumeChoice choice, Runnable then) {
        opening.open(file, choice, then);
    }

    /**
     * Shows another volume along time or channel of an open case's file, at the same place and in the same window. Of
     * several asked for in a row the last is shown; until then the one before stays.
     */
    public void showVolume(OpenCase of, int volume) {
        opening.step(of, volume);
    }

    /** The user has read the problem. */
    public void dismissProblem() {
        opening.problem().set(null);
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
        free(openCase);
    }

    /** Off the user interface thread: a mapped file of a gigabyte takes tens of milliseconds to let go. */
    private static void free(OpenCase openCase) {
        Thread.ofPlatform().name("free-voxels").start(openCase::close);
    }

    @Override
    public void close() {
        // views let go of the case first: a late mouse event must not read freed voxels
        activeCase.set(null);
        List<OpenCase> open = List.copyOf(cases);
        cases.clear();
        tasks.close();
        inference.close();
        open.forEach(OpenCase::close);
    }

    /**
     * The series to choose from at a path.
     *
     * @throws IOException naming the file, what is wrong and what to do
     */
    public List<SeriesEntry> series(Path path, Progress progress) throws IOException {
        return opening.series(path, progress);
    }

    private static boolean same(OpenCase a, OpenCase b) {
        return a.file().equals(b.file())
                && a.choice()
                        .series()
                        .map(SeriesChoice::id)
                        .equals(b.choice().series().map(SeriesChoice::id));
    }

    private void opened(OpenCase openCase) {
        settings.remember(openCase.file());
        int labelled =
                openCase.listing().splits().values().stream().mapToInt(n -> n).sum();
        if (labelled > 0 && datasets.stream().noneMatch(d -> d.file().equals(openCase.file()))) {
            datasets.add(new Dataset(openCase.file(), labelled));
        }
        Optional<OpenCase> before =
                cases.stream().filter(c -> same(c, openCase)).findFirst();
        if (before.isPresent()) {
            if (openCase.isVolumeBeside(before.get())) {
                openCase.goOnFrom(before.get());
            }
            cases.set(cases.indexOf(before.get()), openCase);
            activeCase.set(openCase);
            free(before.get());
        } else {
            add(openCase);
        }
    }

    /** Another case or model: what was computed does not hold any more. */
    private void update() {
        predicting.clear();
        attentionOverlay.set(null);
        predict();
    }

    /** A result comes: views of the one before let go. */
    private void makeRoom(CaseResult value) {
        int steps = value.trace().steps().size();
        selectedTimestep.set(Math.clamp(selectedTimestep.get(), 0, Math.max(0, steps - 1)));
        attentionOverlay.set(null);
    }
}
