package org.lmttm.app.evaluation;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Progress;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.WorkTask;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.ShiftTest;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.volume.io.VolumeChoice;

/**
 * What is to be evaluated on what, and the doing of it. A choice whose results are kept is shown at once; any other
 * leaves what is shown, which then is {@link #stale}, until {@link #evaluate} is asked for. Knows no nodes.
 */
final class EvaluationDesk {
    private static final Progress SILENT = new Progress() {
        @Override
        public void update(double share, String step) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    private final Session session;
    private final Evaluations evaluations = new Evaluations();
    private final EvaluationState state;
    private final LatestWins lookup;
    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(this, "source");
    private final ObjectProperty<Path> dataset = new SimpleObjectProperty<>(this, "dataset");
    private final ObjectProperty<Split> split = new SimpleObjectProperty<>(this, "split", Split.TEST);
    private final ObjectProperty<Source> against = new SimpleObjectProperty<>(this, "against");
    private final ObservableList<Path> datasets = FXCollections.observableArrayList();
    private final ObservableMap<Integer, ShiftTest> shifts = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<LabelledDataset> data = new ReadOnlyObjectWrapper<>(this, "data");
    private final ReadOnlyObjectWrapper<WorkTask> running = new ReadOnlyObjectWrapper<>(this, "running");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper(this, "stale", false);
    private Evaluations.@Nullable Request done;

    EvaluationDesk(Session session) {
        this.session = session;
        TaskRunner tasks = session.tasks();
        state = new EvaluationState(
                tasks.latestWins(TaskRunner.Lane.NUMBERS), error -> problem.set(String.valueOf(error.getMessage())));
        lookup = tasks.latestWins(TaskRunner.Lane.FILES);
        List.of(source, dataset, split, against).forEach(choice -> choice.addListener(observable -> chosen()));
        session.datasets().addListener((javafx.collections.ListChangeListener<Session.Dataset>)
                change -> change.getList().forEach(known -> offer(known.file())));
        session.models().addListener((javafx.collections.ListChangeListener<ModelEntry>) change -> followModels());
        followModels();
    }

    /** A model that was written anew, as by a calibration, is the same choice. */
    private void followModels() {
        if (source.get() == null && !session.models().isEmpty()) {
            source.set(new Source.Model(session.models().getFirst()));
        } else if (source.get() instanceof Source.Model model) {
            renewed(model).ifPresent(source::set);
        }
        if (against.get() instanceof Source.Model model) {
            renewed(model).ifPresent(against::set);
        }
    }

    private Optional<Source> renewed(Source.Model model) {
        return session.models().stream()
                .filter(entry -> entry.file().equals(model.file()) && !entry.equals(model.entry()))
                .<Source>map(Source.Model::new)
                .findFirst();
    }

    /** Lists a dataset, once; the first is chosen. */
    void offer(Path file) {
        Path known = file.toAbsolutePath().normalize();
        if (!datasets.contains(known)) {
            datasets.add(known);
        }
        if (dataset.get() == null) {
            dataset.set(known);
        }
    }

    private Optional<Evaluations.Request> request() {
        Source from = source.get();
        Path on = dataset.get();
        return from == null || on == null
                ? Optional.empty()
                : Optional.of(new Evaluations.Request(from, on, split.get(), against.get()));
    }

    private void chosen() {
        Optional<Evaluations.Request> wanted = request();
        stale.set(done != null && !wanted.equals(Optional.ofNullable(done)));
        if (wanted.isEmpty() || wanted.get().equals(done)) {
            return;
        }
        Evaluations.Request request = wanted.get();
        lookup.submit(
                () -> evaluations.kept(request, SILENT),
                answer -> {
                    if (answer.isPresent() && request().equals(Optional.of(request))) {
                        accept(request, answer.get());
                    }
                },
                error -> problem.set(message(error)));
    }

    /** Evaluates what is chosen, in the background; what is shown stays until then. */
    void evaluate() {
        cancel();
        request()
                .ifPresent(request -> begin(
                        Texts.text("task.evaluate", request.source().name()),
                        progress -> evaluations.evaluate(request, progress),
                        answer -> accept(request, answer)));
    }

    private <T> void begin(String title, TaskRunner.Job<T> job, java.util.function.Consumer<T> then) {
        problem.set("");
        WorkTask task = session.tasks()
                .start(
                        title,
                        // not the engine's lane: an evaluation must not keep the open case waiting
                        TaskRunner.Lane.FILES,
                        job,
                        value -> {
                            running.set(null);
                            then.accept(value);
                        },
                        error -> {
                            running.set(null);
                            problem.set(message(error));
                        });
        running.set(task);
        task.finished().addListener(observable -> {
            if (running.get() == task) {
                running.set(null);
            }
        });
    }

    private static String message(Throwable error) {
        if (error instanceof NoSuchFileException missing) {
            return Texts.text("problem.missing", missing.getFile());
        }
        String message = error.getMessage();
        return message == null ? error.toString() : message;
    }

    /** Stops what runs. */
    void cancel() {
        WorkTask task = running.get();
        if (task != null) {
            task.cancel();
            running.set(null);
        }
    }

    private void accept(Evaluations.Request request, Evaluations.Answer answer) {
        done = request;
        problem.set("");
        shifts.clear();
        data.set(answer.data());
        Outcome second = answer.second();
        if (state.second().get() != null && second == null) {
            state.second().set(null);
        }
        state.first().set(answer.first());
        state.second().set(second);
        stale.set(!request().equals(Optional.of(request)));
    }

    /** Whether the model in front can be calibrated: it is a model and its dataset has validation cases. */
    boolean canCalibrate() {
        return done != null
                && done.source() instanceof Source.Model
                && data.get() != null
                && data.get().has(Split.VAL);
    }

    /** Fits the model's temperature on the validation cases and stores it with the model. */
    void calibrate() {
        if (done == null || !(done.source() instanceof Source.Model model)) {
            return;
        }
        Path on = done.dataset();
        begin(
                Texts.text("task.calibrate", model.name()),
                progress -> store(model, evaluations.calibrate(model, on, progress)),
                stored -> calibrated(model, stored));
    }

    /** A calibration and the entry of the model that holds it; null where the file could not be written. */
    private record Stored(Calibration calibration, @Nullable ModelInfo info, String reason) {}

    private static Stored store(Source.Model model, Calibration calibration) {
        try {
            return new Stored(calibration, calibration.store(model.file(), model.file()), "");
        } catch (IOException e) {
            return new Stored(calibration, null, message(e));
        }
    }

    private void calibrated(Source.Model model, Stored stored) {
        Outcome shown = state.first().get();
        if (shown != null && shown.file().equals(model.file())) {
            state.calibrated().set(true);
            state.first().set(shown.with(stored.calibration()));
        }
        if (stored.info() == null) {
            session.tasks()
                    .notice(new Notice(
                            Notice.Severity.ERROR, Texts.text("calibrate.not-stored", model.name()), stored.reason()));
            return;
        }
        ModelEntry renewed = new ModelEntry(model.file(), stored.info());
        if (done != null && done.source().equals(model)) {
            done = new Evaluations.Request(new Source.Model(renewed), done.dataset(), done.split(), done.against());
        }
        boolean active = model.entry().equals(session.activeModel().get());
        session.models().replaceAll(entry -> entry.equals(model.entry()) ? renewed : entry);
        if (active) {
            session.activeModel().set(renewed);
        }
    }

    /** Whether the case in front can be shifted: its model is at hand and deterministic. */
    boolean canShift() {
        Outcome shown = state.first().get();
        return done != null
                && done.source() instanceof Source.Model
                && shown != null
                && shown.mode() == Mode.DETERMINISTIC;
    }

    /** Tests how much predictions move with their cases; cases that were tested before are left out. */
    void testShifts(List<Integer> cases) {
        List<Integer> missing =
                cases.stream().filter(index -> !shifts.containsKey(index)).toList();
        Outcome of = state.first().get();
        if (missing.isEmpty() || !canShift() || done == null || !(done.source() instanceof Source.Model model)) {
            return;
        }
        begin(
                Texts.text("task.shift"),
                progress -> evaluations.shifts(model, of.dataset(), of.split(), missing, progress),
                tests -> {
                    if (state.first().get() != null && state.first().get().sameCases(of)) {
                        for (int x = 0; x < tests.size(); x++) {
                            shifts.put(missing.get(x), tests.get(x));
                        }
                    }
                });
    }

    /**
     * How much a case's shown probability moves at most when the case is shifted by a voxel.
     *
     * @return empty where it was not tested
     */
    Optional<Double> shift(int index) {
        ShiftTest test = shifts.get(index);
        Shown shown = state.shown().get();
        if (test == null || shown == null) {
            return Optional.empty();
        }
        Optional<Calibration> scaling = shown.calibrated() ? shown.first().calibration() : Optional.empty();
        ShiftTest seen = scaling.map(test::calibrated).orElse(test);
        return Optional.of(seen.largest(shown.positiveClass()));
    }

    /**
     * Opens a case with the model in front.
     *
     * @param workspace that shows it then
     */
    void open(int index, String workspace) {
        Outcome of = state.first().get();
        LabelledDataset cases = data.get();
        if (of == null || cases == null || index < 0) {
            return;
        }
        session.models().stream()
                .filter(entry -> entry.file().equals(of.file()))
                .findFirst()
                .ifPresent(entry -> session.activeModel().set(entry));
        if (cases instanceof VolumeFolder folder) {
            try {
                session.open(folder.file(of.split(), index));
            } catch (IOException e) {
                problem.set(message(e));
                return;
            }
        } else {
            session.open(cases.file(), VolumeChoice.ofCase(of.split().label(), index));
        }
        session.workspace().set(workspace);
    }

    /** What is shown. */
    EvaluationState state() {
        return state;
    }

    /** The model or result file to evaluate. */
    ObjectProperty<Source> source() {
        return source;
    }

    /** The dataset to evaluate on. */
    ObjectProperty<Path> dataset() {
        return dataset;
    }

    /** The part of it. */
    ObjectProperty<Split> split() {
        return split;
    }

    /** What to compare with; null for nothing. */
    ObjectProperty<Source> against() {
        return against;
    }

    /** Datasets to choose from. */
    ObservableList<Path> datasets() {
        return datasets;
    }

    /** Shift tests by case. */
    ObservableMap<Integer, ShiftTest> shifts() {
        return shifts;
    }

    /** The dataset of what is shown; null while nothing is. */
    ReadOnlyObjectProperty<LabelledDataset> data() {
        return data.getReadOnlyProperty();
    }

    /** What runs; null when nothing does. */
    ReadOnlyObjectProperty<WorkTask> running() {
        return running.getReadOnlyProperty();
    }

    /** Why the last evaluation failed; empty when it did not. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether something else is chosen than is shown. */
    ReadOnlyBooleanProperty stale() {
        return stale.getReadOnlyProperty();
    }
}
