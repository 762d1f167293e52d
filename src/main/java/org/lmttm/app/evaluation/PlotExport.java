package org.lmttm.app.evaluation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.text.TextAlignment;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;
import org.lmttm.app.control.CanvasPen;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.control.Pen;
import org.lmttm.app.control.SvgPen;

/** A plot as a picture, a drawing or a table, each with what it is of and the research-use line. */
final class PlotExport {
    private static final double HEAD = 28;
    private static final double FOOT = 24;
    private static final int SCALE = 2;

    private PlotExport() {}

    /** Content of a file, made on the user interface thread; written on any. */
    sealed interface Content {}

    private record Picture(BufferedImage image) implements Content {}

    private record Text(String text) implements Content {}

    /** What a file of that name gets: SVG, comma-separated values, else PNG. */
    static Content content(PlotView plot, Shown shown, String title, Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            String line = "# " + Texts.text("research") + "; " + title + "\n";
            return new Text(line + plot.table(shown));
        }
        if (name.endsWith(".svg")) {
            SvgPen pen = new SvgPen(plot.colors(), plot.getWidth(), plot.getHeight() + HEAD + FOOT);
            draw(pen, plot, shown, title);
            return new Text(pen.svg());
        }
        return new Picture(SwingFXUtils.fromFXImage(picture(plot, shown, title), null));
    }

    /** Puts the picture on the clipboard. */
    static void copy(PlotView plot, Shown shown, String title) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(picture(plot, shown, title));
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** The picture at twice the screen's resolution. */
    static WritableImage picture(PlotView plot, Shown shown, String title) {
        Canvas canvas = new Canvas(plot.getWidth(), plot.getHeight() + HEAD + FOOT);
        CanvasPen pen = new CanvasPen(canvas.getGraphicsContext2D(), plot.colors());
        pen.box(Token.PANEL, 1, 0, 0, canvas.getWidth(), canvas.getHeight());
        draw(pen, plot, shown, title);
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(SCALE, SCALE));
        return canvas.snapshot(parameters, null);
    }

    private static void draw(Pen pen, PlotView plot, Shown shown, String title) {
        double width = plot.getWidth();
        double height = plot.getHeight();
        pen.text(title, Token.TEXT, true, 12, HEAD / 2, TextAlignment.LEFT);
        plot.plot(new Lowered(pen, HEAD), shown, width, height);
        pen.text(Texts.text("research"), Token.MUTED, false, 12, height + HEAD + FOOT / 2, TextAlignment.LEFT);
    }

    /** Writes content; the file appears whole or not at all. */
    static void write(Content content, Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        switch (content) {
            case Text text -> Files.writeString(partial, text.text(), StandardCharsets.UTF_8);
            case Picture picture -> {
                if (!ImageIO.write(picture.image(), "png", partial.toFile())) {
                    throw new IOException(file + ": this Java cannot write PNG pictures");
                }
            }
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Draws everything so many pixels lower. */
    private record Lowered(Pen pen, double by) implements Pen {
        private double[] lowered(double[] xy) {
            double[] moved = xy.clone();
            for (int i = 1; i < moved.length; i += 2) {
                moved[i] += by;
            }
            return moved;
        }

        @Override
        public void line(Token color, double width, boolean dashed, double... xy) {
            pen.line(color, width, dashed, lowered(xy));
        }

        @Override
        public void area(Token color, double opacity, double... xy) {
            pen.area(color, opacity, lowered(xy));
        }

        @Override
        public void box(Token color, double opacity, double x, double y, double width, double height) {
            pen.box(color, opacity, x, y + by, width, height);
        }

        @Override
        public void dot(Token color, boolean filled, double x, double y, double radius) {
            pen.dot(color, filled, x, y + by, radius);
        }

        @Override
        public void text(String text, Token color, boolean strong, double x, double y, TextAlignment align) {
            pen.text(text, color, strong, x, y + by, align);
        }

        @Override
        public void upwards(String text, Token color, double x, double y) {
            pen.upwards(text, color, x, y + by);
        }
    }
}
