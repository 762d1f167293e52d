package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.model.Architecture;

class TrainingConfigTest {
    @Test
    void thePresetsSurviveTheirOwnJson() {
        for (TrainingConfig preset : List.of(TrainingConfig.paper(), TrainingConfig.recommended())) {
            assertThat(TrainingConfig.parse(preset.toJson())).isEqualTo(preset);
        }
    }

    @Test
    void thePaperPresetIsThePapersSetting() {
        TrainingConfig paper = TrainingConfig.paper();
        assertThat(paper.optimization().learningRate()).isEqualTo(1e-4);
        assertThat(paper.optimization().weightDecay()).isEqualTo(1e-4);
        assertThat(paper.batchSize()).isEqualTo(32);
        assertThat(paper.epochs()).isEqualTo(100);
        assertThat(paper.seed()).isEqualTo(3407);
        Architecture architecture = paper.architecture();
        assertThat(architecture.dim()).isEqualTo(448);
        assertThat(architecture.memoryTokens()).isEqualTo(448);
        assertThat(architecture.blocks()).isEqualTo(4);
        assertThat(architecture.dropout()).isEqualTo(0.2);
    }

    @Test
    void jsonKeysAreSnakeCase() {
        assertThat(TrainingConfig.recommended().toJson())
                .contains("\"batch_size\"", "\"learning_rate\"", "\"memory_tokens\"", "\"keep_best_by\" : \"val_auc\"");
    }

    @Test
    void keysLeftOutKeepTheRecommendedValue() {
        TrainingConfig config = TrainingConfig.parse("""
                {"epochs": 3, "architecture": {"dim": 16, "border": "drop"}, "pinned_case": null}
                """);
        assertThat(config.epochs()).isEqualTo(3);
        assertThat(config.architecture().dim()).isEqualTo(16);
        assertThat(config.architecture().border()).isEqualTo(Architecture.Border.DROP);
        assertThat(config.architecture().blocks()).isEqualTo(4);
        assertThat(config.keeping().pinnedCase()).isNull();
        assertThat(config.batchSize()).isEqualTo(TrainingConfig.recommended().batchSize());
    }

    @Test
    void unknownKeysAreRefusedByName() {
        assertThatThrownBy(() -> TrainingConfig.parse("{\"architecture\": {\"dimension\": 16}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown key \"architecture.dimension\"")
                .hasMessageContaining("read_tokens");
    }

    @Test
    void wrongValuesAreRefusedByKey() {
        assertThatThrownBy(() -> TrainingConfig.parse("{\"batch_size\": 0}"))
                .hasMessageContaining("batch_size must be at least 1, not 0");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"epochs\": 2.5}")).hasMessageContaining("epochs");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"epochs\": \"many\"}")).hasMessageContaining("epochs");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"architecture\": {\"heads\": 7}}"))
                .hasMessageContaining("heads must divide dim");
        assertThatThrownBy(() -> TrainingConfig.parse("[]")).hasMessageContaining("must be a JSON object");
        assertThatThrownBy(() -> TrainingConfig.parse("{")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void errorsNameTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), "{\"epoch\": 3}");
        assertThatThrownBy(() -> TrainingConfig.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mine.json")
                .hasMessageContaining("unknown key \"epoch\"");
        assertThatThrownBy(() -> TrainingConfig.read(folder.resolve("absent.json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent.json");
    }

    private static Optimization optimization(String json) {
        return TrainingConfig.parse(json).optimization();
    }

    @Test
    void theCosineScheduleRisesAndFalls() {
        Optimization cosine = optimization("{\"schedule\": \"cosine\", \"learning_rate\": 0.5}");
        assertThat(cosine.warmup()).isEqualTo(0.05);
        assertThat(cosine.rate(0, 10, 100)).isLessThan(0.025);
        assertThat(cosine.rate(50, 10, 100)).isEqualTo(0.5, within(1e-12));
        assertThat(cosine.rate(525, 10, 100)).isEqualTo(0.2525, within(1e-12));
        assertThat(cosine.rate(1000, 10, 100)).isEqualTo(0.005, within(1e-12));
        Optimization cold = optimization("{\"schedule\": \"cosine\", \"learning_rate\": 0.5, \"warmup\": 0}");
        assertThat(cold.rate(0, 10, 100)).isEqualTo(0.5);
        assertThat(cold.rate(500, 10, 100)).isEqualTo(0.2525, within(1e-12));
    }

    @Test
    void theConstantAndTheStepScheduleMayWarmUpToo() {
        Optimization constant = optimization("{\"schedule\": \"constant\", \"learning_rate\": 0.5}");
        assertThat(constant.rate(0, 10, 1)).isEqualTo(0.5);
        Optimization warm = optimization("{\"schedule\": \"constant\", \"learning_rate\": 0.5, \"warmup\": 0.1}");
        assertThat(warm.rate(0, 10, 10)).isEqualTo(0.5 / 11);
        assertThat(warm.rate(10, 10, 10)).isEqualTo(0.5);
        Optimization step = optimization(
                "{\"schedule\": \"step\", \"learning_rate\": 0.5, \"step_epochs\": 2, \"step_factor\": 0.1}");
        assertThat(step.rate(19, 10, 5)).isEqualTo(0.5);
        assertThat(step.rate(20, 10, 5)).isEqualTo(0.05, within(1e-12));
        assertThat(step.rate(40, 10, 5)).isEqualTo(0.005, within(1e-12));
    }

    @Test
    void mistypedKeysAndValuesAreToldWhatIsKnown() {
        assertThatThrownBy(() -> TrainingConfig.parse("{\"learnig_rate\": 1}"))
                .hasMessageContaining("unknown key \"learnig_rate\"; did you mean \"learning_rate\"?");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"colour\": 1}"))
                .hasMessageContaining("unknown key \"colour\" Known here: dataset");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"optimizer\": \"adan\"}"))
                .hasMessage("optimizer must be one of adam, adamw, sgd, not \"adan\"");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"mode\": \"fast\"}"))
                .hasMessage("mode must be one of deterministic, published-code, not \"fast\"");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"accumulation\": 1.5}"))
                .hasMessage("accumulation must be a whole number, not 1.5");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"architecture\": {\"patch\": {\"depth\": \"big\"}}}"))
                .hasMessage("architecture.patch.depth must be a whole number, not \"big\"");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"nesterov\": 1}"))
                .hasMessage("nesterov must be true or false, not 1");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"ema\": null}")).hasMessageStartingWith("ema must be");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"mode\": null}")).hasMessage("mode must be a value, not null");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"epochs\": 3000000000}"))
                .hasMessage("epochs must be a whole number up to 2147483647, not 3000000000");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"ema\": 1.0}"))
                .hasMessage("ema must be at least 0 and below 1, not 1.0");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"folds\": 5, \"fold\": 5}"))
                .hasMessage("fold must be 0 to 4, not 5");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"device\": \"tpu\"}"))
                .hasMessage("device must be auto, cpu, gpu0, gpu1, …, not \"tpu\"");
    }

    /** Before anything is written, not when the network is made. */
    @Test
    void whatDoesNotGoTogetherIsRefusedByTheConfiguration() {
        assertThatThrownBy(() -> TrainingConfig.parse("""
                {"mode": "published-code", "architecture": {"variant": {"initial_memory": "learned"}}}
                """))
                .hasMessageStartingWith("architecture.variant.initial_memory must be ZERO in mode published-code");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"batch_size\": 2000000000, \"accumulation\": 2}"))
                .hasMessage("accumulation must be small enough for batch_size 2000000000, not 2");
    }

    @Test
    void valuesAreReadAndReplacedByTheirKey() {
        TrainingConfig config = TrainingConfig.recommended();
        assertThat(config.value("architecture.patch.depth")).isEqualTo(4);
        assertThat(config.value("schedule")).isEqualTo("cosine");
        assertThat(config.value("dataset")).isNull();
        TrainingConfig changed = config.with(Map.of("schedule", "step", "architecture.patch.depth", 7));
        assertThat(changed.optimization().schedule()).isEqualTo(Optimization.Schedule.STEP);
        assertThat(changed.architecture().patch()).isEqualTo(new Architecture.Extent(7, 4, 4));
        assertThat(changed.with(Map.of("schedule", "cosine", "architecture.patch.depth", 4)))
                .isEqualTo(config);
        assertThatThrownBy(() -> config.value("epoch")).hasMessageContaining("epoch");
        assertThatThrownBy(() -> config.with(Map.of("architecture.dimm", 4))).hasMessageContaining("architecture.dimm");
    }

    /** As the first version wrote it: no key of what came later. */
    @Test
    void aConfigurationOfTheFirstVersionMeansWhatItMeant() {
        TrainingConfig old = TrainingConfig.parse("""
                {"dataset": "x.npz", "epochs": 4, "batch_size": 8, "learning_rate": 8e-4, "schedule": "constant",
                 "weight_decay": 1e-4, "gradient_clip": 1.0, "augmentation": {"flips": true, "shift": 0},
                 "seed": 3407, "pinned_case": 0, "trace_every": 1, "checkpoint_every": 1, "keep_best_by": "val_auc",
                 "threads": 0}
                """);
        assertThat(old.optimization().warmup()).isEqualTo(0);
        assertThat(old.optimization().optimizer()).isEqualTo(Optimization.Rule.ADAM);
        assertThat(old.optimization().accumulation()).isEqualTo(1);
        assertThat(old.regularization()).isEqualTo(Regularization.NONE);
        assertThat(old.crossValidation()).isEqualTo(CrossValidation.OFF);
        assertThat(old.compute()).isEqualTo(Compute.USUAL);
    }
}
