package org.lmttm.app.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Palette.Token;
import org.lmttm.app.training.PlotKind.Best;
import org.lmttm.app.training.PlotKind.Curve;
import org.lmttm.training.RunHistory.Epoch;

/** Makes plots of runs: what is drawn, and the numbers of the legends. */
final class PlotCurves {
    private static final double OUTER = 0.07;
    private static final double INNER = 0.18;

    private final PlotKind kind;
    private final PlotAxis axis;
    private final List<PlotContent.Band> bands = new ArrayList<>();
    private final List<PlotContent.Line> lines = new ArrayList<>();
    private final List<PlotContent.Mark> marks = new ArrayList<>();

    PlotCurves(PlotKind kind, PlotAxis axis) {
        this.kind = kind;
        this.axis = axis;
    }

    /**
     * Adds a run.
     *
     * @param front whether its best points are marked in words
     */
    void add(RunSnapshot run, Token color, boolean front) {
        if (kind == PlotKind.LOSS) {
            spread(run.steps().view(), color);
        }
        for (Curve curve : kind.curves()) {
            lines.add(line(run, curve, color));
            mark(run, curve, color, front);
        }
    }

    /** What was added, ready to be drawn. */
    PlotContent content() {
        return new PlotContent(kind.unit(), kind.share(), bands, lines, marks);
    }

    private void spread(StepView steps, Token color) {
        if (steps.query().axis() != axis) {
            return; // an answer to what was asked before
        }
        if (steps.banded()) {
            bands.add(new PlotContent.Band(color, OUTER, false, steps.bandX(), steps.least(), steps.greatest()));
            bands.add(new PlotContent.Band(color, INNER, true, steps.bandX(), steps.low(), steps.high()));
        } else if (steps.stepX().length > 1) {
            lines.add(new PlotContent.Line(color, false, false, true, false, steps.stepX(), steps.steps()));
        }
    }

    private PlotContent.Line line(RunSnapshot run, Curve curve, Token color) {
        double[][] steps = steps(run, curve);
        boolean measured = steps.length == 0;
        double[] x = measured ? positions(run) : steps[0];
        double[] y = measured ? numbers(run, curve.value()) : steps[1];
        return new PlotContent.Line(color, curve.dashed(), measured, false, run.busy() && !curve.dashed(), x, y);
    }

    /** Positions and values where single steps are known of a curve; else nothing. */
    private double[][] steps(RunSnapshot run, Curve curve) {
        StepView steps = run.steps().view();
        if (steps.x().length == 0 || steps.query().axis() != axis) {
            return new double[0][];
        }
        return switch (curve.id()) {
            case "train" -> new double[][] {steps.x(), steps.line()};
            case "rate" -> new double[][] {steps.x(), steps.rate()};
            default -> new double[0][];
        };
    }

    private double[] positions(RunSnapshot run) {
        return numbers(run, epoch -> run.at(epoch, axis));
    }

    private static double[] numbers(RunSnapshot run, ToDoubleFunction<Epoch> number) {
        return run.epochs().stream().mapToDouble(number).toArray();
    }

    private void mark(RunSnapshot run, Curve curve, Token color, boolean front) {
        Epoch best = best(run, curve);
        if (best == null) {
            return;
        }
        String value = Figures.value(curve.value().applyAsDouble(best), kind.decimals());
        String words = front ? Texts.text("plot.best", value, Integer.toString(best.epoch())) : "";
        marks.add(new PlotContent.Mark(color, run.at(best, axis), curve.value().applyAsDouble(best), words));
    }

    private static @Nullable Epoch best(RunSnapshot run, Curve curve) {
        Epoch best = null;
        double sign = curve.best() == Best.LOWEST ? -1 : 1;
        for (Epoch epoch : run.epochs()) {
            double value = sign * curve.value().applyAsDouble(epoch);
            boolean better = best == null || value > sign * curve.value().applyAsDouble(best);
            if (curve.best() != Best.NONE && Double.isFinite(value) && better) {
                best = epoch;
            }
        }
        return best;
    }

    /**
     * A curve's number at the hair line: of steps the smoothed one there, else the nearest epoch's as it was measured.
     *
     * @param hair NaN: the newest
     */
    double at(RunSnapshot run, Curve curve, double hair) {
        double[][] steps = steps(run, curve);
        if (steps.length > 0) {
            int last = steps[0].length - 1;
            return Double.isNaN(hair) ? steps[1][last] : Figures.at(steps[0], steps[1], hair);
        }
        double[] y = numbers(run, curve.value());
        int index = Double.isNaN(hair) ? y.length - 1 : Figures.nearest(positions(run), hair);
        return index < 0 ? Double.NaN : y[index];
    }
}
