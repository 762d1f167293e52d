package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.volume.ViewState;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Markup.Kind;
import org.lmttm.volume.Point;
import org.lmttm.volume.RegionStatistics;
import org.lmttm.volume.Window;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Measuring and noting on slices, with the mouse and the keys, and taking it back. */
class MarkupWindowTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private ViewState state() {
        return workbench.volume().state();
    }

    private void tool(FxRobot robot, Tool tool) {
        robot.interact(() -> state().tool().set(tool));
    }

    private static Point2D at(FxRobot robot, String pane, double dx, double dy) {
        Node node = robot.lookup(pane).query();
        var bounds = node.localToScreen(node.getBoundsInLocal());
        return new Point2D(bounds.getCenterX() + dx, bounds.getCenterY() + dy);
    }

    private static List<String> texts(FxRobot robot, String pane) {
        return robot.from(robot.lookup(pane).<Node>query()).lookup(".markup-text").queryAllAs(Text.class).stream()
                .map(Text::getText)
                .toList();
    }

    /** A node of the inspector, which is wider than the headless screen leaves room for. */
    private static Node inspector(FxRobot robot, String query) {
        return robot.lookup(query).queryAllAs(Node.class).iterator().next();
    }

    private static MouseEvent click() {
        return new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                0,
                0,
                0,
                0,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                false,
                true,
                null);
    }

    private Markup drawDistance(FxRobot robot, OpenCase openCase) {
        tool(robot, Tool.DISTANCE);
        robot.drag(at(robot, "#slice-axial", -40, -30), MouseButton.PRIMARY).dropTo(at(robot, "#slice-axial", 50, 30));
        return openCase.markups().getLast();
    }

    @Test
    void aDragMeasuresADistanceInMillimetres(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        Markup distance = drawDistance(robot, openCase);
        double millimetres = Math.hypot(90, 60) / state().scale();
        assertThat(distance.kind()).isEqualTo(Kind.DISTANCE);
        assertThat(distance.length()).isEqualTo(millimetres, within(0.02 * millimetres));
        String shown = String.format(java.util.Locale.ROOT, "%.1f mm", distance.length());
        assertThat(texts(robot, "#slice-axial")).containsExactly(shown);
        Label row = (Label) inspector(robot, ".markup-value");
        assertThat(row.getText()).isEqualTo(shown);
        assertThat(texts(robot, "#slice-coronal"))
                .as("it does not lie in the coronal slice")
                .isEmpty();
        robot.interact(() -> state().scroll(2, 3));
        waitFor(() -> texts(robot, "#slice-axial").isEmpty());
        robot.interact(() -> Event.fireEvent(inspector(robot, ".markup-row"), click()));
        waitFor(() -> texts(robot, "#slice-axial").equals(List.of(shown)));
    }

    @Test
    void twoClicksDrawWhatADragDraws(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        Markup dragged = drawDistance(robot, openCase);
        robot.interact(() -> openCase.markups().clear());
        robot.clickOn(at(robot, "#slice-axial", -40, -30));
        assertThat(openCase.markups()).isEmpty();
        robot.clickOn(at(robot, "#slice-axial", 50, 30));
        assertThat(openCase.markups()).hasSize(1);
        assertThat(openCase.markups().getFirst().length()).isEqualTo(dragged.length(), within(1e-9));
    }

    @Test
    void threeClicksMeasureAnAngle(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        tool(robot, Tool.ANGLE);
        robot.clickOn(at(robot, "#slice-axial", 60, 0));
        robot.clickOn(at(robot, "#slice-axial", 0, 0));
        robot.clickOn(at(robot, "#slice-axial", 0, -60));
        assertThat(openCase.markups()).hasSize(1);
        assertThat(openCase.markups().getFirst().degrees()).isEqualTo(90, within(0.5));
        assertThat(texts(robot, "#slice-axial")).allMatch(text -> text.endsWith("°"));
    }

    @Test
    void anEllipseShowsTheStatisticsOfItsVoxels(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        tool(robot, Tool.ELLIPSE);
        robot.drag(at(robot, "#slice-axial", -50, -40), MouseButton.PRIMARY).dropTo(at(robot, "#slice-axial", 50, 40));
        Markup ellipse = openCase.markups().getLast();
        RegionStatistics expected = RegionStatistics.of(openCase.volume(), ellipse);
        assertThat(expected.count()).isPositive();
        waitFor(() -> texts(robot, "#slice-axial").size() == 3);
        assertThat(texts(robot, "#slice-axial"))
                .anyMatch(text -> text.startsWith("mean ") && text.contains(" ± "))
                .anyMatch(text -> text.endsWith("mm², n " + expected.count()));
    }

    @Test
    void aNoteIsWrittenWhereOneClicks(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        tool(robot, Tool.NOTE);
        robot.clickOn(at(robot, "#slice-coronal", 20, -20));
        robot.write("see here").type(KeyCode.ENTER);
        assertThat(openCase.markups()).hasSize(1);
        assertThat(openCase.markups().getFirst().text()).isEqualTo("see here");
        assertThat(texts(robot, "#slice-coronal")).containsExactly("see here");
        robot.clickOn(at(robot, "#slice-coronal", -60, 20));
        robot.write("not this").type(KeyCode.ESCAPE);
        assertThat(openCase.markups()).hasSize(1);
    }

    @Test
    void drawingMovingAndRemovingAreUndoneAndDoneAgain(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        Markup drawn = drawDistance(robot, openCase);
        robot.drag(at(robot, "#slice-axial", 50, 30), MouseButton.PRIMARY).dropTo(at(robot, "#slice-axial", 70, 30));
        Markup moved = openCase.markups().getFirst();
        assertThat(moved.points().getFirst()).isEqualTo(drawn.points().getFirst());
        assertThat(moved.length()).isGreaterThan(drawn.length());
        robot.type(KeyCode.DELETE);
        assertThat(openCase.markups()).isEmpty();
        robot.push(KeyCode.SHORTCUT, KeyCode.Z);
        assertThat(openCase.markups()).containsExactly(moved);
        robot.push(KeyCode.SHORTCUT, KeyCode.Z);
        assertThat(openCase.markups()).containsExactly(drawn);
        robot.push(KeyCode.SHORTCUT, KeyCode.Z);
        assertThat(openCase.markups()).isEmpty();
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
        assertThat(openCase.markups()).containsExactly(moved);
    }

    @Test
    void aWindowChangedByADragIsOneStepBack(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        Window before = openCase.window().get();
        assertThat(action("edit.undo").enabled().get())
                .as("opening is nothing to undo")
                .isFalse();
        tool(robot, Tool.WINDOW);
        robot.drag("#slice-axial", MouseButton.PRIMARY).dropBy(60, 0);
        assertThat(openCase.window().get()).isNotEqualTo(before);
        fire(robot, "edit.undo");
        assertThat(openCase.window().get()).isEqualTo(before);
        assertThat(action("edit.undo").enabled().get()).isFalse();
    }

    @Test
    void escapeEndsADraftAndThenTheTool(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        tool(robot, Tool.DISTANCE);
        robot.clickOn(at(robot, "#slice-axial", 0, 0));
        robot.moveTo(at(robot, "#slice-axial", 30, 0));
        assertThat(texts(robot, "#slice-axial")).hasSize(1);
        robot.type(KeyCode.ESCAPE);
        assertThat(texts(robot, "#slice-axial")).isEmpty();
        assertThat(openCase.markups()).isEmpty();
        assertThat(state().tool().get()).isEqualTo(Tool.DISTANCE);
        robot.type(KeyCode.ESCAPE);
        assertThat(state().tool().get()).isEqualTo(Tool.CROSSHAIR);
    }

    @Test
    void allAreSavedAsCsv(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "Doe_John");
        robot.interact(() -> openCase.markups()
                .setAll(
                        Markup.of(Kind.DISTANCE, new Point(0, 0, 22), new Point(3, 4, 22)),
                        Markup.of(Kind.NOTE, new Point(1, 2, 3)).withText("left, \"deep\"")));
        Path file = folder.resolve("table.csv");
        answers.table = Optional.of(file);
        robot.interact(() -> ((Button) inspector(robot, "#markups-save")).fire());
        waitFor(() -> session().tasks().running().isEmpty());
        assertThat(answers.suggestedTable).isEqualTo("measurements.csv");
        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("kind,text,length,"))
                .anyMatch(line -> line.startsWith("Distance,,5.0000,"))
                .anyMatch(line -> line.startsWith("Note,\"left, \"\"deep\"\"\","));
    }

    @Test
    void allAreCopiedAsATable(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        robot.interact(() -> openCase.markups()
                .setAll(
                        Markup.of(Kind.DISTANCE, new Point(0, 0, 22), new Point(3, 4, 22)),
                        Markup.of(Kind.NOTE, new Point(1, 2, 3)).withText("here")));
        robot.interact(() -> ((Button) inspector(robot, "#markups-copy")).fire());
        StringBuilder copied = new StringBuilder();
        robot.interact(() -> copied.append(Clipboard.getSystemClipboard().getString()));
        assertThat(copied.toString().lines().toList())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("Distance\t\t5.0000\t"))
                .anyMatch(line -> line.startsWith("Note\there\t") && line.endsWith("\t1.0000\t2.0000\t3.0000"));
        robot.interact(() -> ((Button) inspector(robot, "#markups-clear")).fire());
        assertThat(openCase.markups()).isEmpty();
        fire(robot, "edit.undo");
        assertThat(openCase.markups()).hasSize(2);
    }
}
