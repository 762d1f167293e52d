package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.Voxel;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The inspector's three pictures are the middle slices of the cube that the model is fed, value by value. */
class ModelInputWindowTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    @Test
    void theBoxIsShownAsTheModelSeesItAndFollowsTheCrosshair(FxRobot robot) throws Exception {
        OpenCase openCase = openRamp(robot, "ramp");
        ModelEntry model = EngineInference.entry(Path.of("assets/models/phantom-vessels-lmttm.safetensors"));
        robot.interact(() -> {
            session().models().add(model);
            session().activeModel().set(model);
            workbench.volume().feedBox(40);
        });
        float[] first = shown(robot, openCase, model);
        robot.interact(() -> openCase.moveCrosshair(new Voxel(12, 20, 9)));
        assertThat(shown(robot, openCase, model)).isNotEqualTo(first);
    }

    /** The cube of the box as it is now, once the pictures are found to show it. */
    private float[] shown(FxRobot robot, OpenCase openCase, ModelEntry model) throws Exception {
        waitFor(() ->
                workbench.volume().settled() && session().tasks().running().isEmpty());
        RoiBox box = Objects.requireNonNull(session().box(model, openCase));
        Preprocessing fed = model.info().preprocessing();
        float[] cube = CubeInput.ofBox(openCase.volume(), fed, box.region());
        Extent e = fed.cube();
        int d = e.depth();
        int h = e.height();
        int w = e.width();
        List<Image> pictures = robot.lookup("#model-input .image > *").queryAllAs(ImageView.class).stream()
                .map(ImageView::getImage)
                .toList();
        assertThat(pictures).hasSize(3);
        isShown(pictures.get(0), w, h, (x, y) -> cube[(d / 2 * h + y) * w + x]);
        isShown(pictures.get(1), w, d, (x, y) -> cube[(y * h + h / 2) * w + x]);
        isShown(pictures.get(2), h, d, (x, y) -> cube[(y * h + x) * w + w / 2]);
        return cube;
    }

    private interface Values {
        float at(int x, int y);
    }

    private static void isShown(Image picture, int width, int height, Values values) {
        int block = (int) picture.getWidth() / width;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grey = picture.getPixelReader().getArgb(x * block + block / 2, y * block + block / 2) & 0xFF;
                assertThat(grey).as("column %d, row %d", x, y).isBetween((int) (values.at(x, y) * 255 - 1), (int)
                        (values.at(x, y) * 255 + 1));
            }
        }
    }
}
