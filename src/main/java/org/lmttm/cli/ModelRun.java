package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.EvaluationResult;
import org.lmttm.evaluation.Evaluator;
import org.lmttm.evaluation.MedMnistCsv;
import org.lmttm.metrics.Scores;
import org.lmttm.model.DeviceChoice;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.ModelInfo;

/**
 * Models over one split of a dataset, with progress and a way to stop.
 *
 * @param dataset where it is
 * @param split which part
 * @param device what the models compute on
 * @param err gets lines of progress
 * @param interruption says when to stop
 */
record ModelRun(Path dataset, Split split, DeviceChoice device, PrintWriter err, Interruption interruption) {
    /**
     * What came of a model.
     *
     * @param warnings one line each; not the mode's
     */
    record Outcome(EvaluationResult result, ModelInfo info, Optional<Calibration> calibration, List<String> warnings) {}

    /** Runs a model over every case. */
    Outcome evaluate(Path model) throws IOException {
        try (InferenceModel network = InferenceModel.load(model, device)) {
            LabelledDataset data = LabelledDataset.open(dataset, Evaluator.splitSeed(network.info()));
            List<String> warnings = Evaluator.warnings(network.info(), data, split);
            ProgressLines lines = new ProgressLines(err, "cases evaluated", System::nanoTime);
            EvaluationResult result = Evaluator.evaluate(network, data, split, (done, total) -> {
                lines.advanced(done, total);
                return !interruption.requested();
            });
            return new Outcome(result, network.info(), Calibration.of(network.info()), warnings);
        }
    }

    /** The scores of a result file of the same cases. */
    Scores read(Path csv) throws IOException {
        return MedMnistCsv.scores(csv, LabelledDataset.open(dataset, LabelledDataset.USUAL_SPLIT_SEED), split);
    }
}
