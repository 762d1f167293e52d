package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lmttm.app.shell.GuideState.Step;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.Voxel;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The guide is walked by the keyboard alone, from nothing open to attention on the slices. */
@ExtendWith(ApplicationExtension.class)
class GuideTest {
    private Workbench workbench;
    private Path settings;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in start()
    GuideTest() {}

    @Start
    void start(Stage stage) throws Exception {
        settings = Files.createTempDirectory("lmttm-settings");
        Session session = new Session(
                Path.of("").toAbsolutePath(),
                Settings.in(settings),
                new TaskRunner(Platform::runLater),
                new FileVolumes(),
                new EngineInference());
        workbench = Workbench.of(session, new NoDialogs(), stage::close);
        stage.setScene(workbench.shell().scene());
        stage.setWidth(1000);
        stage.setHeight(1000);
        stage.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(20_000, workbench::close);
    }

    private Session session() {
        return workbench.session();
    }

    private static String text(FxRobot robot, String id) {
        Node node = robot.lookup(id).query();
        return node instanceof Button button ? button.getText() : ((Label) node).getText();
    }

    /** Presses the button that does the next step, once it is this one's turn. */
    private void act(FxRobot robot, String says) throws Exception {
        WindowHarness.waitFor(() -> text(robot, "#guide-act").equals(says));
        robot.interact(() -> robot.lookup("#guide-act").query().requestFocus());
        robot.push(KeyCode.SPACE);
    }

    @Test
    void theKeyboardLeadsFromTheSampleCaseToAttentionOnItsSlices(FxRobot robot) throws Exception {
        robot.interact(workbench.opener()::listModels);
        WindowHarness.waitFor(() -> session().activeModel().get() != null);
        assertThat(robot.lookup("#guide").query().isVisible()).isFalse();
        robot.push(KeyCode.SHIFT, KeyCode.F1);
        WindowHarness.waitFor(() -> robot.lookup("#guide").query().isVisible());
        assertThat(robot.lookup("#guide-act").query().isFocused()).isTrue();

        act(robot, "Open the sample case");
        act(robot, "Show the slices");
        assertThat(robot.lookup("#guide-frame").query().isVisible()).isTrue();
        robot.interact(() -> session().activeCase().get().crosshair().set(new Voxel(3, 4, 5)));
        WindowHarness.waitFor(() -> session().result().get() != null);
        act(robot, "Go to Memory");
        WindowHarness.waitFor(() -> session().workspace().get().equals("memory"));
        act(robot, "Paint it");
        WindowHarness.waitFor(() -> session().attentionOverlay().get() != null);
        assertThat(session().workspace().get()).isEqualTo("volume");
        WindowHarness.waitFor(() -> text(robot, "#guide-act").equals("Close"));
        act(robot, "Close");
        assertThat(robot.lookup("#guide").query().isVisible()).isFalse();
        assertThat(Settings.in(settings).guide().get()).isFalse();
    }

    @Test
    void itIsClosedForGoodAndComesBackFromHelp(FxRobot robot) throws Exception {
        robot.interact(workbench.shell()::guide);
        assertThat(Settings.in(settings).guide().get()).isTrue();
        robot.clickOn("#guide-paint");
        assertThat(text(robot, "#guide-what")).contains("Attention is not explanation");
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#guide").query().isVisible()).isFalse();
        assertThat(Settings.in(settings).guide().get()).isFalse();
        robot.interact(() -> workbench.shell().actions().stream()
                .filter(action -> action.id().equals("help.guide"))
                .findFirst()
                .orElseThrow()
                .fire());
        assertThat(robot.lookup("#guide").query().isVisible()).isTrue();
        assertThat(text(robot, "#guide-act")).isEqualTo("Open the sample case");
    }

    @Test
    void whatIsAlreadyDoneIsTicked(FxRobot robot) {
        GuideState[] made = new GuideState[1];
        robot.interact(
                () -> made[0] = new GuideState(session(), session().settings().guide()));
        GuideState state = made[0];
        assertThat(state.done().get()).isEmpty();
        assertThat(state.step().get()).isEqualTo(Step.OPEN);
        robot.interact(() -> session().workspace().set("memory"));
        assertThat(state.done().get()).isEmpty(); // nothing stands in the memory yet
        assertThat(state.complete()).isFalse();
    }
}
