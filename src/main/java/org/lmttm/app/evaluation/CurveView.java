package org.lmttm.app.evaluation;

import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.control.Pen;
import org.lmttm.metrics.CurveBand;
import org.lmttm.metrics.PrecisionRecallCurve;
import org.lmttm.metrics.RocCurve;
import org.lmttm.metrics.ThresholdStatistics;

/**
 * ROC or precision-recall curve with its band, the second model's, and the threshold as a dot that can be dragged. A
 * click on the curve selects the case at that point; a second one opens it.
 */
final class CurveView extends PlotView {
    private static final double REACH = 14;

    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private final IntConsumer open;
    private boolean dragging;

    /** Points of a curve, from few called positive to all. */
    private record Line(double[] x, double[] y, double[] threshold) {}

    CurveView(EvaluationState state, IntConsumer open) {
        super(state, "curve", Texts.text("curve.tip"));
        this.open = open;
        setMinSize(240, 240);
        state.curve().addListener(observable -> redraw());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointed.set(""));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** What the pointer is on, for a fixed place; empty for nothing. */
    ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }

    private static Frame frame(double width, double height) {
        return new Frame(48, 8, width - 14, height - 44);
    }

    private static Line roc(RocCurve curve) {
        return new Line(curve.falsePositiveRate(), curve.truePositiveRate(), curve.threshold());
    }

    private static Line precisionRecall(PrecisionRecallCurve curve) {
        return new Line(curve.recall(), curve.precision(), curve.threshold());
    }

    private Optional<Line> line() {
        Shown shown = state().shown().get();
        return shown == null
                ? Optional.empty()
                : shown.figures().curves().map(c -> isRoc() ? roc(c.roc()) : precisionRecall(c.precisionRecall()));
    }

    private boolean isRoc() {
        return state().curve().get() == CurveKind.ROC;
    }

    @Override
    void plot(Pen pen, Shown shown, double width, double height) {
        Frame frame = frame(width, height);
        frame.axes(
                pen,
                Texts.text(isRoc() ? "curve.false-positive" : "curve.recall"),
                Texts.text(isRoc() ? "curve.sensitivity" : "curve.precision"),
                true);
        Optional<Figures.Curves> curves = shown.figures().curves();
        if (curves.isEmpty()) {
            pen.text(
                    Texts.text("curve.none", shown.className()),
                    Token.MUTED,
                    false,
                    (frame.left() + frame.right()) / 2,
                    (frame.top() + frame.bottom()) / 2,
                    TextAlignment.CENTER);
            return;
        }
        Figures.Curves c = curves.get();
        band(pen, frame, isRoc() ? c.rocBand() : c.precisionRecallBand());
        double base = (double) shown.figures().cases().positives()
                / shown.figures().cases().count();
        if (isRoc()) {
            pen.line(Token.BORDER, 1, true, frame.x(0), frame.y(0), frame.x(1), frame.y(1));
        } else {
            pen.line(Token.BORDER, 1, true, frame.x(0), frame.y(base), frame.x(1), frame.y(base));
        }
        shown.figures().against().ifPresent(other -> second(pen, frame, other));
        curve(pen, frame, Token.ACCENT, 2, isRoc() ? roc(c.roc()) : precisionRecall(c.precisionRecall()));
        selected(pen, frame, shown);
        threshold(pen, frame);
        legend(pen, frame, shown, c);
    }

    private void second(Pen pen, Frame frame, Figures.Against other) {
        RocCurve roc = other.roc();
        PrecisionRecallCurve precision = other.precisionRecall();
        if (isRoc() && roc != null) {
            curve(pen, frame, Token.NEXT, 1.6, roc(roc));
        } else if (!isRoc() && precision != null) {
            curve(pen, frame, Token.NEXT, 1.6, precisionRecall(precision));
        }
    }

    private static void band(Pen pen, Frame frame, CurveBand band) {
        int n = band.x().length;
        double[] xy = new double[4 * n];
        for (int g = 0; g < n; g++) {
            xy[2 * g] = frame.x(band.x()[g]);
            xy[2 * g + 1] = frame.y(band.high()[g]);
            xy[4 * n - 2 * g - 2] = frame.x(band.x()[g]);
            xy[4 * n - 2 * g - 1] = frame.y(band.low()[g]);
        }
        pen.area(Token.ACCENT, 0.2, xy);
    }

    /** A ROC curve runs straight between points; precision holds from one recall to the next, so that one has steps. */
    private void curve(Pen pen, Frame frame, Token color, double width, Line line) {
        int n = line.x().length;
        double[] xy = new double[isRoc() ? 2 * n : 4 * n];
        int at = 0;
        for (int p = 0; p < n; p++) {
            if (!isRoc()) {
                xy[at++] = frame.x(line.x()[Math.max(0, p - 1)]);
                xy[at++] = frame.y(line.y()[p]);
            }
            xy[at++] = frame.x(line.x()[p]);
            xy[at++] = frame.y(line.y()[p]);
        }
        pen.line(color, width, false, xy);
    }

    private void threshold(Pen pen, Frame frame) {
        double[] at = thresholdPoint();
        double x = Math.rint(frame.x(at[0])) + 0.5;
        double y = Math.rint(frame.y(at[1])) + 0.5;
        pen.line(Token.MUTED, 1, true, x, frame.bottom(), x, y);
        pen.line(Token.MUTED, 1, true, frame.left(), y, x, y);
        pen.dot(Token.TEXT, true, x, y, 5);
    }

    /** Where the threshold is on the curve. */
    private double[] thresholdPoint() {
        ThresholdStatistics s = state().statistics().orElseThrow();
        double sensitivity = s.sensitivity().value();
        if (isRoc()) {
            return new double[] {1 - s.specificity().value(), sensitivity};
        }
        double precision = s.ppv().value();
        return new double[] {sensitivity, Double.isNaN(precision) ? 1 : precision};
    }

    private void selected(Pen pen, Frame frame, Shown shown) {
        int index = state().selected().get();
        Optional<Line> line = line();
        if (index < 0 || line.isEmpty()) {
            return;
        }
        double score = shown.figures().cases().score()[index];
        for (int p = 1; p < line.get().threshold().length; p++) {
            if (line.get().threshold()[p] == score) {
                pen.dot(
                        Token.ACCENT,
                        false,
                        frame.x(line.get().x()[p]),
                        frame.y(line.get().y()[p]),
                        5);
            }
        }
    }

    private void legend(Pen pen, Frame frame, Shown shown, Figures.Curves c) {
        Optional<Figures.Against> other = shown.figures().against();
        int rows = other.isPresent() ? 3 : 2;
        double right = isRoc() ? frame.right() - 8 : frame.left() + 228;
        double left = right - 220;
        double y = frame.bottom() - 20 * rows;
        pen.box(Token.PANEL, 0.7, left - 4, y - 12, 226, 20 * rows + 4);
        String own = Texts.number(isRoc() ? c.classAuc() : c.precisionRecall().averagePrecision(), 3);
        row(pen, Token.ACCENT, left, right, y, shown.first().name(), own);
        if (other.isPresent()) {
            y += 20;
            row(pen, Token.NEXT, left, right, y, other.get().name(), area(other.get()));
        }
        y += 20;
        pen.dot(Token.TEXT, true, left + 9, y, 4);
        pen.text(Texts.text("threshold"), Token.MUTED, false, left + 26, y, TextAlignment.LEFT);
        pen.text(Texts.number(state().threshold().get(), 2), Token.TEXT, true, right, y, TextAlignment.RIGHT);
    }

    private String area(Figures.Against other) {
        RocCurve roc = other.roc();
        PrecisionRecallCurve precision = other.precisionRecall();
        if (isRoc()) {
            return roc == null ? Texts.number(Double.NaN, 3) : Texts.number(Figures.area(roc), 3);
        }
        return Texts.number(precision == null ? Double.NaN : precision.averagePrecision(), 3);
    }

    private static void row(Pen pen, Token color, double left, double right, double y, String name, String value) {
        pen.line(color, 2, false, left, y, left + 18, y);
        String shortened = name.length() > 22 ? name.substring(0, 21) + "\u2026" : name;
        pen.text(shortened, Token.MUTED, false, left + 26, y, TextAlignment.LEFT);
        pen.text(value, Token.TEXT, true, right, y, TextAlignment.RIGHT);
    }

    @Override
    String table(Shown shown) {
        StringBuilder csv = new StringBuilder(
                isRoc()
                        ? "curve,false_positive_rate,true_positive_rate,threshold\n"
                        : "curve,recall,precision,threshold\n");
        line().ifPresent(line -> append(csv, shown.first().name(), line));
        shown.figures().against().ifPresent(other -> {
            RocCurve roc = other.roc();
            PrecisionRecallCurve precision = other.precisionRecall();
            if (isRoc() && roc != null) {
                append(csv, other.name(), roc(roc));
            } else if (!isRoc() && precision != null) {
                append(csv, other.name(), precisionRecall(precision));
            }
        });
        shown.figures().curves().ifPresent(c -> {
            CurveBand band = isRoc() ? c.rocBand() : c.precisionRecallBand();
            for (int g = 0; g < band.x().length; g++) {
                csv.append("band low,")
                        .append(band.x()[g])
                        .append(',')
                        .append(band.low()[g])
                        .append(",\n");
            }
            for (int g = 0; g < band.x().length; g++) {
                csv.append("band high,")
                        .append(band.x()[g])
                        .append(',')
                        .append(band.high()[g])
                        .append(",\n");
            }
        });
        return csv.toString();
    }

    private static void append(StringBuilder csv, String name, Line line) {
        for (int p = 0; p < line.x().length; p++) {
            csv.append('"')
                    .append(name.replace("\"", "\"\""))
                    .append("\",")
                    .append(line.x()[p])
                    .append(',')
                    .append(line.y()[p])
                    .append(',')
                    .append(Double.isInfinite(line.threshold()[p]) ? "" : String.valueOf(line.threshold()[p]))
                    .append('\n');
        }
    }

    /** The point of the curve nearest to a place, none farther than {@code reach}; the first, which is no case, is none. */
    private int nearest(double x, double y, double reach) {
        Line line = line().orElse(null);
        if (line == null) {
            return -1;
        }
        Frame frame = frame(getWidth(), getHeight());
        int best = -1;
        double distance = reach;
        for (int p = 1; p < line.x().length; p++) {
            double d = Math.hypot(frame.x(line.x()[p]) - x, frame.y(line.y()[p]) - y);
            if (d < distance) {
                distance = d;
                best = p;
            }
        }
        return best;
    }

    private void point(MouseEvent event) {
        int p = nearest(event.getX(), event.getY(), 2 * REACH);
        Line line = line().orElse(null);
        pointed.set(p < 0 || line == null ? "" : describe(line, p));
    }

    private String describe(Line line, int p) {
        Shown shown = state().shown().get();
        int index = state().caseOf(line.threshold()[p]);
        String name = shown == null || index < 0 ? "" : shown.first().split().label() + " " + index;
        return Texts.text(
                isRoc() ? "curve.at-roc" : "curve.at-pr",
                Texts.number(line.x()[p], 3),
                Texts.number(line.y()[p], 3),
                Texts.number(line.threshold()[p], 3),
                name);
    }

    private void press(MouseEvent event) {
        requestFocus();
        dragging = false;
        Line line = line().orElse(null);
        if (line == null) {
            return;
        }
        Frame frame = frame(getWidth(), getHeight());
        double[] at = thresholdPoint();
        if (Math.hypot(frame.x(at[0]) - event.getX(), frame.y(at[1]) - event.getY()) <= REACH) {
            dragging = true;
            return;
        }
        int p = nearest(event.getX(), event.getY(), 2 * REACH);
        int index = p < 0 ? -1 : state().caseOf(line.threshold()[p]);
        if (index >= 0) {
            state().selected().set(index);
            if (event.getClickCount() == 2) {
                open.accept(index);
            }
        }
    }

    private void drag(MouseEvent event) {
        if (dragging) {
            moveTo(nearest(event.getX(), event.getY(), Double.POSITIVE_INFINITY));
        }
    }

    private void moveTo(int p) {
        Line line = line().orElse(null);
        if (line == null || p < 1) {
            return;
        }
        // half-way to the next score, so that the point's own case is called positive
        double lower = p + 1 < line.threshold().length ? line.threshold()[p + 1] : 0;
        state().moveThreshold((line.threshold()[p] + lower) / 2);
    }

    private void key(KeyEvent event) {
        boolean known = true;
        switch (event.getCode()) {
            case LEFT -> moveTo(passed() - 1);
            case RIGHT -> moveTo(passed() + 1);
            case ENTER -> open.accept(state().selected().get());
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    /** The last point whose cases are called positive. */
    private int passed() {
        Line line = line().orElse(null);
        int p = 0;
        while (line != null
                && p + 1 < line.threshold().length
                && line.threshold()[p + 1] > state().threshold().get()) {
            p++;
        }
        return line == null ? p : Math.min(p, line.threshold().length - 1);
    }
}
