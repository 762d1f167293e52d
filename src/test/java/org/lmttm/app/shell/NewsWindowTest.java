package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

class NewsWindowTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private org.lmttm.app.training.RunFiles run(FxRobot robot, String name) throws IOException {
        var files = new org.lmttm.app.training.RunFiles(folder.resolve(name));
        files.start();
        files.trainerComes();
        robot.interact(() -> session().runs().add(files.run().path()));
        return files;
    }

    private void atWork() throws Exception {
        // what is at work is remembered as soon as it was seen
        waitFor(() -> Files.exists(session().settings().folder().resolve("runs.json")));
    }

    /** Not by a click: the headless screen is narrower than the window may be. */
    private static void press(FxRobot robot, String button) {
        robot.interact(() -> robot.lookup(button).queryAs(Button.class).fire());
    }

    private static String unread(FxRobot robot) {
        Label badge = robot.lookup("#news-unread").queryAs(Label.class);
        return badge.isVisible() ? badge.getText() : "";
    }

    @Test
    void theEndOfARunIsToldInAnyWorkspaceAndLeadsToIt(FxRobot robot) throws Exception {
        var files = run(robot, "014-vessels");
        atWork();
        assertThat(session().workspace().get()).isEqualTo("volume");
        files.epoch(1, 0.7, 0.64);
        files.end("completed");
        files.trainerGoes();
        waitFor(() -> unread(robot).equals("1"));
        assertThat(robot.lookup(".toast .strong").queryAs(Label.class).getText())
                .isEqualTo("014-vessels is complete");
        assertThat(robot.lookup(".toast .muted").queryAs(Label.class).getText()).contains("0.640 at epoch 1");
        press(robot, ".toast-open");
        waitFor(() -> session().workspace().get().equals("training"));
        assertThat(session().activeRun().get()).isEqualTo(files.run().path());
        assertThat(robot.lookup(".toast").tryQuery()).isEmpty();

        press(robot, "#news");
        waitFor(() -> unread(robot).isEmpty());
        assertThat(robot.lookup(".news-row .strong").queryAs(Label.class).getText())
                .isEqualTo("014-vessels is complete");
        robot.interact(() -> session().workspace().set("volume"));
        press(robot, ".news-open");
        waitFor(() -> session().workspace().get().equals("training"));
    }

    @Test
    void itCanBeSwitchedOff(FxRobot robot) throws Exception {
        robot.interact(() -> session().settings().notifyRuns().set(false));
        var files = run(robot, "015-nodules");
        atWork();
        files.end("failed: no space left");
        files.trainerGoes();
        press(robot, "#news");
        waitFor(() -> robot.lookup(".news-row").tryQuery().isPresent());
        assertThat(robot.lookup(".news-row .muted").queryAs(Label.class).getText())
                .contains("no space left");
        assertThat(unread(robot)).isEmpty();
        assertThat(robot.lookup(".toast").tryQuery()).isEmpty();
    }
}
