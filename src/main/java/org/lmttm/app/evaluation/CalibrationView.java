package org.lmttm.app.evaluation;

import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.control.Pen;
import org.lmttm.metrics.Reliability;

/** How often cases were of the class, by their probability; below, how many there were. A click on a bin lists its cases. */
final class CalibrationView extends PlotView {
    private static final double COUNTS = 46;

    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");

    CalibrationView(EvaluationState state) {
        super(state, "calibration", Texts.text("calibration.tip"));
        setMinSize(240, 240);
        state.subset().addListener(observable -> redraw());
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> pointed.set(describe(bin(event))));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointed.set(""));
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            choose(bin(event));
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** What the pointer is on, for a fixed place; empty for nothing. */
    ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }

    private static Frame frame(double width, double height) {
        return new Frame(48, 8, width - 14, height - 48 - COUNTS);
    }

    private List<Reliability.Bin> bins() {
        Shown shown = state().shown().get();
        return shown == null ? List.of() : shown.figures().reliability().bins();
    }

    private int bin(MouseEvent event) {
        double share = frame(getWidth(), getHeight()).valueAt(event.getX());
        int n = bins().size();
        return share < 0 || share > 1 || n == 0 ? -1 : Math.min(n - 1, (int) (share * n));
    }

    private String describe(int at) {
        if (at < 0) {
            return "";
        }
        Reliability.Bin bin = bins().get(at);
        return bin.count() == 0
                ? Texts.text("calibration.at-empty", Texts.number(bin.from(), 1), Texts.number(bin.to(), 1))
                : Texts.text(
                        bin.sparse() ? "calibration.at-sparse" : "calibration.at",
                        Texts.number(bin.meanScore(), 2),
                        Texts.number(bin.observed().value(), 2),
                        Texts.interval(bin.observed().interval(), 2),
                        bin.count());
    }

    private void choose(int at) {
        if (at >= 0 && bins().get(at).count() > 0) {
            state().toggle(new EvaluationState.Range(
                    bins().get(at).from(), bins().get(at).to()));
        }
    }

    private void key(KeyEvent event) {
        int at = -1;
        for (int b = 0; b < bins().size(); b++) {
            if (state().subset().get() instanceof EvaluationState.Range range
                    && range.from() == bins().get(b).from()) {
                at = b;
            }
        }
        boolean known = true;
        switch (event.getCode()) {
            case LEFT -> move(at < 0 ? bins().size() : at, -1);
            case RIGHT -> move(at, 1);
            case ESCAPE -> state().subset().set(null);
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    private void move(int from, int by) {
        int to = from + by;
        while (to >= 0 && to < bins().size() && bins().get(to).count() == 0) {
            to += by;
        }
        if (to >= 0 && to < bins().size()) {
            choose(to);
        }
    }

    @Override
    void plot(Pen pen, Shown shown, double width, double height) {
        Frame frame = frame(width, height);
        List<Reliability.Bin> bins = shown.figures().reliability().bins();
        if (state().subset().get() instanceof EvaluationState.Range range) {
            double x = frame.x(range.from());
            pen.box(Token.SELECTED, 1, x, frame.top(), frame.x(range.to()) - x, frame.bottom() + COUNTS - frame.top());
        }
        frame.axes(pen, "", Texts.text("calibration.observed"), false);
        pen.line(Token.BORDER, 1, true, frame.x(0), frame.y(0), frame.x(1), frame.y(1));
        List<Reliability.Bin> filled =
                bins.stream().filter(bin -> bin.count() > 0).toList();
        for (Reliability.Bin bin : filled) {
            double x = frame.x(bin.meanScore());
            double high = frame.y(bin.observed().interval().high());
            double low = frame.y(bin.observed().interval().low());
            pen.box(bin.sparse() ? Token.SUBTLE : Token.ACCENT, 0.5, x - 2, high, 4, low - high);
        }
        double[] joined = new double[2 * filled.size()];
        for (int b = 0; b < filled.size(); b++) {
            joined[2 * b] = frame.x(filled.get(b).meanScore());
            joined[2 * b + 1] = frame.y(filled.get(b).observed().value());
        }
        pen.line(Token.ACCENT, 1.5, false, joined);
        for (Reliability.Bin bin : filled) {
            pen.dot(
                    Token.ACCENT,
                    !bin.sparse(),
                    frame.x(bin.meanScore()),
                    frame.y(bin.observed().value()),
                    4.5);
        }
        counts(pen, frame, bins);
        double base = frame.bottom() + COUNTS;
        pen.text(
                Texts.text("calibration.predicted", shown.className()),
                Token.SUBTLE,
                false,
                (frame.left() + frame.right()) / 2,
                base + 32,
                TextAlignment.CENTER);
    }

    private static void counts(Pen pen, Frame frame, List<Reliability.Bin> bins) {
        double base = frame.bottom() + COUNTS;
        int most = bins.stream().mapToInt(Reliability.Bin::count).max().orElse(1);
        pen.text(Texts.text("calibration.n"), Token.SUBTLE, false, frame.left() - 8, base - 6, TextAlignment.RIGHT);
        for (Reliability.Bin bin : bins) {
            double x = frame.x(bin.from()) + 1;
            double high = Math.rint(bin.count() * (COUNTS - 18) / Math.max(1, most));
            pen.box(Token.SUBTLE, 0.6, x, base - high, frame.x(bin.to()) - x - 1, high);
            if (bin.count() > 0) {
                pen.text(
                        String.valueOf(bin.count()),
                        Token.MUTED,
                        false,
                        frame.x((bin.from() + bin.to()) / 2),
                        base - high - 8,
                        TextAlignment.CENTER);
            }
        }
        pen.line(Token.BORDER, 1, false, frame.left(), base + 0.5, frame.right(), base + 0.5);
        for (int s = 0; s <= 5; s++) {
            pen.text(Texts.number(s / 5.0, 1), Token.SUBTLE, false, frame.x(s / 5.0), base + 13, TextAlignment.CENTER);
        }
    }

    @Override
    String table(Shown shown) {
        StringBuilder csv = new StringBuilder("from,to,cases,mean_probability,observed_share,ci95_low,ci95_high\n");
        for (Reliability.Bin bin : shown.figures().reliability().bins()) {
            csv.append(bin.from()).append(',').append(bin.to()).append(',').append(bin.count());
            if (bin.count() == 0) {
                csv.append(",,,,\n");
            } else {
                csv.append(',').append(bin.meanScore());
                csv.append(',').append(bin.observed().value());
                csv.append(',').append(bin.observed().interval().low());
                csv.append(',').append(bin.observed().interval().high()).append('\n');
            }
        }
        return csv.toString();
    }
}
