package org.lmttm.app.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.Calibration;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Mode;

/**
 * What a model gave for the cases of a split, or what a result file says it gave.
 *
 * @param name of the model or the file
 * @param file the model's checkpoint, or the result file
 * @param mode how it was computed; null where a result file does not say
 * @param labels class names
 * @param dataset the dataset's file
 * @param split which part of it
 * @param raw true classes, and probabilities as the model gave them
 * @param calibration the model's own; empty where it has none
 * @param warnings what to know about the evaluation, one line each
 */
record Outcome(
        String name,
        Path file,
        @Nullable Mode mode,
        List<String> labels,
        Path dataset,
        Split split,
        Scores raw,
        Optional<Calibration> calibration,
        List<String> warnings) {
    Outcome {
        labels = List.copyOf(labels);
        warnings = List.copyOf(warnings);
    }

    /** The same results under another calibration. */
    Outcome with(Calibration fitted) {
        return new Outcome(name, file, mode, labels, dataset, split, raw, Optional.of(fitted), warnings);
    }

    /** Whether the model itself is at hand, not just its results. */
    boolean isModel() {
        return mode != null;
    }

    /** Whether two outcomes are of the same cases. */
    boolean sameCases(Outcome other) {
        return dataset.equals(other.dataset) && split == other.split && labels.size() == other.labels.size();
    }
}
