package org.lmttm.training;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Safetensors;
import tools.jackson.core.JacksonException;

/**
 * The folder that is a run: {@code config.json}, {@code events.jsonl}, {@code checkpoints/}, {@code traces/},
 * {@code results/}, and {@code control/}, through which a window and a trainer talk. Apart from {@code control/} it can
 * be copied to another machine and opened there.
 */
public final class RunFolder {
    /** The reason, or its beginning, of an {@code end} event after the last epoch. */
    static final String COMPLETED = "completed";
    /** The reason of an {@code end} event on request. */
    static final String STOPPED = "stopped";

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** Who trains: a process on this machine. */
    record Trainer(long pid, @Nullable String started) {}

    /**
     * Makes a new run.
     *
     * @param path a folder that does not exist or is empty
     * @throws FileAlreadyExistsException if there is something in it
     * @throws IOException if it cannot be written
     */
    public static RunFolder create(Path path, TrainingConfig config) throws IOException {
        if (isRun(path)) {
            throw new FileAlreadyExistsException(
                    path + ": there is a run already; use --resume to continue it, or name another folder");
        }
        if (Files.exists(path) && !isEmptyFolder(path)) {
            throw new FileAlreadyExistsException(path + ": is not an empty folder; name another one for the run");
        }
        RunFolder run = new RunFolder(path);
        boolean there = Files.exists(path);
        try {
            for (Path folder : run.folders()) {
                Files.createDirectories(folder);
            }
            AtomicFiles.writeText(run.configFile(), config.toJson() + "\n");
        } catch (IOException e) {
            IOException named = run.unwritable(e);
            run.takeBack(there, named);
            throw named;
        }
        return run;
    }

    /** The folders of a run, itself first. */
    private List<Path> folders() {
        return List.of(path, checkpoints(), traces(), results(), control());
    }

    /** Removes the empty folders of a run that could not be made, so that the next try finds none in its way. */
    private void takeBack(boolean there, IOException why) {
        for (Path folder : folders().reversed()) {
            try {
                if (!there || !folder.equals(path)) {
                    Files.deleteIfExists(folder);
                }
            } catch (IOException e) {
                why.addSuppressed(e);
            }
        }
    }

    /**
     * Makes the folders that are missing and checks that each can be written, before hours are spent on what could not
     * be kept.
     *
     * @throws IOException naming the run and what is in the way
     */
    void checkWritable() throws IOException {
        try {
            for (Path folder : folders()) {
                Files.createDirectories(folder);
                Files.delete(Files.createTempFile(folder, ".probe-", null));
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private IOException unwritable(IOException e) {
        return new IOException(path + ": the run folder cannot be written: " + reason(e), e);
    }

    /**
     * Where a trainer would go on.
     *
     * @param epoch epochs completed
     * @param batch steps done of the next epoch
     * @param step steps done in all
     */
    public record ResumePoint(int epoch, int batch, long step) {}

    /**
     * Where a trainer would go on: what the resumable state says, which may be older than the last event. Empty where
     * there is no state, so that it would begin.
     *
     * @throws IOException if the state is damaged; names it
     */
    public Optional<ResumePoint> resumePoint() throws IOException {
        if (!Files.exists(trainingState())) {
            return Optional.empty();
        }
        try {
            Progress at = Progress.of(Safetensors.metadata(trainingState()));
            return Optional.of(new ResumePoint(at.epoch(), at.batch(), at.step()));
        } catch (IllegalArgumentException e) {
            throw new IOException(trainingState() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens a run.
     *
     * @throws IOException if there is no {@code config.json} in the folder
     */
    public static RunFolder open(Path path) throws IOException {
        if (!isRun(path)) {
            throw new IOException(path + ": is not a run folder (it has no config.json)");
        }
        return new RunFolder(path);
    }

    /** Whether a folder looks like a run. */
    public static boolean isRun(Path path) {
        return Files.isRegularFile(path.resolve("config.json"));
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** An exception in words: file system exceptions often carry nothing but the path. */
    public static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "access denied (" + denied.getFile() + ")";
            case java.nio.file.NoSuchFileException missing -> "no such file or folder (" + missing.getFile() + ")";
            case FileAlreadyExistsException exists -> "a file is in the way (" + exists.getFile() + ")";
            case java.nio.file.FileSystemException other
            when other.getReason() != null -> other.getReason() + " (" + other.getFile() + ")";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** The folder's name, by which people call the run. */
    public String name() {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** {@code config.json}. */
    public Path configFile() {
        return path.resolve("config.json");
    }

    /**
     * The run's configuration.
     *
     * @throws IOException if {@code config.json} is not readable as one
     */
    public TrainingConfig config() throws IOException {
        return TrainingConfig.read(configFile());
    }

    /** {@code events.jsonl}; absent until the trainer started. */
    public Path events() {
        return path.resolve("events.jsonl");
    }

    /** {@code checkpoints/}. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** The checkpoint a resumed run continues from. */
    public Path lastCheckpoint() {
        return checkpoints().resolve("last.safetensors");
    }

    /** The best checkpoint so far by the configured validation number. */
    public Path bestCheckpoint() {
        return checkpoints().resolve("best.safetensors");
    }

    /** Weights, optimizer state and position in the run, all of one moment: what a resume needs, in one file. */
    public Path trainingState() {
        return checkpoints().resolve("last.state.safetensors");
    }

    /** {@code traces/}. */
    public Path traces() {
        return path.resolve("traces");
    }

    /** The trace of the pinned case after an epoch (1-based). */
    public Path trace(int epoch) {
        return traces().resolve("epoch-%04d.npz".formatted(epoch));
    }

    /** {@code results/}. */
    public Path results() {
        return path.resolve("results");
    }

    /** The validation numbers at the end of the run. */
    public Path summaryFile() {
        return results().resolve("summary.json");
    }

    /** What the trainer process wrote on standard output and error, when a window started it. */
    public Path output() {
        return control().resolve("trainer.log");
    }

    /** Where a trainer process that a window started keeps its log, {@code lmttm.log}: never the window's own. */
    Path logFolder() {
        return control();
    }

    /** {@code control/}: requests to the trainer, and who it is. Of this machine only. */
    public Path control() {
        return path.resolve("control");
    }

    /** A path inside the run as events name it: relative, with forward slashes. */
    public String relative(Path file) {
        return path.relativize(file).toString().replace('\\', '/');
    }

    /** Asks the trainer to hold before its next step. */
    public void requestPause() throws IOException {
        touch("pause");
    }

    /** Asks the trainer to write a checkpoint and end, also out of a pause. */
    public void requestStop() throws IOException {
        touch("stop");
    }

    /** Takes back a request to pause: the trainer goes on. */
    public void requestContinue() throws IOException {
        Files.deleteIfExists(control().resolve("pause"));
    }

    /** Whether a pause was asked for and not taken back. */
    public boolean isPauseRequested() {
        return Files.exists(control().resolve("pause"));
    }

    /** Whether an end was asked for. */
    public boolean isStopRequested() {
        return Files.exists(control().resolve("stop"));
    }

    /** Forgets old requests; a trainer does so when it begins. */
    void clearRequests() throws IOException {
        Files.createDirectories(control());
        for (String name : new String[] {"pause", "stop", "paused"}) {
            Files.deleteIfExists(control().resolve(name));
        }
    }

    /** The trainer says whether it holds. */
    void setPaused(boolean paused) throws IOException {
        if (paused) {
            touch("paused");
        } else {
            Files.deleteIfExists(control().resolve("paused"));
        }
    }

    private void touch(String name) throws IOException {
        Files.createDirectories(control());
        Path file = control().resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
    }

    /** Writes down that this process trains. */
    void registerTrainer(ProcessHandle process) throws IOException {
        String started = process.info().startInstant().map(Instant::toString).orElse(null);
        AtomicFiles.writeText(
                control().resolve("trainer.json"),
                RunJson.STRICT.writeValueAsString(new Trainer(process.pid(), started)));
    }

    /** Takes {@link #registerTrainer} back. */
    void unregisterTrainer() throws IOException {
        Files.deleteIfExists(control().resolve("trainer.json"));
        setPaused(false);
    }

    /** The process that trains this run on this machine, if there is one. */
    public Optional<ProcessHandle> trainer() {
        Path file = control().resolve("trainer.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Trainer trainer = RunJson.STRICT.readValue(Files.readString(file), Trainer.class);
            // The start time tells a trainer from another process that got its number later.
            return ProcessHandle.of(trainer.pid())
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.info()
                            .startInstant()
                            .map(Instant::toString)
                            .map(s -> s.equals(trainer.started()))
                            .orElse(true));
        } catch (IOException | JacksonException e) {
            return Optional.empty(); // gone or being replaced this moment: then there is no trainer to talk about
        }
    }

    /**
     * The run's status now.
     *
     * @param end reason of the last {@code end} event, if the events end with one
     */
    RunStatus status(@Nullable String end, boolean started) {
        if (trainer().isPresent()) {
            return Files.exists(control().resolve("paused")) ? RunStatus.PAUSED : RunStatus.RUNNING;
        }
        if (end == null) {
            return started ? RunStatus.INTERRUPTED : RunStatus.NEW;
        }
        return RunStatus.ofEnd(end);
    }

    /** Reads the events and says where the run stands. Reads the whole file: not for the user interface's thread. */
    public RunSummary summary() throws IOException {
        return RunSummary.of(this);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
