package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The 3D pane is saved and copied as slices are: at the scale chosen, with the research-use line below. */
class PicturesWindowTest extends WindowHarness {
    private static final double LINE = 24;

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    @Test
    void the3dPaneIsSavedAtTheScaleThatIsChosenAndKept(FxRobot robot) throws Exception {
        openRamp(robot, "ramp");
        Node pane = workbench.volume().surfacePicture();
        double width = pane.getLayoutBounds().getWidth();
        double height = pane.getLayoutBounds().getHeight();
        BufferedImage chosen = saved("first.png", () -> choose(robot, "export-surface-3"));
        assertThat((double) chosen.getWidth()).isCloseTo(3 * width, within(3.0));
        assertThat((double) chosen.getHeight()).isCloseTo(3 * (height + LINE), within(3.0));
        assertThat(light(chosen, (int) (3 * height) + 3))
                .as("words below the picture")
                .isPositive();
        assertThat(session().settings().pictureScale().get()).isEqualTo(3);
        BufferedImage again = saved("second.png", () -> fire(robot, "file.save-surface"));
        assertThat(again.getWidth()).as("the scale chosen last").isEqualTo(chosen.getWidth());
        choose(robot, "copy-surface");
        double copied = WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> Clipboard.getSystemClipboard().getImage().getWidth());
        assertThat(copied).isEqualTo(chosen.getWidth());
    }

    /** Takes an item of the camera's menu, which may open beside the headless screen. */
    private static void choose(FxRobot robot, String item) {
        Button camera = robot.lookup("#export-surface").query();
        robot.interact(() -> camera.getContextMenu().getItems().stream()
                .filter(one -> item.equals(one.getId()))
                .findFirst()
                .orElseThrow()
                .fire());
    }

    private BufferedImage saved(String name, Runnable save) throws Exception {
        Path file = folder.resolve(name);
        answers.picture = Optional.of(file);
        save.run();
        waitFor(() -> Files.exists(file) && session().tasks().running().isEmpty());
        return ImageIO.read(file.toFile());
    }

    /** White pixels from a row on. */
    private static int light(BufferedImage picture, int top) {
        int light = 0;
        for (int y = top; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                light += (picture.getRGB(x, y) & 0xFF) > 200 ? 1 : 0;
            }
        }
        return light;
    }
}
