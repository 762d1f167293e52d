package org.lmttm.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Safetensors;
import org.lmttm.model.Tensor;
import org.lmttm.model.TraceFiles;

/**
 * What a trainer keeps: the resumable state, the model's checkpoints, traces and results. Every file is replaced
 * atomically, and the resumable state is one file, so that weights, optimizer and position always belong together.
 */
final class RunStore {
    private final RunFolder run;
    private final TrainingConfig config;
    private final List<String> labels;

    /**
     * Makes the folders that are missing.
     *
     * @param labels names of the classes
     */
    RunStore(RunFolder run, TrainingConfig config, List<String> labels) throws IOException {
        this.run = run;
        this.config = config;
        this.labels = List.copyOf(labels);
        for (var folder : List.of(run.checkpoints(), run.traces(), run.results())) {
            Files.createDirectories(folder);
        }
    }

    RunFolder run() {
        return run;
    }

    /**
     * Puts the last state back into the learner; leaves it as it is where there is none.
     *
     * @throws IOException if there is a state that is damaged or belongs to another configuration; says what can be done
     */
    Progress restore(Learner learner) throws IOException {
        if (!Files.exists(run.trainingState())) {
            return Progress.START;
        }
        try {
            Safetensors.Contents state = Safetensors.read(run.trainingState());
            Progress progress = Progress.of(state.metadata());
            learner.restore(state.tensors(), progress.step());
            return progress;
        } catch (IllegalArgumentException | IOException e) {
            throw new IOException(
                    run.trainingState() + ": cannot be resumed from: " + e.getMessage()
                            + "; nothing was changed; put back a copy of it, or remove it to begin the run anew",
                    e);
        }
    }

    /**
     * Writes the resumable state.
     *
     * @throws DivergedException if a weight is not finite: then the state there is stays
     */
    void saveState(Learner learner, Progress at) throws IOException, DivergedException {
        Map<String, Tensor> state = learner.state();
        for (var entry : state.entrySet()) {
            if (entry.getValue().type() == Tensor.Type.F32
                    && !isFinite(entry.getValue().floats())) {
                throw new DivergedException(
                        "after step " + at.step() + " " + entry.getKey() + " is not finite", at.epoch() + 1, at.step());
            }
        }
        Safetensors.write(run.trainingState(), state, at.toMetadata());
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the model with the best validation number so far, and its validation predictions. */
    void saveBest(Learner learner, Progress at, Validation validation) throws IOException {
        export(run.bestCheckpoint(), learner, at, validation);
        AtomicFiles.writeText(run.results().resolve("validation.csv"), validation.toCsv());
        AtomicFiles.writeText(best(), RunJson.INDENTED.writeValueAsString(numbers(at, validation)) + "\n");
    }

    /** Writes the resumable state and the model of the same moment. */
    void saveLast(Learner learner, Progress at, Validation validation) throws IOException, DivergedException {
        saveState(learner, at);
        export(run.lastCheckpoint(), learner, at, validation);
    }

    private static Map<String, Object> numbers(Progress at, Validation validation) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("epoch", at.epoch());
        values.put("step", at.step());
        values.put(RunEvent.VAL_LOSS, validation.loss());
        values.put(RunEvent.VAL_AUC, validation.auc());
        values.put(RunEvent.VAL_ACC, validation.acc());
        return values;
    }

    private void export(Path file, Learner learner, Progress at, Validation validation) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>(numbers(at, validation));
        numbers.put("val_cases", validation.probabilities().size());
        learner.checkpoint(info(numbers)).write(file);
    }

    private ModelInfo info(Map<String, Object> numbers) {
        Map<String, Object> provenance = new LinkedHashMap<>(numbers);
        String dataset = config.dataset() == null ? "" : config.dataset();
        provenance.put("dataset", String.valueOf(Path.of(dataset).getFileName()));
        provenance.put("run", run.name());
        provenance.put("seed", config.seed());
        provenance.put("epochs", config.epochs());
        provenance.put("batch_size", config.batchSize());
        Optimization optimization = config.optimization();
        provenance.put("learning_rate", optimization.learningRate());
        provenance.put("schedule", optimization.schedule().key());
        provenance.put("weight_decay", optimization.weightDecay());
        for (String key : List.of(
                "optimizer",
                "warmup",
                "accumulation",
                "balance",
                "label_smoothing",
                "ema",
                "folds",
                "fold",
                "split_seed")) {
            provenance.put(key, String.valueOf(config.value(key)));
        }
        return new ModelInfo(
                run.name(),
                config.architecture(),
                config.mode(),
                labels,
                config.preprocessing().of(config.architecture().input()),
                provenance);
    }

    /** Writes the trace of a validation case. */
    void saveTrace(Learner learner, int epoch, DeviceCubes validation, int index) throws IOException {
        Checkpoint now = learner.checkpoint(info(Map.of(RunEvent.EPOCH, epoch)));
        try (InferenceModel model = InferenceModel.of(now, config.compute().choice())) {
            TraceFiles.write(run.trace(epoch), model.trace(validation.scaled(index)));
        } catch (IOException e) {
            throw new IOException(run.trace(epoch) + ": the trace cannot be written: " + RunFolder.reason(e), e);
        }
    }

    /** Writes the results' summary at the end of the run. */
    void saveSummary(Progress at, int trainingCases, int validationCases, String choice, Learner learner)
            throws IOException {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("mode", config.mode().label());
        summary.put("epochs", at.epoch());
        summary.put("steps", at.step());
        summary.put("training_cases", trainingCases);
        summary.put("validation_cases", validationCases);
        summary.put("cases", choice);
        summary.put("parameters", learner.parameterCount());
        summary.put("device", learner.device());
        summary.put("repeats_exactly", learner.repeatsExactly());
        summary.put("keep_best_by", config.keeping().keepBestBy().key());
        summary.put("best", RunJson.STRICT.readTree(Files.readString(best())));
        AtomicFiles.writeText(run.summaryFile(), RunJson.INDENTED.writeValueAsString(summary) + "\n");
    }

    private Path best() {
        return run.results().resolve("best.json");
    }
}
