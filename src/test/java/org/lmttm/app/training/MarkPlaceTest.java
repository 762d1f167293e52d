package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.text.TextAlignment;
import org.junit.jupiter.api.Test;
import org.lmttm.app.control.Palette.Token;

class MarkPlaceTest {
    private static final double WIDTH = 100;

    private static PlotContent content(double[] y) {
        double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
        return new PlotContent(
                "",
                false,
                List.of(),
                List.of(new PlotContent.Line(Token.ACCENT, false, true, false, false, x, y)),
                List.of());
    }

    /** The text's box in pixels, as it is drawn: left, right, top, bottom. */
    private static double[] box(MarkPlace.Spot spot) {
        double left = spot.align() == TextAlignment.LEFT
                ? spot.x()
                : spot.align() == TextAlignment.RIGHT ? spot.x() - WIDTH : spot.x() - WIDTH / 2;
        return new double[] {left, left + WIDTH, spot.y() - 6, spot.y() + 6};
    }

    private static boolean covered(PlotFrame frame, double[] y, double[] box) {
        // a hundred points between two of the curve's leave no piece of it out
        return IntStream.range(0, (y.length - 1) * 100).anyMatch(i -> {
            int at = i / 100;
            double share = i % 100 / 100.0;
            double px = frame.x(at + share);
            double py = frame.y(y[at]) * (1 - share) + frame.y(y[at + 1]) * share;
            return px >= box[0] && px <= box[1] && py >= box[2] && py <= box[3];
        });
    }

    @Test
    void aTextStandsInTheFrameAndOverNoCurve() {
        double[][] curves = {
            {0.5, 0.6, 0.8, 0.7, 0.9, 0.85, 0.8, 0.82},
            {0.9, 0.5, 0.4, 0.3, 0.28, 0.31, 0.3, 0.29},
            {0.5, 0.9, 0.7, 0.9, 0.72, 0.95, 0.7, 0.9},
            {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.51},
        };
        for (double[] y : curves) {
            PlotContent content = content(y);
            PlotFrame frame = PlotFrame.of(content, new PlotState.Range(0, 7), false, 420, 260);
            for (int at = 0; at < y.length; at++) {
                MarkPlace.Spot spot = new MarkPlace(frame, content)
                        .of(frame.x(at), frame.y(y[at]), WIDTH)
                        .orElseThrow();
                double[] box = box(spot);
                assertThat(covered(frame, y, box))
                        .as("curve %s at %d: %s", List.of(y[0], y[1]), at, spot)
                        .isFalse();
                assertThat(box[0]).isGreaterThanOrEqualTo(frame.left());
                assertThat(box[1]).isLessThanOrEqualTo(frame.right());
                assertThat(box[2]).isGreaterThanOrEqualTo(frame.top());
                assertThat(box[3]).isLessThanOrEqualTo(frame.bottom());
            }
        }
    }

    @Test
    void whereNoPlaceIsFreeThereIsNoText() {
        double[] y = {0.5, 0.6};
        PlotContent content = content(y);
        PlotFrame frame = PlotFrame.of(content, new PlotState.Range(0, 1), false, 100, 60);
        assertThat(new MarkPlace(frame, content).of(frame.x(1), frame.y(0.6), WIDTH))
                .isEmpty();
    }

    @Test
    void aTextKeepsOffTheMarksOfOtherRuns() {
        double[] y = {0.5, 0.5, 0.5};
        PlotContent plain = content(y);
        PlotFrame frame = PlotFrame.of(plain, new PlotState.Range(0, 2), false, 420, 260);
        double[] free = box(
                new MarkPlace(frame, plain).of(frame.x(1), frame.y(0.5), WIDTH).orElseThrow());
        double middle = (free[0] + free[1]) / 2;
        double height = (free[2] + free[3]) / 2;
        double markX = 2 * (middle - frame.x(0)) / (frame.x(2) - frame.x(0));
        double unit = frame.y(0.5) - frame.y(0.51);
        double markY = 0.5 + (frame.y(0.5) - height) / unit * 0.01;
        PlotContent marked = new PlotContent(
                "", false, plain.bands(), plain.lines(), List.of(new PlotContent.Mark(Token.NEXT, markX, markY, "")));
        double[] box = box(
                new MarkPlace(frame, marked).of(frame.x(1), frame.y(0.5), WIDTH).orElseThrow());
        boolean over = middle > box[0] && middle < box[1] && height > box[2] && height < box[3];
        assertThat(over).isFalse();
    }
}
