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
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;

/** Pictures of panes; the research-use line and what is seen stand below every one. */
final class PictureExport {
    private static final int LINE = 24;
    private static final int MARGIN = 10;
    private static final double FONT = 12;

    private PictureExport() {}

    /**
     * A picture of a node with a line below it. On the user interface thread.
     *
     * @param scale pixels along a pixel of the screen
     * @param line at the left of the line
     * @param caption at its right, such as plane and position; left out where there is no room
     */
    static WritableImage picture(Node node, int scale, String line, String caption) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        WritableImage pane = node.snapshot(parameters, null);
        Canvas canvas = new Canvas(pane.getWidth(), pane.getHeight() + (double) LINE * scale);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Color.BLACK);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.drawImage(pane, 0, 0);
        g.setFill(Color.WHITE);
        g.setFont(Font.font("IBM Plex Sans", FONT * scale));
        double y = pane.getHeight() + 16.0 * scale;
        double half = pane.getWidth() - 2.0 * MARGIN * scale;
        g.fillText(line, (double) MARGIN * scale, y, half);
        if (pane.getWidth() > 480.0 * scale) {
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(caption, pane.getWidth() - (double) MARGIN * scale, y);
        }
        return canvas.snapshot(new SnapshotParameters(), null);
    }

    /** Puts a picture on the clipboard. On the user interface thread. */
    static void copy(WritableImage picture) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(picture);
        Clipboard.getSystemClipboard().setContent(content);
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
