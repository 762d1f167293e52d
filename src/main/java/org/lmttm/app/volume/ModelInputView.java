package org.lmttm.app.volume;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.model.Architecture;
import org.lmttm.model.Preprocessing;

/** The cube as the model saw it: its three middle slices, voxel by voxel. */
final class ModelInputView extends HBox {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");
    private static final double SIZE = 88;

    private final List<SliceImage> images = List.of(new SliceImage(), new SliceImage(), new SliceImage());
    private final List<Label> names = List.of(
            Controls.label("", "small", "muted"),
            Controls.label("", "small", "muted"),
            Controls.label("", "small", "muted"));

    ModelInputView() {
        super(12);
        setId("model-input");
        for (int v = 0; v < 3; v++) {
            SliceImage image = images.get(v);
            image.setSmooth(false);
            image.setPreserveRatio(true);
            image.setFitWidth(SIZE);
            image.setFitHeight(SIZE);
            StackPane frame = new StackPane(image);
            frame.getStyleClass().add("image");
            frame.setMinSize(SIZE, SIZE);
            frame.setMaxSize(SIZE, SIZE);
            VBox cell = new VBox(4, frame, names.get(v));
            cell.setAlignment(Pos.CENTER);
            HBox.setHgrow(cell, Priority.ALWAYS);
            getChildren().add(cell);
        }
    }

    /**
     * Shows a cube.
     *
     * @param cube (depth, height, width), row-major, in [0, 1]
     * @param axes of the model's preprocessing
     */
    void show(float[] cube, Architecture.Extent e, String axes) {
        int d = e.depth();
        int h = e.height();
        int w = e.width();
        draw(0, w, h, (x, y) -> cube[(d / 2 * h + y) * w + x]);
        draw(1, w, d, (x, y) -> cube[(y * h + h / 2) * w + x]);
        draw(2, h, d, (x, y) -> cube[(y * h + x) * w + w / 2]);
        boolean stored = axes.equals(Preprocessing.AS_STORED);
        for (int v = 0; v < 3; v++) {
            names.get(v).setText(stored ? "ijk".charAt(v) + " " + new int[] {d, h, w}[v] / 2 : plane(axes.charAt(v)));
        }
    }

    private interface Values {
        float at(int x, int y);
    }

    private void draw(int view, int width, int height, Values values) {
        int[] argb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grey = (int) (Math.clamp(values.at(x, y), 0f, 1f) * 255 + 0.5f);
                argb[y * width + x] = 0xff000000 | grey << 16 | grey << 8 | grey;
            }
        }
        images.get(view)
                .show(SliceImage.Pixels.of(width, height, argb, images.get(view).isSmooth()));
    }

    private static String plane(char direction) {
        return switch (direction) {
            case 'S', 'I' -> TEXT.text("plane.axial");
            case 'A', 'P' -> TEXT.text("plane.coronal");
            default -> TEXT.text("plane.sagittal");
        };
    }
}
