package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        assertThat(paper.learningRate()).isEqualTo(1e-4);
        assertThat(paper.weightDecay()).isEqualTo(1e-4);
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
        assertThat(config.pinnedCase()).isNull();
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

    @Test
    void theCosineScheduleRisesAndFalls() {
        TrainingConfig.Schedule cosine = TrainingConfig.Schedule.COSINE;
        assertThat(cosine.factor(0, 1000)).isLessThan(0.05);
        assertThat(cosine.factor(50, 1000)).isEqualTo(1, within(1e-12));
        assertThat(cosine.factor(525, 1000)).isEqualTo(0.505, within(1e-12));
        assertThat(cosine.factor(1000, 1000)).isEqualTo(0.01, within(1e-12));
        assertThat(TrainingConfig.Schedule.CONSTANT.factor(7, 10)).isEqualTo(1);
    }
}
