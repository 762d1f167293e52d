package org.lmttm.app.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Trace;
import org.lmttm.model.TraceFiles;
import org.lmttm.training.RunHistory.Written;

/**
 * What is known of the traces that a run wrote: which there are, of each that was read its probabilities and the ends of
 * its colour scales, of each that cannot be read the reason, and the last ones read as a whole.
 */
final class EpochTraces {
    private static final int KEPT = 8;

    private final NavigableMap<Integer, Written> written = new TreeMap<>();
    private final NavigableMap<Integer, Known> known = new TreeMap<>();
    private final NavigableMap<Integer, String> problems = new TreeMap<>();
    private final Map<Integer, TraceReading> cache = new LinkedHashMap<>(16, 0.75f, true);
    private List<String> labels = List.of();

    /** A trace read from its file, with the ends of its colour scales. */
    record Read(TraceReading reading, RunScale scale) {}

    /** What stays of a trace. */
    private record Known(Trace.Step[] steps, RunScale scale) {}

    /**
     * Reads a trace; takes long, so not for the window's thread.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    static Read read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": is missing");
        }
        List<Trace> traces = TraceFiles.read(file);
        if (traces.isEmpty()) {
            throw new IOException(file + ": holds no trace");
        }
        TraceReading reading = new TraceReading(traces.getFirst());
        return new Read(reading, RunScale.of(reading));
    }

    /** Forgets everything. */
    void clear() {
        written.clear();
        known.clear();
        problems.clear();
        cache.clear();
        labels = List.of();
    }

    /** Learns what there is now; what a resumed run wrote again or took back is forgotten. */
    void take(Collection<Written> traces) {
        Map<Integer, Written> newest = new HashMap<>();
        traces.forEach(trace -> newest.put(trace.epoch(), trace));
        for (int epoch : epochs()) {
            if (!Objects.equals(newest.get(epoch), written.get(epoch))) {
                written.remove(epoch);
                known.remove(epoch);
                problems.remove(epoch);
                cache.remove(epoch);
            }
        }
        written.putAll(newest);
    }

    /** Whether there is no trace. */
    boolean isEmpty() {
        return written.isEmpty();
    }

    /** Whether an epoch has a trace. */
    boolean holds(int epoch) {
        return written.containsKey(epoch);
    }

    /** The last epoch with a trace; there is one. */
    int last() {
        return written.lastKey();
    }

    /** Epochs that have a trace, in order. */
    List<Integer> epochs() {
        return List.copyOf(written.keySet());
    }

    /** The next epoch that can be read, or the one before. */
    OptionalInt next(int epoch, int way) {
        NavigableMap<Integer, Written> behind =
                way < 0 ? written.headMap(epoch, false).descendingMap() : written.tailMap(epoch, false);
        return behind.keySet().stream()
                .filter(each -> !problems.containsKey(each))
                .mapToInt(each -> each)
                .findFirst();
    }

    /** The nearest epoch that can be read, of two the earlier. */
    OptionalInt nearest(double near) {
        int nearest = 0;
        for (int each : written.keySet()) {
            boolean nearer = nearest == 0 || Math.abs(each - near) < Math.abs(nearest - near);
            nearest = nearer && !problems.containsKey(each) ? each : nearest;
        }
        return nearest == 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
    }

    /** An epoch's file in a run's folder; null where there is none. */
    @Nullable
    Path file(@Nullable Path run, int epoch) {
        Written trace = written.get(epoch);
        return trace == null || run == null ? null : run.resolve(trace.file());
    }

    /** Epochs of which neither numbers nor a problem are known. */
    List<Integer> missing() {
        return written.keySet().stream()
                .filter(each -> !known.containsKey(each) && !problems.containsKey(each))
                .toList();
    }

    /** A trace that was read lately; null where it was not. */
    @Nullable
    TraceReading kept(int epoch) {
        return cache.get(epoch);
    }

    /** Takes a trace and keeps it for a while. */
    void keep(int epoch, Read read) {
        cache.put(epoch, read.reading());
        if (cache.size() > KEPT) {
            cache.remove(cache.keySet().iterator().next());
        }
        accept(epoch, read);
    }

    /** Takes a trace's numbers. */
    void accept(int epoch, Read read) {
        Trace trace = read.reading().trace();
        labels = trace.labels();
        // steps without their matrices: an overview of many epochs stays small
        Trace.Step[] steps = IntStream.range(0, trace.steps().size())
                .mapToObj(t -> bare(trace.steps().get(t)))
                .toArray(Trace.Step[]::new);
        known.put(epoch, new Known(steps, read.scale()));
    }

    private static Trace.Step bare(Trace.Step step) {
        float[] none = {};
        return new Trace.Step(List.of(), none, none, step.probabilities(), step.runningProbabilities());
    }

    /** Notes why an epoch cannot be read. */
    void fail(int epoch, String why) {
        problems.put(epoch, why);
    }

    /** Why epochs cannot be read, in their order. */
    List<String> problems() {
        return List.copyOf(problems.values());
    }

    /** Class names; empty while no trace was read. */
    List<String> labels() {
        return labels;
    }

    /** Timestamps of the traces; 0 while none was read. */
    int steps() {
        return known.isEmpty() ? 0 : known.firstEntry().getValue().steps().length;
    }

    /** A class's probability after a timestamp of an epoch; NaN where it is not known. */
    double probability(int epoch, int t, int label) {
        Known trace = known.get(epoch);
        if (trace == null || t >= trace.steps().length) {
            return Double.NaN;
        }
        float[] classes = trace.steps()[t].runningProbabilities();
        return label < classes.length ? classes[label] : Double.NaN;
    }

    /** The colour scale that holds every trace read; null while there is none. */
    @Nullable
    RunScale scale() {
        return known.values().stream().map(Known::scale).reduce(RunScale::with).orElse(null);
    }
}
