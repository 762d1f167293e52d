package org.lmttm.evaluation;

import java.util.List;
import org.lmttm.dataset.DatasetName;
import org.lmttm.dataset.Split;
import org.lmttm.metrics.Bootstrap;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Mode;

/**
 * What a model gave for every case of a split, and what that amounts to ({@code spec/lmttm.md} §8).
 *
 * @param model display name of the model
 * @param mode how it was computed
 * @param labels class names
 * @param dataset flag and size of the dataset
 * @param split which part of it
 * @param scores true class and probabilities of each case, in the dataset's order
 * @param auc 0 … 1, NaN where a class has no case
 * @param acc share of right cases
 * @param intervals 95 % confidence intervals of both
 * @param ece expected calibration error, 15 bins
 * @param brier 0 … 2
 * @param confusion counts {@code [true][predicted]}
 */
public record EvaluationResult(
        String model,
        Mode mode,
        List<String> labels,
        DatasetName dataset,
        Split split,
        Scores scores,
        double auc,
        double acc,
        Bootstrap.Intervals intervals,
        double ece,
        double brier,
        int[][] confusion) {

    /** Makes the list immutable. */
    public EvaluationResult {
        labels = List.copyOf(labels);
    }

    /** The result that follows from the scores. */
    public static EvaluationResult of(
            String model, Mode mode, List<String> labels, DatasetName dataset, Split split, Scores scores) {
        return new EvaluationResult(
                model,
                mode,
                labels,
                dataset,
                split,
                scores,
                Metrics.auc(scores),
                Metrics.acc(scores),
                Bootstrap.intervals(scores),
                Metrics.ece(scores),
                Metrics.brier(scores),
                Metrics.confusion(scores));
    }

    /** Cases. */
    public int count() {
        return scores.count();
    }
}
