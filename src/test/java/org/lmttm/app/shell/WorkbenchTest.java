package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.volume.ViewState;
import org.lmttm.experiment.RunSeries;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.NativeEngine;
import org.lmttm.model.Preprocessing;
import org.lmttm.program.Program;
import org.lmttm.training.TrainingConfig;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Point;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.NiftiWriter;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The real window, without a display: files opened through the session, mouse and keys as a user has them. */
@ExtendWith(ApplicationExtension.class)
class WorkbenchTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Workbench workbench;

    @SuppressWarnings("NullAway.Init")
    private Path picture;

    @Start
    void start(Stage stage) throws IOException {
        picture = Files.createTempDirectory("lmttm-picture").resolve("pane.png");
        Settings settings = Settings.in(Files.createTempDirectory("lmttm-settings"));
        TaskRunner tasks = new TaskRunner(Platform::runLater);
        Session session = new Session(Path.of("nowhere"), settings, tasks, new FileVolumes(), new EngineInference());
        FileDialogs dialogs = new NoDialogs() {
            @Override
            public Optional<Path> savePicture(String suggestedName) {
                return Optional.of(picture);
            }

            @Override
            public Optional<Path> saveMesh(String suggestedName) {
                return Optional.empty();
            }
        };
        workbench = Workbench.of(session, dialogs, stage::close);
        stage.setScene(workbench.shell().scene());
        stage.setWidth(1000);
        stage.setHeight(1000);
        stage.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, workbench::close);
    }

    private OpenCase open(FxRobot robot) throws Exception {
        float[] values = new float[20 * 16 * 12];
        for (int x = 0; x < values.length; x++) {
            values[x] = x % 97;
        }
        Path file = folder.resolve("ramp.nii");
        try (Volume volume = Volume.ofFloats("ramp", 20, 16, 12, values, Affine.scaling(1, 1, 2))) {
            NiftiWriter.write(file, volume, VoxelType.FLOAT32);
        }
        robot.interact(() -> workbench.opener().open(file));
        waitFor(() -> session().activeCase().get() != null && workbench.volume().settled());
        return session().activeCase().get();
    }

    private Session session() {
        return workbench.session();
    }

    private static void waitFor(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, condition));
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void wheelAndKeysScrollTheSliceUnderThem(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot);
        double before = openCase.crosshair().get().k();
        robot.clickOn("#slice-axial");
        robot.type(KeyCode.UP, 2);
        assertThat(openCase.crosshair().get().k()).isEqualTo(before + 2);
        robot.scroll(1, javafx.geometry.VerticalDirection.DOWN);
        waitFor(() -> openCase.crosshair().get().k() == before + 1
                || openCase.crosshair().get().k() == before + 3);
        robot.type(KeyCode.PAGE_UP);
        assertThat(openCase.crosshair().get().k()).isEqualTo(11);
        Label position = robot.lookup("#position-axial").queryAs(Label.class);
        assertThat(position.getText()).contains("slice 12 of 12").contains("S 22.0 mm");
    }

    @Test
    void aClickMovesTheCrosshairOfAllPanes(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot);
        Voxel before = openCase.crosshair().get();
        Node coronal = robot.lookup("#slice-coronal").query();
        robot.clickOn(robot.offset(coronal, 30, -20));
        Voxel after = openCase.crosshair().get();
        assertThat(after.j()).as("the slice clicked in stays").isEqualTo(before.j());
        assertThat(after.i()).isNotEqualTo(before.i());
        assertThat(after.k()).isNotEqualTo(before.k());
        Label probe = robot.lookup("#probe-crosshair-voxel").queryAs(Label.class);
        assertThat(probe.getText()).contains(after.index(0) + ", " + after.index(1) + ", " + after.index(2));
    }

    @Test
    void draggingWithTheWindowToolChangesTheWindow(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot);
        Window before = openCase.window().get();
        robot.interact(() -> workbench.volume().state().tool().set(ViewState.Tool.WINDOW));
        robot.drag("#slice-axial", MouseButton.PRIMARY).dropBy(60, 0);
        assertThat(openCase.window().get().width()).isGreaterThan(before.width());
    }

    @Test
    void aMalformedFileLeavesTheOpenCaseAndSaysWhy(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot);
        Path broken = Files.writeString(folder.resolve("broken.nii"), "this is no volume");
        robot.interact(() -> workbench.opener().open(broken));
        waitFor(() -> session().problem().get() != null);
        assertThat(session().activeCase().get()).isSameAs(openCase);
        assertThat(robot.lookup("#problem").query().isVisible()).isTrue();
        assertThat(robot.lookup("#problem-title").queryAs(Label.class).getText())
                .contains("broken.nii");
        robot.clickOn("#problem-dismiss");
        assertThat(robot.lookup("#problem").query().isVisible()).isFalse();
    }

    @Test
    void aSeriesOfFoldsOpensAsItsRuns(FxRobot robot) throws Exception {
        Path series = folder.resolve("cross-validation");
        RunSeries.create(series, TrainingConfig.recommended().with(Map.of("folds", 3)), List.of());
        robot.interact(() -> workbench.opener().open(series));
        waitFor(() -> session().runs().size() == 3);
        assertThat(session().runs())
                .containsExactly(series.resolve("fold-0"), series.resolve("fold-1"), series.resolve("fold-2"));
        assertThat(session().activeRun().get()).isEqualTo(series.resolve("fold-0"));
        assertThat(session().workspace().get()).isEqualTo("training");
    }

    /** A published-code model that takes the ramp's voxels as they are stored. */
    private Path publishedModel() throws IOException {
        Architecture a = new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                new Architecture.Extent(20, 16, 12),
                new Architecture.Extent(10, 8, 6),
                Architecture.Border.PAD,
                8,
                6,
                3,
                1,
                2,
                1,
                true,
                0,
                2);
        ModelInfo info = new ModelInfo(
                "carried", a, Mode.PUBLISHED_CODE, List.of("a", "b"), Preprocessing.medMnist(a.input()), Map.of());
        Path file = folder.resolve("carried.safetensors");
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork network = LmttmNetwork.create(a, Mode.PUBLISHED_CODE, 5, manager);
            Checkpoint.of(info, network, network.emptyMemory(manager, 1)).write(file);
        }
        return file;
    }

    @Test
    void aPublishedCodeModelIsWarnedOfWhereItsNumbersStand(FxRobot robot) throws Exception {
        open(robot);
        Path model = publishedModel();
        robot.interact(() -> workbench.opener().open(model));
        waitFor(() -> session().result().get() != null);
        Label badge = robot.lookup("#mode-badge").queryAs(Label.class);
        assertThat(badge.getText()).isEqualTo("published-code");
        assertThat(badge.getStyleClass()).contains("warning");
        assertThat(badge.getTooltip().getText()).contains("depends on the cases before it");
        assertThat(robot.lookup("#prediction-caution").queryAs(Label.class).getText())
                .contains("for comparison only");
        robot.interact(() -> session().workspace().set("memory"));
        waitFor(() -> robot.lookup("#memory-mode-badge").tryQuery().isPresent());
        Label inspected = robot.lookup("#memory-mode-badge").queryAs(Label.class);
        assertThat(inspected.getText()).isEqualTo("published-code");
        assertThat(inspected.getStyleClass()).contains("warning");
        assertThat(inspected.getTooltip().getText()).contains("depends on the cases before it");
    }

    @Test
    void theModelsBoxFollowsTheCrosshairAndPredictsOnRequest(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot);
        Path model = publishedModel();
        robot.interact(() -> workbench.opener().open(model));
        waitFor(() -> session().result().get() != null);
        assertThat(session().result().get().box()).isNull();
        Node inspector = workbench.volume().inspector();
        // the model's middle slice of the first axis, i = 10, in its own greys: j down, k to the right
        ImageView seen = robot.from(inspector).lookup("#model-input .image > *").query();
        double pixel = seen.getImage().getWidth() / 12;
        int grey = seen.getImage().getPixelReader().getArgb((int) (3.5 * pixel), (int) (5.5 * pixel)) & 0xFF;
        assertThat(grey).isEqualTo(((3 * 16 + 5) * 20 + 10) % 97);
        robot.interact(() ->
                robot.from(inspector).lookup("#roi-box").<ToggleButton>query().fire());
        waitFor(workbench.volume()::settled);
        assertThat(robot.from(inspector)
                        .lookup("#region-details")
                        .<Label>query()
                        .getText())
                .contains("20 × 16 × 12 voxels of 3.20 × 4.00 × 5.33 mm")
                .contains("as stored");
        Node stale = robot.from(inspector).lookup("#prediction-stale").query();
        assertThat(stale.isVisible()).as("the result is of the whole volume").isTrue();
        robot.interact(() -> openCase.moveCrosshair(new Voxel(4, 5, 6)));
        robot.interact(() ->
                robot.from(inspector).lookup("#predict-update").queryButton().fire());
        waitFor(() ->
                session().result().get() != null && session().result().get().box() != null);
        // spacing is 1 × 1 × 2 mm, so voxel (4, 5, 6) lies at (4, 5, 12) mm
        assertThat(box().centre()).isEqualTo(new Point(4, 5, 12));
        assertThat(box().edges()).containsExactly(64.0, 64.0, 64.0);
        assertThat(stale.isVisible()).isFalse();
        robot.interact(() ->
                robot.from(inspector).lookup("#roi-predicts").<CheckBox>query().fire());
        robot.interact(() -> openCase.moveCrosshair(new Voxel(5, 5, 6)));
        waitFor(() -> box().centre().equals(new Point(5, 5, 12)));
    }

    private RoiBox box() {
        return Objects.requireNonNull(session().result().get().box());
    }

    @Test
    void theThemeIsSwitchedAndRemembered(FxRobot robot) {
        boolean dark = session().settings().dark().get();
        robot.interact(() -> robot.lookup("#theme").queryButton().fire());
        assertThat(session().settings().dark().get()).isNotEqualTo(dark);
        assertThat(workbench.shell().scene().getStylesheets())
                .anyMatch(sheet -> sheet.endsWith(dark ? "theme-light.css" : "theme-dark.css"));
    }

    @Test
    void researchUseOnlyStandsOnTheWindowAndBelowEveryPicture(FxRobot robot) throws Exception {
        open(robot);
        assertThat(robot.lookup("#research-use").queryAs(Label.class).getText())
                .isEqualTo("Research use only — not for clinical use");
        robot.clickOn("#export-axial").clickOn("#export-axial-2");
        waitFor(() -> Files.exists(picture));
        var image = javax.imageio.ImageIO.read(picture.toFile());
        double paneHeight =
                robot.lookup("#slice-axial").query().getBoundsInLocal().getHeight();
        assertThat((double) image.getHeight()).as("a line is added below").isGreaterThan(2 * (paneHeight + 20));
    }

    @Test
    void f1ShowsTheKeysOfEveryAction(FxRobot robot) {
        robot.type(KeyCode.F1);
        Node help = robot.lookup("#help-shortcuts").query();
        List<String> texts = robot.from(help).lookup(".label").<Label>queryAllAs(Label.class).stream()
                .map(Label::getText)
                .toList();
        for (ActionSpec action : workbench.shell().actions()) {
            assertThat(texts).contains(action.text());
            if (action.shortcut() != null) {
                assertThat(key(robot, action.id()).getText())
                        .isEqualTo(action.shortcut().getDisplayText());
            }
        }
        robot.clickOn("#help-close");
        assertThat(robot.lookup("#help-shortcuts").tryQuery()).isEmpty();
    }

    private static Button key(FxRobot robot, String action) {
        return robot.lookup("#keys-" + action.replace('.', '-')).queryAs(Button.class);
    }

    @Test
    void keysAreChangedKeptAndRefusedWhereTheyAreTaken(FxRobot robot) throws Exception {
        open(robot);
        ViewState state = workbench.volume().state();
        robot.type(KeyCode.F1);
        Button pan = key(robot, "volume.tool-pan");
        robot.interact(pan::fire);
        robot.type(KeyCode.W);
        assertThat(robot.lookup("#keys-problem").queryAs(Label.class).getText()).contains("Window and level");
        assertThat(pan.getText()).isEqualTo("T");
        robot.interact(pan::fire);
        robot.type(KeyCode.DOWN);
        assertThat(pan.getText()).as("panes need the arrows").isEqualTo("T");
        robot.interact(pan::fire);
        robot.type(KeyCode.J);
        assertThat(pan.getText()).isEqualTo("J");
        assertThat(session().settings().keys()).containsEntry("volume.tool-pan", "J");
        robot.clickOn("#help-close");
        robot.type(KeyCode.J);
        assertThat(state.tool().get()).isEqualTo(ViewState.Tool.PAN);
        robot.type(KeyCode.T);
        robot.type(KeyCode.W);
        assertThat(state.tool().get()).isEqualTo(ViewState.Tool.WINDOW);
        robot.type(KeyCode.F1);
        robot.interact(() -> robot.lookup("#keys-reset").queryButton().fire());
        assertThat(key(robot, "volume.tool-pan").getText()).isEqualTo("T");
        assertThat(session().settings().keys()).isEmpty();
        robot.clickOn("#help-close");
    }

    @Test
    void lettersTypedIntoAFieldDoNoAction(FxRobot robot) throws Exception {
        open(robot);
        TextInputControl filter = robot.lookup(".library-filter .text-input").query();
        robot.clickOn(filter).write("wz");
        assertThat(filter.getText()).isEqualTo("wz");
        assertThat(workbench.volume().state().tool().get()).isEqualTo(ViewState.Tool.CROSSHAIR);
    }

    @Test
    void aboutNamesVersionAndLicence(FxRobot robot) throws Exception {
        robot.interact(() -> workbench.shell().actions().stream()
                .filter(action -> action.id().equals("help.about"))
                .forEach(ActionSpec::fire));
        assertThat(robot.lookup("#about-version").queryAs(Label.class).getText())
                .isEqualTo(Program.version());
        assertThat(robot.lookup("#about-licence").queryAs(Label.class).getText())
                .isEqualTo("Apache-2.0");
    }

    @Test
    void everyActionHasItsOwnIdAndShortcut() {
        List<ActionSpec> actions = workbench.shell().actions();
        assertThat(actions.stream().map(ActionSpec::id)).doesNotHaveDuplicates();
        assertThat(actions.stream().map(ActionSpec::shortcut).filter(keys -> keys != null))
                .doesNotHaveDuplicates();
    }
}
