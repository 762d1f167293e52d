package org.lmttm.app.memory;

import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.DrawnView;
import org.lmttm.app.control.HeatPaint;
import org.lmttm.app.control.Palette;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.insight.AttentionMeasures;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Trace;

/** What the timeline shows of a whole trace. It stays as it is while the play head moves over it. */
final class TimelineTracks extends DrawnView {
    static final List<Role> READ = List.of(Role.PREVIOUS, Role.CURRENT, Role.NEXT, Role.PATCHES);
    static final List<Role> WRITE = List.of(Role.PREVIOUS, Role.CURRENT, Role.NEXT, Role.PATCHES, Role.OUTPUTS);

    /** Bars of timestamps that the play head is not at step back. */
    private static final double BACK = 0.8;

    private final MemoryState state;
    private Tracks drawn = new Tracks(null, List.of(), List.of(), List.of(), new double[0], new double[0]);

    /** What the tracks show of a trace, worked out once. */
    record Tracks(
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

    TimelineTracks(MemoryState state) {
        this.state = state;
        state.reading().addListener((property, before, now) -> redraw());
        state.original().addListener((property, before, now) -> redraw());
        state.band().addListener((property, before, now) -> redraw());
    }

    /** Those of a trace. */
    Tracks tracks(TraceReading reading) {
        if (drawn.reading() != reading) {
            drawn = Tracks.of(reading);
        }
        return drawn;
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        TraceReading reading = state.reading().get();
        if (reading == null) {
            return;
        }
        TimelineLayout at = new TimelineLayout(width, height, reading.steps());
        Tracks tracks = tracks(reading);
        numbers(g, at);
        thumbnails(g, at, tracks);
        plot(g, at, reading);
        dots(g, at, reading);
        if (at.folded()) {
            return;
        }
        measures(g, at, reading, tracks);
        shares(g, at, "track.shares", READ, tracks.readShares(), at.read());
        shares(g, at, "track.write-shares", WRITE, tracks.writeShares(), at.written());
        blocks(g, at, reading);
    }

    private void numbers(GraphicsContext g, TimelineLayout at) {
        double y = TimelineLayout.NUMBERS / 2;
        int last = at.steps() - 1;
        line(g, color(Token.BORDER), 2, at.x(0), y, at.x(last), y);
        for (int step = 0; step <= last; step++) {
            double x = Math.rint(at.x(step));
            fill(g, color(Token.PANEL), x - 11, 0, 22, TimelineLayout.NUMBERS);
            text(g, Integer.toString(step), Token.MUTED, x, y, TextAlignment.CENTER);
        }
    }

    private void thumbnails(GraphicsContext g, TimelineLayout at, Tracks tracks) {
        double y = at.thumbs();
        double side = at.side();
        text(g, Words.text("track.slabs"), Token.MUTED, 0, y + side / 2, TextAlignment.LEFT);
        for (int step = 0; step < at.steps(); step++) {
            double x = Math.rint(at.x(step) - side / 2);
            tracks.slabs().get(step).draw(g, x, y, side, side);
            outline(g, color(Token.BORDER), 1, x - 1, y - 1, side + 2, side + 2);
        }
    }

    private void plot(GraphicsContext g, TimelineLayout at, TraceReading reading) {
        text(g, Words.text("track.probability"), Token.MUTED, 0, at.plot() + at.plotHeight() / 2, TextAlignment.LEFT);
        double left = TimelineLayout.LEFT;
        for (double level : new double[] {0, 0.5, 1}) {
            double y = Math.rint(at.probability(level)) + 0.5;
            line(g, color(Token.LINE), 1, left, y, at.right(), y);
            text(g, Numbers.brief(level), Token.SUBTLE, left - 8, y, TextAlignment.RIGHT);
        }
        int shown = reading.trace().prediction();
        int classes = reading.trace().labels().size();
        for (int other = 0; other < classes && classes <= 4; other++) {
            if (other != shown) {
                g.setLineDashes(5, 4);
                series(g, at, reading, other, color(Token.MUTED), 1.2);
                g.setLineDashes();
            }
        }
        band(g, at, shown);
        TraceReading original = state.original().get();
        if (original != null && original != reading) {
            g.setLineDashes(2, 3);
            series(g, at, original, shown, color(Token.TEXT), 1.2);
            g.setLineDashes();
        }
        series(g, at, reading, shown, color(Token.ACCENT), 2);
    }

    private void band(GraphicsContext g, TimelineLayout at, int shown) {
        ProbabilityBand band = state.band().get();
        if (band == null || band.label() != shown) {
            return;
        }
        int steps = band.low().length;
        double[] xs = new double[2 * steps];
        double[] ys = new double[2 * steps];
        for (int t = 0; t < steps; t++) {
            xs[t] = at.x(t);
            ys[t] = at.probability(band.high()[t]);
            xs[2 * steps - 1 - t] = at.x(t);
            ys[2 * steps - 1 - t] = at.probability(band.low()[t]);
        }
        g.setFill(color(Token.ACCENT).deriveColor(0, 1, 1, 0.25));
        g.fillPolygon(xs, ys, 2 * steps);
    }

    private static void series(
            GraphicsContext g, TimelineLayout at, TraceReading reading, int label, Color color, double width) {
        List<Trace.Step> steps = reading.trace().steps();
        g.setStroke(color);
        g.setLineWidth(width);
        curve(g, at, t -> at.probability(steps.get(t).runningProbabilities()[label]));
    }

    /** A line through what is known: a skipped timestamp leaves a gap. */
    private static void curve(GraphicsContext g, TimelineLayout at, IntToDoubleFunction height) {
        g.beginPath();
        boolean drawing = false;
        for (int t = 0; t < at.steps(); t++) {
            double y = height.applyAsDouble(t);
            if (!Double.isFinite(y)) {
                drawing = false;
            } else if (drawing) {
                g.lineTo(at.x(t), y);
            } else {
                g.moveTo(at.x(t), y);
                drawing = true;
            }
        }
        g.stroke();
    }

    private void dots(GraphicsContext g, TimelineLayout at, TraceReading reading) {
        int shown = reading.trace().prediction();
        for (int step = 0; step < at.steps(); step++) {
            Trace.Step values = reading.trace().steps().get(step);
            if (!Float.isFinite(values.runningProbabilities()[shown])) {
                continue;
            }
            alone(g, color(Token.OUTPUTS), at.x(step), at.probability(values.probabilities()[shown]));
            running(g, palette(), at.x(step), at.probability(values.runningProbabilities()[shown]), 3);
        }
    }

    /** A ring: what a timestamp says by itself. */
    static void alone(GraphicsContext g, Color color, double x, double y) {
        g.setStroke(color);
        g.setLineWidth(1.5);
        g.strokeOval(x - 3, y - 3, 6, 6);
    }

    /** A dot: what the timestamps so far say. */
    static void running(GraphicsContext g, Palette palette, double x, double y, double radius) {
        g.setFill(palette.color(Token.PANEL));
        g.fillOval(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2);
        g.setFill(palette.color(Token.ACCENT));
        g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    /** Read entropy as a share of its most, and the share of the memory tokens that reading uses. */
    private void measures(GraphicsContext g, TimelineLayout at, TraceReading reading, Tracks tracks) {
        double y = at.measures();
        double tall = TimelineLayout.MEASURES;
        text(g, Words.text("track.measures"), Token.MUTED, 0, y + tall / 2, TextAlignment.LEFT);
        double most = Math.log(reading.architecture().readColumns()) / Math.log(2);
        for (double level : new double[] {0, 1}) {
            double line = Math.rint(y + tall * (1 - level)) + 0.5;
            line(g, color(Token.LINE), 1, TimelineLayout.LEFT, line, at.right(), line);
        }
        g.setLineWidth(1.5);
        g.setStroke(color(Token.PATCHES));
        curve(g, at, step -> y + tall * (1 - tracks.readEntropy()[step] / most));
        g.setStroke(color(Token.NEXT));
        curve(g, at, step -> y + tall * (1 - tracks.memoryUsage()[step]));
    }

    /** How attention splits at each timestamp, the parts side by side in one bar. */
    private void shares(
            GraphicsContext g,
            TimelineLayout at,
            String track,
            List<Role> roles,
            List<Map<Role, Double>> shares,
            double y) {
        text(g, Words.text(track), Token.MUTED, 0, y + TimelineLayout.SHARES / 2, TextAlignment.LEFT);
        g.setGlobalAlpha(BACK);
        for (int step = 0; step < at.steps(); step++) {
            bar(g, palette(), at, roles, shares.get(step), step, y);
        }
        g.setGlobalAlpha(1);
    }

    /** One bar of shares. */
    static void bar(
            GraphicsContext g,
            Palette palette,
            TimelineLayout at,
            List<Role> roles,
            Map<Role, Double> shares,
            int step,
            double y) {
        double width = at.each() - 8;
        double x = Math.rint(at.x(step) - width / 2);
        for (Role role : roles) {
            double part = shares.getOrDefault(role, 0.0) * width;
            g.setFill(palette.color(RoleColors.of(role)));
            g.fillRect(x, y, part, TimelineLayout.SHARES);
            x += part;
        }
    }

    private void blocks(GraphicsContext g, TimelineLayout at, TraceReading reading) {
        double y = at.blocks() + 8;
        text(g, Words.text("track.written"), Token.MUTED, 0, y, TextAlignment.LEFT);
        Font font = Font.font(FAMILY, LABEL);
        for (int step = 0; step < at.steps(); step++) {
            String block = Words.text("block", reading.writtenBlock(step));
            text(g, block, color(Token.MUTED), font, at.x(step), y, TextAlignment.CENTER);
        }
    }
}
