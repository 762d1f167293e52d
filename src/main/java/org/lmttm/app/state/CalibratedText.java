package org.lmttm.app.state;

import java.util.Locale;
import java.util.Optional;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.SimilarCases;
import org.lmttm.model.ModelInfo;

/** What stands beside a model's probability, in one sentence: calibrated, with interval, and how such cases fared. */
public final class CalibratedText {
    private static final Messages TEXT = new Messages("org.lmttm.app.state");

    private CalibratedText() {}

    /**
     * The sentence.
     *
     * @param probabilities as the model gave them
     * @param shown the class whose probability is shown
     * @return empty where the model has no calibration; what is wrong where it has one that cannot be read
     */
    public static Optional<String> of(ModelInfo model, float[] probabilities, int shown) {
        try {
            return Calibration.of(model)
                    .map(c -> sentence(c, probabilities, shown, model.labels().get(shown)));
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static String sentence(Calibration calibration, float[] probabilities, int shown, String label) {
        double p = calibration.apply(probabilities)[shown];
        SimilarCases similar = new SimilarCases.Finder(calibration.calibratedValidation(), shown).at(p);
        return TEXT.text(
                "calibrated",
                two(p),
                two(similar.interval().low()),
                two(similar.interval().high()),
                similar.observed().of(),
                two(similar.from()),
                two(similar.to()),
                similar.observed().count(),
                label);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
