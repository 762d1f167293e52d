package org.lmttm.app.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
import org.lmttm.model.Trace;
import org.lmttm.model.TraceFiles;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunHistory.Written;

/**
 * The traces of a run's pinned case, epoch by epoch, as far as they are written: a run that trains grows while it is
 * watched. Traces are read in the background, the one asked for last first; those that cannot be read are skipped. No
 * nodes; use on one thread.
 */
final class EpochsState implements AutoCloseable {
    private static final int KEPT = 8;

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
    private final NavigableMap<Integer, Written> written = new TreeMap<>();
    private final NavigableMap<Integer, Trace.Step[]> probabilities = new TreeMap<>();
    private final NavigableMap<Integer, String> problems = new TreeMap<>();
    private final Map<Integer, TraceReading> cache = new LinkedHashMap<>(16, 0.75f, true);
    private final ChangeListener<RunSnapshot> follower = (property, before, now) -> take(now);
    private List<String> labels = List.of();
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
                following = wanted == 0 && (written.isEmpty() || now.intValue() >= written.lastKey());
                load();
            }
        });
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

    /** Epochs that have a trace, in order. */
    List<Integer> epochs() {
        return List.copyOf(written.keySet());
    }

    /** Class names; empty while no trace was read. */
    List<String> labels() {
        return labels;
    }

    /** Timestamps of the traces; 0 while none was read. */
    int steps() {
        return probabilities.isEmpty() ? 0 : probabilities.firstEntry().getValue().length;
    }

    /** A class's probability after a timestamp of an epoch; NaN where it is not known. */
    double probability(int ofEpoch, int t, int label) {
        Trace.Step[] steps = probabilities.get(ofEpoch);
        if (steps == null || t >= steps.length) {
            return Double.NaN;
        }
        float[] classes = steps[t].runningProbabilities();
        return label < classes.length ? classes[label] : Double.NaN;
    }

    /** What cannot be read and is skipped, with the reason: the run itself, or traces by name. */
    List<String> problems() {
        return runProblem.isEmpty() ? List.copyOf(problems.values()) : List.of(runProblem);
    }

    /** What stands where the views do while there is no trace to show. */
    String emptyText() {
        if (run.get() == null) {
            return Words.text("epochs.empty");
        }
        if (!problems().isEmpty()) {
            return String.join("\n", problems());
        }
        boolean none = snapshot.get() != null && written.isEmpty();
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
        written.clear();
        probabilities.clear();
        problems.clear();
        cache.clear();
        labels = List.of();
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
        Map<Integer, Written> newest = new HashMap<>();
        now.traces().forEach(trace -> newest.put(trace.epoch(), trace));
        for (int known : epochs()) {
            if (!Objects.equals(newest.get(known), written.get(known))) {
                written.remove(known);
                probabilities.remove(known); // a resumed run does its epochs again
                problems.remove(known);
                cache.remove(known);
            }
        }
        written.putAll(newest);
        snapshot.set(now);
        choose();
        change();
        readOverview();
    }

    private void choose() {
        if (written.isEmpty()) {
            return;
        }
        if (wanted > 0 && written.containsKey(wanted)) {
            int asked = wanted;
            wanted = 0;
            epoch.set(asked);
        } else if (following || !written.containsKey(epoch.get())) {
            epoch.set(written.lastKey());
        }
    }

    /** Chooses the epoch with a trace that is nearest. */
    void goTo(double near) {
        int nearest = 0;
        for (int each : written.keySet()) {
            boolean nearer = nearest == 0 || Math.abs(each - near) < Math.abs(nearest - near);
            nearest = nearer && !problems.containsKey(each) ? each : nearest;
        }
        if (nearest > 0) {
            direction = nearest < epoch.get() ? -1 : 1;
            epoch.set(nearest);
        }
    }

    /** Chooses the next or the last epoch that can be read; stays at the ends. */
    void move(int by) {
        direction = by < 0 ? -1 : 1;
        next(direction).ifPresent(epoch::set);
    }

    private OptionalInt next(int way) {
        NavigableMap<Integer, Written> behind =
                way < 0 ? written.headMap(epoch.get(), false).descendingMap() : written.tailMap(epoch.get(), false);
        return behind.keySet().stream()
                .filter(each -> !problems.containsKey(each))
                .mapToInt(each -> each)
                .findFirst();
    }

    /** Starts or stops playing; starting at the last epoch begins from the first. */
    void togglePlay() {
        if (!playing.get() && next(1).isEmpty() && !written.isEmpty()) {
            goTo(written.firstKey());
        }
        playing.set(!playing.get() && written.size() > 1);
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
        TraceReading known = cache.get(asked);
        if (known != null) {
            show(asked, known);
        } else if (file != null) {
            Path owner = run.get();
            showing.submit(
                    () -> new TraceReading(read(file)),
                    now -> {
                        if (Objects.equals(owner, run.get()) && file.equals(file(asked))) {
                            keep(asked, now);
                            if (epoch.get() == asked) {
                                show(asked, now);
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
        Written trace = written.get(ofEpoch);
        Path folder = run.get();
        return trace == null || folder == null ? null : folder.resolve(trace.file());
    }

    private static Trace read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": is missing");
        }
        List<Trace> traces = TraceFiles.read(file);
        if (traces.isEmpty()) {
            throw new IOException(file + ": holds no trace");
        }
        return traces.getFirst();
    }

    private void keep(int ofEpoch, TraceReading now) {
        cache.put(ofEpoch, now);
        if (cache.size() > KEPT) {
            cache.remove(cache.keySet().iterator().next());
        }
        accept(ofEpoch, now.trace());
    }

    private void accept(int ofEpoch, Trace trace) {
        labels = trace.labels();
        // steps without their matrices: an overview of many epochs stays small
        probabilities.put(
                ofEpoch,
                IntStream.range(0, trace.steps().size())
                        .mapToObj(t -> bare(trace.steps().get(t)))
                        .toArray(Trace.Step[]::new));
        change();
    }

    private static Trace.Step bare(Trace.Step step) {
        float[] none = {};
        return new Trace.Step(List.of(), none, none, step.probabilities(), step.runningProbabilities());
    }

    private void show(int ofEpoch, TraceReading now) {
        shown.set(ofEpoch);
        reading.set(now);
    }

    private void fail(int ofEpoch, Path file, Throwable error) {
        String why = String.valueOf(error.getMessage());
        String name = String.valueOf(file.getFileName());
        problems.put(ofEpoch, Words.text("epochs.skipped", ofEpoch, why.contains(name) ? why : name + ": " + why));
        if (epoch.get() == ofEpoch) {
            next(direction).ifPresentOrElse(epoch::set, () -> next(-direction).ifPresent(epoch::set));
        }
        change();
    }

    /** Reads what the map of probabilities still lacks, one trace after the other. */
    private void readOverview() {
        List<Integer> missing = written.keySet().stream()
                .filter(each -> !probabilities.containsKey(each) && !problems.containsKey(each))
                .toList();
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
                Trace trace = read(entry.getValue());
                tasks.onUi(() -> {
                    if (owner.equals(run.get())) {
                        accept(entry.getKey(), trace);
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
        version.set(version.get() + 1);
    }

    /** Whether all that is wanted was read. */
    boolean settled() {
        return overview == null
                && !written.isEmpty()
                && shown.get() == epoch.get()
                && probabilities.size() + problems.size() >= written.size();
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
