package org.lmttm.app.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunHistory;
import org.lmttm.training.RunStatus;
import org.lmttm.training.TinyRuns;
import org.lmttm.training.TrainerProcess;
import org.lmttm.training.TrainingConfig;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

class TrainingWorkspaceTest extends TrainingHarness {
    private static final int EPOCHS = 16;

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private static void shows(FxRobot robot, String id, String text) throws Exception {
        WaitForAsyncUtils.waitFor(
                30,
                TimeUnit.SECONDS,
                () -> robot.lookup(id).queryAs(Label.class).getText().contains(text));
    }

    @Test
    void theDeskFollowsARunAndSaysWhenItsTrainerIsGone(FxRobot robot) throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.start();
        files.epoch(1, 0.71, 0.64);
        robot.interact(() -> session.activeRun().set(files.run().path()));
        shows(robot, "#tile-epoch", "1");
        files.epoch(2, 0.61, 0.74);
        files.trace(2);
        shows(robot, "#tile-epoch", "2");
        shows(robot, "#tile-best", "0.740");
        shows(robot, "#tile-speed", "68.3");
        shows(robot, "#training-problem", "interrupted after epoch 2");
        Button resume = robot.lookup("#problem-resume").queryButton();
        assertThat(resume.isDisabled()).isFalse();
        assertThat(robot.lookup("#training-pause").queryButton().isDisabled()).isTrue();
        WaitForAsyncUtils.waitFor(
                30,
                TimeUnit.SECONDS,
                () -> !robot.lookup(".pinned-value")
                        .queryAs(Label.class)
                        .getText()
                        .equals("–"));
    }

    private void choose(FxRobot robot, Path dataset) {
        robot.interact(() -> workspace.draft().value(ConfigField.DATASET).set(dataset.toString()));
    }

    @Test
    void aMissingDataSetIsAProblemAndNoRun(FxRobot robot) throws Exception {
        choose(robot, Path.of("nowhere.npz"));
        robot.clickOn("#training-start");
        shows(robot, "#training-problem", "nowhere.npz: there is no such file");
        assertThat(robot.lookup("#problem-resume").queryButton().isVisible()).isFalse();
        assertThat(workspace.shown()).isEmpty();
    }

    @Test
    void aDataSetOfAnotherLayoutIsAProblemThatNamesItAndNoRun(FxRobot robot) throws Exception {
        Path file = folder.resolve("volumes.npz");
        NpzFile.write(file, Map.of("volume", NpyArray.of(new byte[8], 2, 2, 2)));
        choose(robot, file);
        robot.clickOn("#training-start");
        shows(robot, "#training-problem", "volumes.npz");
        assertThat(workspace.shown()).isEmpty();
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aRunChosenAgainComesBackToTheFront(FxRobot robot) throws Exception {
        Path first = new RunFiles(folder.resolve("first")).run().path();
        Path second = new RunFiles(folder.resolve("second")).run().path();
        for (Path chosen : List.of(first, second, first)) {
            robot.interact(() -> session.activeRun().set(chosen));
            WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> front(robot).equals(Optional.of(chosen)));
        }
        robot.interact(() -> desk().remove(requireNonNull(desk().active().get())));
        assertThat(front(robot)).contains(second);
        assertThat(session.activeRun().get()).isEqualTo(second);
        robot.interact(() -> session.activeRun().set(first));
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> front(robot).equals(Optional.of(first)));
    }

    @Test
    void aPathThatIsNoRunIsAProblemAndTheRunAtTheFrontStays(FxRobot robot) throws Exception {
        Path run = new RunFiles(folder.resolve("good")).run().path();
        robot.interact(() -> session.activeRun().set(run));
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> front(robot).equals(Optional.of(run)));
        Path file = Files.writeString(folder.resolve("notes.txt"), "no run");
        for (Path wrong : List.of(file, folder.resolve("nowhere"), file.resolve("below"))) {
            robot.interact(() -> session.activeRun().set(wrong));
            shows(robot, "#training-problem", String.valueOf(wrong.getFileName()));
            assertThat(front(robot)).contains(run);
            assertThat(session.activeRun().get()).isEqualTo(run);
        }
    }

    private DeskState desk() {
        return workspace.desk();
    }

    private Optional<Path> front(FxRobot robot) {
        AtomicReference<@Nullable RunTrack> track = new AtomicReference<>();
        robot.interact(() -> track.set(desk().active().get()));
        return Optional.ofNullable(track.get()).map(shown -> shown.run().path());
    }

    /** A real trainer on 8³ voxels, while the form's presets have 28³. */
    @Test
    void aKilledTrainerLeavesTheDeskAndResumeGoesOnToTheEnd(FxRobot robot) throws Exception {
        TrainingConfig small = TrainingConfig.parse("""
                {"epochs": %d, "batch_size": 8, "threads": 1, "trace_every": 1000, "ema": 0.9, "folds": 3, "fold": 1,
                 "early_stopping": 100,
                 "architecture": {"dim": 16, "memory_tokens": 12, "blocks": 3, "read_tokens": 2, "heads": 2}}
                """.formatted(EPOCHS));
        robot.interact(() -> workspace.draft().fill(small));
        choose(robot, TinyRuns.dataset(folder));
        AtomicBoolean killed = new AtomicBoolean();
        robot.interact(
                () -> desk().active().addListener((property, before, track) -> killWithACheckpoint(track, killed)));
        robot.clickOn("#training-start");
        shows(robot, "#training-problem", "The trainer ended unexpectedly");
        assertThat(killed).isTrue();
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> snapshot(robot).status() == RunStatus.INTERRUPTED);
        assertThat(snapshot(robot).config().architecture().input()).isEqualTo(Architecture.Extent.cube(8));
        assertThat(robot.lookup("#training-problem").queryAs(Label.class).getText())
                .contains(String.format(
                        Locale.ROOT,
                        "Resume continues after epoch %d, step %d",
                        requireNonNull(snapshot(robot).resumePoint()).epoch(),
                        requireNonNull(snapshot(robot).resumePoint()).step()));
        assertThat(snapshot(robot).run().resumePoint())
                .contains(requireNonNull(snapshot(robot).resumePoint()));
        assertThat(robot.listWindows()).anyMatch(Window::isShowing);

        WaitForAsyncUtils.waitFor(
                30,
                TimeUnit.SECONDS,
                () -> !robot.lookup("#problem-resume").queryButton().isDisabled());
        robot.clickOn("#problem-resume");
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> snapshot(robot).status() == RunStatus.COMPLETED);
        assertThat(snapshot(robot).epochs())
                .extracting(RunHistory.Epoch::epoch)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, EPOCHS).boxed().toList());
        assertThat(requireNonNull(desk().active().get()).events())
                .filteredOn(event -> event.kind() == RunEvent.Kind.START)
                .extracting(event -> event.whole(RunEvent.EPOCH).orElseThrow() > 0)
                .containsExactly(false, true);
        assertThat(workspace.problem()).isEmpty();
    }

    private static void killWithACheckpoint(@Nullable RunTrack track, AtomicBoolean killed) {
        RunTrack started = requireNonNull(track);
        started.snapshot().addListener((property, before, now) -> {
            TrainerProcess trainer = started.trainer();
            boolean resumable = now != null
                    && now.checkpoints().stream().anyMatch(file -> file.reason().equals("last"));
            if (resumable && trainer != null && killed.compareAndSet(false, true)) {
                trainer.kill();
            }
        });
    }

    private RunSnapshot snapshot(FxRobot robot) {
        AtomicReference<@Nullable RunSnapshot> snapshot = new AtomicReference<>();
        robot.interact(() -> snapshot.set(workspace.shown().orElse(null)));
        return requireNonNull(snapshot.get());
    }
}
