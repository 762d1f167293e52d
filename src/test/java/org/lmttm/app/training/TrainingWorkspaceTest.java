package org.lmttm.app.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lmttm.app.shell.EngineInference;
import org.lmttm.app.shell.FileVolumes;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.insight.RandomTraces;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Trace;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class TrainingWorkspaceTest {
    private Path folder;
    private Session session;
    private TrainingWorkspace workspace;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in start()
    TrainingWorkspaceTest() {}

    @Start
    void start(Stage stage) throws IOException {
        folder = Files.createTempDirectory("lmttm-test");
        session = new Session(
                folder,
                Settings.in(folder),
                new TaskRunner(Platform::runLater),
                new FileVolumes(),
                new EngineInference());
        workspace = new TrainingWorkspace(session, new RandomRun(), folder.resolve("runs"));
        HBox box = new HBox(workspace.view(), requireNonNull(workspace.inspector()));
        HBox.setHgrow(workspace.view(), Priority.ALWAYS);
        stage.setScene(new Scene(box, 990, 940));
        stage.show();
    }

    private static final class RandomRun implements RunServices {
        @Override
        public Trace readTrace(Path file) {
            return RandomTraces.lmttm(Border.PAD, file.hashCode());
        }

        @Override
        public ModelEntry readModel(Path file) throws IOException {
            throw new IOException(file + ": no checkpoint in this test");
        }
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            workspace.close();
            session.close();
        });
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

    @Test
    void aMissingDataSetIsSaidInTheForm(FxRobot robot) throws Exception {
        robot.interact(() -> workspace.draft().value(ConfigDraft.Field.DATASET).set("nowhere.npz"));
        robot.clickOn("#training-start");
        shows(robot, "#config-wrong", "nowhere.npz: there is no such file");
        assertThat(workspace.shown()).isEmpty();
    }
}
