package org.lmttm.app.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.Progress;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.app.state.WorkTask;
import org.lmttm.app.training.RunSnapshot;
import org.lmttm.app.training.RunTrack;
import org.lmttm.insight.TraceReading;
import org.lmttm.training.RunFolder;

/**
 * The traces of a run's pinned case, epoch by epoch, as far as they are written: a run that trains grows while it is
 * watched. Traces are read in the background, the one asked for last first; those that cannot be read are skipped. No
 * nodes; use on one thread.
 */
final class EpochsState implements AutoCloseable {
    private final TaskRunner tasks;
    private final LatestWins opening;
    private final LatestWins showing;
    private final ObjectProperty<@Nullable Path> run = new SimpleObjectProperty<>();
    private final IntegerProperty epoch = new SimpleIntegerProperty();
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable RunSnapshot> snapshot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable TraceReading> reading = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper shown = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper version = new ReadOnlyIntegerWrapper();
    private final BooleanProperty sameScale = new SimpleBooleanProperty(true);
    private final ReadOnlyObjectWrapper<@Nullable RunScale> scale = new ReadOnlyObjectWrapper<>();
    private final EpochTraces traces = new EpochTraces();
    private final ChangeListener<RunSnapshot> follower = (property, before, now) -> take(now);
    private @Nullable RunTrack track;
    private @Nullable WorkTask overview;
    private String runProblem = "";
    private int wanted;
    private int direction = 1;
    private boolean following = true;

    EpochsState(TaskRunner tasks) {
        this.tasks = tasks;
        opening = tasks.latestWins(Lane.FILES);
        showing = tasks.latestWins(Lane.FILES);
        run.addListener((property, before, now) -> open(now));
        epoch.addListener((property, before, now) -> {
            if (!before.equals(now)) {
                following = wanted == 0 && (traces.isEmpty() || now.intValue() >= traces.last());
                load();
            }
        });
        sameScale.addListener((property, before, now) -> rescale());
    }

    /** The run folder; null for none. */
    ObjectProperty<@Nullable Path> run() {
        return run;
    }

    /** The epoch chosen, 1-based; 0 for none. */
    IntegerProperty epoch() {
        return epoch;
    }

    /** Whether epochs follow by themselves. */
    BooleanProperty playing() {
        return playing;
    }

    /** What the run's folder says; null while there is none. */
    ReadOnlyObjectProperty<@Nullable RunSnapshot> snapshot() {
        return snapshot.getReadOnlyProperty();
    }

    /** The trace that is shown; until a chosen one is read the one before. */
    ReadOnlyObjectProperty<@Nullable TraceReading> reading() {
        return reading.getReadOnlyProperty();
    }

    /** The epoch of {@link #reading()}; 0 for none. */
    ReadOnlyIntegerProperty shown() {
        return shown.getReadOnlyProperty();
    }

    /** Changes whenever probabilities, problems or the list of epochs do. */
    ReadOnlyIntegerProperty version() {
        return version.getReadOnlyProperty();
    }

    /** One colour scale for all epochs instead of one for each. */
    BooleanProperty sameScale() {
        return sameScale;
    }

    /** The scale of all epochs read so far; null while each has its own. */
    ReadOnlyObjectProperty<@Nullable RunScale> scale() {
        return scale.getReadOnlyProperty();
    }

    /** Epochs that have a trace, in order. */
    List<Integer> epochs() {
        return traces.epochs();
    }

    /** Class names; empty while no trace was read. */
    List<String> labels() {
        return traces.labels();
    }

    /** Timestamps of the traces; 0 while none was read. */
    int steps() {
        return traces.steps();
    }

    /** A class's probability after a timestamp of an epoch; NaN where it is not known. */
    double probability(int ofEpoch, int t, int label) {
        return traces.probability(ofEpoch, t, label);
    }

    /** What cannot be read and is skipped, with the reason: the run itself, or traces by name. */
    List<String> problems() {
        return runProblem.isEmpty() ? traces.problems() : List.of(runProblem);
    }

    /** What stands where the views do while there is no trace to show. */
    String emptyText() {
        if (run.get() == null) {
            return Words.text("epochs.empty");
        }
        if (!problems().isEmpty()) {
            return String.join("\n", problems());
        }
        boolean none = snapshot.get() != null && traces.isEmpty();
        return Words.text(none ? "epochs.none" : "epochs.reading");
    }

    /** Shows an epoch of a run as soon as it is known. */
    void ask(Path folder, int ofEpoch) {
        wanted = ofEpoch;
        following = false;
        if (folder.equals(run.get())) {
            take(snapshot.get());
        } else {
            run.set(folder);
        }
    }

    private void open(@Nullable Path folder) {
        closeTrack();
        forget();
        if (folder == null) {
            return;
        }
        opening.submit(
                () -> RunFolder.open(folder),
                opened -> {
                    if (folder.equals(run.get())) {
                        RunTrack now = new RunTrack(opened, 0, tasks);
                        track = now;
                        now.snapshot().addListener(follower);
                        now.problem().addListener((property, before, why) -> say(why));
                        take(now.snapshot().get());
                    }
                },
                error -> say(String.valueOf(error.getMessage())));
    }

    private void say(String why) {
        // a run that ended badly still shows its traces: only one that cannot be read has nothing else to say
        runProblem = snapshot.get() == null ? why : "";
        change();
    }

    private void forget() {
        int asked = wanted;
        playing.set(false);
        traces.clear();
        runProblem = "";
        snapshot.set(null);
        shown.set(0);
        reading.set(null);
        epoch.set(0);
        wanted = asked;
        following = asked == 0;
        change();
    }

    private void take(@Nullable RunSnapshot now) {
        if (now == null) {
            return;
        }
        runProblem = "";
        traces.take(now.traces());
        snapshot.set(now);
        choose();
        change();
        readOverview();
    }

    private void choose() {
        if (traces.isEmpty()) {
            return;
        }
        if (wanted > 0 && traces.holds(wanted)) {
            int asked = wanted;
            wanted = 0;
            epoch.set(asked);
        } else if (following || !traces.holds(epoch.get())) {
            epoch.set(traces.last());
        }
    }

    /** Chooses the epoch with a trace that is nearest. */
    void goTo(double near) {
        traces.nearest(near).ifPresent(nearest -> {
            direction = nearest < epoch.get() ? -1 : 1;
            epoch.set(nearest);
        });
    }

    /** Chooses the next or the last epoch that can be read; stays at the ends. */
    void move(int by) {
        direction = by < 0 ? -1 : 1;
        next(direction).ifPresent(epoch::set);
    }

    private OptionalInt next(int way) {
        return traces.next(epoch.get(), way);
    }

    /** Starts or stops playing; starting at the last epoch begins from the first. */
    void togglePlay() {
        if (!playing.get() && next(1).isEmpty() && !traces.isEmpty()) {
            goTo(traces.epochs().getFirst());
        }
        playing.set(!playing.get() && traces.epochs().size() > 1);
    }

    /** One tick of play: the next epoch once the last one asked for is shown. */
    void advance() {
        if (shown.get() != epoch.get()) {
            return;
        }
        if (next(1).isPresent()) {
            move(1);
        } else {
            playing.set(false);
        }
    }

    private void load() {
        int asked = epoch.get();
        Path file = file(asked);
        TraceReading known = traces.kept(asked);
        if (known != null) {
            show(asked, known);
        } else if (file != null) {
            Path owner = run.get();
            showing.submit(
                    () -> EpochTraces.read(file),
                    now -> {
                        if (Objects.equals(owner, run.get()) && file.equals(file(asked))) {
                            traces.keep(asked, now);
                            change();
                            if (epoch.get() == asked) {
                                show(asked, now.reading());
                            }
                        }
                    },
                    error -> {
                        if (Objects.equals(owner, run.get())) {
                            fail(asked, file, error);
                        }
                    });
        }
    }

    private @Nullable Path file(int ofEpoch) {
        return traces.file(run.get(), ofEpoch);
    }

    private void show(int ofEpoch, TraceReading now) {
        shown.set(ofEpoch);
        reading.set(now);
    }

    private void fail(int ofEpoch, Path file, Throwable error) {
        String why = String.valueOf(error.getMessage());
        String name = String.valueOf(file.getFileName());
        traces.fail(ofEpoch, Words.text("epochs.skipped", ofEpoch, why.contains(name) ? why : name + ": " + why));
        if (epoch.get() == ofEpoch) {
            next(direction).ifPresentOrElse(epoch::set, () -> next(-direction).ifPresent(epoch::set));
        }
        change();
    }

    /** Reads what the map of probabilities still lacks, one trace after the other. */
    private void readOverview() {
        List<Integer> missing = traces.missing();
        Path owner = run.get();
        if (overview != null || missing.isEmpty() || owner == null) {
            return;
        }
        Map<Integer, Path> files = new LinkedHashMap<>();
        missing.forEach(each -> files.put(each, Objects.requireNonNull(file(each))));
        overview = tasks.inBackground(
                Words.text("epochs.reading"),
                progress -> {
                    readAll(owner, files, progress);
                    return true;
                },
                done -> {
                    overview = null;
                    readOverview();
                },
                error -> overview = null);
    }

    private void readAll(Path owner, Map<Integer, Path> files, Progress progress) {
        for (Map.Entry<Integer, Path> entry : files.entrySet()) {
            if (progress.cancelled()) {
                return;
            }
            try {
                EpochTraces.Read read = EpochTraces.read(entry.getValue());
                tasks.onUi(() -> {
                    if (owner.equals(run.get())) {
                        traces.accept(entry.getKey(), read);
                        change();
                    }
                });
            } catch (IOException | RuntimeException e) {
                // RuntimeException: a damaged file must not keep the others from being read
                tasks.onUi(() -> {
                    if (owner.equals(run.get())) {
                        fail(entry.getKey(), entry.getValue(), e);
                    }
                });
            }
        }
    }

    private void change() {
        rescale();
        version.set(version.get() + 1);
    }

    private void rescale() {
        scale.set(sameScale.get() ? traces.scale() : null);
    }

    /** Whether all that is wanted was read. */
    boolean settled() {
        return overview == null
                && !traces.isEmpty()
                && shown.get() == epoch.get()
                && traces.missing().isEmpty();
    }

    private void closeTrack() {
        if (overview != null) {
            overview.cancel();
            overview = null;
        }
        if (track != null) {
            track.snapshot().removeListener(follower);
            track.close();
            track = null;
        }
    }

    /** Stops following the run. */
    @Override
    public void close() {
        closeTrack();
    }
}
