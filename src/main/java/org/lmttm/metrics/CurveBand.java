package org.lmttm.metrics;

import java.util.Arrays;

/**
 * The 95 % band of a curve, point by point, by the percentile bootstrap over cases with the resamples of {@link Bootstrap}.
 *
 * @param x where the band is given: rising from 0 to 1
 * @param low 2.5th percentile of the curve's height there
 * @param high 97.5th percentile
 */
public record CurveBand(double[] x, double[] low, double[] high) {
    /** Steps of the grid. */
    private static final int STEPS = 100;

    /** Height of one resample's curve over the grid. */
    private interface Curve {
        /** @return whether the curve is defined: the resample holds cases of the class and others */
        boolean heights(int[] weights, double[] heights);
    }

    /**
     * The band of the ROC curve: sensitivity over 1 − specificity. Between two points of a resample's curve it is
     * linear; over a vertical part the upper end counts.
     */
    public static CurveBand roc(OneVersusRest cases) {
        int[] order = cases.falling();
        return of(cases, (weights, heights) -> roc(cases, order, weights, heights));
    }

    /**
     * The band of the precision-recall curve: the precision at the highest threshold that reaches a recall, which is
     * the height whose mean is the average precision.
     */
    public static CurveBand precisionRecall(OneVersusRest cases) {
        int[] order = cases.falling();
        return of(cases, (weights, heights) -> precision(cases, order, weights, heights));
    }

    private static CurveBand of(OneVersusRest cases, Curve curve) {
        double[][] heights = new double[STEPS + 1][Bootstrap.RESAMPLES];
        int[] used = new int[1];
        double[] one = new double[STEPS + 1];
        Bootstrap.resample(cases.count(), Bootstrap.RESAMPLES, Bootstrap.SEED, (s, weights) -> {
            if (curve.heights(weights, one)) {
                for (int g = 0; g <= STEPS; g++) {
                    heights[g][used[0]] = one[g];
                }
                used[0]++;
            }
        });
        double[] x = new double[STEPS + 1];
        double[] low = new double[STEPS + 1];
        double[] high = new double[STEPS + 1];
        for (int g = 0; g <= STEPS; g++) {
            x[g] = (double) g / STEPS;
            double[] sorted = Arrays.copyOf(heights[g], used[0]);
            Arrays.sort(sorted);
            low[g] = Bootstrap.percentile(sorted, 0.025);
            high[g] = Bootstrap.percentile(sorted, 0.975);
        }
        return new CurveBand(x, low, high);
    }

    private static int[] totals(OneVersusRest cases, int[] weights) {
        int[] totals = new int[2];
        for (int i = 0; i < weights.length; i++) {
            totals[cases.positive()[i] ? 0 : 1] += weights[i];
        }
        return totals;
    }

    private static boolean roc(OneVersusRest cases, int[] order, int[] weights, double[] heights) {
        int[] totals = totals(cases, weights);
        if (totals[0] == 0 || totals[1] == 0) {
            return false;
        }
        double x0 = 0;
        double y0 = 0;
        int hits = 0;
        int alarms = 0;
        int g = 0;
        for (int x = 0; x < order.length; x++) {
            hits += cases.positive()[order[x]] ? weights[order[x]] : 0;
            alarms += cases.positive()[order[x]] ? 0 : weights[order[x]];
            if (x < order.length - 1 && cases.score()[order[x + 1]] == cases.score()[order[x]]) {
                continue;
            }
            double x1 = (double) alarms / totals[1];
            double y1 = (double) hits / totals[0];
            // all grid points left of the new point; one that lies on it waits for what a vertical part still adds
            for (; g <= STEPS && (double) g / STEPS < x1; g++) {
                heights[g] = x1 > x0 ? y0 + ((double) g / STEPS - x0) / (x1 - x0) * (y1 - y0) : y1;
            }
            x0 = x1;
            y0 = y1;
        }
        for (; g <= STEPS; g++) {
            heights[g] = 1;
        }
        return true;
    }

    private static boolean precision(OneVersusRest cases, int[] order, int[] weights, double[] heights) {
        int[] totals = totals(cases, weights);
        if (totals[0] == 0) {
            return false;
        }
        int hits = 0;
        int called = 0;
        int g = 0;
        for (int x = 0; x < order.length; x++) {
            hits += cases.positive()[order[x]] ? weights[order[x]] : 0;
            called += weights[order[x]];
            if (called == 0 || (x < order.length - 1 && cases.score()[order[x + 1]] == cases.score()[order[x]])) {
                continue;
            }
            double recall = (double) hits / totals[0];
            for (; g <= STEPS && (double) g / STEPS <= recall && hits > 0; g++) {
                heights[g] = (double) hits / called;
            }
        }
        return true;
    }
}
