package org.lmttm.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lmttm.training.AtomicFiles;
import org.lmttm.training.RunFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs that wait for their turn, kept in {@code queue.json} of the folder of runs. A waiting run is a folder like any
 * other, only never started; whoever takes it out of the queue starts it. Every change reads the file, changes it and
 * replaces it under a lock, so that several windows on one folder agree and no run is taken twice. Reads files: not for
 * the user interface's thread. Thread-safe.
 */
public final class RunQueue {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Waiting>> LIST = new TypeReference<>() {};

    private final Path root;

    /**
     * A run that waits.
     *
     * @param run its folder; relative to the folder of runs where it lies inside
     * @param seconds about how long it will take; null where that is not known
     */
    public record Waiting(String run, @Nullable Double seconds) {
        /** The run's name. */
        public String name() {
            Path name = Path.of(run).getFileName();
            return name == null ? run : name.toString();
        }
    }

    /** What a change makes of the list. */
    private interface Change {
        void on(List<Waiting> list) throws IOException;
    }

    /** The queue of a folder of runs; the folder need not exist yet. */
    public RunQueue(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The file. */
    public Path file() {
        return root.resolve("queue.json");
    }

    /** A run's folder. */
    public Path folder(Waiting waiting) {
        return root.resolve(waiting.run());
    }

    /**
     * What waits, the next first.
     *
     * @throws IOException if the file is there and is no queue
     */
    public List<Waiting> list() throws IOException {
        if (!Files.exists(file())) {
            return List.of();
        }
        try {
            List<Waiting> list = JSON.readValue(Files.readString(file()), LIST);
            if (list.stream().anyMatch(waiting -> waiting == null || waiting.run() == null)) {
                throw new IOException(file() + ": an entry names no run; correct or delete the file");
            }
            return List.copyOf(list);
        } catch (JacksonException e) {
            throw new IOException(
                    file() + ": is not a queue of runs; correct or delete the file: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Puts a run at the end.
     *
     * @param seconds about how long it will take; not finite where that is not known
     */
    public void add(RunFolder run, double seconds) throws IOException {
        Path path = run.path().toAbsolutePath().normalize();
        Path shown = path.startsWith(root) ? root.relativize(path) : path;
        String name = shown.toString().replace('\\', '/');
        change(list -> {
            list.removeIf(waiting -> waiting.run().equals(name));
            list.add(new Waiting(name, Double.isFinite(seconds) ? seconds : null));
        });
    }

    /** Takes a run out; its folder stays. */
    public void remove(String run) throws IOException {
        change(list -> list.removeIf(waiting -> waiting.run().equals(run)));
    }

    /**
     * Moves a run.
     *
     * @param to its new place, from 0; what lies outside is the nearest end
     */
    public void move(String run, int to) throws IOException {
        change(list -> {
            for (int at = 0; at < list.size(); at++) {
                if (list.get(at).run().equals(run)) {
                    Waiting moved = list.remove(at);
                    list.add(Math.clamp(to, 0, list.size()), moved);
                    return;
                }
            }
        });
    }

    /**
     * Takes the next run out; those that are gone or were started meanwhile are dropped.
     *
     * @return empty where none waits
     */
    public Optional<RunFolder> take() throws IOException {
        List<RunFolder> taken = new ArrayList<>();
        change(list -> {
            while (!list.isEmpty() && taken.isEmpty()) {
                Path folder = folder(list.removeFirst());
                if (RunFolder.isRun(folder) && !Files.exists(folder.resolve("events.jsonl"))) {
                    taken.add(RunFolder.open(folder));
                }
            }
        });
        return taken.stream().findFirst();
    }

    /** Whether a trainer is at work on a run of the folder, whoever started it. */
    public boolean isTraining() throws IOException {
        if (!Files.isDirectory(root)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.filter(RunFolder::isRun).toList()) {
                if (RunFolder.open(entry).trainer().isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    private synchronized void change(Change change) throws IOException {
        Files.createDirectories(root);
        try (FileChannel lock = FileChannel.open(
                        root.resolve(".queue.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            List<Waiting> list = new ArrayList<>(list());
            change.on(list);
            AtomicFiles.writeText(file(), JSON.writeValueAsString(list) + "\n");
        }
    }
}
