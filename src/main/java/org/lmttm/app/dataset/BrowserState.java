package org.lmttm.app.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Progress;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.WorkTask;
import org.lmttm.dataset.DatasetSurvey;
import org.lmttm.dataset.DatasetSurvey.Case;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.io.VolumeChoice;

/** The dataset that is looked through: its labels, its cases by class and split, and what is wrong with it. Knows no nodes. */
final class BrowserState {
    private static final Messages TEXT = new Messages("org.lmttm.app.dataset");

    private final Session session;
    private final ReadOnlyObjectWrapper<Contents> contents = new ReadOnlyObjectWrapper<>(this, "contents");
    private final ReadOnlyObjectWrapper<DatasetSurvey> survey = new ReadOnlyObjectWrapper<>(this, "survey");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ObjectProperty<Split> split = new SimpleObjectProperty<>(this, "split");
    private final ObjectProperty<Integer> label = new SimpleObjectProperty<>(this, "label");
    private final ObjectProperty<Case> selected = new SimpleObjectProperty<>(this, "selected");
    private final ObservableList<Case> cases = FXCollections.observableArrayList();
    private @Nullable WorkTask reading;

    /**
     * A dataset with its labels.
     *
     * @param labels of each split's cases
     */
    record Contents(LabelledDataset data, List<Case> cases, Map<Split, int[]> labels) {
        /** The class of a case. */
        int label(Case one) {
            return Objects.requireNonNull(labels.get(one.split()))[one.index()];
        }

        /** Cases of a class in a split. */
        long count(Split of, int label) {
            return cases.stream()
                    .filter(one -> one.split() == of && label(one) == label)
                    .count();
        }
    }

    BrowserState(Session session) {
        this.session = session;
        split.addListener(observable -> filter());
        label.addListener(observable -> filter());
    }

    /** Opens a dataset and looks for what is wrong with it, in the background. */
    void open(Path file) {
        close();
        String name = String.valueOf(file.getFileName());
        reading = session.tasks()
                .start(
                        TEXT.text("browse.opening", name),
                        TaskRunner.Lane.FILES,
                        progress -> read(file),
                        this::accept,
                        error -> problem.set(String.valueOf(error.getMessage())));
    }

    /** Lets go of the dataset. */
    void close() {
        if (reading != null) {
            reading.cancel();
            reading = null;
        }
        contents.set(null);
        survey.set(null);
        problem.set("");
        split.set(null);
        label.set(null);
        selected.set(null);
        cases.clear();
    }

    private static Contents read(Path file) throws IOException {
        LabelledDataset data = LabelledDataset.open(file, LabelledDataset.USUAL_SPLIT_SEED);
        Map<Split, int[]> labels = new EnumMap<>(Split.class);
        for (Split split : data.splits()) {
            labels.put(split, data.labels(split));
        }
        return new Contents(data, DatasetSurvey.cases(data), labels);
    }

    private void accept(Contents read) {
        contents.set(read);
        filter();
        reading = session.tasks()
                .start(
                        TEXT.text("browse.checking", read.data().name().text()),
                        TaskRunner.Lane.FILES,
                        progress -> DatasetSurvey.of(read.data(), reading(progress)),
                        survey::set,
                        error -> problem.set(String.valueOf(error.getMessage())));
    }

    private static ReadProgress reading(Progress progress) {
        return new ReadProgress() {
            @Override
            public void update(double share) {
                progress.update(share, "");
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private void filter() {
        Contents now = contents.get();
        Split of = split.get();
        Integer wanted = label.get();
        cases.setAll(
                now == null
                        ? List.of()
                        : now.cases().stream()
                                .filter(one -> (of == null || one.split() == of)
                                        && (wanted == null || now.label(one) == wanted))
                                .toList());
    }

    /**
     * Opens a case in a workspace.
     *
     * @param workspace its id: volume or memory
     */
    void openCase(Case one, String workspace) {
        Contents now = contents.get();
        if (now == null) {
            return;
        }
        if (now.data() instanceof VolumeFolder folder) {
            try {
                session.open(folder.file(one.split(), one.index()));
            } catch (IOException e) {
                problem.set(String.valueOf(e.getMessage()));
                return;
            }
        } else {
            session.open(now.data().file(), VolumeChoice.ofCase(one.split().label(), one.index()));
        }
        session.workspace().set(workspace);
    }

    /** The dataset; null until it is open. */
    ReadOnlyObjectProperty<Contents> contents() {
        return contents.getReadOnlyProperty();
    }

    /** What is wrong with its volumes; null until they are read. */
    ReadOnlyObjectProperty<DatasetSurvey> survey() {
        return survey.getReadOnlyProperty();
    }

    /** Why the dataset, or something of it, cannot be used; empty where it can. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** The split that is shown; null for all. */
    ObjectProperty<Split> split() {
        return split;
    }

    /** The class that is shown; null for all. */
    ObjectProperty<Integer> label() {
        return label;
    }

    /** The case that was chosen; null for none. */
    ObjectProperty<Case> selected() {
        return selected;
    }

    /** The cases of that split and class. */
    ObservableList<Case> cases() {
        return cases;
    }
}
