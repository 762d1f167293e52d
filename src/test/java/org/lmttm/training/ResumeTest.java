package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Prediction;
import org.lmttm.model.Safetensors;
import org.lmttm.model.Tensor;
import org.lmttm.training.RunEvent.Kind;

/** Runs in this process that are stopped at a step and resumed, against the same run without a stop. */
class ResumeTest {
    private static final int EPOCHS = 2;

    @TempDir
    private Path folder;

    private Path dataset = Path.of("");

    @BeforeEach
    void makeDataset() throws IOException {
        dataset = TinyRuns.dataset(folder);
    }

    static Stream<Map<String, Object>> features() {
        return Stream.of(
                Map.of("optimizer", "adam", "gradient_clip", 0.5, "architecture.dropout", 0.2),
                Map.of("optimizer", "adamw", "schedule", "step", "step_epochs", 1, "warmup", 0.2),
                Map.of("optimizer", "sgd", "momentum", 0.9, "nesterov", true),
                Map.of("ema", 0.9, "label_smoothing", 0.1, "balance", "class_weights"),
                Map.of("ema", 0.9, "folds", 3, "fold", 1, "early_stopping", 1),
                Map.of("ema", 0.9, "architecture.variant.stem", "PATCH_BATCH_NORM"),
                Map.of("accumulation", 3, "batch_size", 2, "architecture.dropout", 0.2, "balance", "sampling"),
                Map.of("augmentation.rotate", 20, "augmentation.noise", 0.1, "architecture.dropout", 0.2),
                Map.of("devices", List.of("cpu", "cpu"), "ema", 0.9, "accumulation", 2, "architecture.dropout", 0.2),
                Map.of("mode", "published-code", "ema", 0.5),
                Map.of("architecture.variant.noise.distribution", "NORMAL", "architecture.variant.noise.rate", 0.2));
    }

    private RunFolder run(String name, Map<String, ?> values, Set<Long> stops) throws IOException {
        RunFolder run = RunFolder.create(
                folder.resolve(name), TinyRuns.config(dataset, EPOCHS).with(values));
        for (long stop : stops) {
            assertThat(TrainingRun.train(run, stopAt(run, stop), 0).text(RunEvent.REASON))
                    .hasValue("stopped");
            assertThat(Safetensors.metadata(run.trainingState())).containsEntry("step", Long.toString(stop));
        }
        assertThat(TrainingRun.train(run, _ -> {}, 0).text(RunEvent.REASON)).hasValue("completed");
        return run;
    }

    private static Consumer<RunEvent> stopAt(RunFolder run, long step) {
        return event -> {
            if (event.kind() == Kind.BATCH && event.whole(RunEvent.STEP).orElse(0) == step) {
                try {
                    run.requestStop();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
    }

    @ParameterizedTest
    @MethodSource("features")
    void aRunStoppedWithinAnEpochAndResumedGivesTheSameBits(Map<String, ?> values) throws IOException {
        RunFolder through = run("through", values, Set.of());
        RunFolder stopped = run("stopped", values, Set.of(2L));

        assertThat(TinyRuns.curve(stopped)).isEqualTo(TinyRuns.curve(through));
        assertThat(Files.readAllBytes(stopped.trainingState())).isEqualTo(Files.readAllBytes(through.trainingState()));
        assertThat(Checkpoint.read(stopped.bestCheckpoint()).weights())
                .usingRecursiveComparison()
                .isEqualTo(Checkpoint.read(through.bestCheckpoint()).weights());
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() throws IOException {
        RunFolder one = run("one", Map.of(), Set.of());
        RunFolder same = run("same", Map.of(), Set.of());
        RunFolder other = run("other", Map.of("seed", 1), Set.of());
        assertThat(TinyRuns.curve(same)).isEqualTo(TinyRuns.curve(one));
        assertThat(TinyRuns.curve(other)).isNotEqualTo(TinyRuns.curve(one));
        assertThat(one.summaryFile()).content().contains("\"repeats_exactly\" : true");
    }

    @Test
    void aRunStopsEarlyWhenNothingImprovesAndIsComplete() throws IOException {
        Map<String, Object> values =
                Map.of("early_stopping", 2, "epochs", 50, "learning_rate", 1e-9, "keep_best_by", "val_acc");
        RunFolder run = RunFolder.create(
                folder.resolve("early"), TinyRuns.config(dataset, 1).with(values));
        RunEvent end = TrainingRun.train(run, stopAt(run, 14), 0);
        assertThat(end.text(RunEvent.REASON)).hasValue("stopped");
        end = TrainingRun.train(run, _ -> {}, 0);
        assertThat(end.text(RunEvent.REASON)).hasValue("completed: no better val_acc for 2 epochs");
        assertThat(end.whole(RunEvent.EPOCH)).hasValue(3);
        assertThat(run.summary().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(Safetensors.metadata(run.lastCheckpoint())).containsKey("provenance");
        assertThat(TrainingRun.train(run, _ -> {}, 0).whole(RunEvent.EPOCH)).hasValue(3);
    }

    @Test
    void theExportedModelHoldsTheAveragedWeightsAndTheStateBoth() throws IOException {
        RunFolder run = run("averaged", Map.of("ema", 0.99), Set.of());
        Map<String, Tensor> state = Safetensors.read(run.trainingState()).tensors();
        Checkpoint last = Checkpoint.read(run.lastCheckpoint());
        last.weights().forEach((name, weight) -> {
            assertThat(weight.data()).isEqualTo(tensor(state, "ema." + name).data());
            assertThat(state).containsKey("weight." + name);
        });
        assertThat(tensor(state, "weight.cls.weight").data())
                .isNotEqualTo(tensor(state, "ema.cls.weight").data());
    }

    private static Tensor tensor(Map<String, Tensor> state, String name) {
        return java.util.Objects.requireNonNull(state.get(name), name);
    }

    @Test
    void aStateOfTheFirstVersionIsContinued() throws IOException {
        RunFolder through = run("through", Map.of(), Set.of());
        RunFolder old = RunFolder.create(folder.resolve("old"), TinyRuns.config(dataset, EPOCHS));
        TrainingRun.train(old, stopAt(old, 7), 0);
        Safetensors.Contents state = Safetensors.read(old.trainingState());
        Map<String, String> metadata = new LinkedHashMap<>(state.metadata());
        assertThat(metadata.remove("since_best")).isNotNull();
        Safetensors.write(old.trainingState(), state.tensors(), metadata);
        TrainingRun.train(old, _ -> {}, 0);
        assertThat(TinyRuns.curve(old)).isEqualTo(TinyRuns.curve(through));
    }

    @Test
    void weightsThatBrokeAreNotSavedOverTheLastGoodState() throws IOException {
        RunFolder run = RunFolder.create(folder.resolve("broken"), TinyRuns.config(dataset, EPOCHS));
        TrainingRun.train(run, stopAt(run, 7), 0);
        byte[] good = Files.readAllBytes(run.trainingState());
        poison(run, "adam.first.cls.bias", Float.NaN);
        byte[] poisoned = Files.readAllBytes(run.trainingState());
        // The step's own loss is still finite: only the weights that it leaves are not.
        assertThatThrownBy(() -> TrainingRun.train(run, stopAt(run, 8), 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken: after step 8 weight.")
                .hasMessageContaining("is not finite; the last good checkpoint is kept");
        assertThat(Files.readAllBytes(run.trainingState())).isEqualTo(poisoned).isNotEqualTo(good);
        assertThatThrownBy(() -> TrainingRun.train(run, _ -> {}, 0))
                .hasMessageContaining("the loss at step 9 is not finite (NaN)");
    }

    private static void poison(RunFolder run, String name, float value) throws IOException {
        Safetensors.Contents state = Safetensors.read(run.trainingState());
        Map<String, Tensor> tensors = new LinkedHashMap<>(state.tensors());
        float[] values = tensor(tensors, name).floats();
        values[0] = value;
        tensors.put(name, Tensor.of(values, values.length));
        Safetensors.write(run.trainingState(), tensors, state.metadata());
    }

    @Test
    void publishedCodeSaysWhatItIsAndValidatesAsAnEvaluationDoes() throws IOException {
        RunFolder run = run("published", Map.of("mode", "published-code"), Set.of());
        assertThat(Files.readString(run.events())).contains("for comparison only");
        assertThat(Checkpoint.read(run.lastCheckpoint()).memory()).isNotNull();
        LabelledVolumes data = LabelledVolumes.open(dataset);
        List<float[]> cubes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            cubes.add(data.cube(Split.VAL, i));
        }
        List<String> rows = Files.readAllLines(run.results().resolve("validation.csv"));
        try (InferenceModel model = InferenceModel.load(run.bestCheckpoint())) {
            List<Prediction> predictions = model.predict(cubes);
            for (int i = 0; i < 10; i++) {
                double validated = Double.parseDouble(rows.get(i).split(",", -1)[1]);
                assertThat((double) predictions.get(i).probabilities()[0]).isEqualTo(validated, within(1e-6));
            }
        }
    }
}
