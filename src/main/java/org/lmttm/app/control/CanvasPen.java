package org.lmttm.app.control;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.Palette.Token;

/** Draws on a canvas. */
public final class CanvasPen implements Pen {
    private static final String FAMILY = "IBM Plex Sans";
    private static final double SIZE = 12;

    private final GraphicsContext g;
    private final Palette palette;

    /** A pen in the theme's colours. */
    public CanvasPen(GraphicsContext g, Palette palette) {
        this.g = g;
        this.palette = palette;
    }

    @Override
    public void line(Token color, double width, boolean dashed, double... xy) {
        g.setStroke(palette.color(color));
        g.setLineWidth(width);
        g.setLineJoin(StrokeLineJoin.ROUND);
        if (dashed) {
            g.setLineDashes(4, 4);
        }
        g.beginPath();
        g.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            g.lineTo(xy[i], xy[i + 1]);
        }
        g.stroke();
        g.setLineDashes();
    }

    @Override
    public void area(Token color, double opacity, double... xy) {
        g.setFill(transparent(color, opacity));
        g.beginPath();
        g.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            g.lineTo(xy[i], xy[i + 1]);
        }
        g.closePath();
        g.fill();
    }

    @Override
    public void box(Token color, double opacity, double x, double y, double width, double height) {
        g.setFill(transparent(color, opacity));
        g.fillRect(x, y, width, height);
    }

    private Color transparent(Token color, double opacity) {
        Color full = palette.color(color);
        return full.deriveColor(0, 1, 1, opacity);
    }

    @Override
    public void dot(Token color, boolean filled, double x, double y, double radius) {
        // a rim in the panel's colour keeps the dot apart from what lies below it
        g.setFill(palette.color(Token.PANEL));
        g.fillOval(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2);
        if (filled) {
            g.setFill(palette.color(color));
            g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
        } else {
            g.setStroke(palette.color(color));
            g.setLineWidth(1.5);
            g.strokeOval(x - radius + 0.5, y - radius + 0.5, 2 * radius - 1, 2 * radius - 1);
        }
    }

    @Override
    public void text(String text, Token color, boolean strong, double x, double y, TextAlignment align) {
        prepare(color, strong, align);
        g.fillText(text, Math.rint(x), Math.rint(y));
    }

    @Override
    public void upwards(String text, Token color, double x, double y) {
        g.save();
        g.translate(Math.rint(x), Math.rint(y));
        g.rotate(-90);
        prepare(color, false, TextAlignment.CENTER);
        g.fillText(text, 0, 0);
        g.restore();
    }

    private void prepare(Token color, boolean strong, TextAlignment align) {
        g.setFont(Font.font(strong ? FAMILY + " SmBld" : FAMILY, SIZE));
        g.setFill(palette.color(color));
        g.setTextAlign(align);
        g.setTextBaseline(VPos.CENTER);
    }
}
