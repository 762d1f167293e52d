package org.lmttm.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Architecture;
import org.lmttm.model.CubeInput;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Prediction;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Volume;

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
     * Evaluates a model. Cubes of another size than the model's are resampled ({@link CubeInput#of(float[], Architecture.Extent, Preprocessing)}), volumes of a
     * folder preprocessed as the model says; classes that a folder names are matched with the model's by name, others by
     * number. Of a folder one volume is decoded at a time.
     *
     * @param split must be there
     * @throws IOException when the split is absent or cannot be read
     * @throws IllegalArgumentException when model and dataset do not fit, saying how
     * @throws CancellationException when the progress said so
     */
    public static EvaluationResult evaluate(InferenceModel model, LabelledDataset data, Split split, Progress progress)
            throws IOException {
        model.restart();
        return evaluate(model.info(), model::predict, model.batchSize(), data, split, progress);
    }

    static EvaluationResult evaluate(
            ModelInfo info, Predictor model, int batchSize, LabelledDataset data, Split split, Progress progress)
            throws IOException {
        int[] labels = data.labels(split);
        int[] classes = classes(info, data);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = classes[labels[i]];
        }
        requirePreprocessing(info, data);
        double[][] probabilities = new double[labels.length][];
        List<Prediction> batch = List.of();
        for (int i = 0; i < labels.length; i++) {
            if (i % batchSize == 0) {
                batch = model.predict(
                        cubes(info.preprocessing(), data, split, i, Math.min(labels.length, i + batchSize)));
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

    private static List<float[]> cubes(Preprocessing preprocessing, LabelledDataset data, Split split, int from, int to)
            throws IOException {
        List<float[]> cubes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            cubes.add(
                    switch (data) {
                        case LabelledVolumes stored ->
                            CubeInput.of(stored.cube(split, i), extent(stored), preprocessing);
                        case VolumeFolder folder -> cube(folder, split, i, preprocessing);
                    });
        }
        return cubes;
    }

    /**
     * The cube that a model is fed of a case, in [0, 1].
     *
     * @throws IOException when it cannot be read
     */
    public static float[] cube(ModelInfo info, LabelledDataset data, Split split, int index) throws IOException {
        requirePreprocessing(info, data);
        return cubes(info.preprocessing(), data, split, index, index + 1).getFirst();
    }

    private static float[] cube(VolumeFolder folder, Split split, int index, Preprocessing preprocessing)
            throws IOException {
        try (Volume volume = folder.volume(split, index)) {
            return CubeInput.of(volume, preprocessing);
        } catch (IllegalArgumentException e) {
            throw folder.failure(split, index, e);
        }
    }

    private static Architecture.Extent extent(LabelledVolumes data) {
        return new Architecture.Extent(data.depth(), data.height(), data.width());
    }

    /** What a split that the dataset does not give was drawn with when the model was trained. */
    public static long splitSeed(ModelInfo info) {
        Object seed = info.provenance().get("split_seed");
        return seed instanceof String digits && digits.matches("-?\\d{1,18}")
                ? Long.parseLong(digits)
                : LabelledDataset.USUAL_SPLIT_SEED;
    }

    /**
     * What to tell about an evaluation: how the dataset came to its splits, cubes that must be resampled, class names
     * that differ, cases that trained the model. One line each.
     */
    public static List<String> warnings(ModelInfo info, LabelledDataset data, Split split) {
        List<String> warnings = new ArrayList<>(data.notes());
        String dataset = String.valueOf(data.file().getFileName());
        if (data instanceof LabelledVolumes stored
                && !extent(stored).equals(info.architecture().input())) {
            warnings.add(dataset + " has " + text(extent(stored)) + " voxels but model " + info.name() + " takes "
                    + text(info.architecture().input()) + ": every case is resampled, so the model sees other images"
                    + " than it was trained on");
        }
        List<String> shared = data.classNames()
                .subList(0, Math.min(data.classes(), info.labels().size()));
        if (!named(data) && !shared.equals(info.labels().subList(0, shared.size())) && !numbered(shared)) {
            warnings.add(dataset + " has the classes " + data.classNames() + ", model " + info.name() + " "
                    + info.labels() + ": they are matched by number");
        }
        if (split != Split.TEST && foldOf(info, data)) {
            warnings.add("model " + info.name() + " was trained on a fold cut from train and val of " + dataset
                    + ": some of these cases trained it, so the numbers are too good");
        }
        return warnings;
    }

    /** Whether the model was trained in a cross-validation on data of that name. */
    private static boolean foldOf(ModelInfo info, LabelledDataset data) {
        Path file = data.file().toAbsolutePath().normalize();
        List<String> names = Stream.of(file, file.getParent())
                .filter(Objects::nonNull)
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
        String folds = String.valueOf(info.provenance().getOrDefault("folds", "0"));
        return !folds.equals("0")
                && names.contains(String.valueOf(info.provenance().get("dataset")));
    }

    private static boolean numbered(List<String> names) {
        return names.stream().allMatch(name -> name.matches("class \\d+"));
    }

    private static String text(Architecture.Extent extent) {
        return extent.depth() + " × " + extent.height() + " × " + extent.width();
    }

    private static boolean named(LabelledDataset data) {
        return data instanceof VolumeFolder folder && folder.namesClasses();
    }

    /** The model's class of each of the dataset's. */
    private static int[] classes(ModelInfo info, LabelledDataset data) {
        List<String> known = info.labels();
        boolean fits = named(data) ? known.containsAll(data.classNames()) : data.classes() <= known.size();
        if (!fits) {
            throw new IllegalArgumentException("model " + info.name() + " knows the " + known.size() + " classes "
                    + known + ", but " + data.file().getFileName() + " has " + data.classes() + ": "
                    + data.classNames());
        }
        return IntStream.range(0, data.classes())
                .map(c -> named(data) ? known.indexOf(data.classNames().get(c)) : c)
                .toArray();
    }

    private static void requirePreprocessing(ModelInfo info, LabelledDataset data) {
        if (data instanceof LabelledVolumes && !CubeInput.takesStored(info.preprocessing())) {
            throw new IllegalArgumentException("model " + info.name()
                    + " was made for patient volumes (its preprocessing is not for values 0 to 255 as stored), so "
                    + data.file().getFileName() + " cannot be evaluated with it");
        }
    }
}
