package org.lmttm.app.evaluation;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.control.Pen;
import org.lmttm.metrics.OneVersusRest;

/** The scores of both kinds of cases over one axis, and the threshold as a slider on it. */
final class ThresholdView extends PlotView {
    private static final int BINS = 40;
    private static final double LEFT = 12;
    private static final double FOOT = 20;
    private static final double STEP = 0.01;

    ThresholdView(EvaluationState state) {
        super(state, "threshold", Texts.text("threshold.tip"));
        setAccessibleRole(AccessibleRole.SLIDER);
        setMinSize(200, 96);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::move);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::move);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        state.threshold().addListener(observable -> notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE));
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> state().threshold().get();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> 1.0;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    private void move(MouseEvent event) {
        requestFocus();
        double share = (event.getX() - LEFT) / (getWidth() - 2 * LEFT);
        state().moveThreshold(Math.round(share * 1000) / 1000.0);
    }

    private void key(KeyEvent event) {
        double t = state().threshold().get();
        double step = event.isShiftDown() ? 10 * STEP : STEP;
        boolean known = true;
        switch (event.getCode()) {
            case LEFT -> state().moveThreshold(Math.round((t - step) * 100) / 100.0);
            case RIGHT -> state().moveThreshold(Math.round((t + step) * 100) / 100.0);
            case HOME -> state().moveThreshold(0);
            case END -> state().moveThreshold(1);
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    private static int[][] histogram(OneVersusRest cases) {
        int[][] counts = new int[2][BINS];
        for (int i = 0; i < cases.count(); i++) {
            int bin = Math.clamp((int) (cases.score()[i] * BINS), 0, BINS - 1);
            counts[cases.positive()[i] ? 1 : 0][bin]++;
        }
        return counts;
    }

    /** Whether a label covers fewer bars at the left end than at the right. */
    private static boolean emptierLeft(int[] counts) {
        int left = 0;
        int right = 0;
        for (int b = 0; b < BINS / 4; b++) {
            left = Math.max(left, counts[b]);
            right = Math.max(right, counts[BINS - 1 - b]);
        }
        return left < right;
    }

    private static double root(int count) {
        return Math.sqrt(count);
    }

    @Override
    void plot(Pen pen, Shown shown, double width, double height) {
        OneVersusRest cases = shown.figures().cases();
        int[][] counts = histogram(cases);
        double most = 1;
        for (int[] kind : counts) {
            for (int count : kind) {
                most = Math.max(most, root(count));
            }
        }
        double middle = Math.rint((height - FOOT) * 0.56);
        double above = (middle - 8) / most;
        double below = (height - FOOT - middle - 8) / most;
        double each = (width - 2 * LEFT) / BINS;
        for (int b = 0; b < BINS; b++) {
            double x = LEFT + b * each;
            double up = Math.rint(root(counts[0][b]) * above);
            double down = Math.rint(root(counts[1][b]) * below);
            pen.box(Token.SUBTLE, 0.6, x + 0.5, middle - 3 - up, each - 1, up);
            pen.box(Token.ACCENT, 0.75, x + 0.5, middle + 3, each - 1, down);
        }
        double at = Math.rint(LEFT + state().threshold().get() * (width - 2 * LEFT)) + 0.5;
        pen.line(Token.BORDER, 2, false, LEFT, middle, at, middle);
        pen.line(Token.ACCENT, 2, false, at, middle, width - LEFT, middle);
        pen.line(Token.TEXT, 1.5, false, at, 2, at, height - FOOT);
        pen.dot(Token.TEXT, true, at, middle, 7);
        boolean leftOf = at > width - 60;
        pen.text(
                Texts.number(state().threshold().get(), 2),
                Token.TEXT,
                true,
                at + (leftOf ? -8 : 8),
                9,
                leftOf ? TextAlignment.RIGHT : TextAlignment.LEFT);
        String rest = shown.scores().isBinary()
                ? shown.first().labels().get(1 - shown.positiveClass())
                : Texts.text("threshold.others");
        boolean left = emptierLeft(counts[0]) && at > LEFT + 60 + 220;
        pen.text(
                Texts.text("threshold.n", rest, cases.negatives()),
                Token.MUTED,
                false,
                left ? LEFT : at > width - 230 ? at - 60 : width - LEFT,
                9,
                left ? TextAlignment.LEFT : TextAlignment.RIGHT);
        boolean atLeft = emptierLeft(counts[1]);
        pen.text(
                Texts.text("threshold.n", shown.className(), cases.positives()),
                Token.ACCENT,
                false,
                atLeft ? LEFT : width - LEFT,
                height - FOOT - 7,
                atLeft ? TextAlignment.LEFT : TextAlignment.RIGHT);
        for (int s = 0; s <= 5; s++) {
            double x = LEFT + s / 5.0 * (width - 2 * LEFT);
            TextAlignment align = s == 0 ? TextAlignment.LEFT : s == 5 ? TextAlignment.RIGHT : TextAlignment.CENTER;
            pen.text(Texts.number(s / 5.0, 1), Token.SUBTLE, false, x, height - 8, align);
        }
    }

    @Override
    String table(Shown shown) {
        int[][] counts = histogram(shown.figures().cases());
        StringBuilder csv = new StringBuilder("from,to,others,of_class\n");
        for (int b = 0; b < BINS; b++) {
            csv.append((double) b / BINS).append(',').append((b + 1.0) / BINS);
            csv.append(',')
                    .append(counts[0][b])
                    .append(',')
                    .append(counts[1][b])
                    .append('\n');
        }
        return csv.toString();
    }
}
