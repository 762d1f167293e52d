package org.lmttm.evaluation;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Architecture;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Prediction;
import org.lmttm.model.Preprocessing;

/** Runs a model over every case of a split: none is left out, and each is computed alone. */
public final class Evaluator {
    private Evaluator() {}

    /** How far an evaluation is, and whether to go on; called on the evaluating thread. */
    @FunctionalInterface
    public interface Progress {
        /**
         * After each case.
         *
         * @param done cases finished
         * @param total cases of the split
         * @return false cancels
         */
        boolean advanced(int done, int total);
    }

    /** Gives a prediction for a cube of values in [0, 1]. */
    @FunctionalInterface
    interface Predictor {
        Prediction predict(float[] cube);
    }

    /**
     * Evaluates a model.
     *
     * @param data its cubes must be what the model takes
     * @param split must be there
     * @throws IOException when the split is absent or cannot be read
     * @throws IllegalArgumentException when model and dataset do not fit, saying how
     * @throws CancellationException when the progress said so
     */
    public static EvaluationResult evaluate(InferenceModel model, LabelledVolumes data, Split split, Progress progress)
            throws IOException {
        return evaluate(model.info(), model::predict, data, split, progress);
    }

    static EvaluationResult evaluate(
            ModelInfo info, Predictor model, LabelledVolumes data, Split split, Progress progress) throws IOException {
        int[] labels = data.labels(split);
        checkFit(info, data, labels);
        double[][] probabilities = new double[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            float[] p = model.predict(data.cube(split, i)).probabilities();
            probabilities[i] = new double[p.length];
            for (int c = 0; c < p.length; c++) {
                probabilities[i][c] = p[c];
            }
            if (!progress.advanced(i + 1, labels.length)) {
                throw new CancellationException(
                        "evaluation cancelled after " + (i + 1) + " of " + labels.length + " cases");
            }
        }
        return EvaluationResult.of(
                info.name(), info.mode(), info.labels(), data.name(), split, new Scores(labels, probabilities));
    }

    private static void checkFit(ModelInfo info, LabelledVolumes data, int[] labels) {
        Architecture.Extent cube = info.architecture().input();
        String dataset = String.valueOf(data.file().getFileName());
        if (cube.depth() != data.depth() || cube.height() != data.height() || cube.width() != data.width()) {
            throw new IllegalArgumentException(String.format(
                    "model %s takes %d × %d × %d voxels, but %s has %d × %d × %d; use the dataset in the model's size",
                    info.name(),
                    cube.depth(),
                    cube.height(),
                    cube.width(),
                    dataset,
                    data.depth(),
                    data.height(),
                    data.width()));
        }
        Preprocessing preprocessing = info.preprocessing();
        if (!(preprocessing.intensity() instanceof Preprocessing.Uint8)
                || !preprocessing.axes().equals(Preprocessing.AS_STORED)) {
            throw new IllegalArgumentException("model " + info.name()
                    + " was made for patient volumes (its preprocessing is not uint8, as-stored), so " + dataset
                    + " cannot be evaluated with it");
        }
        for (int label : labels) {
            if (label >= info.labels().size()) {
                throw new IllegalArgumentException("model " + info.name() + " knows "
                        + info.labels().size() + " classes, but " + dataset + " has a case of class " + label);
            }
        }
    }
}
