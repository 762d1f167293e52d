package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.lmttm.model.MemoryShortage;
import org.lmttm.training.RunEvent.Kind;

/** What a run says about its device, and what it does where that is missing or full. */
@Execution(ExecutionMode.SAME_THREAD)
class RunDeviceTest {
    private static final String CUDA_FULL = "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity"
            + " of 7.79 GiB of which 1.21 GiB is free. Including non-PyTorch memory, this process has 6.20 GiB memory"
            + " in use.";
    private static final String CPU_FULL = "[enforce fail at alloc_cpu.cpp:118] . DefaultCPUAllocator: can't allocate"
            + " memory: you tried to allocate 3145728 bytes. Error code 12 (Cannot allocate memory)";

    @TempDir
    private Path folder;

    private Path dataset = Path.of("");

    @BeforeEach
    void makeDataset() throws IOException {
        dataset = TinyRuns.dataset(folder);
    }

    private RunFolder run(String name, Map<String, ?> values) throws IOException {
        return RunFolder.create(
                folder.resolve(name), TinyRuns.config(dataset, 3).with(values));
    }

    private static List<RunEvent> events(RunFolder run) throws IOException {
        return Files.readAllLines(run.events()).stream().map(RunEvent::parse).toList();
    }

    /** Hits the run as the engine would, in the middle of its third epoch. */
    private static Consumer<RunEvent> failing(Throwable failure) {
        return event -> {
            if (event.kind() == Kind.BATCH && event.whole(RunEvent.STEP).orElse(0) == 14) {
                switch (failure) {
                    case RuntimeException unchecked -> throw unchecked;
                    case Error error -> throw error;
                    default -> throw new AssertionError(failure);
                }
            }
        };
    }

    @Test
    void startAndSummaryNameTheDevice() throws IOException {
        RunFolder run = run("cpu", Map.of("device", "cpu", "epochs", 1));
        TrainingRun.train(run, _ -> {});
        assertThat(events(run).getFirst().text(RunEvent.REASON).orElseThrow()).startsWith("started on CPU, PyTorch ");
        assertThat(Files.readString(run.summaryFile())).contains("\"device\" : \"CPU, PyTorch ");
    }

    @Test
    void aMissingGpuEndsTheRunBeforeItBeginsNamingTheKey() throws IOException {
        RunFolder run = run("gpu", Map.of("device", "gpu999"));
        assertThatThrownBy(() -> TrainingRun.train(run, _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(run.configFile() + ": device gpu999: there ")
                .hasMessageContaining("cpu or auto");
        assertThat(events(run)).singleElement().satisfies(end -> {
            assertThat(end.kind()).isEqualTo(Kind.END);
            assertThat(end.text(RunEvent.REASON).orElseThrow())
                    .startsWith("failed: ")
                    .contains("device gpu999");
        });
        RunSetup.change(run, Map.of("device", "cpu", "epochs", 1));
        assertThat(TrainingRun.train(run, _ -> {}).text(RunEvent.REASON)).hasValue("completed");
    }

    @Test
    void aFullDeviceEndsTheRunWithAdviceAndItsCheckpointResumesWithIt() throws IOException {
        RunFolder run = run("full", Map.of("device", "cpu"));
        assertThatThrownBy(() -> TrainingRun.train(run, failing(new EngineException(CUDA_FULL)), 0))
                .isInstanceOf(IOException.class)
                .hasMessage(run + ": the GPU's memory is used up (2.00 GiB more was asked for; GPU 0 has 7.79 GiB, of"
                        + " which 1.21 GiB was free); the last good checkpoint is kept; in config.json set batch_size 2"
                        + " (from 4) and accumulation 2 (from 1), which keeps every step the same, or set device cpu;"
                        + " then resume");
        assertThat(events(run).getLast().text(RunEvent.REASON).orElseThrow())
                .startsWith("failed: ")
                .contains("batch_size 2");
        assertThat(run.summary().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.summary().epochsDone()).isEqualTo(2);
        RunSetup.change(run, Map.of("batch_size", 2, "accumulation", 2));
        assertThat(TrainingRun.train(run, _ -> {}).text(RunEvent.REASON)).hasValue("completed");
        assertThat(run.summary().epochsDone()).isEqualTo(3);
    }

    @Test
    void aFullMachineAndAFullHeapAreOneClearLineToo() throws IOException {
        RunFolder machine = run("machine", Map.of());
        assertThatThrownBy(() -> TrainingRun.train(machine, failing(new EngineException(CPU_FULL)), 0))
                .hasMessageContaining("the machine's memory is used up (3.0 MiB more was asked for); the last good"
                        + " checkpoint is kept; in config.json set batch_size 2")
                .hasMessageNotContaining("device cpu");
        RunFolder heap = run("heap", Map.of());
        assertThatThrownBy(() -> TrainingRun.train(heap, failing(new OutOfMemoryError("Java heap space")), 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(Java heap space); the last good checkpoint is kept; start the program with more"
                        + " (-Xmx); then resume");
        assertThat(events(heap).getLast().kind()).isEqualTo(Kind.END);
    }

    @Test
    void theAdviceFitsTheConfiguration() {
        MemoryShortage shortage = new MemoryShortage(MemoryShortage.Place.CPU, "some");
        TrainingConfig config = TinyRuns.config(dataset, 1);
        assertThat(MemoryAdvice.text(shortage, config.with(Map.of("batch_size", 15, "accumulation", 2))))
                .contains("set batch_size 5 (from 15) and accumulation 6 (from 2), which keeps every step the same");
        assertThat(MemoryAdvice.text(shortage, config.with(Map.of("architecture.variant.stem", "patch_batch_norm"))))
                .contains("accumulation 2 (from 1);");
        assertThat(MemoryAdvice.text(shortage, config.with(Map.of("mode", "published-code"))))
                .contains("accumulation 2 (from 1);");
        assertThat(MemoryAdvice.text(shortage, config.with(Map.of("batch_size", 1))))
                .contains("choose a smaller network");
    }

    @Test
    void whatADeviceCannotDoIsSaid() {
        assertThat(Learner.warnings(false, false, true)).isEmpty();
        assertThat(Learner.warnings(false, true, true))
                .containsExactly("tf32 has no effect: the run computes on the CPU");
        assertThat(Learner.warnings(true, true, true))
                .singleElement()
                .asString()
                .contains("a repeated or resumed run may differ");
        assertThat(Learner.warnings(true, true, false))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("tf32 true has no effect");
    }
}
