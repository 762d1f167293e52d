package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.training.RunEvent.Kind;

/** Disks that are full and folders that cannot be written: a clear error that names the file, and nothing lost. */
class UnwritableRunTest {
    private static final Path FULL = Path.of("/dev/full");
    private static final String NO_SPACE = "No space left on device";

    @TempDir
    private Path folder;

    private Path dataset = Path.of("");

    @BeforeEach
    void makeDataset() throws IOException {
        dataset = TinyRuns.dataset(folder);
    }

    private RunFolder run(String name) throws IOException {
        return RunFolder.create(folder.resolve(name), TinyRuns.config(dataset, 2));
    }

    private static void train(RunFolder run) throws IOException {
        assertThat(TrainingRun.train(run, _ -> {}, 0).text(RunEvent.REASON)).hasValue("completed");
    }

    private static void stopAfter(RunFolder run, long step) throws IOException {
        Consumer<RunEvent> stopping = event -> {
            if (event.kind() == Kind.BATCH && event.whole(RunEvent.STEP).orElse(0) == step) {
                try {
                    run.requestStop();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
        assertThat(TrainingRun.train(run, stopping, 0).text(RunEvent.REASON)).hasValue("stopped");
    }

    /** What is written there meets a full disk. */
    private static void fill(Path file) throws IOException {
        Assumptions.assumeTrue(Files.exists(FULL), "a full disk is at hand on Linux only");
        Files.createSymbolicLink(file, FULL);
    }

    /** Each file is written to the file beside it that is named here, and moved when it is whole. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "traces/epoch-0001.npz.part",
                "checkpoints/best.safetensors.part",
                "checkpoints/last.safetensors.part",
                "results/.part-validation.csv",
                "results/.part-best.json",
                "results/.part-summary.json"
            })
    void aFullDiskNamesTheFileAndTheRunGoesOnWhenThereIsRoom(String part) throws IOException {
        RunFolder through = run("through");
        train(through);
        RunFolder run = run("full");
        fill(run.path().resolve(part));
        String file = part.replaceAll(".*/(\\.part-)?|\\.part$", "");

        assertThatThrownBy(() -> TrainingRun.train(run, _ -> {}, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(NO_SPACE);
        assertThat(run.summary().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.summary().reason()).contains(file).contains(NO_SPACE);
        assertThat(run.path().resolve(part.replaceAll("\\.part-|\\.part$", ""))).doesNotExist();

        Files.deleteIfExists(run.path().resolve(part));
        train(run);
        assertThat(TinyRuns.curve(run)).isEqualTo(TinyRuns.curve(through));
        assertThat(run.trace(2)).exists();
        assertThat(run.summaryFile()).exists();
    }

    @Test
    void aFullDiskKeepsTheStateThatWasThere() throws IOException {
        RunFolder through = run("through");
        train(through);
        RunFolder run = run("full");
        stopAfter(run, 8);
        byte[] kept = Files.readAllBytes(run.trainingState());
        fill(run.checkpoints().resolve("last.state.safetensors.part"));
        assertThatThrownBy(() -> TrainingRun.train(run, _ -> {}, 0))
                .hasMessageContaining("last.state.safetensors")
                .hasMessageContaining(NO_SPACE);
        assertThat(run.trainingState()).hasBinaryContent(kept);
        assertThat(run.resumePoint()).hasValue(new RunFolder.ResumePoint(1, 2, 8));
        Files.deleteIfExists(run.checkpoints().resolve("last.state.safetensors.part"));
        train(run);
        assertThat(TinyRuns.curve(run)).isEqualTo(TinyRuns.curve(through));
    }

    @Test
    void eventsThatCannotBeWrittenEndTheRunBeforeItTrainsOnUnseen() throws IOException {
        RunFolder through = run("through");
        train(through);
        RunFolder run = run("full");
        stopAfter(run, 8);
        byte[] kept = Files.readAllBytes(run.trainingState());
        Path aside = Files.move(run.events(), folder.resolve("events.jsonl"));
        fill(run.events());
        assertThatThrownBy(() -> TrainingRun.train(run, _ -> {}, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("events.jsonl: events cannot be written")
                .hasMessageContaining(NO_SPACE);
        assertThat(run.trainingState()).hasBinaryContent(kept);
        Files.delete(run.events());
        Files.move(aside, run.events());
        train(run);
        assertThat(TinyRuns.curve(run)).isEqualTo(TinyRuns.curve(through));
    }

    @Test
    void aConfigurationIsReplacedAsAWholeOrNotAtAll() throws IOException {
        RunFolder run = run("full");
        String before = Files.readString(run.configFile());
        Path moved = Files.copy(dataset, folder.resolve("elsewhere.npz"));
        fill(run.path().resolve(".part-config.json"));
        assertThatThrownBy(() -> RunSetup.moveDataset(run, moved))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config.json: cannot be written")
                .hasMessageContaining(NO_SPACE);
        assertThat(run.configFile()).hasContent(before);
    }

    /** A path so long that the folders still fit but not the file beside config.json. */
    @Test
    void aRunThatCannotBeMadeLeavesNothingInTheWay() throws IOException {
        Assumptions.assumeTrue(Files.exists(FULL), "paths end at 4095 bytes on Linux");
        Path deep = folder.toAbsolutePath();
        while (deep.toString().length() < 3800) {
            deep = deep.resolve("a".repeat(200));
        }
        Files.createDirectories(deep);
        Path path = deep.resolve("a".repeat(4080 - deep.toString().length() - 1));
        assertThatThrownBy(() -> RunFolder.create(path, TinyRuns.config(dataset, 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the run folder cannot be written")
                .hasMessageContaining("config.json");
        assertThat(path).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"control", "checkpoints", "traces", "results"})
    void aFolderThatCannotBeWrittenIsFoundBeforeAnythingStarts(String name) throws IOException {
        RunFolder run = run("blocked");
        Files.delete(run.path().resolve(name));
        Files.writeString(run.path().resolve(name), "a file where a folder should be");
        for (var start : List.<Starter>of(() -> TrainingRun.train(run, _ -> {}), () -> TrainerProcess.start(run))) {
            assertThatThrownBy(start::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("blocked: the run folder cannot be written: a file is in the way")
                    .hasMessageContaining(name);
        }
        assertThat(run.events()).doesNotExist();
        assertThat(run.path().resolve(name)).hasContent("a file where a folder should be");
    }

    @FunctionalInterface
    private interface Starter {
        void start() throws IOException;
    }

    @Test
    void aReadOnlyRunIsRefusedAndStaysAsItIs() throws IOException {
        RunFolder run = run("kept");
        stopAfter(run, 3);
        List<Path> before = files(run.path());
        try {
            for (Path at : before) {
                Files.setPosixFilePermissions(
                        at, PosixFilePermissions.fromString(Files.isDirectory(at) ? "r-xr-xr-x" : "r--r--r--"));
            }
        } catch (UnsupportedOperationException e) {
            Assumptions.abort("this file system has no permissions");
        }
        try {
            Assumptions.assumeFalse(canWrite(run.path()), "permissions do not bind this user (root)");
            for (var start : List.<Starter>of(() -> TrainingRun.train(run, _ -> {}), () -> TrainerProcess.start(run))) {
                assertThatThrownBy(start::start)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("kept: the run folder cannot be written: access denied");
            }
            assertThat(files(run.path())).isEqualTo(before);
        } finally {
            for (Path at : before) {
                Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static boolean canWrite(Path path) throws IOException {
        try {
            Files.delete(Files.createTempFile(path, "probe", null));
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.sorted().toList();
        }
    }
}
