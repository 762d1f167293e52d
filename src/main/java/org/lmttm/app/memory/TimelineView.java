package org.lmttm.app.memory;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.AttentionMeasures;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Trace;

/** All timestamps side by side under one play head, which a drag anywhere moves. Also a slider for the keyboard. */
final class TimelineView extends MemoryView {
    private static final double LEFT = 132;
    private static final double RIGHT = 150;
    private static final double NUMBERS = 20;
    private static final double THUMB = 44;
    private static final double SHARES = 17;
    private static final double BETWEEN = 4;
    private static final double MEASURES = 26;
    private static final double BLOCKS = 20;
    private static final double GAP = 7;

    private static final List<Role> READ = List.of(Role.PREVIOUS, Role.CURRENT, Role.NEXT, Role.PATCHES);
    private static final List<Role> WRITE = List.of(Role.PREVIOUS, Role.CURRENT, Role.NEXT, Role.PATCHES, Role.OUTPUTS);

    private Tracks drawn = new Tracks(null, List.of(), List.of(), List.of(), new double[0], new double[0]);

    /** What the tracks show of a whole trace, worked out once: only the play head moves from timestamp to timestamp. */
    private record Tracks(
            @Nullable TraceReading reading,
            List<HeatPaint> slabs,
            List<Map<Role, Double>> readShares,
            List<Map<Role, Double>> writeShares,
            double[] readEntropy,
            double[] memoryUsage) {
        static Tracks of(TraceReading reading) {
            Extent input = reading.architecture().input();
            float largest = 1e-6f;
            for (float value : reading.trace().input()) {
                largest = Math.max(largest, value);
            }
            double scale = 1 / largest;
            int steps = reading.steps();
            return new Tracks(
                    reading,
                    IntStream.range(0, steps)
                            .mapToObj(t -> new HeatPaint(
                                    reading.slabSlice(t),
                                    input.height(),
                                    input.width(),
                                    value -> Maps.grey(value * scale)))
                            .toList(),
                    IntStream.range(0, steps).mapToObj(reading::readShares).toList(),
                    IntStream.range(0, steps).mapToObj(reading::writeShares).toList(),
                    IntStream.range(0, steps)
                            .mapToDouble(t -> AttentionMeasures.readEntropy(reading, t))
                            .toArray(),
                    IntStream.range(0, steps)
                            .mapToDouble(t -> AttentionMeasures.memoryUsage(reading, t))
                            .toArray());
        }
    }

    TimelineView(MemoryState state) {
        super(state);
        setId("timeline");
        setMinHeight(180);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(Words.text("timeline.accessible"));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::drag);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        state.step().addListener(this::announce);
        state.band().addListener((property, before, now) -> redraw());
        focusedProperty().addListener((property, before, now) -> redraw());
    }

    private void announce(ObservableValue<? extends Number> property, Number before, Number now) {
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> (double) state().step().get();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> (double) Math.max(0, state().steps() - 1);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    private void key(KeyEvent event) {
        if (!event.isShiftDown() && state().key(event.getCode())) {
            event.consume();
        }
    }

    private void drag(MouseEvent event) {
        requestFocus();
        TraceReading reading = reading();
        if (reading != null) {
            double each = (getWidth() - LEFT - RIGHT) / reading.steps();
            state().playing().set(false);
            state().goTo((int) Math.floor((event.getX() - LEFT) / each));
        }
    }

    /** Horizontal middle of a timestamp's column. */
    double x(int t) {
        return LEFT + (t + 0.5) * (getWidth() - LEFT - RIGHT) / Math.max(1, state().steps());
    }

    @Override
    void draw(GraphicsContext g, TraceReading reading, int t, double width, double height) {
        double each = (width - LEFT - RIGHT) / reading.steps();
        double thumbs = NUMBERS + 4;
        double side = Math.min(THUMB, Math.floor(each - 8));
        double plot = thumbs + side + GAP + 4;
        double plotHeight = height - plot - MEASURES - 2 * SHARES - BETWEEN - BLOCKS - 4 * GAP - 2;
        double measures = plot + plotHeight + 2 * GAP;
        double shares = measures + MEASURES + GAP;
        double written = shares + SHARES + BETWEEN;
        double blocks = written + SHARES + GAP;
        double head = Math.rint(x(t)) + 0.5;
        if (drawn.reading() != reading) {
            drawn = Tracks.of(reading);
        }
        numbers(g, reading, t);
        thumbnails(g, reading, t, thumbs, side);
        plot(g, reading, plot, plotHeight);
        measures(g, reading, t, measures);
        line(g, color(Token.ACCENT), 1.5, head, thumbs + side, head, written + SHARES);
        dots(g, reading, t, plot, plotHeight);
        shares(g, "track.shares", READ, drawn.readShares()::get, t, shares, each);
        shares(g, "track.write-shares", WRITE, drawn.writeShares()::get, t, written, each);
        blocks(g, reading, t, blocks);
        values(g, reading, t, new double[] {
            thumbs + side / 2, plot, plotHeight, shares + SHARES / 2, written + SHARES / 2, blocks + 8
        });
    }

    private void numbers(GraphicsContext g, TraceReading reading, int t) {
        double y = NUMBERS / 2;
        int last = reading.steps() - 1;
        line(g, color(Token.BORDER), 2, x(t), y, x(last), y);
        line(g, color(Token.ACCENT), 2, x(0), y, x(t), y);
        for (int step = 0; step <= last; step++) {
            double x = Math.rint(x(step));
            if (step == t) {
                g.setFill(color(Token.FILLED));
                g.fillRoundRect(x - 16, 1, 32, NUMBERS - 2, 6, 6);
                if (isFocused()) {
                    g.setStroke(color(Token.TEXT));
                    g.setLineWidth(1);
                    g.strokeRoundRect(x - 16.5, 0.5, 33, NUMBERS - 1, 6, 6);
                }
                text(g, Integer.toString(step), Color.WHITE, strong(LABEL), x, y, TextAlignment.CENTER);
            } else {
                fill(g, color(Token.PANEL), x - 11, 0, 22, NUMBERS);
                text(g, Integer.toString(step), Token.MUTED, x, y, TextAlignment.CENTER);
            }
        }
    }

    private void thumbnails(GraphicsContext g, TraceReading reading, int t, double y, double side) {
        text(g, Words.text("track.slabs"), Token.MUTED, 0, y + side / 2, TextAlignment.LEFT);
        for (int step = 0; step < reading.steps(); step++) {
            double x = Math.rint(x(step) - side / 2);
            drawn.slabs().get(step).draw(g, x, y, side, side);
            g.setStroke(color(step == t ? Token.ACCENT : Token.BORDER));
            g.setLineWidth(step == t ? 2 : 1);
            g.strokeRect(x - 0.5, y - 0.5, side + 1, side + 1);
        }
    }

    private void plot(GraphicsContext g, TraceReading reading, double y, double height) {
        text(g, Words.text("track.probability"), Token.MUTED, 0, y + height / 2, TextAlignment.LEFT);
        double left = LEFT;
        double right = getWidth() - RIGHT;
        for (double level : new double[] {0, 0.5, 1}) {
            double at = Math.rint(y + height * (1 - level)) + 0.5;
            line(g, color(Token.LINE), 1, left, at, right, at);
            text(g, Numbers.brief(level), Token.SUBTLE, left - 8, at, TextAlignment.RIGHT);
        }
        int shown = reading.trace().prediction();
        int classes = reading.trace().labels().size();
        for (int other = 0; other < classes && classes <= 4; other++) {
            if (other != shown) {
                g.setLineDashes(5, 4);
                series(g, reading, other, color(Token.MUTED), 1.2, y, height);
                g.setLineDashes();
            }
        }
        band(g, shown, y, height);
        TraceReading original = state().original().get();
        if (original != null && original != reading) {
            g.setLineDashes(2, 3);
            series(g, original, shown, color(Token.TEXT), 1.2, y, height);
            g.setLineDashes();
        }
        series(g, reading, shown, color(Token.ACCENT), 2, y, height);
    }

    private void band(GraphicsContext g, int shown, double y, double height) {
        ProbabilityBand band = state().band().get();
        if (band == null || band.label() != shown) {
            return;
        }
        int steps = band.low().length;
        double[] xs = new double[2 * steps];
        double[] ys = new double[2 * steps];
        for (int t = 0; t < steps; t++) {
            xs[t] = x(t);
            ys[t] = y + height * (1 - band.high()[t]);
            xs[2 * steps - 1 - t] = x(t);
            ys[2 * steps - 1 - t] = y + height * (1 - band.low()[t]);
        }
        g.setFill(color(Token.ACCENT).deriveColor(0, 1, 1, 0.25));
        g.fillPolygon(xs, ys, 2 * steps);
    }

    private void series(
            GraphicsContext g, TraceReading reading, int label, Color color, double width, double y, double height) {
        g.setStroke(color);
        g.setLineWidth(width);
        g.beginPath();
        List<Trace.Step> steps = reading.trace().steps();
        boolean drawing = false;
        for (int t = 0; t < steps.size(); t++) {
            double probability = steps.get(t).runningProbabilities()[label];
            double at = y + height * (1 - probability);
            if (!Double.isFinite(probability)) {
                drawing = false; // a skipped timestamp leaves a gap
            } else if (drawing) {
                g.lineTo(x(t), at);
            } else {
                g.moveTo(x(t), at);
                drawing = true;
            }
        }
        g.stroke();
    }

    private void dots(GraphicsContext g, TraceReading reading, int t, double y, double height) {
        int shown = reading.trace().prediction();
        for (int step = 0; step < reading.steps(); step++) {
            Trace.Step values = reading.trace().steps().get(step);
            if (!Float.isFinite(values.runningProbabilities()[shown])) {
                continue;
            }
            double alone = y + height * (1 - values.probabilities()[shown]);
            g.setStroke(color(Token.OUTPUTS));
            g.setLineWidth(1.5);
            g.strokeOval(x(step) - 3, alone - 3, 6, 6);
            double running = y + height * (1 - values.runningProbabilities()[shown]);
            double radius = step == t ? 5 : 3;
            g.setFill(color(Token.PANEL));
            g.fillOval(x(step) - radius - 1, running - radius - 1, 2 * radius + 2, 2 * radius + 2);
            g.setFill(color(Token.ACCENT));
            g.fillOval(x(step) - radius, running - radius, 2 * radius, 2 * radius);
        }
    }

    /** Read entropy as a share of its most, and the share of the memory tokens that reading uses. */
    private void measures(GraphicsContext g, TraceReading reading, int t, double y) {
        text(g, Words.text("track.measures"), Token.MUTED, 0, y + MEASURES / 2, TextAlignment.LEFT);
        double most = Math.log(reading.architecture().readColumns()) / Math.log(2);
        for (double level : new double[] {0, 1}) {
            double at = Math.rint(y + MEASURES * (1 - level)) + 0.5;
            line(g, color(Token.LINE), 1, LEFT, at, getWidth() - RIGHT, at);
        }
        measure(g, y, Token.PATCHES, step -> drawn.readEntropy()[step] / most);
        measure(g, y, Token.NEXT, step -> drawn.memoryUsage()[step]);
        double right = getWidth() - RIGHT + 18;
        String bits = Numbers.fixed(drawn.readEntropy()[t], 1);
        text(g, Words.text("track.read-entropy", bits), Token.PATCHES, right, y + 5, TextAlignment.LEFT);
        String used = Numbers.percent(drawn.memoryUsage()[t]);
        text(g, Words.text("track.used", used), Token.NEXT, right, y + 21, TextAlignment.LEFT);
    }

    private void measure(GraphicsContext g, double y, Token token, IntToDoubleFunction value) {
        g.setStroke(color(token));
        g.setLineWidth(1.5);
        g.beginPath();
        boolean drawing = false;
        for (int step = 0; step < state().steps(); step++) {
            double at = y + MEASURES * (1 - value.applyAsDouble(step));
            if (Double.isNaN(at)) {
                drawing = false;
            } else if (drawing) {
                g.lineTo(x(step), at);
            } else {
                g.moveTo(x(step), at);
                drawing = true;
            }
        }
        g.stroke();
    }

    /** How attention splits at each timestamp, the parts side by side in one bar. */
    private void shares(
            GraphicsContext g,
            String track,
            List<Role> roles,
            IntFunction<Map<Role, Double>> sharesAt,
            int t,
            double y,
            double each) {
        text(g, Words.text(track), Token.MUTED, 0, y + SHARES / 2, TextAlignment.LEFT);
        double width = each - 8;
        for (int step = 0; step < state().steps(); step++) {
            double x = Math.rint(x(step) - width / 2);
            Map<Role, Double> shares = sharesAt.apply(step);
            g.setGlobalAlpha(step == t ? 1 : 0.8);
            for (Role role : roles) {
                double part = shares.getOrDefault(role, 0.0) * width;
                fill(g, color(RoleColors.of(role)), x, y, part, SHARES);
                x += part;
            }
            g.setGlobalAlpha(1);
        }
    }

    private void blocks(GraphicsContext g, TraceReading reading, int t, double y) {
        text(g, Words.text("track.written"), Token.MUTED, 0, y + 8, TextAlignment.LEFT);
        for (int step = 0; step < reading.steps(); step++) {
            String block = Words.text("block", reading.writtenBlock(step));
            Color color = color(step == t ? Token.NEXT : Token.MUTED);
            Font font = step == t ? strong(LABEL) : Font.font(FAMILY, LABEL);
            text(g, block, color, font, x(step), y + 8, TextAlignment.CENTER);
        }
    }

    /** The values at the play head, at the right: they stay where they are while the head moves. */
    private void values(GraphicsContext g, TraceReading reading, int t, double[] rows) {
        double x = getWidth() - RIGHT + 18;
        String slices = Words.text(
                "slices",
                Numbers.range(reading.grid().firstSlice(t), reading.grid().lastSlice(t) + 1));
        text(g, slices, Token.MUTED, x, rows[0], TextAlignment.LEFT);
        int shown = reading.trace().prediction();
        Trace.Step step = reading.trace().steps().get(t);
        double line = Math.min(20, rows[2] / 3);
        double y = rows[1] + rows[2] / 2 - line;
        String running = Numbers.fixed(step.runningProbabilities()[shown], 2);
        text(g, running, color(Token.TEXT), strong(BODY), x, y, TextAlignment.LEFT);
        text(g, Words.text("so-far"), Token.MUTED, x + 34, y, TextAlignment.LEFT);
        String alone = Numbers.fixed(step.probabilities()[shown], 2);
        text(g, alone, color(Token.TEXT), Font.font(FAMILY, BODY), x, y + line, TextAlignment.LEFT);
        text(g, Words.text("this-step"), Token.MUTED, x + 34, y + line, TextAlignment.LEFT);
        String entropy = Words.text("entropy", Numbers.fixed(reading.entropy(t), 2));
        text(g, entropy, Token.SUBTLE, x, y + 2 * line, TextAlignment.LEFT);
        memory(g, reading.memoryShare(t), x, rows[3]);
        memory(g, reading.writeMemoryShare(t), x, rows[4]);
        String block = Words.text("block", reading.writtenBlock(t));
        text(g, block, Token.NEXT, x, rows[5], TextAlignment.LEFT);
    }

    private void memory(GraphicsContext g, double share, double x, double y) {
        text(g, Numbers.percent(share), color(Token.TEXT), strong(BODY), x, y, TextAlignment.LEFT);
        text(g, Words.text("memory"), Token.MUTED, x + 38, y, TextAlignment.LEFT);
    }
}
