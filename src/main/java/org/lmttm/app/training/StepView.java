package org.lmttm.app.training;

import java.util.List;

/**
 * A run's steps as a plot shows them, no more numbers than it has pixels. A value; its arrays are not to be changed.
 *
 * @param query what was asked
 * @param x positions of {@code line}, {@code rate}
 * @param line smoothed training loss, a mean over the steps of each pixel
 * @param rate learning rate
 * @param bandX positions of the band; empty where single steps can be told apart
 * @param least smallest loss of a stretch
 * @param low 4th percentile
 * @param high 96th percentile
 * @param greatest largest loss
 * @param stepX positions of {@code steps}
 * @param steps single losses, where they can be told apart
 */
record StepView(
        StepQuery query,
        double[] x,
        double[] line,
        double[] rate,
        double[] bandX,
        double[] least,
        double[] low,
        double[] high,
        double[] greatest,
        double[] stepX,
        double[] steps) {
    private static final double[] NONE = {};
    /** Of a run without a step. */
    static final StepView EMPTY =
            new StepView(StepQuery.ALL, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE);

    /** Whether many steps stand behind each pixel. */
    boolean banded() {
        return bandX.length > 0;
    }

    /** The smoothed loss at a position, straight between two points; NaN outside. */
    double lineAt(double at) {
        return Figures.at(x, line, at);
    }

    /** The learning rate at a position; NaN outside. */
    double rateAt(double at) {
        return Figures.at(x, rate, at);
    }

    /** The band's arrays from its stretches, their middles at given positions. */
    static double[][] columns(List<StepBands.Stretch> stretches) {
        return new double[][] {
            stretches.stream().mapToDouble(StepBands.Stretch::least).toArray(),
            stretches.stream().mapToDouble(StepBands.Stretch::low).toArray(),
            stretches.stream().mapToDouble(StepBands.Stretch::high).toArray(),
            stretches.stream().mapToDouble(StepBands.Stretch::greatest).toArray()
        };
    }
}
