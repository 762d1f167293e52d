package org.lmttm.app.training;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.lmttm.training.RunEvent;

/**
 * All training steps of a run, and what a plot shows of them. Follows the run's events; a view costs as much as the
 * plot has pixels, however many steps there are. Belongs to the thread that follows the run.
 */
final class StepCurve {
    /** Pixels that a stretch of a band takes at least. */
    private static final int STRETCH_PIXELS = 4;

    private StepLog log = new StepLog();
    private StepBands bands = new StepBands(log);
    private Smoothing smoothing = new Smoothing(0);
    private RunClock clock = RunClock.NEW;
    private double stepsPerEpoch = Double.NaN;

    /** Forgets everything. */
    void clear() {
        log = new StepLog();
        bands = new StepBands(log);
        smoothing = new Smoothing(0);
        clock = RunClock.NEW;
        stepsPerEpoch = Double.NaN;
    }

    /** Takes the next event. */
    void add(RunEvent event) {
        long step = event.whole(RunEvent.STEP).orElse(0);
        switch (event.kind()) {
            case START -> {
                log.truncate(step);
                double trained = log.size() == 0 ? 0 : log.seconds(log.size() - 1);
                clock = clock.started(event.time(), trained);
                // both are made anew from the steps that are left
                smoothing = new Smoothing(0);
                bands = new StepBands(log);
            }
            case BATCH ->
                log.add(
                        step,
                        clock.seconds(event.time()),
                        event.number(RunEvent.LOSS).orElse(Double.NaN),
                        event.number(RunEvent.LEARNING_RATE).orElse(Double.NaN));
            case EPOCH -> {
                long epoch = event.whole(RunEvent.EPOCH).orElse(0);
                if (epoch > 0 && step > 0) {
                    stepsPerEpoch = (double) step / epoch;
                }
            }
            case CHECKPOINT, TRACE, WARNING, END -> {
                // no step
            }
        }
    }

    /**
     * Steps of an epoch. Until the first is done it is not known: the steps so far stand for one; at least 1.
     */
    private double stepsPerEpoch() {
        double known = Double.isNaN(stepsPerEpoch) && log.size() > 0 ? log.step(log.size() - 1) : stepsPerEpoch;
        return known >= 1 ? known : 1;
    }

    /** What there is, and what a plot shows of it. */
    RunSteps steps(StepQuery query) {
        int newest = log.size() - 1;
        return new RunSteps(
                log.size(),
                newest < 0 ? 0 : log.seconds(newest),
                newest < 0 ? Double.NaN : log.rate(newest),
                stepsPerEpoch(),
                clock,
                view(query));
    }

    private double x(PlotAxis axis, int index) {
        return switch (axis) {
            case EPOCH -> log.step(index) / stepsPerEpoch();
            case STEP -> (double) log.step(index);
            case TIME -> log.seconds(index);
        };
    }

    /** First step at or after a position, or the number of steps. */
    private int first(PlotAxis axis, double at) {
        int low = 0;
        int high = log.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x(axis, middle) < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What a plot shows. */
    StepView view(StepQuery query) {
        smooth(query.tau() * stepsPerEpoch());
        int from = Math.max(0, first(query.axis(), query.from()) - 1);
        int to = Math.min(log.size(), first(query.axis(), query.to()) + 1);
        int count = to - from;
        int columns = Math.max(1, query.columns());
        if (count <= 0) {
            return StepView.EMPTY;
        }
        int points = Math.min(count, columns);
        double[] x = new double[points];
        double[] line = new double[points];
        double[] rate = new double[points];
        for (int p = 0; p < points; p++) {
            int start = from + (int) ((long) p * count / points);
            int end = from + (int) ((long) (p + 1) * count / points);
            // the last point stands at the newest step, where the plot's numbers are read
            x[p] = x(query.axis(), p == 0 ? start : p == points - 1 ? end - 1 : (start + end) / 2);
            line[p] = smoothing.mean(start, end);
            rate[p] = log.rate(end - 1);
        }
        double[] none = {};
        if (2 * count <= columns) {
            double[] steps = new double[count];
            double[] stepX = new double[count];
            for (int i = 0; i < count; i++) {
                steps[i] = log.loss(from + i);
                stepX[i] = x(query.axis(), from + i);
            }
            return new StepView(query, x, line, rate, none, none, none, none, none, stepX, steps);
        }
        bands.follow();
        List<StepBands.Stretch> stretches = bands.over(from, to, Math.max(1, columns / STRETCH_PIXELS));
        double[] middle = stretches.stream()
                .mapToDouble(stretch -> middle(query.axis(), stretch, from, to))
                .toArray();
        double[][] band = StepView.columns(stretches);
        return new StepView(query, x, line, rate, middle, band[0], band[1], band[2], band[3], none, none);
    }

    /** Where a stretch stands: in its middle, those at the ends of what is shown at the ends. */
    private double middle(PlotAxis axis, StepBands.Stretch stretch, int from, int to) {
        int last = Math.min(stretch.to(), log.size()) - 1;
        if (stretch.from() <= from) {
            return x(axis, stretch.from());
        }
        return stretch.to() >= to ? x(axis, last) : (x(axis, stretch.from()) + x(axis, last)) / 2;
    }

    /** Seconds of training at the time of an event. */
    double seconds(Instant at) {
        return clock.seconds(at);
    }

    /** Writes a line a step, see {@link PlotTable}: its loss, plain and smoothed, or its learning rate. */
    void write(String run, boolean loss, double tau, Appendable out) throws IOException {
        smooth(tau * stepsPerEpoch());
        for (int i = 0; i < log.size(); i++) {
            out.append(run)
                    .append(loss ? ",train," : ",rate,")
                    .append(Double.toString(x(PlotAxis.EPOCH, i)))
                    .append(',')
                    .append(Long.toString(log.step(i)))
                    .append(',')
                    .append(Double.toString(log.seconds(i)))
                    .append(',')
                    .append(PlotTable.number(loss ? log.loss(i) : log.rate(i)))
                    .append(',')
                    .append(loss ? PlotTable.number(smoothing.value(i)) : "")
                    .append('\n');
        }
    }

    private void smooth(double tau) {
        if (smoothing.tau() != tau || smoothing.size() > log.size()) {
            smoothing = new Smoothing(tau);
        }
        for (int i = smoothing.size(); i < log.size(); i++) {
            smoothing.add((double) log.step(i), log.loss(i));
        }
    }
}
