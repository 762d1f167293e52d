package org.lmttm.app.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.Session;
import org.lmttm.app.training.RunFiles;
import org.lmttm.insight.RandomTraces;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.TraceFiles;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.json.JsonMapper;

/** A run's epochs, as a hand walks through them. */
class EpochsViewTest extends MemoryHarness {
    private static final int EPOCHS = 5;

    @Start
    void start(Stage stage) throws IOException {
        show(stage, 990, 900);
        session.workspace().set(MemoryWorkspace.ID);
        workspace.shown(true);
    }

    private Path run(String name) throws IOException {
        RunFiles files = new RunFiles(folder.resolve(name));
        files.start();
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            TraceFiles.write(files.run().trace(epoch), RandomTraces.lmttm(Border.DROP, epoch));
            files.epoch(epoch, 1.0 / epoch, 0.7);
            files.trace(epoch);
        }
        return files.run().path();
    }

    private EpochsState epochs() {
        return workspace.modes().epochs();
    }

    private String shown(FxRobot robot) {
        return robot.lookup("#epochs-epoch").queryAs(Label.class).getText();
    }

    /** Two runs are known, the second is chosen in the panel. */
    private Path second(FxRobot robot) throws Exception {
        Path first = run("first");
        Path second = run("second");
        robot.interact(() -> session.runs().setAll(first, second));
        robot.interact(() ->
                robot.lookup("#memory-mode-epochs").queryAs(ButtonBase.class).fire());
        until(() -> first.equals(epochs().run().get()) && epochs().settled());
        robot.interact(() -> robot.lookup("#epochs-run")
                .queryAs(MenuButton.class)
                .getItems()
                .get(1)
                .fire());
        until(() -> second.equals(epochs().run().get()) && epochs().settled());
        return second;
    }

    @Test
    void whatIsAskedForElsewhereIsShown(FxRobot robot) throws Exception {
        Path run = run("run");
        robot.interact(() -> session.tracedEpoch().set(new Session.RunEpoch(run, 3)));
        until(() -> epochs().shown().get() == 3 && epochs().settled());
        assertThat(workspace.modes().mode().get()).isEqualTo(MemoryMode.EPOCHS);
        assertThat(shown(robot)).contains("3");
    }

    @Test
    void aDeskKeepsTheRunAndTheEpoch(FxRobot robot) throws Exception {
        Path second = second(robot);
        robot.interact(() -> epochs().goTo(2));
        until(() -> epochs().shown().get() == 2);
        DeskPart<MemoryModes.Kept> part = workspace.modes().deskPart();
        JsonMapper json = JsonMapper.builder().build();
        String kept = json.writeValueAsString(WaitForAsyncUtils.waitForAsyncFx(10_000, part::save));
        robot.interact(() -> {
            workspace.modes().mode().set(MemoryMode.ONE);
            epochs().run().set(session.runs().getFirst());
        });
        until(() -> epochs().settled() && epochs().shown().get() == EPOCHS);
        robot.interact(() -> part.restore(json.readValue(kept, MemoryModes.Kept.class)));
        until(() -> second.equals(epochs().run().get()) && epochs().shown().get() == 2);
        assertThat(workspace.modes().mode().get()).isEqualTo(MemoryMode.EPOCHS);
    }

    @Test
    void eachEpochHasItsOwnScaleWhenTheCommonOneIsSwitchedOff(FxRobot robot) throws Exception {
        second(robot);
        assertThat(robot.lookup("#epochs-same-scale").queryAs(CheckBox.class).isSelected())
                .isTrue();
        MemoryState.Limits shared = workspace.state().limits();
        robot.interact(() -> epochs().goTo(2));
        until(() -> epochs().shown().get() == 2);
        assertThat(workspace.state().limits()).isEqualTo(shared);
        fire(robot, "#epochs-same-scale");
        assertThat(workspace.state().runScale().get()).isNull();
        // another pass than a run's has its own, too
        fire(robot, "#epochs-same-scale");
        assertThat(workspace.state().runScale().get()).isNotNull();
        robot.interact(() -> workspace.modes().mode().set(MemoryMode.ONE));
        assertThat(workspace.state().runScale().get()).isNull();
    }
}
