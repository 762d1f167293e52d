package org.lmttm.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.Split;
import org.lmttm.metrics.Scores;
import org.lmttm.metrics.TemperatureScaling;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.ModelInfo;

/**
 * How a model's probabilities become calibrated ones, and how the cases that this was fitted on fared. It is part of the
 * checkpoint's provenance (key {@value #KEY}), so it goes wherever the model goes; weights and logits never change.
 *
 * @param scaling the temperature and what it does to the cases it was fitted on
 * @param dataset name of the dataset
 * @param split which part of it
 * @param validation true classes and probabilities as the model gave them, float32, of the cases it was fitted on
 */
public record Calibration(TemperatureScaling scaling, String dataset, Split split, Scores validation) {
    /** Its key in the provenance. */
    static final String KEY = "calibration";

    /** Fits the temperature to a model's results, usually on validation cases. */
    public static Calibration fit(EvaluationResult result) {
        return fit(result.dataset().text(), result.split(), result.scores());
    }

    private static Calibration fit(String dataset, Split split, Scores scores) {
        double[][] rows = new double[scores.count()][];
        for (int i = 0; i < rows.length; i++) {
            // as they are kept, so that a reloaded calibration is the same one
            rows[i] =
                    Arrays.stream(scores.probabilities()[i]).map(p -> (float) p).toArray();
        }
        Scores kept = new Scores(scores.labels(), rows);
        return new Calibration(TemperatureScaling.fit(kept), dataset, split, kept);
    }

    /**
     * A model's calibration, if it has one.
     *
     * @throws IllegalArgumentException when there is one that does not fit the model; names the model and the reason
     */
    public static Optional<Calibration> of(ModelInfo info) {
        if (!(info.provenance().get(KEY) instanceof Map<?, ?> stored)) {
            return Optional.empty();
        }
        try {
            Split split = Split.of(String.valueOf(stored.get("split")));
            Scores scores = scores(
                    numbers(stored.get("labels")),
                    numbers(stored.get("probabilities")),
                    info.labels().size());
            double temperature = number(stored, "temperature");
            if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("its temperature is " + temperature);
            }
            TemperatureScaling scaling = new TemperatureScaling(
                    temperature,
                    number(stored, "nll_before"),
                    number(stored, "nll_after"),
                    number(stored, "ece_before"),
                    number(stored, "ece_after"));
            return Optional.of(new Calibration(scaling, String.valueOf(stored.get("dataset")), split, scores));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "model " + info.name() + ": its calibration cannot be read (" + e.getMessage()
                            + "); calibrate the model again",
                    e);
        }
    }

    private static double number(Map<?, ?> stored, String key) {
        if (stored.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("the number " + key + " is missing");
    }

    private static double[] numbers(@Nullable Object list) {
        if (!(list instanceof List<?> all)) {
            throw new IllegalArgumentException("a list of numbers is missing");
        }
        return all.stream()
                .mapToDouble(value -> {
                    if (value instanceof Number number) {
                        return number.doubleValue();
                    }
                    throw new IllegalArgumentException("'" + value + "' is no number");
                })
                .toArray();
    }

    private static Scores scores(double[] labels, double[] flat, int classes) {
        if (flat.length != labels.length * classes) {
            throw new IllegalArgumentException(
                    flat.length + " probabilities for " + labels.length + " cases of " + classes + " classes");
        }
        double[][] rows = new double[labels.length][classes];
        int[] of = new int[labels.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = (int) labels[i];
            for (int c = 0; c < classes; c++) {
                double p = (float) flat[i * classes + c];
                if (!(p >= 0 && p <= 1 + 1e-6)) {
                    throw new IllegalArgumentException(p + " is no probability");
                }
                rows[i][c] = p;
            }
        }
        return new Scores(of, rows);
    }

    /** What a model says about itself with this calibration instead of the one it has. */
    public ModelInfo in(ModelInfo info) {
        if (validation.classes() != info.labels().size()) {
            throw new IllegalArgumentException("model " + info.name() + " has "
                    + info.labels().size() + " classes, the calibration " + validation.classes());
        }
        Map<String, Object> provenance = new LinkedHashMap<>(info.provenance());
        provenance.put(KEY, stored());
        return new ModelInfo(
                info.name(), info.architecture(), info.mode(), info.labels(), info.preprocessing(), provenance);
    }

    private Map<String, Object> stored() {
        List<Float> flat = new ArrayList<>();
        for (double[] row : validation.probabilities()) {
            for (double p : row) {
                flat.add((float) p);
            }
        }
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("method", "temperature");
        stored.put("temperature", scaling.temperature());
        stored.put("dataset", dataset);
        stored.put("split", split.label());
        stored.put("cases", validation.count());
        stored.put("nll_before", scaling.nllBefore());
        stored.put("nll_after", scaling.nllAfter());
        stored.put("ece_before", scaling.eceBefore());
        stored.put("ece_after", scaling.eceAfter());
        stored.put("labels", Arrays.stream(validation.labels()).boxed().toList());
        stored.put("probabilities", flat);
        return stored;
    }

    /**
     * Writes a checkpoint with this calibration; every weight keeps its bits.
     *
     * @param model the checkpoint
     * @param target where it goes, whole or not at all; may be the same file
     * @return what the written model says about itself
     * @throws IOException when the file cannot be read or written; names it
     */
    public ModelInfo store(Path model, Path target) throws IOException {
        Checkpoint checkpoint = Checkpoint.read(model);
        ModelInfo calibrated = in(checkpoint.info());
        new Checkpoint(calibrated, checkpoint.weights()).write(target);
        return calibrated;
    }

    /**
     * The calibrated probabilities of a case.
     *
     * @param probabilities as the model gives them, one a class
     */
    public double[] apply(double[] probabilities) {
        return TemperatureScaling.apply(probabilities, scaling.temperature());
    }

    /** The calibrated probabilities of a case, from float32 ones. */
    public double[] apply(float[] probabilities) {
        double[] wide = new double[probabilities.length];
        for (int c = 0; c < wide.length; c++) {
            wide[c] = probabilities[c];
        }
        return apply(wide);
    }

    /** Calibrated probabilities of many cases. */
    public Scores apply(Scores scores) {
        return TemperatureScaling.apply(scores, scaling.temperature());
    }

    /** The calibrated probabilities of the cases it was fitted on, for {@link SimilarCases}. */
    public Scores calibratedValidation() {
        return apply(validation);
    }
}
