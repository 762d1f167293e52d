package org.lmttm.training;

import java.util.List;
import java.util.Locale;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Prediction;

/**
 * What the network says about the validation split after an epoch.
 *
 * @param loss mean cross-entropy; NaN or infinite if the network broke
 * @param auc in [0, 1]; NaN where it is not defined, as for a split with one class only
 * @param acc in [0, 1]
 * @param probabilities one array a case
 */
record Validation(double loss, double auc, double acc, List<float[]> probabilities) {

    static Validation of(List<float[]> logits, int[] labels) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += crossEntropy(logits.get(i), labels[i]);
        }
        double loss = sum / labels.length;
        List<float[]> probabilities =
                logits.stream().map(row -> Prediction.of(row).probabilities()).toList();
        if (!Double.isFinite(loss)) {
            return new Validation(loss, Double.NaN, Double.NaN, probabilities);
        }
        Scores scores = Scores.ofFloats(labels, probabilities);
        return new Validation(loss, Metrics.auc(scores), Metrics.acc(scores), probabilities);
    }

    private static double crossEntropy(float[] logits, int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : logits) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (float value : logits) {
            sum += StrictMath.exp(value - largest);
        }
        return largest + StrictMath.log(sum) - logits[label];
    }

    /** The number by which the best checkpoint is chosen; larger is better. */
    double score(Keeping.KeepBestBy by) {
        double score = switch (by) {
            case VAL_AUC -> auc;
            case VAL_ACC -> acc;
            case VAL_LOSS -> -loss;
        };
        return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
    }

    /** MedMNIST's layout: {@code index,score of class 0,…} without a header. */
    String toCsv() {
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < probabilities.size(); i++) {
            csv.append(i);
            for (float p : probabilities.get(i)) {
                csv.append(',').append(String.format(Locale.ROOT, "%.9g", p));
            }
            csv.append('\n');
        }
        return csv.toString();
    }
}
