package org.lmttm.app.memory;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.shell.EngineInference;
import org.lmttm.app.shell.FileVolumes;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** The memory workspace with its inspector in a window of its own; files are saved in the test's folder. */
@ExtendWith(ApplicationExtension.class)
abstract class MemoryHarness {
    static final Path SAMPLES = Path.of("sample-volumes");
    static final Path MODELS = Path.of("assets", "models");
    static final Path MODEL = MODELS.resolve("phantom-vessels-lmttm.safetensors");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in show()
    Session session;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in show()
    MemoryWorkspace workspace;

    /** Shows the workspace. TestFX looks for {@code @Start} in the test class itself, which calls this. */
    void show(Stage stage, double width, double height) throws IOException {
        Path settings = Files.createTempDirectory("lmttm-test");
        session = new Session(
                settings,
                Settings.in(settings),
                new TaskRunner(Platform::runLater),
                new FileVolumes(),
                new EngineInference());
        workspace = new MemoryWorkspace(
                session,
                new NoDialogs() {
                    @Override
                    public Optional<Path> saveFile(String suggestedName) {
                        return Optional.of(folder.resolve(suggestedName));
                    }
                },
                ActionSpec.of("file.report", ActionSpec.Menu.FILE, "Case report", () -> {}));
        HBox box = new HBox(workspace.view(), requireNonNull(workspace.inspector()));
        HBox.setHgrow(workspace.view(), Priority.ALWAYS);
        stage.setScene(new Scene(box, width, height));
        stage.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            workspace.close();
            session.close();
        });
    }

    static void until(Callable<Boolean> holds) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(10_000, holds));
    }

    /** Not by a click: the headless screen is narrower than the window may be. */
    static void fire(FxRobot robot, String id) {
        robot.interact(() -> robot.lookup(id).queryAs(ButtonBase.class).fire());
    }
}
