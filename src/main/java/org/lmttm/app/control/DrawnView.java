package org.lmttm.app.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.Palette.Token;

/**
 * A view that draws itself on a canvas of its own size in the theme's colours. {@link #redraw()} may be called as often
 * as anything changes: the canvas is drawn once a pulse.
 */
public abstract class DrawnView extends Region {
    /** Family of all texts. */
    protected static final String FAMILY = "IBM Plex Sans";
    /** Size of labels and ticks. */
    protected static final double LABEL = 12;
    /** Size of body text. */
    protected static final double BODY = 13;

    private static final double LARGEST = 8192;

    private final Canvas canvas = new Canvas();
    private final Palette palette = new Palette();

    /** A view that is drawn when it gets its size. */
    @SuppressWarnings("this-escape") // the palette may ask for a drawing, which a later pulse does
    protected DrawnView() {
        getChildren().addAll(canvas, palette);
        palette.version().addListener((property, before, now) -> redraw());
    }

    /** Draws everything anew; the canvas is clear. */
    protected abstract void draw(GraphicsContext g, double width, double height);

    /** Asks to be drawn at the next pulse. */
    public final void redraw() {
        // its size stays: what is around it need not be laid out
        setNeedsLayout(true);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.min(LARGEST, Math.max(0, Math.floor(getWidth())));
        double height = Math.min(LARGEST, Math.max(0, Math.floor(getHeight())));
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        if (width > 0 && height > 0) {
            g.save();
            draw(g, width, height);
            g.restore();
        }
    }

    /** The theme's colours. */
    protected final Palette palette() {
        return palette;
    }

    /** A colour of the theme. */
    protected final Color color(Token token) {
        return palette.color(token);
    }

    /** Fills a rectangle. */
    protected final void fill(GraphicsContext g, Color color, double x, double y, double width, double height) {
        g.setFill(color);
        g.fillRect(x, y, width, height);
    }

    /** Draws a line of one width; an upright or level one without dashes as a rectangle, which is quicker. */
    protected final void line(
            GraphicsContext g, Color color, double width, double x0, double y0, double x1, double y1) {
        if ((x0 == x1 || y0 == y1) && g.getLineDashes() == null) {
            double half = width / 2;
            fill(
                    g,
                    color,
                    Math.min(x0, x1) - half,
                    Math.min(y0, y1) - half,
                    Math.abs(x1 - x0) + width,
                    Math.abs(y1 - y0) + width);
            return;
        }
        g.setStroke(color);
        g.setLineWidth(width);
        g.strokeLine(x0, y0, x1, y1);
    }

    /**
     * Draws the border of a rectangle inside its edges, without smoothing where they lie between pixels: as four
     * rectangles, which takes a tenth of what a stroke takes without a graphics card.
     */
    protected final void outline(
            GraphicsContext g, Color color, double width, double x, double y, double wide, double tall) {
        g.setFill(color);
        g.fillRect(x, y, wide, width);
        g.fillRect(x, y + tall - width, wide, width);
        g.fillRect(x, y + width, width, tall - 2 * width);
        g.fillRect(x + wide - width, y + width, width, tall - 2 * width);
    }

    /** Writes a label with its vertical middle at y. */
    protected final void text(GraphicsContext g, String text, Token token, double x, double y, TextAlignment align) {
        text(g, text, color(token), Font.font(FAMILY, LABEL), x, y, align);
    }

    /** Writes a text with its vertical middle at y. */
    protected final void text(
            GraphicsContext g, String text, Color color, Font font, double x, double y, TextAlignment align) {
        g.setFont(font);
        g.setFill(color);
        g.setTextAlign(align);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(text, Math.rint(x), Math.rint(y));
    }

    /** The font of texts that stand out: semi-bold, which JavaFX lists as a family of its own. */
    protected static Font strong(double size) {
        return Font.font(FAMILY + " SmBld", size);
    }
}
