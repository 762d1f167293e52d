package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.training.RunStatus;

class RunNewsTest {
    @TempDir
    private Path folder;

    private final Executor direct = Runnable::run;
    private @Nullable TaskRunner tasks;
    private org.lmttm.app.training.RunFiles files;

    @SuppressWarnings("NullAway.Init") // made before each test
    RunNewsTest() {}

    @BeforeEach
    void makeRun() throws IOException {
        files = new org.lmttm.app.training.RunFiles(folder.resolve("014-vessels"));
        files.start();
    }

    @AfterEach
    void close() {
        endOfWindow();
    }

    /** A window that looks when it is told to. */
    private RunNews window() {
        tasks = new TaskRunner(direct);
        return new RunNews(tasks, folder.resolve("settings"), folder.resolve("runs"));
    }

    /** Also waits until what is to be remembered is written. */
    private void endOfWindow() {
        if (tasks != null) {
            tasks.close();
            tasks = null;
        }
    }

    @Test
    void aRunThatWasAtWorkAndIsCompleteIsToldOnceWithWhatItReached() throws IOException {
        RunNews news = window();
        news.watch(files.run().path());
        news.tick();
        assertThat(news.notices()).isEmpty();
        files.trainerComes();
        news.tick();
        files.epoch(1, 0.7, 0.64);
        files.epoch(2, 0.6, 0.75);
        files.epoch(3, 0.5, 0.7);
        assertThat(news.latest().get()).isNull();
        files.end("completed");
        files.trainerGoes();
        news.tick();
        news.tick();
        assertThat(news.notices()).hasSize(1).containsExactly(news.latest().get());
        RunNotice told = news.notices().getFirst();
        assertThat(told.name()).isEqualTo("014-vessels");
        assertThat(told.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(told.epochs()).isEqualTo(3);
        assertThat(told.bestEpoch()).isEqualTo(2);
        assertThat(told.bestAuc()).isEqualTo(0.75);
        assertThat(told.away()).isFalse();
        assertThat(news.unread().get()).isEqualTo(1);
        news.markRead();
        assertThat(news.unread().get()).isZero();
        assertThat(news.notices()).hasSize(1);
        news.close();
    }

    @Test
    void aFailureIsToldWithItsReasonAndAStopWithoutAsking() throws IOException {
        RunNews news = window();
        news.watch(files.run().path());
        files.trainerComes();
        news.tick();
        files.end("stopped");
        files.trainerGoes();
        news.tick();
        assertThat(news.notices()).extracting(RunNotice::status).containsExactly(RunStatus.STOPPED);
        assertThat(news.latest().get()).isNull();
        files.trainerComes();
        news.tick();
        files.end("failed: the loss is not finite");
        files.trainerGoes();
        news.tick();
        assertThat(news.notices()).extracting(RunNotice::status).containsExactly(RunStatus.FAILED, RunStatus.STOPPED);
        assertThat(news.latest().get()).isEqualTo(news.notices().getFirst());
        assertThat(news.notices().getFirst().reason()).contains("the loss is not finite");
        news.close();
    }

    @Test
    void whatEndedWhileNoWindowWasOpenIsToldAtTheNextStart() throws IOException {
        RunNews first = window();
        first.watch(files.run().path());
        files.trainerComes();
        first.tick();
        first.close();
        endOfWindow();
        files.trainerGoes(); // without an end event: it was killed

        RunNews second = window();
        assertThat(second.notices()).isEmpty();
        second.tick();
        assertThat(second.notices()).hasSize(1);
        assertThat(second.notices().getFirst().status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(second.notices().getFirst().away()).isTrue();
        second.close();
        endOfWindow();

        RunNews third = window();
        third.tick();
        assertThat(third.notices()).hasSize(1);
        assertThat(third.unread().get()).isEqualTo(1);
        third.clear();
        third.close();
        endOfWindow();
        assertThat(window().notices()).isEmpty();
    }

    @Test
    void aRunThatIsGoneAndAFileThatIsDamagedAreNoTrouble() throws IOException {
        RunNews news = window();
        news.watch(folder.resolve("never"));
        news.tick();
        assertThat(news.notices()).isEmpty();
        news.close();
        endOfWindow();
        Files.createDirectories(folder.resolve("settings"));
        Files.writeString(folder.resolve("settings").resolve("runs.json"), "{\"at_work\": [3, ");
        assertThat(window().notices()).isEmpty();
    }
}
