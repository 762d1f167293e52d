package org.lmttm.app.memory;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.Divergence;
import org.lmttm.insight.Divergence.Measure;
import org.lmttm.insight.Scales;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Trace;

/**
 * Both passes over one axis of timestamps: the class probability of each, and how far apart they are, with the threshold
 * and the first timestamp above it. A drag moves the play head.
 */
final class CompareTimeline extends DrawnView {
    private static final double LEFT = 132;
    private static final double RIGHT = 150;
    private static final double NUMBERS = 20;
    private static final double GAP = 12;

    private final CompareState state;

    CompareTimeline(CompareState state) {
        this.state = state;
        setId("compare-timeline");
        setMinHeight(110);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(Words.text("timeline.accessible"));
        state.comparison().addListener((property, before, now) -> redraw());
        state.threshold().addListener((property, before, now) -> redraw());
        state.difference().step().addListener((property, before, now) -> redraw());
        focusedProperty().addListener((property, before, now) -> redraw());
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::drag);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** The colour of a measure's line. */
    static Token token(Measure measure) {
        return switch (measure) {
            case MEMORY -> Token.PREVIOUS;
            case READ -> Token.PATCHES;
            case WRITE -> Token.OUTPUTS;
            case PROBABILITY -> Token.TEXT;
        };
    }

    private void key(KeyEvent event) {
        if (state.difference().key(event.getCode())) {
            event.consume();
        }
    }

    private void drag(MouseEvent event) {
        requestFocus();
        Comparison shown = state.comparison().get();
        if (shown != null) {
            double each = (getWidth() - LEFT - RIGHT) / shown.alignment().positions();
            state.difference().playing().set(false);
            state.difference().goTo((int) Math.floor((event.getX() - LEFT) / each));
        }
    }

    /** Horizontal place of a position, which may lie between timestamps. */
    private double x(Comparison shown, double position) {
        return LEFT
                + (position + 0.5)
                        * (getWidth() - LEFT - RIGHT)
                        / shown.alignment().positions();
    }

    /** From 0 at the bottom to a most. */
    private record Plot(double top, double height, double most) {
        double y(double value) {
            return top + height * (1 - Math.clamp(value / most, 0, 1));
        }

        double middle() {
            return top + height / 2;
        }
    }

    /** 1, or what memories that point apart need: up to 2. */
    private static double most(Comparison shown) {
        Divergence divergence = shown.divergence();
        double most = 1;
        for (int p = 0; divergence != null && p < divergence.memory().length; p++) {
            most = divergence.memory()[p] > most ? divergence.memory()[p] : most;
        }
        return Scales.roundUp(most);
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        Comparison shown = state.comparison().get();
        if (shown == null) {
            return;
        }
        int head = state.difference().step().get();
        double room = (height - NUMBERS - 3 * GAP) / 2;
        Plot probability = new Plot(NUMBERS + GAP, room, 1);
        Plot distance = new Plot(NUMBERS + 2 * GAP + room, room, most(shown));
        numbers(g, shown, head);
        axes(g, probability, Words.text("track.probability"));
        axes(g, distance, Words.text("compare.track.distance"));
        double at = Math.rint(x(shown, head)) + 0.5;
        line(g, color(Token.ACCENT), 1.5, at, NUMBERS, at, distance.y(0));
        probabilities(g, shown, head, probability);
        Divergence divergence = shown.divergence();
        if (divergence == null) {
            text(
                    g,
                    Words.text("compare.other-classes.short"),
                    Token.MUTED,
                    LEFT + 8,
                    distance.middle(),
                    TextAlignment.LEFT);
        } else {
            distances(g, shown, divergence, head, distance);
        }
    }

    private void numbers(GraphicsContext g, Comparison shown, int head) {
        double y = NUMBERS / 2;
        int last = shown.alignment().positions() - 1;
        text(g, Words.text("compare.track.timestamps"), Token.MUTED, 0, y, TextAlignment.LEFT);
        line(g, color(Token.BORDER), 2, x(shown, head), y, x(shown, last), y);
        line(g, color(Token.ACCENT), 2, x(shown, 0), y, x(shown, head), y);
        for (int p = 0; p <= last; p++) {
            double x = Math.rint(x(shown, p));
            String label = label(shown, p);
            double half = label.length() > 3 ? 24 : 16;
            if (p == head) {
                g.setFill(color(Token.FILLED));
                g.fillRoundRect(x - half, 1, 2 * half, NUMBERS - 2, 6, 6);
                if (isFocused()) {
                    g.setStroke(color(Token.TEXT));
                    g.setLineWidth(1);
                    g.strokeRoundRect(x - half - 0.5, 0.5, 2 * half + 1, NUMBERS - 1, 6, 6);
                }
                text(g, label, Color.WHITE, strong(LABEL), x, y, TextAlignment.CENTER);
            } else {
                fill(g, color(Token.PANEL), x - half + 4, 0, 2 * half - 8, NUMBERS);
                text(g, label, Token.MUTED, x, y, TextAlignment.CENTER);
            }
        }
    }

    /** One number where both have the same, else both; a dash behind an end. */
    private static String label(Comparison shown, int position) {
        int one = shown.alignment().first(position);
        int other = shown.alignment().second(position);
        return one == other ? Integer.toString(one) : number(one) + "|" + number(other);
    }

    private static String number(int t) {
        return t < 0 ? "\u2013" : Integer.toString(t);
    }

    private void axes(GraphicsContext g, Plot plot, String title) {
        text(g, title, Token.MUTED, 0, plot.middle(), TextAlignment.LEFT);
        for (double level : new double[] {0, plot.most() / 2, plot.most()}) {
            double y = Math.rint(plot.y(level)) + 0.5;
            line(g, color(Token.LINE), 1, LEFT, y, getWidth() - RIGHT, y);
            text(g, Numbers.brief(level), Token.SUBTLE, LEFT - 8, y, TextAlignment.RIGHT);
        }
    }

    /** Of the class that the first model predicts; where classes differ each model's own. */
    private void probabilities(GraphicsContext g, Comparison shown, int head, Plot plot) {
        int label = shown.first().trace().prediction();
        int beside = shown.divergence() == null ? shown.second().trace().prediction() : label;
        curve(
                g,
                shown.second(),
                beside,
                plot,
                Token.NEXT,
                t -> x(shown, shown.alignment().secondAt(t)));
        curve(
                g,
                shown.first(),
                label,
                plot,
                Token.ACCENT,
                t -> x(shown, shown.alignment().firstAt(t)));
        double x = getWidth() - RIGHT + 18;
        value(g, "A", shown.first(), shown.alignment().first(head), label, Token.ACCENT, x, plot.middle() - 9);
        value(g, "B", shown.second(), shown.alignment().second(head), beside, Token.NEXT, x, plot.middle() + 9);
    }

    private void value(
            GraphicsContext g, String side, TraceReading reading, int t, int label, Token token, double x, double y) {
        text(g, side, color(token), strong(LABEL), x, y, TextAlignment.LEFT);
        String value = t < 0
                ? Words.text("compare.ended")
                : Numbers.fixed(reading.trace().steps().get(t).runningProbabilities()[label], 2) + "  "
                        + reading.trace().labels().get(label);
        text(g, value, Token.TEXT, x + 16, y, TextAlignment.LEFT);
    }

    private void curve(
            GraphicsContext g, TraceReading reading, int label, Plot plot, Token token, IntToDoubleFunction x) {
        IntToDoubleFunction value = t -> running(reading.trace(), t, label);
        path(g, reading.steps(), color(token), x, value, plot);
        for (int t = 0; t < reading.steps(); t++) {
            double y = plot.y(value.applyAsDouble(t));
            g.setFill(color(Token.PANEL));
            g.fillOval(x.applyAsDouble(t) - 4, y - 4, 8, 8);
            g.setFill(color(token));
            g.fillOval(x.applyAsDouble(t) - 3, y - 3, 6, 6);
        }
    }

    private static double running(Trace trace, int t, int label) {
        return trace.steps().get(t).runningProbabilities()[label];
    }

    private void path(
            GraphicsContext g, int count, Color color, IntToDoubleFunction x, IntToDoubleFunction value, Plot plot) {
        g.setStroke(color);
        g.setLineWidth(2);
        g.beginPath();
        boolean drawing = false;
        for (int t = 0; t < count; t++) {
            double at = value.applyAsDouble(t);
            if (Double.isNaN(at)) {
                drawing = false; // what cannot be compared leaves a gap
            } else if (drawing) {
                g.lineTo(x.applyAsDouble(t), plot.y(at));
            } else {
                g.moveTo(x.applyAsDouble(t), plot.y(at));
                drawing = true;
            }
        }
        g.stroke();
    }

    private void distances(GraphicsContext g, Comparison shown, Divergence divergence, int head, Plot plot) {
        double threshold = state.threshold().get();
        g.setLineDashes(2, 3);
        double level = Math.rint(plot.y(threshold)) + 0.5;
        line(g, color(Token.WARNING), 1, LEFT, level, getWidth() - RIGHT, level);
        g.setLineDashes();
        OptionalInt first = divergence.first(threshold);
        if (first.isPresent()) {
            double x = Math.rint(x(shown, first.getAsInt())) + 0.5;
            g.setLineDashes(4, 3);
            line(g, color(Token.WARNING), 1.5, x, NUMBERS, x, plot.y(0));
            g.setLineDashes();
            text(g, Words.text("compare.parts"), Token.WARNING, x + 5, NUMBERS + 6, TextAlignment.LEFT);
        }
        int count = shown.alignment().positions();
        double right = getWidth() - RIGHT + 18;
        double y = plot.middle() - 24;
        for (Measure measure : Measure.values()) {
            double[] values = divergence.values(measure);
            path(g, count, color(token(measure)), p -> x(shown, p), p -> values[p], plot);
            String value = Double.isNaN(values[head]) ? "\u2013" : Numbers.fixed(values[head], 3);
            String name = Words.text("compare.measure." + measure.name().toLowerCase(Locale.ROOT));
            text(g, value, token(measure), right, y, TextAlignment.LEFT);
            text(g, name, Token.MUTED, right + 42, y, TextAlignment.LEFT);
            y += 16;
        }
    }
}
