package org.lmttm.app.memory;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.Faithfulness;

/** Deletion and insertion curves over the share of patches, random order dashed. */
final class FaithfulnessChart extends DrawnView {
    private static final double LEFT = 26;
    private static final double FOOT = 32;
    private static final double GAP = 18;

    private @Nullable Faithfulness shown;

    /** Shows curves; null for none. */
    void show(@Nullable Faithfulness result) {
        shown = result;
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        Faithfulness result = shown;
        if (result == null) {
            return;
        }
        double each = (width - LEFT - GAP) / 2;
        plot(
                g,
                result,
                Words.text("faithfulness.deletion.axis"),
                LEFT,
                each,
                height,
                result.deletion(),
                result.randomDeletion());
        plot(
                g,
                result,
                Words.text("faithfulness.insertion.axis"),
                LEFT + each + GAP,
                each,
                height,
                result.insertion(),
                result.randomInsertion());
        for (double level : new double[] {0, 1}) {
            text(g, Numbers.brief(level), Token.SUBTLE, LEFT - 6, y(level, height), TextAlignment.RIGHT);
        }
    }

    private static double y(double level, double height) {
        return 7 + (height - 7 - FOOT) * (1 - level);
    }

    private void plot(
            GraphicsContext g,
            Faithfulness result,
            String axis,
            double left,
            double width,
            double height,
            double[] own,
            double[] random) {
        for (double level : new double[] {0, 0.5, 1}) {
            double at = Math.rint(y(level, height)) + 0.5;
            line(g, color(Token.LINE), 1, left, at, left + width, at);
        }
        g.setLineDashes(5, 4);
        curve(g, result.shares(), random, left, width, height, color(Token.MUTED), 1.2);
        g.setLineDashes();
        curve(g, result.shares(), own, left, width, height, color(Token.ACCENT), 2);
        text(g, "0", Token.SUBTLE, left, height - FOOT + 10, TextAlignment.LEFT);
        text(g, "100 %", Token.SUBTLE, left + width, height - FOOT + 10, TextAlignment.RIGHT);
        text(g, axis, Token.MUTED, left + width / 2, height - 8, TextAlignment.CENTER);
    }

    private static void curve(
            GraphicsContext g,
            double[] shares,
            double[] values,
            double left,
            double width,
            double height,
            Color color,
            double thick) {
        g.setStroke(color);
        g.setLineWidth(thick);
        g.beginPath();
        for (int i = 0; i < shares.length; i++) {
            double x = left + width * shares[i];
            if (i == 0) {
                g.moveTo(x, y(values[i], height));
            } else {
                g.lineTo(x, y(values[i], height));
            }
        }
        g.stroke();
    }
}
