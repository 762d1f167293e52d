package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.training.RunEvent.Kind;

class RunFolderTest {
    @TempDir
    private Path folder;

    private RunFolder run() throws IOException {
        return RunFolder.create(
                folder.resolve("run"), TrainingConfig.recommended().withDataset("cases.npz"));
    }

    private static void log(RunFolder run, RunEvent event) throws IOException {
        try (EventLog log = EventLog.open(run.events())) {
            log.append(event);
        }
    }

    @Test
    void aNewRunOpensAgain() throws IOException {
        RunFolder run = run();
        assertThat(run.name()).isEqualTo("run");
        assertThat(RunFolder.open(run.path()).config())
                .isEqualTo(TrainingConfig.recommended().withDataset("cases.npz"));
        assertThat(run.summary().status()).isEqualTo(RunStatus.NEW);
        assertThat(run.relative(run.trace(7))).isEqualTo("traces/epoch-0007.npz");
    }

    @Test
    void anExistingRunIsNotOverwritten() throws IOException {
        run();
        assertThatThrownBy(this::run)
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("there is a run already")
                .hasMessageContaining("--resume");
    }

    @Test
    void aFolderWithOtherThingsIsNotTaken() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run").resolve("thesis.txt"), "ten years of work");
        assertThatThrownBy(this::run).hasMessageContaining("is not an empty folder");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RunFolder.create(file.resolve("run"), TrainingConfig.recommended()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("file");
    }

    @Test
    void aFolderWithoutConfigurationIsNoRun() {
        assertThatThrownBy(() -> RunFolder.open(folder)).hasMessageContaining("is not a run folder");
    }

    @Test
    void theStatusFollowsFromEventsAndTheTrainersProcess() throws IOException {
        RunFolder run = run();
        log(
                run,
                RunEvent.now(Kind.START)
                        .with(RunEvent.EPOCH, 0)
                        .with(RunEvent.STEP, 0)
                        .build());
        assertThat(run.summary().status()).isEqualTo(RunStatus.INTERRUPTED);

        run.registerTrainer(ProcessHandle.current());
        assertThat(run.trainer()).hasValue(ProcessHandle.current());
        assertThat(run.summary().status()).isEqualTo(RunStatus.RUNNING);
        run.setPaused(true);
        assertThat(run.summary().status()).isEqualTo(RunStatus.PAUSED);
        run.unregisterTrainer();

        log(
                run,
                RunEvent.now(Kind.END)
                        .with(RunEvent.REASON, "failed: disk full")
                        .build());
        assertThat(run.summary().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.summary().reason()).isEqualTo("failed: disk full");
        log(run, RunEvent.now(Kind.END).with(RunEvent.REASON, "stopped").build());
        assertThat(run.summary().status()).isEqualTo(RunStatus.STOPPED);
        log(run, RunEvent.now(Kind.END).with(RunEvent.REASON, "completed").build());
        assertThat(run.summary().status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void anotherProcessWithTheTrainersNumberIsNotTheTrainer() throws IOException {
        RunFolder run = run();
        Files.writeString(
                run.control().resolve("trainer.json"),
                "{\"pid\":" + ProcessHandle.current().pid() + ",\"started\":\"2001-01-01T00:00:00Z\"}");
        assertThat(run.trainer()).isEmpty();
    }

    @Test
    void aDamagedStateIsNamedAndNoneIsNoPointToGoOnFrom() throws IOException {
        RunFolder run = run();
        assertThat(run.resumePoint()).isEmpty();
        Files.writeString(run.trainingState(), "not a checkpoint");
        assertThatThrownBy(run::resumePoint).hasMessageContaining("last.state.safetensors");
    }

    @Test
    void requestsAreTakenBackAndForgotten() throws IOException {
        RunFolder run = run();
        run.requestPause();
        assertThat(run.isPauseRequested()).isTrue();
        run.requestContinue();
        assertThat(run.isPauseRequested()).isFalse();
        run.requestStop();
        assertThat(run.isStopRequested()).isTrue();
        run.clearRequests();
        assertThat(run.isStopRequested()).isFalse();
    }
}
