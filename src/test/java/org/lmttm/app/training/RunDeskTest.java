package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.training.RunStatus;
import org.lmttm.training.TinyRuns;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What a hand does on the desk: looks closer at plots, exports them, clones, lets runs wait. */
class RunDeskTest extends TrainingHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private RunFiles shown(FxRobot robot, String name, int epochs) throws Exception {
        RunFiles files = new RunFiles(folder.resolve(name));
        files.start();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            files.epoch(epoch, 1.0 / epoch, 0.5 + 0.4 * epoch / epochs);
        }
        files.end("completed");
        robot.interact(() -> session.activeRun().set(files.run().path()));
        until(() -> legend(robot, "loss").contains("0.1"));
        return files;
    }

    private static String legend(FxRobot robot, String plot) {
        StringBuilder text = new StringBuilder();
        robot.interact(() -> robot.lookup("#legend-" + plot)
                .queryAs(HBox.class)
                .getChildren()
                .forEach(label -> text.append(((Label) label).getText()).append(' ')));
        return text.toString();
    }

    /** A turn of the wheel over the middle of the plot: the headless platform has no wheel. */
    private static ScrollEvent wheel(double delta) {
        return new ScrollEvent(
                ScrollEvent.SCROLL,
                200,
                100,
                200,
                100,
                false,
                false,
                false,
                false,
                false,
                false,
                0,
                delta,
                0,
                delta,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null);
    }

    @Test
    void aHandLooksCloserReadsValuesAndSeesEverythingAgain(FxRobot robot) throws Exception {
        shown(robot, "run", 10);
        PlotState state = workspace.desk().plots();
        RunPlot plot = robot.lookup("#plot-loss").queryAs(RunPlot.class);
        robot.interact(() -> plot.fireEvent(wheel(120)));
        until(() -> state.zoomed().get());
        robot.doubleClickOn(plot);
        until(() -> !state.zoomed().get());
        robot.drag(plot).moveBy(60, 0).drop();
        until(() -> state.zoomed().get());
        robot.type(KeyCode.HOME);
        until(() -> !state.zoomed().get());
        // the hair line by keys: to the run's beginning, where the first epoch was measured
        robot.interact(() -> state.hair().set(1.2));
        assertThat(legend(robot, "loss")).contains("1.000");
        assertThat(legend(robot, "auc")).contains("0.540");
        robot.interact(() -> state.hair().set(Double.NaN));
        assertThat(legend(robot, "auc")).contains("0.900");
        robot.interact(() -> state.axis().set(PlotAxis.STEP));
        assertThat(state.range().get().to()).isGreaterThan(100);
        robot.interact(() -> state.log().set(true));
        assertThat(legend(robot, "auc")).contains("0.900");
    }

    @Test
    void plotsAreWrittenAsPictureDrawingAndTable(FxRobot robot) throws Exception {
        shown(robot, "run", 10);
        for (String ending : List.of("png", "svg", "csv")) {
            Path file = folder.resolve("loss." + ending);
            target = Optional.of(file);
            robot.clickOn("#export-plot-loss").clickOn("Save as PNG, SVG or CSV\u2026");
            until(() -> Files.exists(file));
        }
        assertThat(Files.readAllBytes(folder.resolve("loss.png"))).startsWith(0x89, 'P', 'N', 'G');
        assertThat(folder.resolve("loss.svg"))
                .content()
                .contains("Research use only")
                .contains("Loss: run (deterministic)")
                .contains("polyline");
        assertThat(Files.readAllLines(folder.resolve("loss.csv")))
                .hasSize(2 + 20)
                .contains("run,series,epoch,step,seconds,value,smoothed")
                .anyMatch(line -> line.startsWith("\"run\",val,10,100,") && line.endsWith(",0.2,"));
    }

    @Test
    void aClonedRunSaysWhatWasChanged(FxRobot robot) throws Exception {
        shown(robot, "014", 10);
        robot.clickOn("#form-take");
        assertThat(text(robot, "#config-origin")).isEqualTo("cloned from 014");
        robot.interact(() -> workspace.draft().value(ConfigField.BLOCKS).set("8"));
        assertThat(text(robot, "#plan-changes")).isEqualTo("1 change: Blocks 4 \u2192 8");
        robot.interact(() -> workspace.draft().value(ConfigField.EPOCHS).set("7"));
        assertThat(text(robot, "#plan-changes")).startsWith("2 changes: Blocks 4 \u2192 8, Epochs");
        robot.clickOn("#form-take");
        assertThat(robot.lookup("#plan-changes").queryAs(Label.class).isVisible())
                .isFalse();
    }

    /** Two real trainings, one after the other. */
    @Test
    void runsThatWaitAreTrainedOneAfterTheOther(FxRobot robot) throws Exception {
        Path dataset = TinyRuns.dataset(folder);
        robot.interact(() -> workspace.queue().held().set(true));
        robot.interact(() -> workspace.draft().fill(TinyRuns.config(dataset, 2)));
        for (int waiting = 1; waiting <= 2; waiting++) {
            int count = waiting;
            String next = "run-00" + waiting;
            until(() -> robot.lookup("#field-folder")
                    .queryTextInputControl()
                    .getText()
                    .endsWith(next));
            robot.clickOn("#training-queue");
            until(() -> workspace.queue().waiting().size() == count);
        }
        assertThat(text(robot, "#queue-count")).isEqualTo("2 waiting");
        robot.clickOn("#queue-run-002-up");
        until(() -> workspace.queue().waiting().getFirst().name().equals("run-002"));
        assertThat(workspace.desk().tracks()).isEmpty();
        robot.clickOn("#queue-hold");
        until(() -> completed("run-002") && completed("run-001"));
        assertThat(workspace.desk().tracks())
                .extracting(track -> track.run().name())
                .containsExactly("run-002", "run-001");
        assertThat(text(robot, "#queue-note")).contains("Add to queue");
    }

    private boolean completed(String run) {
        return workspace.desk().tracks().stream()
                .filter(track -> track.run().name().equals(run))
                .map(track -> track.snapshot().get())
                .anyMatch(now -> now != null && now.status() == RunStatus.COMPLETED);
    }
}
