package org.lmttm.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Architecture;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Prediction;
import org.lmttm.model.Preprocessing;

/**
 * Runs a model over every case of a split; none is left out. In deterministic mode each is computed alone. In
 * published-code mode they go in batches as large as the checkpoint's memory, which is carried from batch to batch,
 * starting with the checkpoint's memory and pointer 0 whatever the model was asked before.
 */
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

    /** Gives predictions for cubes of values in [0, 1]. */
    @FunctionalInterface
    interface Predictor {
        List<Prediction> predict(List<float[]> cubes);
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
        model.restart();
        return evaluate(model.info(), model::predict, model.batchSize(), data, split, progress);
    }

    static EvaluationResult evaluate(
            ModelInfo info, Predictor model, int batchSize, LabelledVolumes data, Split split, Progress progress)
            throws IOException {
        int[] labels = data.labels(split);
        checkFit(info, data, labels);
        double[][] probabilities = new double[labels.length][];
        List<Prediction> batch = List.of();
        for (int i = 0; i < labels.length; i++) {
            if (i % batchSize == 0) {
                batch = model.predict(cubes(data, split, i, Math.min(labels.length, i + batchSize)));
            }
            float[] p = batch.get(i % batchSize).probabilities();
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

    private static List<float[]> cubes(LabelledVolumes data, Split split, int from, int to) throws IOException {
        List<float[]> cubes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            cubes.add(data.cube(split, i));
        }
        return cubes;
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
