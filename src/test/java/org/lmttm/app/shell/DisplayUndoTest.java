package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.volume.SceneSettings;
import org.lmttm.app.volume.SceneSettings.CutKind;
import org.lmttm.app.volume.ViewState;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What changes the 3D picture and the model's box is undone and done again. */
class DisplayUndoTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private SceneSettings scene() {
        return workbench.volume().surfaces().settings();
    }

    private void settle() throws Exception {
        waitFor(() -> workbench.volume().settled());
    }

    private void press(FxRobot robot, String query) {
        robot.interact(() -> robot.lookup(query).queryAs(ButtonBase.class).fire());
    }

    private void choose(FxRobot robot, String menu, String item) {
        robot.interact(() -> robot.lookup(menu).queryAs(MenuButton.class).getItems().stream()
                .filter(i -> item.equals(i.getId()))
                .findFirst()
                .orElseThrow()
                .fire());
    }

    private void alone(FxRobot robot) {
        robot.interact(() -> {
            ViewState state = workbench.volume().state();
            state.large().set(ViewState.Pane.SURFACE);
            state.layout().set(ViewState.Layout.SINGLE);
            session().history().clear();
        });
    }

    @Test
    void surfacesThatComeGoAndChangeAreUndoneOneByOne(FxRobot robot) throws Exception {
        openRamp(robot, "ramp");
        assertThat(action("edit.undo").enabled().get())
                .as("the first surface is not the user's doing")
                .isFalse();
        SceneSettings first = scene();
        press(robot, "#surface-add");
        SceneSettings two = scene();
        robot.interact(
                () -> robot.lookup("#surface-opacity").queryAs(Slider.class).setValue(40));
        choose(robot, "#surface-color-0", "surface-color-0-4");
        choose(robot, "#surface-cut", "surface-cut-corner");
        fire(robot, "view.slices-3d");
        press(robot, "#surface-remove-0");
        settle();
        SceneSettings last = scene();
        assertThat(last.surfaces()).hasSize(1);
        List<String> undone = new java.util.ArrayList<>();
        while (action("edit.undo").enabled().get()) {
            undone.add(session().history().undoName().get());
            fire(robot, "edit.undo");
        }
        assertThat(undone)
                .containsExactly(
                        "Remove surface", "Slices in 3D", "Cut", "Surface colour", "Surface opacity", "Add surface");
        settle();
        assertThat(scene()).isEqualTo(first);
        fire(robot, "edit.redo");
        assertThat(scene().surfaces()).isEqualTo(two.surfaces());
        while (action("edit.redo").enabled().get()) {
            fire(robot, "edit.redo");
        }
        settle();
        assertThat(scene()).isEqualTo(last);
        assertThat(last.cut()).isEqualTo(CutKind.CORNER);
    }

    @Test
    void aDraggedLevelIsOneStep(FxRobot robot) throws Exception {
        openRamp(robot, "ramp");
        alone(robot);
        settle();
        double before = scene().surfaces().getFirst().shape().level();
        robot.drag("#surface-level .thumb", MouseButton.PRIMARY)
                .moveBy(12, 0)
                .moveBy(9, 0)
                .drop();
        settle();
        double after = scene().surfaces().getFirst().shape().level();
        assertThat(after).isGreaterThan(before + 5);
        fire(robot, "edit.undo");
        settle();
        assertThat(scene().surfaces().getFirst().shape().level()).isEqualTo(before);
        assertThat(robot.lookup("#surface-level").queryAs(Slider.class).getValue())
                .isEqualTo(before);
        assertThat(action("edit.undo").enabled().get()).isFalse();
        fire(robot, "edit.redo");
        assertThat(scene().surfaces().getFirst().shape().level()).isEqualTo(after);
    }

    @Test
    void whatIsUndoneIsShown(FxRobot robot) throws Exception {
        OpenCase first = openRamp(robot, "first");
        SceneSettings before = scene();
        press(robot, "#surface-add");
        OpenCase second = openRamp(robot, "second");
        fire(robot, "edit.undo");
        assertThat(session().activeCase().get()).isSameAs(first);
        assertThat(scene()).isEqualTo(before);
        fire(robot, "edit.redo");
        assertThat(scene().surfaces()).hasSize(2);
        robot.interact(() -> session().remove(first));
        assertThat(session().activeCase().get()).isSameAs(second);
        assertThat(action("edit.undo").enabled().get())
                .as("forgotten with its case")
                .isFalse();
    }

    /** The region as a saved desk would have it. */
    private JsonNode region() {
        return workbench.volume().deskParts().stream()
                .filter(part -> part.key().equals("region"))
                .map(part -> new JsonMapper().<JsonNode>valueToTree(part.save()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theModelsBoxIsUndone(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        ModelEntry model = EngineInference.entry(Path.of("assets/models/phantom-vessels-lmttm.safetensors"));
        robot.interact(() -> {
            session().models().add(model);
            session().activeModel().set(model);
        });
        waitFor(() -> session().result().get() != null);
        assertThat(action("edit.undo").enabled().get()).isFalse();
        fire(robot, "model.box");
        robot.interact(() -> {
            Spinner<?> edge = robot.lookup("#roi-edge").queryAs(Spinner.class);
            edge.increment(3);
        });
        assertThat(region().get("edges").get(2).doubleValue()).isEqualTo(76);
        press(robot, "#roi-follows");
        robot.interact(() -> openCase.moveCrosshair(new Voxel(5, 5, 5)));
        double x = region().get("centre").get("x").doubleValue();
        fire(robot, "model.box-here");
        assertThat(region().get("centre").get("x").doubleValue()).isEqualTo(10).isNotEqualTo(x);
        robot.type(KeyCode.ESCAPE);
        fire(robot, "edit.undo");
        assertThat(region().get("centre").get("x").doubleValue()).isEqualTo(x);
        fire(robot, "edit.undo");
        assertThat(region().get("follows").booleanValue()).isTrue();
        fire(robot, "edit.undo");
        assertThat(region().get("edges").get(2).doubleValue()).isEqualTo(64);
        assertThat(robot.lookup("#roi-edge").queryAs(Spinner.class).getValue()).isEqualTo(64);
        fire(robot, "edit.undo");
        assertThat(region().get("boxed").booleanValue()).isFalse();
        assertThat(action("edit.undo").enabled().get()).isFalse();
        fire(robot, "edit.redo");
        fire(robot, "edit.redo");
        assertThat(region().get("edges").get(2).doubleValue()).isEqualTo(76);
        robot.interact(() -> session().activeModel().set(null));
        assertThat(session().history().undoName().get()).doesNotContain("box");
    }
}
