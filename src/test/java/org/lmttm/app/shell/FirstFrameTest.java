package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.volume.ViewState.Tool;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What lies on the slices has its colours in the very first frame that shows it; keys work before anything is clicked. */
class FirstFrameTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    /** Looks at every frame, as it is about to be drawn, for lines without the stylesheet's colour. */
    private List<String> watch(FxRobot robot, String... styles) {
        List<String> plain = new ArrayList<>();
        robot.interact(() -> workbench.shell().scene().addPostLayoutPulseListener(() -> {
            for (String style : styles) {
                for (Node node : workbench.volume().view().lookupAll(style)) {
                    if (node instanceof Shape line && shown(line) && Color.BLACK.equals(line.getStroke())) {
                        plain.add(line.toString());
                    }
                }
            }
        }));
        return plain;
    }

    private static boolean shown(Node node) {
        Node at = node;
        while (at != null && at.isVisible()) {
            at = at.getParent();
        }
        return at == null;
    }

    @Test
    void crosshairLinesAreNeverBlack(FxRobot robot) throws Exception {
        List<String> plain = watch(robot, ".crosshair");
        openRamp(robot, "first");
        openRamp(robot, "second");
        assertThat(workbench.volume().view().lookupAll(".crosshair")).anyMatch(FirstFrameTest::shown);
        assertThat(plain).isEmpty();
    }

    @Test
    void measurementsAreNeverBlackAndTheirPlateFitsTheText(FxRobot robot) throws Exception {
        openRamp(robot, "ramp");
        List<String> plain = watch(robot, ".markup-line", ".markup-handle");
        robot.interact(() -> workbench.volume().state().tool().set(Tool.DISTANCE));
        Node pane = robot.lookup("#slice-axial").query();
        robot.drag(robot.offset(pane, -40, -30), MouseButton.PRIMARY).dropTo(robot.offset(pane, 20, 30));
        assertThat(pane.lookupAll(".markup-line")).isNotEmpty();
        assertThat(plain).isEmpty();
        Bounds plate = ((Rectangle) Objects.requireNonNull(pane.lookup(".markup-plate"))).getLayoutBounds();
        Bounds words = ((Text) Objects.requireNonNull(pane.lookup(".markup-text"))).getLayoutBounds();
        assertThat(plate.getMinX()).isLessThanOrEqualTo(words.getMinX());
        assertThat(plate.getWidth() - words.getWidth()).isBetween(5.0, 8.0);
    }

    @Test
    void keysActBeforeAnythingIsClicked(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        assertThat(workbench.shell().scene().getFocusOwner()).isNotInstanceOf(TextInputControl.class);
        boolean before = workbench.volume().state().crosshairShown().get();
        robot.press(KeyCode.SHIFT).type(KeyCode.H).release(KeyCode.SHIFT);
        waitFor(() -> workbench.volume().state().crosshairShown().get() != before);
        assertThat(openCase).isEqualTo(session().activeCase().get());
    }
}
