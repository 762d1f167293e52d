package org.lmttm.app.control;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.text.TextAlignment;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;
import org.lmttm.app.control.Palette.Token;

/** A plot as a picture, a drawing or a table, each with what it is of and the research-use line. */
public final class PlotExport {
    /** The endings of what a plot can be written as; the usual one first. */
    public static final List<String> ENDINGS = List.of(".png", ".svg", ".csv");

    private static final double HEAD = 28;
    private static final double FOOT = 24;
    private static final int SCALE = 2;

    private PlotExport() {}

    /** Draws a plot in so many pixels. */
    @FunctionalInterface
    public interface Drawing {
        /** Draws it. */
        void draw(Pen pen, double width, double height);
    }

    /**
     * A plot as it stands on the screen.
     *
     * @param drawing draws it
     * @param colors the theme's colours
     * @param width pixels
     * @param height pixels
     * @param title what it is of, one line above it
     * @param note the research-use line below it
     */
    public record Figure(Drawing drawing, Palette colors, double width, double height, String title, String note) {
        private double fullHeight() {
            return height + HEAD + FOOT;
        }

        private void draw(Pen pen) {
            pen.text(title, Token.TEXT, true, 12, HEAD / 2, TextAlignment.LEFT);
            drawing.draw(new Lowered(pen, HEAD), width, height);
            pen.text(note, Token.MUTED, false, 12, height + HEAD + FOOT / 2, TextAlignment.LEFT);
        }
    }

    /** Content of a file, made on the user interface thread; written on any. */
    public sealed interface Content {}

    private record Picture(BufferedImage image) implements Content {}

    private record Text(String text) implements Content {}

    /**
     * What a file of that name gets: SVG, comma-separated values, else PNG.
     *
     * @param table the plotted numbers as lines of comma-separated values, the first naming the columns
     */
    public static Content content(Figure figure, Supplier<String> table, Path file) {
        if (isTable(file)) {
            return new Text("# " + figure.note() + "; " + figure.title() + "\n" + table.get());
        }
        if (ends(file, ".svg")) {
            SvgPen pen = new SvgPen(figure.colors(), figure.width(), figure.fullHeight());
            figure.draw(pen);
            return new Text(pen.svg());
        }
        return new Picture(SwingFXUtils.fromFXImage(picture(figure), null));
    }

    /** Content that is a text. */
    public static Content text(String text) {
        return new Text(text);
    }

    /** Whether a file of that name gets comma-separated values. */
    public static boolean isTable(Path file) {
        return ends(file, ".csv");
    }

    private static boolean ends(Path file, String ending) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /** Puts the picture on the clipboard. */
    public static void copy(Figure figure) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(picture(figure));
        Clipboard.getSystemClipboard().setContent(content);
    }

    /**
     * The picture at twice the screen's resolution. It holds up the window once, when it is asked for: only the JavaFX
     * thread can draw a canvas into an image, and in pieces, over several pulses, the run would go on between them.
     */
    private static WritableImage picture(Figure figure) {
        Canvas canvas = new Canvas(figure.width(), figure.fullHeight());
        CanvasPen pen = new CanvasPen(canvas.getGraphicsContext2D(), figure.colors());
        pen.box(Token.PANEL, 1, 0, 0, canvas.getWidth(), canvas.getHeight());
        figure.draw(pen);
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(SCALE, SCALE));
        return canvas.snapshot(parameters, null);
    }

    /** Writes content; the file appears whole or not at all. */
    public static void write(Content content, Path file) throws IOException {
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
