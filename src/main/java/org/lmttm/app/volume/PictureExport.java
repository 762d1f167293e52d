package org.lmttm.app.volume;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javax.imageio.ImageIO;

/** Pictures of panes as PNG files; the research-use line stands below every one. */
final class PictureExport {
    private static final int LINE = 24;

    private PictureExport() {}

    /** A picture of a node with the line below it. On the user interface thread. */
    static WritableImage picture(Node node, String line) {
        WritableImage pane = node.snapshot(new SnapshotParameters(), null);
        Canvas canvas = new Canvas(pane.getWidth(), pane.getHeight() + LINE);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Color.BLACK);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.drawImage(pane, 0, 0);
        g.setFill(Color.WHITE);
        g.setFont(Font.font("IBM Plex Sans", 12));
        g.fillText(line, 10, pane.getHeight() + 16);
        return canvas.snapshot(new SnapshotParameters(), null);
    }

    /**
     * Writes a picture; the file appears whole or not at all.
     *
     * @throws IOException when the file cannot be written
     */
    static void write(BufferedImage picture, Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        if (!ImageIO.write(picture, "png", partial.toFile())) {
            throw new IOException(file + ": this Java cannot write PNG pictures");
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The picture for {@link #write}, which may run on any thread. */
    static BufferedImage buffered(WritableImage picture) {
        return SwingFXUtils.fromFXImage(picture, null);
    }
}
