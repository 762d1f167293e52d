package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.volume.ViewState;
import org.lmttm.surface.Camera;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The 3D pane's view by hand, and what its header and foot say. */
class SurfaceViewWindowTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private SurfacePane pane() {
        return workbench.volume().surfacePicture();
    }

    private Camera camera() {
        return pane().getCamera();
    }

    private void settle() throws Exception {
        waitFor(() -> workbench.volume().settled());
    }

    /** A block of 100 in 0 that stands at the patient's right, so that it is cut off by the volume's border. */
    private void openBlock(FxRobot robot) throws Exception {
        int n = 24;
        float[] values = new float[n * n * n];
        for (int x = 0; x < values.length; x++) {
            int row = Math.floorDiv(x, n);
            boolean inside = x % n >= 12 && row % n >= 6 && row % n < 18 && row >= 6 * n && row < 18 * n;
            values[x] = inside ? 100 : 0;
        }
        open(robot, Volume.ofFloats("block", n, n, n, values, Affine.scaling(2, 2, 2)));
    }

    private void alone(FxRobot robot) throws Exception {
        robot.interact(() -> {
            ViewState state = workbench.volume().state();
            state.large().set(ViewState.Pane.SURFACE);
            state.layout().set(ViewState.Layout.SINGLE);
        });
        settle();
    }

    @Test
    void theBorderIsClosedOnRequest(FxRobot robot) throws Exception {
        openBlock(robot);
        alone(robot);
        Label volume = robot.lookup("#surface-volume").queryAs(Label.class);
        CheckBox closed = robot.lookup("#surface-closed").queryAs(CheckBox.class);
        assertThat(closed.isSelected()).isTrue();
        // 12 × 12 × 12 voxels of 8 mm³ with rounded edges
        assertThat(Double.parseDouble(volume.getText().replaceAll("mm.", "").replaceAll("[^0-9.]", "")))
                .isCloseTo(12 * 12 * 12 * 8, within(300.0));
        robot.interact(closed::fire);
        settle();
        assertThat(volume.getText())
                .as("an open surface encloses nothing")
                .isNotEmpty()
                .doesNotContain("mm³");
        fire(robot, "edit.undo");
        settle();
        assertThat(volume.getText()).contains("mm³");
    }

    @Test
    void theViewIsTurnedMovedAndMagnifiedByHand(FxRobot robot) throws Exception {
        openBlock(robot);
        alone(robot);
        Camera home = camera();
        robot.drag(pane(), MouseButton.PRIMARY).dropBy(80, 30);
        assertThat(camera().azimuth()).isNotCloseTo(home.azimuth(), within(20.0));
        assertThat(camera().elevation()).isGreaterThan(home.elevation() + 8);
        robot.drag(pane(), MouseButton.SECONDARY).dropBy(40, 0);
        assertThat(camera().panX()).isPositive();
        robot.type(KeyCode.PLUS);
        assertThat(camera().zoom()).isGreaterThan(home.zoom());
        robot.interact(
                () -> robot.lookup("#surface-reset").queryAs(ButtonBase.class).fire());
        assertThat(camera()).isEqualTo(home);
    }

    @Test
    void standardViewsAreOnLettersAndInTheMenu(FxRobot robot) throws Exception {
        openBlock(robot);
        alone(robot);
        robot.clickOn(pane());
        Map<KeyCode, double[]> sides = Map.of(
                KeyCode.A, new double[] {0, 0},
                KeyCode.L, new double[] {90, 0},
                KeyCode.P, new double[] {180, 0},
                KeyCode.R, new double[] {270, 0},
                KeyCode.S, new double[] {180, 90}, // the front on top
                KeyCode.I, new double[] {0, -90});
        for (Map.Entry<KeyCode, double[]> side : sides.entrySet()) {
            robot.type(side.getKey());
            waitFor(() -> looks(side.getValue()));
            robot.interact(() -> pane().resetView());
            String item = "surface-from-" + side.getKey().getName().toLowerCase(Locale.ROOT);
            robot.interact(() -> robot.lookup("#surface-views").queryAs(MenuButton.class).getItems().stream()
                    .filter(i -> item.equals(i.getId()))
                    .findFirst()
                    .orElseThrow()
                    .fire());
            waitFor(() -> looks(side.getValue()));
            robot.interact(() -> pane().resetView());
        }
    }

    private boolean looks(double[] angles) {
        return Math.floorMod(Math.round(camera().azimuth()), 360) == angles[0]
                && Math.abs(camera().elevation() - angles[1]) <= 1;
    }

    @Test
    void inANarrowWindowTheCountIsShortAndLettersKeepOutOfTheFoot(FxRobot robot) throws Exception {
        openBlock(robot);
        Parent content = workbench.shell().scene().getRoot();
        robot.interact(() -> {
            // the headless screen is smaller: the content stands in a holder that leaves it its own size
            Pane holder = new Pane();
            workbench.shell().scene().setRoot(holder);
            content.setManaged(false);
            holder.getChildren().add(content);
            content.resize(1280, 800);
        });
        settle();
        assertThat(count(robot)).as("no part of a count").isIn("", "1 724");
        robot.interact(() -> content.resize(1400, 800));
        settle();
        waitFor(() -> count(robot).equals("1 724"));
        assertThat(measured(robot)).as("area, and volume where it has room").matches("[0-9.]+ cm²( · [0-9.]+ cm³)?");
        // the axes' corner comes down into the foot
        robot.interact(
                () -> pane().cameraProperty().set(camera().panned(-30, 90, pane().getWidth(), pane().getHeight())));
        settle();
        Image picture = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> pane().picture());
        double foot = robot.lookup(".surface-foot").query().getBoundsInParent().getHeight();
        for (int y = (int) (picture.getHeight() - foot); y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                Color color = picture.getPixelReader().getColor(x, y);
                assertThat(color.getSaturation() * color.getBrightness())
                        .as("colour at %d, %d", x, y)
                        .isLessThan(0.5);
            }
        }
        robot.interact(() -> content.resize(2000, 800));
        settle();
        waitFor(() -> count(robot).endsWith("triangles"));
    }

    private static String measured(FxRobot robot) {
        Label label = robot.lookup("#surface-measures").queryAs(Label.class);
        return ((Text) Objects.requireNonNull(label.lookup(".text"))).getText();
    }

    private static String count(FxRobot robot) {
        return robot.from(robot.lookup("#pane-surface").queryAll())
                .lookup(".position")
                .queryAs(Label.class)
                .getText();
    }

    @Test
    void whatIsDrawnInSoftwareSaysSoLegiblyInBothThemes(FxRobot robot) throws Exception {
        openBlock(robot);
        Label note = robot.lookup(".surface-note").queryAs(Label.class);
        for (int theme = 0; theme < 2; theme++) {
            assertThat(note.isVisible()).isTrue();
            assertThat(((Color) note.getTextFill()).getBrightness())
                    .as("on black")
                    .isGreaterThan(0.6);
            robot.interact(() -> robot.lookup("#theme").queryButton().fire());
            settle();
        }
    }
}
