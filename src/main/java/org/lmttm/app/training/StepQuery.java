package org.lmttm.app.training;

/**
 * What of a run's steps a plot wants to see.
 *
 * @param axis what x is
 * @param from left end, in the axis's unit
 * @param to right end
 * @param tau how far back smoothing reaches, in epochs; 0: no smoothing
 * @param columns pixels across
 */
record StepQuery(PlotAxis axis, double from, double to, double tau, int columns) {
    /** Everything over epochs. */
    static final StepQuery ALL = new StepQuery(PlotAxis.EPOCH, 0, Double.MAX_VALUE, 1, 800);
}
