package org.lmttm.app.memory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
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
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.insight.Divergence;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Two passes side by side, as a hand compares them. */
@ExtendWith(ApplicationExtension.class)
class CompareViewTest {
    private static final Path SAMPLES = Path.of("sample-volumes");
    private static final Path MODELS = Path.of("assets", "models");

    @TempDir
    private Path folder = Path.of("");

    private Session session;
    private MemoryWorkspace workspace;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in start()
    CompareViewTest() {}

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
        stage.setScene(new Scene(box, 1240, 900));
        stage.show();
        workspace.shown(true);
        session.models().add(EngineInference.entry(MODELS.resolve("phantom-vessels-lmttm.safetensors")));
        session.models().add(EngineInference.entry(MODELS.resolve("adrenal-ttm.safetensors")));
        session.activeModel().set(session.models().getFirst());
        session.open(SAMPLES.resolve("vessel-normal.nii.gz"));
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

    private static void fire(FxRobot robot, String id) {
        robot.interact(() -> robot.lookup(id).queryAs(ButtonBase.class).fire());
    }

    private CompareState compare() {
        return workspace.modes().compare();
    }

    /** One model over both sample cases. */
    private void twoCases(FxRobot robot) throws Exception {
        until(() -> session.result().get() != null);
        robot.interact(() -> session.open(SAMPLES.resolve("vessel-aneurysm.nii.gz")));
        until(() -> session.cases().size() == 2);
        fire(robot, "#memory-mode-side");
        robot.interact(() -> {
            compare().first().openCase().set(session.cases().get(0));
            compare().second().openCase().set(session.cases().get(1));
            compare().second().model().set(session.models().getFirst());
        });
        until(() -> compare().comparison().get() != null && compare().settled());
    }

    @Test
    void twoCasesStandBesideEachOtherUnderOnePlayHead(FxRobot robot) throws Exception {
        twoCases(robot);
        Comparison shown = requireNonNull(compare().comparison().get());
        Divergence apart = Divergence.of(shown.first(), shown.second());
        robot.interact(() -> robot.lookup("#compare-timeline").query().requestFocus());
        robot.type(KeyCode.RIGHT);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(compare().first().state().step().get()).isEqualTo(1);
        assertThat(compare().second().state().step().get()).isEqualTo(1);
        assertThat(robot.lookup("#compare-value-memory").queryAs(Label.class).getText())
                .isEqualTo(Numbers.fixed(apart.memory()[1], 3));
        robot.interact(() -> compare().threshold().set(apart.memory()[0]));
        fire(robot, "#compare-first-memory");
        int first = apart.first(Divergence.Measure.MEMORY, apart.memory()[0]).orElse(1);
        assertThat(compare().difference().step().get()).isEqualTo(first);
        robot.interact(() -> session.cases().get(0).moveCrosshair(new org.lmttm.app.state.Voxel(4, 5, 6)));
        assertThat(session.cases().get(1).crosshair().get())
                .isEqualTo(session.cases().get(0).crosshair().get());
    }

    @Test
    void swappingExchangesWhatIsThereAndBothAreSaved(FxRobot robot) throws Exception {
        twoCases(robot);
        Comparison before = requireNonNull(compare().comparison().get());
        fire(robot, "#compare-swap");
        until(() -> compare().settled()
                && requireNonNull(compare().comparison().get())
                        .first()
                        .trace()
                        .equals(before.second().trace()));
        assertThat(requireNonNull(compare().comparison().get()).second().trace())
                .isSameAs(before.first().trace());
        robot.interact(() -> robot.lookup("#compare-export")
                .queryAs(MenuButton.class)
                .getItems()
                .forEach(item -> item.fire()));
        until(() -> Files.exists(folder.resolve("comparison.csv")) && Files.exists(folder.resolve("comparison.png")));
        assertThat(Files.readString(folder.resolve("comparison.csv"))).contains("Research use only");
    }

    @Test
    void modelsWithoutCommonShapesStandBothAndSayWhyNothingIsSubtracted(FxRobot robot) throws Exception {
        twoCases(robot);
        robot.interact(() -> compare().second().model().set(session.models().getLast()));
        until(() -> compare().comparison().get() != null && compare().settled());
        assertThat(robot.lookup("#compare-no-memory").queryAs(Label.class).getText())
                .contains("cannot be subtracted");
        assertThat(robot.lookup("#compare-note").queryAs(Label.class).getText()).contains("different classes");
        assertThat(robot.lookup("#compare-blocks-b").query().getScene()).isNotNull();
    }
}
