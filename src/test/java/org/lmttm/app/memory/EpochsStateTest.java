package org.lmttm.app.memory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.memory.MemoryState.Limits;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.training.RunFiles;
import org.lmttm.app.training.UiPump;
import org.lmttm.insight.RandomTraces;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Trace;
import org.lmttm.model.TraceFiles;

class EpochsStateTest {
    private final UiPump ui = new UiPump();
    private final TaskRunner tasks = new TaskRunner(ui);
    private final EpochsState epochs = new EpochsState(tasks);

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        epochs.close();
        tasks.close();
    }

    private static Trace trace(int epoch) {
        return RandomTraces.lmttm(Border.DROP, epoch);
    }

    private static void epoch(RunFiles files, int epoch) throws IOException {
        TraceFiles.write(files.run().trace(epoch), trace(epoch));
        files.epoch(epoch, 1.0 / epoch, 0.7);
        files.trace(epoch);
    }

    @Test
    void theNewestEpochIsFollowedUntilAnotherIsChosen() throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.start();
        epoch(files, 1);
        epochs.run().set(files.run().path());
        ui.until("epoch 1", () -> epochs.shown().get() == 1 && epochs.settled());
        epoch(files, 2);
        epoch(files, 3);
        ui.until("epoch 3", () -> epochs.shown().get() == 3 && epochs.settled());
        Trace second = trace(2);
        assertThat((float) epochs.probability(2, 4, 1))
                .isEqualTo(second.steps().get(4).runningProbabilities()[1]);
        epochs.move(-1);
        ui.until("epoch 2", () -> epochs.shown().get() == 2);
        assertThat(requireNonNull(epochs.reading().get()).trace().memory().get(5))
                .isEqualTo(second.memory().get(5));
        epoch(files, 4);
        ui.until("epoch 4 known", () -> epochs.epochs().contains(4) && epochs.settled());
        assertThat(epochs.epoch().get()).isEqualTo(2);
    }

    @Test
    void allEpochsShareOneScaleUnlessEachHasItsOwn() throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.start();
        for (int epoch = 1; epoch <= 3; epoch++) {
            epoch(files, epoch);
        }
        epochs.run().set(files.run().path());
        ui.until("all that can be read", epochs::settled);
        MemoryState state = new MemoryState();
        state.runScale().bind(epochs.scale());
        List<Limits> own = new ArrayList<>();
        for (int epoch = 1; epoch <= 3; epoch++) {
            MemoryState alone = new MemoryState();
            alone.original().set(new TraceReading(trace(epoch)));
            own.add(requireNonNull(alone.limits()));
        }
        state.original().set(new TraceReading(trace(1)));
        Limits shared = requireNonNull(state.limits());
        assertThat(shared.memory())
                .isEqualTo(own.stream().mapToDouble(Limits::memory).max().orElseThrow());
        assertThat(shared.read())
                .isEqualTo(own.stream().mapToDouble(Limits::read).max().orElseThrow());
        state.original().set(new TraceReading(trace(3)));
        assertThat(state.limits()).isEqualTo(shared);
        // of one timestamp, over all epochs
        state.sameScale().set(false);
        state.goTo(4);
        Limits fourth = requireNonNull(state.limits());
        state.original().set(new TraceReading(trace(2)));
        assertThat(state.limits()).isEqualTo(fourth);
        state.sameScale().set(true);
        epochs.sameScale().set(false);
        assertThat(state.limits()).isEqualTo(own.get(1));
    }

    @Test
    void whatIsDamagedOrMissingIsNamedAndSkipped() throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.start();
        for (int epoch = 1; epoch <= 4; epoch++) {
            epoch(files, epoch);
        }
        Files.writeString(files.run().trace(2), "no trace");
        Files.delete(files.run().trace(3));
        epochs.run().set(files.run().path());
        ui.until("all that can be read", epochs::settled);
        assertThat(epochs.problems()).hasSize(2);
        assertThat(epochs.problems().get(0)).contains("Epoch 2").contains("epoch-0002.npz");
        assertThat(epochs.problems().get(1)).contains("Epoch 3").contains("epoch-0003.npz");
        epochs.move(-1);
        ui.until("the epoch before them", () -> epochs.shown().get() == 1);
        epochs.togglePlay();
        epochs.advance();
        ui.until("the last one", () -> epochs.shown().get() == 4);
        epochs.advance();
        assertThat(epochs.playing().get()).isFalse();
    }

    @Test
    void anEpochThatIsAskedForIsShown() throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.start();
        for (int epoch = 1; epoch <= 3; epoch++) {
            epoch(files, epoch);
        }
        epochs.ask(files.run().path(), 2);
        ui.until("epoch 2", () -> epochs.shown().get() == 2 && epochs.settled());
        assertThat(epochs.epoch().get()).isEqualTo(2);
    }
}
