package org.lmttm.app.memory;

import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Orientation;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.TraceReading;

/**
 * The colour bar of a card. Attention: from 0 to the cap, 1× always ticked, the capped end labelled "≥". Signed values:
 * from −limit to +limit.
 */
final class ScaleBar extends MemoryView {
    private static final double THICK = 9;
    private static final double INSET = 16;

    private final Orientation orientation;
    private final boolean signed;
    private final Supplier<ToDoubleFunction<MemoryState.Limits>> end;

    /** A bar from 0 to a cap, as a multiple of uniform. */
    static ScaleBar attention(
            MemoryState state, Orientation orientation, Supplier<ToDoubleFunction<MemoryState.Limits>> end) {
        return new ScaleBar(state, orientation, false, end);
    }

    /** A bar of signed values. */
    static ScaleBar signed(MemoryState state, Supplier<ToDoubleFunction<MemoryState.Limits>> end) {
        return new ScaleBar(state, Orientation.HORIZONTAL, true, end);
    }

    private ScaleBar(
            MemoryState state,
            Orientation orientation,
            boolean signed,
            Supplier<ToDoubleFunction<MemoryState.Limits>> end) {
        super(state);
        this.orientation = orientation;
        this.signed = signed;
        this.end = end;
        if (orientation == Orientation.HORIZONTAL) {
            setMinSize(100, 28);
            setMaxSize(150, 28);
            setPrefSize(150, 28);
        } else {
            setMinWidth(52);
            setPrefWidth(52);
            setMaxWidth(52);
        }
    }

    @Override
    void draw(GraphicsContext g, TraceReading reading, int t, double width, double height) {
        MemoryState.Limits limits = state().limits();
        if (limits == null) {
            return;
        }
        double limit = end.get().applyAsDouble(limits);
        boolean dark = palette().dark();
        DoubleFunction<Integer> argb = share -> signed ? Maps.signed(2 * share - 1, dark) : Maps.attention(share);
        if (orientation == Orientation.HORIZONTAL) {
            horizontal(g, width, argb, limit);
        } else {
            vertical(g, height, argb, limit);
        }
    }

    private void horizontal(GraphicsContext g, double width, DoubleFunction<Integer> argb, double limit) {
        double length = width - 2 * INSET;
        ramp(1, Math.max(1, (int) length), argb).draw(g, INSET, 2, length, THICK);
        outline(g, color(Token.BORDER), 1, INSET - 1, 1, length + 2, THICK + 2);
        double y = THICK + 10;
        if (signed) {
            text(g, Numbers.brief(-limit), Token.MUTED, INSET, y, TextAlignment.CENTER);
            text(g, "0", Token.MUTED, INSET + length / 2, y, TextAlignment.CENTER);
            text(g, "+" + Numbers.brief(limit), Token.MUTED, INSET + length, y, TextAlignment.CENTER);
        } else {
            double one = INSET + length / limit;
            // with a high cap uniform lies near the left end, where only one label fits
            if (one - INSET > 18) {
                text(g, "0", Token.MUTED, INSET, y, TextAlignment.CENTER);
            }
            text(g, "1\u00d7", color(Token.TEXT), strong(LABEL), one, y, TextAlignment.CENTER);
            line(g, Color.WHITE, 1, Math.rint(one) + 0.5, 2, Math.rint(one) + 0.5, 2 + THICK);
            text(g, "\u2265 " + Numbers.times(limit), Token.MUTED, INSET + length, y, TextAlignment.CENTER);
        }
    }

    private void vertical(GraphicsContext g, double height, DoubleFunction<Integer> argb, double limit) {
        double top = 8;
        double length = height - 2 * top - 12;
        int rows = Math.max(1, (int) length);
        ramp(rows, 1, share -> argb.apply(1 - share)).draw(g, 4, top, THICK, rows);
        double x = 4 + THICK + 6;
        text(g, "\u2265 " + Numbers.times(limit), Token.MUTED, x, top + 2, TextAlignment.LEFT);
        double one = top + length * (1 - 1 / limit);
        line(g, Color.WHITE, 1, 4, Math.rint(one) + 0.5, 4 + THICK, Math.rint(one) + 0.5);
        text(g, "1\u00d7", color(Token.TEXT), strong(LABEL), x, one, TextAlignment.LEFT);
        text(g, "0", Token.MUTED, x, top + length - 2, TextAlignment.LEFT);
    }

    /** Colours from share 0 to 1, along the rows or the columns. */
    private static HeatPaint ramp(int rows, int columns, DoubleFunction<Integer> argb) {
        float[] shares = new float[rows * columns];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) i / Math.max(1, shares.length - 1);
        }
        return new HeatPaint(shares, rows, columns, argb::apply);
    }
}
