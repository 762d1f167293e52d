package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.training.RunFiles;
import org.lmttm.insight.RandomTraces;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.TraceFiles;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** From the pinned case on the training desk to the epochs in the memory workspace, and through them by keys. */
class EpochsWindowTest extends WindowHarness {
    private static final int EPOCHS = 4;

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private static String epoch(FxRobot robot) {
        return robot.lookup("#epochs-epoch").queryAs(Label.class).getText();
    }

    @Test
    void thePinnedCaseOpensItsEpochAndShiftWithArrowsGoesOn(FxRobot robot) throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.start();
        for (int number = 1; number <= EPOCHS; number++) {
            TraceFiles.write(files.run().trace(number), RandomTraces.lmttm(Border.DROP, number));
            files.epoch(number, 1.0 / number, 0.7);
            files.trace(number);
        }
        files.end("completed");
        robot.interact(() -> {
            session().runs().add(files.run().path());
            session().workspace().set("training");
            session().activeRun().set(files.run().path());
        });
        waitFor(() -> robot.lookup("#pinned-open")
                .tryQueryAs(Button.class)
                .filter(button -> !button.isDisabled())
                .isPresent());
        robot.interact(() -> robot.lookup("#pinned-open").queryAs(Button.class).fire());
        waitFor(() ->
                session().workspace().get().equals("memory") && epoch(robot).contains("4"));
        assertThat(robot.lookup("#epochs-run").query().isVisible()).isTrue();

        robot.interact(() -> robot.lookup("#shell").query().requestFocus());
        robot.press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
        waitFor(() -> epoch(robot).contains("3"));
        robot.press(KeyCode.SHIFT).type(KeyCode.LEFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
        waitFor(() -> epoch(robot).contains("1"));
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        waitFor(() -> epoch(robot).contains("2"));
    }
}
