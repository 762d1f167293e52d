package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.experiment.RunQueue;
import org.lmttm.training.RunFolder;
import org.lmttm.training.TrainingConfig;

class QueueStateTest {
    private final UiPump ui = new UiPump();
    private final TaskRunner tasks = new TaskRunner(ui);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final List<String> started = new ArrayList<>();

    @AfterEach
    void close() {
        tasks.close();
    }

    /** Started runs are busy until the test says otherwise. */
    private QueueState queue(Path folder) {
        return new QueueState(folder, tasks, busy::get, run -> {
            started.add(run.name());
            busy.set(true);
        });
    }

    private static RunFolder run(Path folder, String name) throws IOException {
        return RunFolder.create(folder.resolve(name), TrainingConfig.recommended());
    }

    @Test
    void theNextRunStartsWhenTheOneBeforeHasEnded(@TempDir Path folder) throws Exception {
        try (QueueState queue = queue(folder)) {
            busy.set(true);
            queue.add(run(folder, "a"), 60);
            queue.add(run(folder, "b"), Double.NaN);
            queue.add(run(folder, "c"), 60);
            ui.until("three wait", () -> queue.waiting().size() == 3);
            queue.move(queue.waiting().get(2), 0);
            ui.until("c is first", () -> queue.waiting().getFirst().name().equals("c"));
            queue.remove(queue.waiting().get(1));
            ui.until("two wait", () -> queue.waiting().size() == 2);
            assertThat(started).isEmpty();
            busy.set(false);
            ui.until("c started", () -> started.size() == 1);
            ui.until("one waits", () -> queue.waiting().size() == 1);
            assertThat(started).containsExactly("c");
            busy.set(false);
            ui.until("b started", () -> started.size() == 2);
            assertThat(started).containsExactly("c", "b");
        }
    }

    @Test
    void whatAWindowLeftBehindWaitsUntilSomeoneSaysGo(@TempDir Path folder) throws Exception {
        new RunQueue(folder).add(run(folder, "a"), 60);
        try (QueueState queue = queue(folder)) {
            ui.until("on hold", () -> queue.held().get() && queue.waiting().size() == 1);
            queue.add(run(folder, "b"), 60);
            ui.until("two wait", () -> queue.waiting().size() == 2);
            assertThat(started).isEmpty();
            queue.held().set(false);
            ui.until("a started", () -> started.equals(List.of("a")));
        }
    }

    @Test
    void aDamagedQueueIsAProblemThatGoesWhenTheFileDoes(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("queue.json"), "?");
        try (QueueState queue = queue(folder)) {
            ui.until("the problem", () -> queue.problem().get().contains("queue.json"));
            Files.delete(folder.resolve("queue.json"));
            ui.until("no problem", () -> queue.problem().get().isEmpty());
            assertThat(started).isEmpty();
        }
    }
}
