package org.lmttm.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.experiment.RunQueue.Waiting;
import org.lmttm.training.RunFolder;
import org.lmttm.training.TrainingConfig;

class RunQueueTest {
    private Path root = Path.of("");

    @BeforeEach
    void folder(@TempDir Path folder) {
        root = folder.resolve("runs");
    }

    private RunFolder run(String name) throws IOException {
        return RunFolder.create(root.resolve(name), TrainingConfig.recommended());
    }

    @Test
    void runsWaitInOrderAndAreTakenOnce() throws IOException {
        RunQueue queue = new RunQueue(root);
        assertThat(queue.list()).isEmpty();
        queue.add(run("a"), 120);
        queue.add(run("b"), Double.NaN);
        queue.add(run("c"), 5);
        assertThat(queue.list())
                .containsExactly(new Waiting("a", 120.0), new Waiting("b", null), new Waiting("c", 5.0));
        queue.move("c", 0);
        queue.move("a", 99);
        assertThat(queue.list()).extracting(Waiting::name).containsExactly("c", "b", "a");
        queue.remove("b");
        // another window on the same folder
        RunQueue other = new RunQueue(root);
        assertThat(other.take().map(RunFolder::name)).contains("c");
        assertThat(queue.take().map(RunFolder::name)).contains("a");
        assertThat(queue.take()).isEmpty();
        assertThat(root.resolve("b")).isDirectory();
    }

    @Test
    void whatIsGoneOrWasStartedMeanwhileIsNotTaken() throws IOException {
        RunQueue queue = new RunQueue(root);
        RunFolder started = run("started");
        queue.add(started, 1);
        RunFolder gone = run("gone");
        queue.add(gone, 1);
        queue.add(run("waiting"), 1);
        Files.writeString(started.events(), "");
        Files.delete(gone.configFile());
        assertThat(queue.take().map(RunFolder::name)).contains("waiting");
        assertThat(queue.list()).isEmpty();
    }

    @Test
    void aRunOutsideTheFolderKeepsItsWholePath(@TempDir Path elsewhere) throws IOException {
        RunQueue queue = new RunQueue(root);
        RunFolder run = RunFolder.create(elsewhere.resolve("far"), TrainingConfig.recommended());
        queue.add(run, 1);
        assertThat(queue.folder(queue.list().getFirst()))
                .isEqualTo(run.path().toAbsolutePath().normalize());
        assertThat(queue.take()).isPresent();
    }

    @Test
    void aFileThatIsNoQueueIsNamedAndLeftAlone() throws IOException {
        RunQueue queue = new RunQueue(root);
        RunFolder run = run("a");
        for (String wrong : List.of("not json", "[{\"seconds\": 3}]", "[null]")) {
            Files.writeString(queue.file(), wrong);
            assertThatThrownBy(queue::list)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("queue.json")
                    .hasMessageContaining("correct or delete");
            assertThatThrownBy(() -> queue.add(run, 1)).isInstanceOf(IOException.class);
            assertThat(queue.file()).hasContent(wrong);
        }
    }

    @Test
    void aTrainerThatSomeoneElseStartedIsSeen() throws IOException {
        RunQueue queue = new RunQueue(root);
        assertThat(queue.isTraining()).isFalse();
        RunFolder run = run("a");
        assertThat(queue.isTraining()).isFalse();
        // this process stands for a trainer whose start time nobody could tell
        Path trainer = run.control().resolve("trainer.json");
        String start = ProcessHandle.current()
                .info()
                .startInstant()
                .map(at -> '"' + at.toString() + '"')
                .orElse("null");
        Files.writeString(
                trainer,
                "{\"pid\": %d, \"started\": %s}"
                        .formatted(ProcessHandle.current().pid(), start));
        assertThat(queue.isTraining()).isTrue();
    }
}
