package org.lmttm.app.evaluation;

import java.util.Optional;
import org.lmttm.evaluation.SimilarCases;

/**
 * One case as the table lists it.
 *
 * @param index in the split
 * @param name such as "test 182"
 * @param label its true class
 * @param predicted what it is told to be
 * @param labelName the class's name
 * @param predictedName likewise
 * @param probability of the shown class
 * @param sureness how far the prediction is from being another one, 0 … 1
 * @param similar how such cases fared in validation; empty without a calibration
 */
record CaseRow(
        int index,
        String name,
        int label,
        int predicted,
        String labelName,
        String predictedName,
        double probability,
        double sureness,
        Optional<SimilarCases> similar) {
    boolean wrong() {
        return label != predicted;
    }

    static CaseRow of(Shown shown, int index, double threshold) {
        double[] p = shown.scores().probabilities()[index];
        int label = shown.scores().labels()[index];
        int predicted = shown.predicted(index, threshold);
        double probability = shown.probability(index);
        return new CaseRow(
                index,
                shown.first().split().label() + " " + index,
                label,
                predicted,
                shown.first().labels().get(label),
                shown.first().labels().get(predicted),
                probability,
                shown.scores().isBinary() ? sureness(probability, threshold) : p[predicted],
                shown.similar().map(finder -> finder.at(probability)));
    }

    /** Share of the way from the threshold to the end of the scale on the prediction's side. */
    private static double sureness(double probability, double threshold) {
        double room = probability > threshold ? 1 - threshold : threshold;
        return room == 0 ? 0 : Math.abs(probability - threshold) / room;
    }
}
