package org.lmttm.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.lmttm.model.Safetensors;
import org.lmttm.model.Tensor;

/** Real trainers in processes of their own: killed, stopped, paused and resumed, against one that ran through. */
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TrainerProcessTest {
    private static final long POLL_NANOS = 20_000_000;
    private static final int EPOCHS = 6;

    @TempDir
    private static Path folder;

    private static Path dataset = Path.of("");
    private static RunFolder through;

    @BeforeAll
    static void trainOnceWithoutInterruption() throws Exception {
        dataset = TinyRuns.dataset(folder);
        through = create("through");
        TrainerProcess.Exit exit = TrainerProcess.start(through).exit().get();
        assertThat(exit).as(tail(through)).isEqualTo(new TrainerProcess.Exit(OptionalInt.of(0), true, "completed"));
    }

    private static RunFolder create(String name) throws IOException {
        return RunFolder.create(folder.resolve(name), TinyRuns.config(dataset, EPOCHS));
    }

    private static String tail(RunFolder run) throws IOException {
        return Files.exists(run.output()) ? Files.readString(run.output()) : "";
    }

    /** Waits until the run got that far; the test's own time limit ends it otherwise. */
    private static void await(TrainerProcess trainer, BooleanSupplier reached) throws IOException {
        while (!reached.getAsBoolean()) {
            assertThat(trainer.isAlive()).as(tail(trainer.run())).isTrue();
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static RunHistory history(RunFolder run) {
        try {
            RunHistory history = new RunHistory();
            history.add(new RunFollower(run).poll());
            return history;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunStatus status(RunFolder run) {
        try {
            return run.summary().status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anUninterruptedRunLeavesEverythingARunHas() throws IOException {
        RunSummary summary = through.summary();
        assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(summary.epochsDone()).isEqualTo(EPOCHS);
        assertThat(history(through).batches()).hasSize(EPOCHS * 6);
        assertThat(through.lastCheckpoint()).exists();
        assertThat(through.bestCheckpoint()).exists();
        assertThat(through.trainingState()).exists();
        assertThat(through.trace(1)).exists();
        assertThat(through.trace(EPOCHS)).exists();
        // its log is its own, and names no folder
        assertThat(through.control().resolve("lmttm.log")).content().doesNotContain(folder.toString());
        assertThat(through.summaryFile()).content().contains("\"training_cases\" : 22");
        assertThat(Files.readAllLines(through.results().resolve("validation.csv")))
                .hasSize(10)
                .allMatch(line -> line.matches("\\d,[0-9.e-]+,[0-9.e-]+"));
    }

    @Test
    void aKilledRunSaysSoAndResumesBitForBit() throws Exception {
        RunFolder run = create("killed");
        TrainerProcess first = TrainerProcess.start(run);
        await(
                first,
                () -> history(run).checkpoints().stream()
                        .anyMatch(file -> file.reason().equals("last")));
        first.kill();
        TrainerProcess.Exit exit = first.exit().get();
        assertThat(exit.clean()).isFalse();
        assertThat(exit.reason()).isEqualTo("killed (signal 9)");
        assertThat(run.summary().status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.summary().epochsDone()).isLessThan(EPOCHS);

        assertThat(TrainerProcess.start(run).exit().get().reason())
                .as(tail(run))
                .isEqualTo("completed");

        assertThat(TinyRuns.curve(run)).isEqualTo(TinyRuns.curve(through));
        assertThat(Files.readAllBytes(run.trainingState())).isEqualTo(Files.readAllBytes(through.trainingState()));
    }

    @Test
    void aPausedRunHoldsAndAStoppedOneResumesBitForBit() throws Exception {
        RunFolder run = create("stopped");
        TrainerProcess first = TrainerProcess.start(run);
        await(first, () -> history(run).started() != null);
        first.pause();
        await(first, () -> status(run) == RunStatus.PAUSED);
        first.stop();
        TrainerProcess.Exit exit = first.exit().get();
        assertThat(exit).isEqualTo(new TrainerProcess.Exit(OptionalInt.of(0), true, "stopped"));
        assertThat(run.summary().status()).isEqualTo(RunStatus.STOPPED);

        assertThat(TrainerProcess.start(run).exit().get().reason())
                .as(tail(run))
                .isEqualTo("completed");
        assertThat(TinyRuns.curve(run)).isEqualTo(TinyRuns.curve(through));
    }

    @Test
    void aDamagedStateIsOneClearLine() throws Exception {
        RunFolder run = create("damaged");
        Files.writeString(run.trainingState(), "not a checkpoint");
        TrainerProcess.Exit exit = TrainerProcess.start(run).exit().get();
        assertThat(exit.clean()).isFalse();
        assertThat(exit.code()).hasValue(1);
        assertThat(exit.reason())
                .contains("failed")
                .contains("last.state.safetensors: cannot be resumed from")
                .contains("not an intact safetensors file")
                .contains("nothing was changed");
        assertThat(run.trainingState()).hasContent("not a checkpoint");
        assertThat(tail(run).lines().filter(line -> line.startsWith("lmttm: "))).hasSize(1);
    }

    @Test
    void aLossThatIsNotFiniteEndsTheRunNamingTheStep() throws Exception {
        RunFolder run = create("poisoned");
        Safetensors.Contents state = Safetensors.read(through.trainingState());
        Map<String, Tensor> tensors = new LinkedHashMap<>(state.tensors());
        Map<String, String> metadata = new LinkedHashMap<>(state.metadata());
        float[] bias = {Float.NaN, 0};
        tensors.put(
                tensors.keySet().stream()
                        .filter(name -> name.startsWith("weight.")
                                && name.endsWith("bias")
                                && requireNonNull(tensors.get(name)).floats().length == 2)
                        .findFirst()
                        .orElseThrow(),
                Tensor.of(bias, 2));
        byte[] good = Files.readAllBytes(Files.copy(through.bestCheckpoint(), run.bestCheckpoint()));
        metadata.put("epoch", "2");
        metadata.put("step", "12");
        Safetensors.write(run.trainingState(), tensors, metadata);

        TrainerProcess.Exit exit = TrainerProcess.start(run).exit().get();

        assertThat(exit.reason()).isEqualTo("the loss at step 13 is not finite (NaN)");
        assertThat(exit.code()).hasValue(1);
        assertThat(run.summary().status()).isEqualTo(RunStatus.FAILED);
        assertThat(Safetensors.metadata(run.trainingState())).containsEntry("step", "12");
        assertThat(run.bestCheckpoint()).hasBinaryContent(good);
    }
}
