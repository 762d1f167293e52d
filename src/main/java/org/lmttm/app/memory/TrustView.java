package org.lmttm.app.memory;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.Samples;

/** One strip a kind of change: every probability a dot, the mean a line, beside the probability as it is. */
final class TrustView extends DrawnView {
    private static final double NAME = 104;
    private static final double NUMBER = 78;
    private static final double ROW = 26;
    private static final double HEAD = 4;
    private static final double FOOT = 20;

    private TrustPanel.@Nullable Measured shown;

    /** Shows distributions; null for none. */
    void show(TrustPanel.@Nullable Measured measured) {
        shown = measured;
        setVisible(measured != null);
        setManaged(measured != null);
        double height = measured == null ? 0 : HEAD + measured.rows().size() * ROW + FOOT;
        setMinHeight(height);
        setPrefHeight(height);
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        TrustPanel.Measured measured = shown;
        if (measured == null) {
            return;
        }
        double left = NAME;
        double room = Math.max(20, width - NAME - NUMBER - 8);
        double bottom = HEAD + measured.rows().size() * ROW;
        for (double level : new double[] {0, 0.5, 1}) {
            double x = Math.rint(left + room * level) + 0.5;
            line(g, color(Token.LINE), 1, x, HEAD, x, bottom);
            text(g, Numbers.brief(level), Token.SUBTLE, x, bottom + 10, TextAlignment.CENTER);
        }
        double is = Math.rint(left + room * measured.value()) + 0.5;
        line(g, color(Token.ACCENT), 1.5, is, HEAD, is, bottom);
        double y = HEAD + ROW / 2;
        for (TrustPanel.Row row : measured.rows()) {
            Samples samples = row.samples();
            text(g, row.name(), Token.MUTED, 0, y, TextAlignment.LEFT);
            for (int i = 0; i < samples.count(); i++) {
                double x = left + room * samples.values().get(i);
                // neighbours are moved up and down a little so that equal ones can be told apart
                double at = y + (i % 5 - 2) * 2.2;
                g.setFill(color(Token.ACCENT).deriveColor(0, 1, 1, 0.45));
                g.fillOval(x - 2.5, at - 2.5, 5, 5);
            }
            double mean = left + room * samples.mean();
            line(g, color(Token.TEXT), 2, mean, y - 7, mean, y + 7);
            String number = samples.count() < 2
                    ? Numbers.fixed(samples.mean(), 2)
                    : Numbers.fixed(samples.mean(), 2) + " \u00b1 " + Numbers.fixed(samples.deviation(), 2);
            text(g, number, Token.TEXT, width, y, TextAlignment.RIGHT);
            y += ROW;
        }
    }
}
