package org.lmttm.app.evaluation;

import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.control.Pen;

/**
 * The rectangle of a plot whose axes both run from 0 to 1.
 *
 * @param left pixels
 * @param top pixels
 * @param right pixels
 * @param bottom pixels
 */
record Frame(double left, double top, double right, double bottom) {
    private static final int STEPS = 5;

    double x(double value) {
        return left + value * (right - left);
    }

    double y(double value) {
        return bottom - value * (bottom - top);
    }

    double valueAt(double x) {
        return (x - left) / (right - left);
    }

    /** Grid, ticks and names. */
    void axes(Pen pen, String across, String up, boolean ticksBelow) {
        for (int s = 0; s <= STEPS; s++) {
            double v = (double) s / STEPS;
            double gx = Math.rint(x(v)) + 0.5;
            double gy = Math.rint(y(v)) + 0.5;
            pen.line(s == 0 ? Token.BORDER : Token.LINE, 1, false, gx, top, gx, bottom);
            pen.line(s == 0 ? Token.BORDER : Token.LINE, 1, false, left, gy, right, gy);
            pen.text(Texts.number(v, 1), Token.SUBTLE, false, left - 8, y(v), TextAlignment.RIGHT);
            if (ticksBelow) {
                pen.text(Texts.number(v, 1), Token.SUBTLE, false, x(v), bottom + 12, TextAlignment.CENTER);
            }
        }
        if (!across.isEmpty()) {
            pen.text(across, Token.SUBTLE, false, (left + right) / 2, bottom + 30, TextAlignment.CENTER);
        }
        pen.upwards(up, Token.SUBTLE, left - 38, (top + bottom) / 2);
    }
}
