package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.control.Pen;

/**
 * Draws a plot: on the screen, into a picture, into a vector file. Not JFreeChart's way, so that the drawing is the same
 * wherever it goes and every step counts, however many there are.
 */
final class PlotPainter {
    private static final double TICK_WIDTH = 44;
    /** About as wide as a letter of a mark. */
    private static final double LETTER = 6.5;

    /** A text further than this from its point is led to by a line, which ends at the text's edge. */
    private static final double FAR = 16;

    private static final double LINE_HALF = 6;

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private final Pen pen;
    private final PlotFrame frame;

    PlotPainter(Pen pen, PlotFrame frame) {
        this.pen = pen;
        this.frame = frame;
    }

    /** Draws all of it. */
    void paint(PlotContent content, PlotAxis axis, double hair) {
        grid(content, axis);
        content.bands().forEach(this::band);
        for (PlotContent.Line line : content.lines()) {
            line(line);
        }
        hair(content, hair);
        MarkPlace places = new MarkPlace(frame, content);
        content.marks().forEach(mark -> mark(mark, places));
    }

    private void grid(PlotContent content, PlotAxis axis) {
        List<PlotTicks.Tick> heights = frame.log()
                ? PlotTicks.logarithmic(frame.low(), frame.high(), frame.ticks())
                : PlotTicks.linear(frame.low(), frame.high(), frame.ticks());
        for (PlotTicks.Tick tick : heights) {
            double y = Math.rint(frame.y(tick.value())) + 0.5;
            pen.line(Token.LINE, 1, false, frame.left(), y, frame.right(), y);
            pen.text(tick.label(), Token.SUBTLE, false, frame.left() - 8, y, TextAlignment.RIGHT);
        }
        double scale = axis == PlotAxis.TIME ? unit() : 1;
        PlotState.Range range = frame.range();
        int most = (int) Math.max(1, (frame.right() - frame.left()) / TICK_WIDTH);
        for (PlotTicks.Tick tick : PlotTicks.linear(range.from() / scale, range.to() / scale, most)) {
            double x = Math.rint(frame.x(tick.value() * scale)) + 0.5;
            pen.line(Token.LINE, 1, false, x, frame.top(), x, frame.bottom());
            pen.text(tick.label(), Token.SUBTLE, false, x, frame.bottom() + 12, TextAlignment.CENTER);
        }
        double base = Math.rint(frame.bottom()) + 0.5;
        double side = Math.rint(frame.left()) + 0.5;
        pen.line(Token.BORDER, 1, false, frame.left(), base, frame.right(), base);
        pen.line(Token.BORDER, 1, false, side, frame.top(), side, frame.bottom());
        double middle = (frame.left() + frame.right()) / 2;
        pen.text(across(axis), Token.SUBTLE, false, middle, frame.bottom() + 28, TextAlignment.CENTER);
        if (!content.unit().isEmpty()) {
            pen.upwards(content.unit(), Token.SUBTLE, 8, (frame.top() + frame.bottom()) / 2);
        }
    }

    private double unit() {
        double end = frame.range().to();
        return end > 2 * HOUR ? HOUR : end > 2 * MINUTE ? MINUTE : 1;
    }

    private String across(PlotAxis axis) {
        return switch (axis) {
            case EPOCH -> Texts.text("axis.epoch");
            case STEP -> Texts.text("axis.step");
            case TIME -> Texts.text(unit() == HOUR ? "axis.hours" : unit() == MINUTE ? "axis.minutes" : "axis.seconds");
        };
    }

    /** A part of a curve that is seen and has no gap, in pixels: x, y, x, y … */
    private List<double[]> seen(double[] x, double[] y) {
        List<double[]> parts = new ArrayList<>();
        double[] part = new double[2 * x.length + 4];
        int size = 0;
        double from = frame.range().from();
        double to = frame.range().to();
        for (int i = 0; i < x.length; i++) {
            boolean gap = Double.isNaN(frame.y(y[i]));
            boolean before = x[i] < from && (i + 1 == x.length || x[i + 1] <= from);
            boolean after = x[i] > to && (i == 0 || x[i - 1] >= to);
            if (gap || before || after) {
                size = end(parts, part, size);
                continue;
            }
            double at = Math.clamp(x[i], from, to);
            // outside, the neighbour on the other side of the edge leads in
            double value = at == x[i] ? y[i] : Figures.at(x, y, at);
            if (!Double.isNaN(frame.y(value))) {
                part[size++] = frame.x(at);
                part[size++] = frame.y(value);
            }
        }
        end(parts, part, size);
        return parts;
    }

    private static int end(List<double[]> parts, double[] part, int size) {
        if (size > 0) {
            parts.add(Arrays.copyOf(part, size));
        }
        return 0;
    }

    private void band(PlotContent.Band band) {
        double[] low = band.low().clone();
        double[] high = band.high().clone();
        for (int i = 0; i < low.length; i++) {
            if (frame.log() && low[i] <= 0) {
                low[i] = frame.low();
            }
            // a gap in one edge is one in both
            low[i] = Double.isNaN(high[i]) ? Double.NaN : low[i];
        }
        List<double[]> lower = seen(band.x(), low);
        List<double[]> upper = seen(band.x(), high);
        for (int part = 0; part < Math.min(lower.size(), upper.size()); part++) {
            double[] a = lower.get(part);
            double[] b = upper.get(part);
            double[] around = Arrays.copyOf(a, a.length + b.length);
            for (int i = 0; i < b.length; i += 2) {
                around[a.length + i] = b[b.length - i - 2];
                around[a.length + i + 1] = b[b.length - i - 1];
            }
            pen.area(band.color(), band.opacity(), around);
        }
    }

    private void line(PlotContent.Line line) {
        double[] last = {};
        for (double[] part : seen(line.x(), line.y())) {
            if (part.length == 2) {
                pen.dot(line.color(), !line.dashed(), part[0], part[1], 3);
            } else {
                pen.line(line.color(), line.thin() ? 0.6 : line.dashed() ? 1.5 : 1.8, line.dashed(), part);
            }
            last = part;
        }
        boolean inside = line.x().length > 0
                && line.x()[line.x().length - 1] <= frame.range().to();
        if (line.live() && inside && last.length > 2) {
            pen.dot(line.color(), true, last[last.length - 2], last[last.length - 1], 3.5);
        }
    }

    private void hair(PlotContent content, double hair) {
        if (Double.isNaN(hair)
                || hair < frame.range().from()
                || hair > frame.range().to()) {
            return;
        }
        double x = Math.rint(frame.x(hair)) + 0.5;
        pen.line(Token.MUTED, 1, true, x, frame.top(), x, frame.bottom());
        for (PlotContent.Line line : content.lines()) {
            int nearest = line.measured() ? Figures.nearest(line.x(), hair) : -1;
            double at = nearest >= 0 ? line.x()[nearest] : hair;
            double value = nearest >= 0
                    ? line.y()[nearest]
                    : line.measured() ? Double.NaN : Figures.at(line.x(), line.y(), hair);
            double y = frame.y(value);
            boolean inside = at >= frame.range().from() && at <= frame.range().to();
            if (!line.thin() && inside && !Double.isNaN(y)) {
                pen.dot(line.color(), true, frame.x(at), y, 3.5);
            }
        }
    }

    private void mark(PlotContent.Mark mark, MarkPlace places) {
        double x = frame.x(mark.x());
        double y = frame.y(mark.y());
        if (Double.isNaN(y)
                || mark.x() < frame.range().from()
                || mark.x() > frame.range().to()) {
            return;
        }
        if (!mark.text().isEmpty()) {
            places.of(x, y, LETTER * mark.text().length()).ifPresent(spot -> {
                if (Math.abs(spot.y() - y) > FAR) {
                    double end = spot.y() + (spot.y() < y ? LINE_HALF : -LINE_HALF);
                    pen.line(Token.MUTED, 1, false, x, y, x, end);
                }
                pen.text(mark.text(), Token.TEXT, false, spot.x(), spot.y(), spot.align());
            });
        }
        pen.dot(mark.color(), false, x, y, 4);
    }
}
