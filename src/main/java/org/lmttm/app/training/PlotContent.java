package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.app.control.Palette.Token;

/**
 * What a plot shows, ready to be drawn.
 *
 * @param unit what the values are; empty for nothing
 * @param share whether values lie between 0 and 1
 * @param bands drawn first
 * @param lines drawn over them
 * @param marks drawn last
 */
record PlotContent(String unit, boolean share, List<Band> bands, List<Line> lines, List<Mark> marks) {
    /** Nothing. */
    static final PlotContent EMPTY = new PlotContent("", false, List.of(), List.of(), List.of());

    /**
     * A line; values that are not finite leave gaps.
     *
     * @param measured whether its points are measurements, between which there is nothing to read
     * @param thin drawn thin and pale: single steps
     * @param live whether its last point is new
     */
    record Line(Token color, boolean dashed, boolean measured, boolean thin, boolean live, double[] x, double[] y) {}

    /**
     * An area between two curves.
     *
     * @param bounding whether the plot makes room for it; else it is cut off
     */
    record Band(Token color, double opacity, boolean bounding, double[] x, double[] low, double[] high) {}

    /** A point with a text over it. */
    record Mark(Token color, double x, double y, String text) {}

    PlotContent {
        bands = List.copyOf(bands);
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
    }

    /**
     * The least and the greatest value of what is to be seen.
     *
     * @param positive whether only values above 0 can be drawn
     */
    double[] values(PlotState.Range range, boolean positive) {
        double[] found = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        List<double[][]> curves = new ArrayList<>();
        lines.forEach(line -> curves.add(new double[][] {line.x(), line.y()}));
        bands.stream().filter(Band::bounding).forEach(band -> {
            curves.add(new double[][] {band.x(), band.low()});
            curves.add(new double[][] {band.x(), band.high()});
        });
        for (double[][] curve : curves) {
            widen(found, curve[0], curve[1], range, positive);
        }
        return found;
    }

    private static void widen(double[] found, double[] x, double[] y, PlotState.Range range, boolean positive) {
        for (int i = 0; i < x.length; i++) {
            // the neighbours of what is shown count, too: lines lead there
            boolean near = x[Math.min(x.length - 1, i + 1)] >= range.from() && x[Math.max(0, i - 1)] <= range.to();
            if (near && Double.isFinite(y[i]) && (!positive || y[i] > 0)) {
                found[0] = Math.min(found[0], y[i]);
                found[1] = Math.max(found[1], y[i]);
            }
        }
    }
}
