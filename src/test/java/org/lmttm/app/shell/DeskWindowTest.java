package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.desk.DeskFiles;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.volume.ViewState;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.surface.Camera;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;
import org.lmttm.volume.Rotation;
import org.lmttm.volume.Window;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Desks saved and opened in the window, and what a crash left. */
class DeskWindowTest extends WindowHarness {
    private static final Markup LENGTH = Markup.of(Markup.Kind.DISTANCE, new Point(10, 10, 10), new Point(30, 10, 10));
    private static final JsonMapper JSON = new JsonMapper();
    private static final Window WINDOW = new Window(5, 55);
    private static final Voxel CROSSHAIR = new Voxel(7, 8, 9);

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    /** A button that the headless screen is too narrow for. */
    private static void press(FxRobot robot, String query) {
        robot.interact(() ->
                robot.lookup(query).queryAllAs(Button.class).iterator().next().fire());
    }

    private ViewState state() {
        return workbench.volume().state();
    }

    /** Two cases, of which the first is shown, with a window, a measurement and a layout of its own. */
    private Path saved(FxRobot robot) throws Exception {
        OpenCase first = openRamp(robot, "first");
        openRamp(robot, "second");
        robot.interact(() -> {
            first.window().set(WINDOW);
            first.moveCrosshair(CROSSHAIR);
            first.markups().add(LENGTH);
            session().activeCase().set(first);
            state().layout().set(Layout.SIDE);
            state().large().set(ViewState.Pane.CORONAL);
            state().colorMap().set(ColorMap.VIRIDIS);
        });
        Path file = folder.resolve("mine" + DeskFiles.ENDING);
        answers.desk = Optional.of(file);
        fire(robot, "file.save-desk");
        waitFor(() -> Files.exists(file) && session().tasks().running().isEmpty());
        return file;
    }

    /** The settings of the 3D pane as the desk's file has them. */
    private static String surfaces(Path file) throws IOException {
        return part(file, "surfaces").toString();
    }

    private static JsonNode part(Path file, String key) throws IOException {
        return JSON.readTree(Files.readString(file)).get("parts").get(key);
    }

    /** Sets what a desk keeps beside cases: another value for each. */
    private void arrange(FxRobot robot) throws Exception {
        ModelEntry model = EngineInference.entry(Path.of("assets/models/phantom-vessels-lmttm.safetensors"));
        robot.interact(() -> {
            session().models().add(model);
            session().activeModel().set(model);
        });
        waitForDesk(2);
        robot.interact(() -> {
            workbench.volume().feedBox(40);
            robot.lookup("#roi-follows").queryAs(CheckBox.class).fire();
            session().predict();
            session().activeCase().get().moveCrosshair(new Voxel(20, 10, 12));
            state().tool().set(ViewState.Tool.ANGLE);
            state().turn().set(Rotation.about(new Point(0, 0, 1), 0.3));
            workbench
                    .volume()
                    .surfacePicture()
                    .cameraProperty()
                    .set(camera().rotated(33, 5).zoomed(1.25));
        });
        fire(robot, "view.slices-3d");
        waitForDesk(2);
    }

    private Camera camera() {
        return workbench.volume().surfacePicture().getCamera();
    }

    private void closeAll(FxRobot robot) throws Exception {
        while (!session().cases().isEmpty()) {
            fire(robot, "file.close");
        }
        robot.interact(() -> {
            state().layout().set(Layout.GRID);
            state().colorMap().set(ColorMap.GREY);
        });
    }

    private void isAsSaved() {
        assertThat(session().tasks().notices())
                .extracting(Notice::severity)
                .as("nothing was left out")
                .doesNotContain(Notice.Severity.WARNING, Notice.Severity.ERROR);
        assertThat(session().cases()).hasSize(2);
        OpenCase first = session().cases().getFirst();
        assertThat(session().activeCase().get()).isSameAs(first);
        assertThat(first.name()).isEqualTo("first.nii");
        assertThat(first.window().get()).isEqualTo(WINDOW);
        assertThat(first.crosshair().get()).isEqualTo(CROSSHAIR);
        assertThat(first.markups()).containsExactly(LENGTH);
        assertThat(state().layout().get()).isEqualTo(Layout.SIDE);
        assertThat(state().large().get()).isEqualTo(ViewState.Pane.CORONAL);
        assertThat(state().colorMap().get()).isEqualTo(ColorMap.VIRIDIS);
    }

    private void waitForDesk(int cases) throws Exception {
        waitFor(() -> session().cases().size() == cases
                && session().opening().get() == null
                && session().tasks().running().isEmpty()
                && workbench.volume().settled());
    }

    @Test
    void aSavedDeskOpensAsItWas(FxRobot robot) throws Exception {
        Path file = saved(robot);
        closeAll(robot);
        robot.interact(() -> workbench.opener().open(file));
        waitForDesk(2);
        isAsSaved();
        assertThat(action("edit.undo").enabled().get())
                .as("opening is nothing to undo")
                .isFalse();
    }

    @Test
    void missingAndChangedFilesAreSaidAndCanBePointedTo(FxRobot robot) throws Exception {
        Path file = saved(robot);
        closeAll(robot);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("renamed.nii");
        Files.move(folder.resolve("second.nii"), elsewhere);
        robot.interact(() -> workbench.opener().open(file));
        waitFor(() -> robot.lookup("#desk-bar").query().isVisible());
        assertThat(robot.lookup("#desk-title").queryAs(Label.class).getText()).contains("1 of 2 files");
        answers.located = Optional.of(elsewhere);
        press(robot, ".desk-locate");
        press(robot, "#desk-continue");
        waitForDesk(2);
        assertThat(session().cases().get(1).file()).isEqualTo(elsewhere);
        assertThat(session().cases().getFirst().markups()).containsExactly(LENGTH);
        assertThat(robot.lookup("#desk-bar").query().isVisible()).isFalse();
    }

    @Test
    void surfacesComeBackAsTheyWere(FxRobot robot) throws Exception {
        Path file = saved(robot);
        fire(robot, "volume.add-surface");
        fire(robot, "file.save-desk");
        waitFor(() -> session().tasks().running().isEmpty());
        String before = surfaces(file);
        assertThat(JSON.readTree(before).get("surfaces")).hasSize(2);
        closeAll(robot);
        robot.interact(() -> workbench.opener().open(file));
        waitForDesk(2);
        fire(robot, "file.save-desk");
        waitFor(() -> session().tasks().running().isEmpty());
        assertThat(surfaces(file)).isEqualTo(before);
    }

    @Test
    void theModelsBoxTheViewIn3dAndTheToolComeBack(FxRobot robot) throws Exception {
        Path file = saved(robot);
        arrange(robot);
        Camera view = camera();
        fire(robot, "file.save-desk");
        waitFor(() -> session().tasks().running().isEmpty());
        JsonNode before = JSON.readTree(Files.readString(file));
        assertThat(part(file, "region").get("boxed").booleanValue()).isTrue();
        assertThat(part(file, "region").get("follows").booleanValue()).isFalse();
        assertThat(part(file, "region").get("edges").get(0).doubleValue()).isEqualTo(40);
        assertThat(part(file, "region").get("current").booleanValue()).isTrue();
        startAgain(robot);
        robot.interact(() -> workbench.opener().open(file));
        waitForDesk(2);
        assertThat(camera()).isEqualTo(view);
        assertThat(state().tool().get()).isEqualTo(ViewState.Tool.ANGLE);
        fire(robot, "file.save-desk");
        waitFor(() -> session().tasks().running().isEmpty());
        assertThat(JSON.readTree(Files.readString(file))).isEqualTo(before);
        assertThat(action("edit.undo").enabled().get()).isFalse();
    }

    @Test
    void aDeskSavedBeforeThatWasKeptStillOpens(FxRobot robot) throws Exception {
        Path file = saved(robot);
        ObjectNode desk = (ObjectNode) JSON.readTree(Files.readString(file));
        ObjectNode parts = (ObjectNode) desk.get("parts");
        parts.remove("region");
        parts.remove("camera");
        ((ObjectNode) parts.get("volume")).remove("tool");
        Files.writeString(file, desk.toString());
        closeAll(robot);
        robot.interact(() -> {
            state().tool().set(ViewState.Tool.PAN);
            workbench.opener().open(file);
        });
        waitForDesk(2);
        isAsSaved();
        assertThat(state().tool().get()).as("as it is").isEqualTo(ViewState.Tool.PAN);
    }

    @Test
    void aDeskThatIsCancelledChangesNothing(FxRobot robot) throws Exception {
        Path file = saved(robot);
        Files.delete(folder.resolve("first.nii"));
        robot.interact(() -> workbench.opener().open(file));
        waitFor(() -> robot.lookup("#desk-bar").query().isVisible());
        press(robot, "#desk-cancel");
        assertThat(session().cases()).hasSize(2);
        assertThat(session().cases().getFirst().markups()).containsExactly(LENGTH);
    }

    @Test
    void whatACrashLeftIsOfferedAndReopens(FxRobot robot) throws Exception {
        Path file = saved(robot);
        closeAll(robot);
        // a process id beyond those of every system we run on
        Path left = session().settings().folder().resolve("desks").resolve("running-99999999999" + DeskFiles.ENDING);
        Files.createDirectories(left.getParent());
        Files.copy(file, left);
        robot.interact(() -> workbench.shell().offerDesk());
        waitFor(() -> robot.lookup("#desk-bar").query().isVisible());
        assertThat(robot.lookup("#desk-title").queryAs(Label.class).getText()).endsWith(": 2.");
        press(robot, "#desk-reopen");
        waitForDesk(2);
        isAsSaved();
        assertThat(left).doesNotExist();
    }

    @Test
    void theLastDeskIsThatOfTheWindowClosedLast(FxRobot robot) throws Exception {
        saved(robot);
        startAgain(robot);
        assertThat(session().cases()).isEmpty();
        fire(robot, "file.last-desk");
        waitForDesk(2);
        isAsSaved();
    }

    @Test
    void aDamagedDeskIsRefusedAndWhatIsOpenStays(FxRobot robot) throws Exception {
        OpenCase open = openRamp(robot, "first");
        Path broken = Files.writeString(folder.resolve("broken" + DeskFiles.ENDING), "{ no desk");
        robot.interact(() -> workbench.opener().open(broken));
        waitFor(() -> !session().tasks().notices().isEmpty());
        assertThat(session().tasks().notices().getLast().details()).contains("is no saved desk");
        assertThat(session().activeCase().get()).isSameAs(open);
    }
}
