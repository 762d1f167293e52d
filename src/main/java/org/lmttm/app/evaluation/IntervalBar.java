package org.lmttm.app.evaluation;

import javafx.scene.canvas.GraphicsContext;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.metrics.Bootstrap.Interval;

/** A value on a line from 0 to 1: its interval a thick bar behind a dot, perhaps a tick for the threshold. */
final class IntervalBar extends DrawnView {
    private double value = Double.NaN;
    private Interval interval = new Interval(Double.NaN, Double.NaN);
    private double tick = Double.NaN;

    IntervalBar(double width) {
        setMinSize(width, 16);
        setPrefSize(width, 16);
        setMaxSize(width, 16);
        setMouseTransparent(true);
    }

    /** Shows a value; what is not a number is not drawn. */
    void show(double newValue, Interval newInterval, double newTick) {
        value = newValue;
        interval = newInterval;
        tick = newTick;
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        double y = Math.rint(height / 2);
        double left = 5;
        double room = width - 2 * left;
        fill(g, color(Token.BORDER), left, y - 0.5, room, 1);
        if (Double.isFinite(interval.low())) {
            double from = left + interval.low() * room;
            g.setGlobalAlpha(0.55);
            fill(g, color(Token.ACCENT), from, y - 3, Math.max(2, (interval.high() - interval.low()) * room), 6);
            g.setGlobalAlpha(1);
        }
        if (Double.isFinite(tick)) {
            fill(g, color(Token.TEXT), Math.rint(left + tick * room) - 0.5, y - 6, 1.5, 12);
        }
        if (Double.isFinite(value)) {
            double x = left + value * room;
            g.setFill(color(Token.PANEL));
            g.fillOval(x - 5, y - 5, 10, 10);
            g.setFill(color(Token.ACCENT));
            g.fillOval(x - 4, y - 4, 8, 8);
        }
    }
}
