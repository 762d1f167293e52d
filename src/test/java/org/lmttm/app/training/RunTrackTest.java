package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunStatus;

class RunTrackTest {
    private final UiPump ui = new UiPump();
    private final TaskRunner tasks = new TaskRunner(ui);
    private final DeskState desk = new DeskState(tasks);

    @AfterEach
    void close() {
        desk.close();
        tasks.close();
    }

    private static boolean now(RunTrack track, Predicate<RunSnapshot> condition) {
        RunSnapshot snapshot = track.snapshot().get();
        return snapshot != null && condition.test(snapshot);
    }

    @Test
    void aRunIsFollowedWhileItGrows(@TempDir Path folder) throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        RunTrack track = desk.show(files.run());
        ui.until("the configured run", () -> now(track, run -> run.status() == RunStatus.NEW));
        files.start();
        files.epoch(1, 0.7, 0.6);
        ui.until("epoch 1", () -> now(track, run -> run.epochsDone() == 1));
        files.epoch(2, 0.6, 0.9);
        files.epoch(3, 0.5, 0.8);
        files.end("completed");
        ui.until("the end", () -> now(track, run -> run.status() == RunStatus.COMPLETED));
        RunSnapshot run = track.snapshot().get();
        assertThat(run).isNotNull();
        assertThat(run.epochs()).extracting(epoch -> epoch.loss()).containsExactly(0.7, 0.6, 0.5);
        assertThat(run.best())
                .hasValueSatisfying(best -> assertThat(best.epoch()).isEqualTo(2));
        assertThat(track.events())
                .extracting(RunEvent::kind)
                .startsWith(RunEvent.Kind.START)
                .endsWith(RunEvent.Kind.END);
        assertThat(track.problem().get()).isEmpty();
        assertThat(track.canResume()).isFalse();
    }

    @Test
    void aRunWhoseTrainerIsGoneSaysSoAndOffersToResume(@TempDir Path folder) throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.start();
        files.epoch(1, 0.7, 0.6);
        files.epoch(2, 0.6, 0.7);
        RunTrack track = desk.show(files.run());
        ui.until("the reason", () -> !track.problem().get().isEmpty());
        assertThat(track.problem().get())
                .contains("interrupted after epoch 2")
                .contains("no checkpoint yet: Resume begins anew");
        assertThat(track.canResume()).isTrue();
    }

    /** Killed between the event of an epoch and its checkpoint, or where not every epoch has one. */
    @Test
    void whereResumeGoesOnIsReadFromTheStateAndNotFromTheEvents(@TempDir Path folder) throws Exception {
        for (Map.Entry<Integer, String> batch : Map.of(
                        0, "Resume continues after epoch 1, step 10:", 3, "Resume continues in epoch 2, after step 13:")
                .entrySet()) {
            RunFiles files = new RunFiles(folder.resolve("run" + batch.getKey()));
            files.start();
            files.epoch(1, 0.7, 0.6);
            files.epoch(2, 0.6, 0.7);
            files.state(1, batch.getKey(), 10 + batch.getKey());
            RunTrack track = desk.show(files.run());
            ui.until("the reason", () -> !track.problem().get().isEmpty());
            assertThat(track.problem().get())
                    .contains("interrupted after epoch 2")
                    .contains(batch.getValue());
        }
    }

    @Test
    void aDamagedStateIsSaidBeforeAnyoneResumes(@TempDir Path folder) throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.start();
        files.epoch(1, 0.7, 0.6);
        Files.writeString(files.run().trainingState(), "not a state");
        RunTrack track = desk.show(files.run());
        ui.until("the reason", () -> !track.problem().get().isEmpty());
        assertThat(track.problem().get()).contains("state cannot be read").contains("last.state.safetensors");
    }

    @Test
    void anUnreadableRunIsAProblemAndNotACrash(@TempDir Path folder) throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        Files.writeString(files.run().configFile(), "{\"epochs\": \"many\"}");
        RunTrack track = desk.show(files.run());
        ui.until("the problem", () -> !track.problem().get().isEmpty());
        assertThat(track.problem().get()).contains("config.json");
    }

    @Test
    void runsKeepTheirColourAndAreShownOnce(@TempDir Path folder) throws Exception {
        RunTrack first = desk.show(new RunFiles(folder.resolve("a")).run());
        RunTrack second = desk.show(new RunFiles(folder.resolve("b")).run());
        assertThat(desk.show(first.run())).isSameAs(first);
        assertThat(desk.tracks()).containsExactly(first, second);
        assertThat(desk.active().get()).isSameAs(first);
        desk.remove(first);
        assertThat(desk.active().get()).isSameAs(second);
        RunTrack third = desk.show(new RunFiles(folder.resolve("c")).run());
        assertThat(second.color()).isEqualTo(1);
        assertThat(third.color()).isZero();
    }

    @Test
    void newRunsAreProposedWhereNoneIs(@TempDir Path folder) throws Exception {
        assertThat(NewRun.nextFolder(folder)).isEqualTo(folder.resolve("run-001"));
        Files.createDirectory(folder.resolve("run-001"));
        assertThat(NewRun.nextFolder(folder)).isEqualTo(folder.resolve("run-002"));
    }
}
