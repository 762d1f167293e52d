package org.lmttm.app.memory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.shell.EngineInference;
import org.lmttm.app.shell.FileVolumes;
import org.lmttm.app.state.DeskPart;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.training.RunFiles;
import org.lmttm.insight.RandomTraces;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.TraceFiles;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.json.JsonMapper;

/** A run's epochs, as a hand walks through them. */
@ExtendWith(ApplicationExtension.class)
class EpochsViewTest {
    private static final int EPOCHS = 5;

    @TempDir
    private Path folder = Path.of("");

    private Session session;
    private MemoryWorkspace workspace;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in start()
    EpochsViewTest() {}

    @Start
    void start(Stage stage) throws IOException {
        Path settings = Files.createTempDirectory("lmttm-test");
        session = new Session(
                settings,
                Settings.in(settings),
                new TaskRunner(Platform::runLater),
                new FileVolumes(),
                new EngineInference());
        workspace = new MemoryWorkspace(
                session, new NoDialogs(), ActionSpec.of("file.report", ActionSpec.Menu.FILE, "Case report", () -> {}));
        HBox box = new HBox(workspace.view(), requireNonNull(workspace.inspector()));
        HBox.setHgrow(workspace.view(), Priority.ALWAYS);
        stage.setScene(new Scene(box, 1240, 900));
        stage.show();
        session.workspace().set(MemoryWorkspace.ID);
        workspace.shown(true);
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            workspace.close();
            session.close();
        });
    }

    private static void until(Callable<Boolean> holds) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(10_000, holds));
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
}
