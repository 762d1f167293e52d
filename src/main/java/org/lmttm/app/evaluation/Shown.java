package org.lmttm.app.evaluation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.SimilarCases;
import org.lmttm.metrics.Scores;

/**
 * What the desk shows: one outcome, perhaps another beside it, seen for one class, calibrated or not.
 *
 * @param first the outcome
 * @param calibrated whether probabilities are calibrated
 * @param positiveClass the class whose probability is shown
 * @param scores the first outcome's, calibrated or raw
 * @param figures what follows from them
 * @param similar finds validation cases with such a probability; empty without a calibration
 */
record Shown(
        Outcome first,
        boolean calibrated,
        int positiveClass,
        Scores scores,
        Figures figures,
        Optional<SimilarCases.Finder> similar) {

    /** Computes what is to be shown. */
    static Shown of(Outcome first, @Nullable Outcome second, int positiveClass, boolean wantCalibrated) {
        boolean calibrated = wantCalibrated && first.calibration().isPresent();
        Scores scores = scores(first, calibrated);
        Scores other = second == null ? null : scores(second, calibrated);
        Optional<SimilarCases.Finder> similar = first.calibration()
                .map(c ->
                        new SimilarCases.Finder(calibrated ? c.calibratedValidation() : c.validation(), positiveClass));
        return new Shown(
                first,
                calibrated,
                positiveClass,
                scores,
                Figures.of(scores, positiveClass, second == null ? null : second.name(), other),
                similar);
    }

    private static Scores scores(Outcome outcome, boolean calibrated) {
        Optional<Calibration> own = calibrated ? outcome.calibration() : Optional.empty();
        return own.map(c -> c.apply(outcome.raw())).orElse(outcome.raw());
    }

    /** Name of the shown class. */
    String className() {
        return first.labels().get(positiveClass);
    }

    /** A case's probability of the shown class. */
    double probability(int index) {
        return scores.probabilities()[index][positiveClass];
    }

    /** What is told to be the case: binary by the threshold, else the likeliest class. */
    int predicted(int index, double threshold) {
        if (!scores.isBinary()) {
            return scores.predicted(index);
        }
        return probability(index) > threshold ? positiveClass : 1 - positiveClass;
    }

    /** Counts {@code [true][predicted]}. */
    int[][] confusion(double threshold) {
        int[][] counts = new int[scores.classes()][scores.classes()];
        for (int i = 0; i < scores.count(); i++) {
            counts[scores.labels()[i]][predicted(i, threshold)]++;
        }
        return counts;
    }
}
