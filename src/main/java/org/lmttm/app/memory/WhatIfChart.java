package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.Change;
import org.lmttm.insight.WhatIf;
import org.lmttm.model.Intervention;
import org.lmttm.model.Trace;

/** The predicted class's probability after each timestamp: as is, changed, and the range of the control's draws. */
final class WhatIfChart extends DrawnView {
    private static final double LEFT = 26;
    private static final double RIGHT = 8;
    private static final double TOP = 8;
    private static final double FOOT = 34;

    private @Nullable WhatIf answer;

    /** Shows an answer; null for none. */
    void answer(@Nullable WhatIf shown) {
        answer = shown;
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        WhatIf shown = answer;
        if (shown == null) {
            return;
        }
        int label = shown.before().prediction();
        int steps = shown.before().steps().size();
        Frame frame = new Frame(LEFT, TOP, width - LEFT - RIGHT, height - TOP - FOOT, steps);
        for (double level : new double[] {0, 0.5, 1}) {
            double y = Math.rint(frame.y(level)) + 0.5;
            line(g, color(Token.LINE), 1, frame.left, y, width - RIGHT, y);
            text(g, Numbers.brief(level), Token.SUBTLE, frame.left - 6, y, TextAlignment.RIGHT);
        }
        for (int t = 0; t < steps; t += Math.max(1, (steps + 9) / 10)) {
            text(g, Integer.toString(t), Token.SUBTLE, frame.x(t), frame.y(0) + 11, TextAlignment.CENTER);
        }
        changeAt(shown).ifPresent(t -> {
            g.setLineDashes(3, 3);
            line(g, color(Token.ACCENT), 1, frame.x(t), TOP, frame.x(t), frame.y(0));
            g.setLineDashes();
        });
        band(g, frame, shown, label);
        g.setLineDashes(5, 4);
        series(g, frame, running(shown.before(), label), color(Token.MUTED), 1.2);
        g.setLineDashes();
        series(g, frame, running(shown.after(), label), color(Token.ACCENT), 2);
        legend(g, height - 8, !shown.control().isEmpty());
    }

    private record Frame(double left, double top, double width, double height, int steps) {
        double x(int t) {
            return left + width * (t + 0.5) / steps;
        }

        double y(double probability) {
            return top + height * (1 - probability);
        }
    }

    private static OptionalInt changeAt(WhatIf shown) {
        for (Intervention intervention : shown.change().interventions()) {
            return switch (intervention) {
                case Intervention.Erase erase -> OptionalInt.of(erase.t());
                case Intervention.Freeze freeze -> OptionalInt.of(freeze.t());
                case Intervention.Swap swap -> OptionalInt.of(swap.t());
                case Intervention.Noise noise -> OptionalInt.of(noise.t());
                case Intervention.Skip skip -> OptionalInt.of(skip.t());
                case Intervention.Start _ -> OptionalInt.of(0);
            };
        }
        if (shown.change() instanceof Change.Occlude occlude) {
            int depth = Math.max(1, shown.before().architecture().patch().depth());
            return OptionalInt.of(Math.min(
                    occlude.box().depthFrom() / depth, shown.before().steps().size() - 1));
        }
        return OptionalInt.empty();
    }

    private static List<Double> running(Trace trace, int label) {
        return trace.steps().stream()
                .map(step -> (double) step.runningProbabilities()[label])
                .toList();
    }

    /** From the lowest to the highest draw at each timestamp. */
    private void band(GraphicsContext g, Frame frame, WhatIf shown, int label) {
        if (shown.control().isEmpty()) {
            return;
        }
        List<Double> xs = new ArrayList<>();
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        for (int t = 0; t < frame.steps(); t++) {
            int at = t;
            List<Double> values = shown.control().stream()
                    .map(draw -> (double) draw.running().get(at)[label])
                    .filter(Double::isFinite)
                    .toList();
            if (!values.isEmpty()) {
                xs.add(frame.x(t));
                low.add(frame.y(Collections.min(values)));
                high.add(frame.y(Collections.max(values)));
            }
        }
        g.setFill(color(Token.MUTED).deriveColor(0, 1, 1, 0.3));
        g.beginPath();
        for (int i = 0; i < xs.size(); i++) {
            if (i == 0) {
                g.moveTo(xs.get(i), high.get(i));
            } else {
                g.lineTo(xs.get(i), high.get(i));
            }
        }
        for (int i = xs.size() - 1; i >= 0; i--) {
            g.lineTo(xs.get(i), low.get(i));
        }
        g.closePath();
        g.fill();
    }

    private static void series(GraphicsContext g, Frame frame, List<Double> values, Color color, double width) {
        g.setStroke(color);
        g.setLineWidth(width);
        g.beginPath();
        boolean drawing = false;
        for (int t = 0; t < values.size(); t++) {
            double value = values.get(t);
            if (!Double.isFinite(value)) {
                drawing = false; // a skipped timestamp leaves a gap
            } else if (drawing) {
                g.lineTo(frame.x(t), frame.y(value));
            } else {
                g.moveTo(frame.x(t), frame.y(value));
                drawing = true;
            }
        }
        g.stroke();
    }

    private void legend(GraphicsContext g, double y, boolean control) {
        g.setLineDashes(5, 4);
        line(g, color(Token.MUTED), 1.2, LEFT, y, LEFT + 18, y);
        g.setLineDashes();
        text(g, Words.text("what-if.as-is"), Token.MUTED, LEFT + 23, y, TextAlignment.LEFT);
        line(g, color(Token.ACCENT), 2, LEFT + 68, y, LEFT + 86, y);
        text(g, Words.text("what-if.changed"), Token.MUTED, LEFT + 91, y, TextAlignment.LEFT);
        if (control) {
            fill(g, color(Token.MUTED).deriveColor(0, 1, 1, 0.3), LEFT + 150, y - 4, 18, 8);
            text(g, Words.text("what-if.range"), Token.MUTED, LEFT + 173, y, TextAlignment.LEFT);
        }
    }
}
