package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture;
import org.lmttm.model.MemoryNoise;
import org.lmttm.model.Variant;

/** Every model of the family can be asked for in a configuration. */
class VariantConfigTest {
    @Test
    void theVariantIsShownAndComesBack() {
        TrainingConfig config = TrainingConfig.parse("""
                {"architecture": {
                   "family": "ttm", "blocks": 1, "unit": "mixer", "patch": {"depth": 1, "height": 8, "width": 8},
                   "variant": {"stem": "resnet18", "access": "ADD_ERASE", "shared_layers": false,
                               "initial_memory": "Learned",
                               "noise": {"distribution": "gamma", "rate": 0.2, "at": "every_write"}}}}
                """);
        Architecture architecture = config.architecture();
        assertThat(architecture.family()).isEqualTo(Architecture.Family.TTM);
        assertThat(architecture.unit()).isEqualTo(Architecture.Unit.MIXER);
        assertThat(architecture.variant())
                .isEqualTo(new Variant(
                        Variant.Stem.RESNET18,
                        Variant.Access.ADD_ERASE,
                        false,
                        Variant.InitialMemory.LEARNED,
                        new MemoryNoise(MemoryNoise.Distribution.GAMMA, 0.2, MemoryNoise.At.EVERY_WRITE)));
        assertThat(TrainingConfig.parse(config.toJson())).isEqualTo(config);
        assertThat(config.toJson())
                .contains("\"variant\"", "\"stem\"", "\"access\"", "\"shared_layers\"", "\"initial_memory\"");
    }

    @Test
    void aConfigurationWithoutVariantHasTheUsualOne() {
        assertThat(TrainingConfig.parse("{\"architecture\": {\"dim\": 16}}")
                        .architecture()
                        .variant())
                .isEqualTo(Variant.DEFAULT);
    }

    @Test
    void whatDoesNotGoTogetherIsNamed() {
        assertThatThrownBy(() -> TrainingConfig.parse("{\"architecture\": {\"variant\": {\"stem\": \"resnet18\"}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RESNET18")
                .hasMessageContaining("patch must be 1 × 8 × 8");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"architecture\": {\"variant\": {\"access\": \"attention\"}}}"))
                .hasMessageContaining("LMTTM")
                .hasMessageContaining("ATTENTION");
        assertThatThrownBy(() -> TrainingConfig.parse("{\"architecture\": {\"variant\": {\"stem\": \"resnet50\"}}}"))
                .hasMessageContaining("architecture.variant.stem")
                .hasMessageContaining("resnet50");
    }
}
