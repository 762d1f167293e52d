package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.image.PixelReader;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Window;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A second volume over the slices, by the inspector's controls: which one, how opaque, in which colours, from which value on. */
class OverlayWindowTest extends WindowHarness {
    private static final int HALF = 20;

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    /** The volume below is black everywhere, all that is painted has its map's highest colour. */
    @BeforeEach
    void paint(FxRobot robot) throws Exception {
        OpenCase above = openRamp(robot, "above");
        OpenCase below = openRamp(robot, "below");
        robot.interact(() -> {
            above.window().set(new Window(-1000, -500));
            below.window().set(new Window(1000, 2000));
            workbench.volume().state().crosshairShown().set(false);
        });
        assertThat(painted(robot, 0xFF000000)).as("black before").isEqualTo(1);
        choose(robot, "#overlay-choice", "above.nii");
    }

    private void choose(FxRobot robot, String menu, String words) throws Exception {
        robot.interact(() -> {
            MenuButton button = robot.lookup(menu).queryAs(MenuButton.class);
            button.show(); // it is filled when it is asked for
            button.getItems().stream()
                    .filter(item -> words.equals(item.getText()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            button.hide();
        });
        waitFor(() -> workbench.volume().settled());
    }

    private void slide(FxRobot robot, String slider, double value) throws Exception {
        robot.interact(() -> robot.lookup(slider).queryAs(Slider.class).setValue(value));
        waitFor(() -> workbench.volume().settled());
    }

    /** The share of the axial pane's middle that has a colour, to within two steps of each channel. */
    private double painted(FxRobot robot, int argb) throws Exception {
        waitFor(() -> workbench.volume().settled());
        int[] alike = {0};
        robot.interact(() -> {
            Node pane = robot.lookup("#slice-axial").query();
            Bounds b = pane.getLayoutBounds();
            PixelReader pixels = pane.snapshot(null, null).getPixelReader();
            for (int y = -HALF; y < HALF; y++) {
                for (int x = -HALF; x < HALF; x++) {
                    int seen = pixels.getArgb((int) b.getWidth() / 2 + x, (int) b.getHeight() / 2 + y);
                    alike[0] += alike(seen, argb) ? 1 : 0;
                }
            }
        });
        return alike[0] / (4.0 * HALF * HALF);
    }

    private static boolean alike(int a, int b) {
        boolean alike = true;
        for (int shift = 0; shift < 24; shift += 8) {
            alike &= Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)) <= 2;
        }
        return alike;
    }

    private static int dimmed(int argb, double opacity) {
        int dim = 0xFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
            dim = dim << 8 | (int) Math.round((argb >> shift & 0xFF) * opacity);
        }
        return dim;
    }

    @Test
    void opacityColoursAndThresholdAreItsOwn(FxRobot robot) throws Exception {
        slide(robot, "#overlay-threshold", 0);
        assertThat(painted(robot, dimmed(ColorMap.MAGMA.argb(1), 0.5))).isEqualTo(1);
        slide(robot, "#overlay-opacity", 1);
        assertThat(painted(robot, ColorMap.MAGMA.argb(1))).isEqualTo(1);
        choose(robot, "#overlay-colors", "Viridis");
        assertThat(painted(robot, ColorMap.VIRIDIS.argb(1))).isEqualTo(1);
        assertThat(workbench.volume().state().colorMap().get())
                .as("the volume below keeps its own")
                .isEqualTo(ColorMap.GREY);
        slide(robot, "#overlay-threshold", 48);
        double half = painted(robot, ColorMap.VIRIDIS.argb(1));
        assertThat(half).as("values from 0 to 96 in equal parts").isCloseTo(0.5, within(0.3));
        slide(robot, "#overlay-threshold", 96);
        assertThat(painted(robot, 0xFF000000)).isGreaterThan(1 - half).isGreaterThan(0.8);
    }

    @Test
    void noneTakesItAway(FxRobot robot) throws Exception {
        slide(robot, "#overlay-threshold", 0);
        assertThat(painted(robot, 0xFF000000)).isZero();
        choose(robot, "#overlay-choice", "None");
        assertThat(painted(robot, 0xFF000000)).isEqualTo(1);
    }
}
