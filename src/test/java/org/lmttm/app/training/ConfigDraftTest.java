package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lmttm.app.training.ConfigDraft.Preset;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Variant;
import org.lmttm.training.ConfigKey;
import org.lmttm.training.DataShape;
import org.lmttm.training.TrainingConfig;

class ConfigDraftTest {
    /** The one key that is no field: a list. */
    private static final String LEFT_OUT = "preprocessing.roi_mm";

    private final ConfigDraft draft = new ConfigDraft();

    private void set(ConfigField field, String text) {
        draft.value(field).set(text);
    }

    private void chooseData(int size, int classes) {
        set(ConfigField.DATASET, "vessels.npz");
        draft.data().set(new DataShape(Extent.cube(size), classes));
    }

    @Test
    void presetsGiveTheTrainersOwnConfigurations() {
        set(ConfigField.DATASET, "vessels.npz");
        assertThat(draft.build()).isEqualTo(TrainingConfig.recommended().withDataset("vessels.npz"));
        draft.preset().set(Preset.PAPER);
        assertThat(draft.build()).isEqualTo(TrainingConfig.paper().withDataset("vessels.npz"));
    }

    @Test
    void changesAreCountedAgainstThePreset() {
        set(ConfigField.EPOCHS, "7");
        set(ConfigField.BORDER, "DROP");
        assertThat(draft.changes().get()).isEqualTo(2);
        assertThat(draft.preset().get()).isEqualTo(Preset.CUSTOM);
        assertThat(draft.changed(ConfigField.EPOCHS)).isTrue();
        assertThat(draft.changed(ConfigField.BATCH)).isFalse();
        draft.preset().set(Preset.RECOMMENDED);
        assertThat(draft.changes().get()).isZero();
    }

    /** Values that no preset has, for every key but those that the dataset decides. */
    private static Map<String, Object> other() {
        Map<String, Object> other = new HashMap<>();
        for (ConfigKey key : ConfigKey.all().values()) {
            Object usual = TrainingConfig.recommended().value(key.path());
            if (key.path().equals(LEFT_OUT)) {
                continue;
            }
            other.put(
                    key.path(),
                    switch (key.kind()) {
                        case FLAG -> Boolean.FALSE.equals(usual);
                        case WHOLE -> ((Number) java.util.Objects.requireNonNull(usual)).longValue() + 1;
                        case NUMBER -> 0.1234567;
                        case WORD -> key.words().getLast();
                        case NAMES -> List.of("cpu", "cpu");
                        case TEXT ->
                            Map.of("device", "cpu", "preprocessing.axes", "SAR").getOrDefault(key.path(), "other.npz");
                    });
        }
        other.remove("architecture.classes");
        other.putAll(Map.of("folds", 3, "fold", 1, "mode", "deterministic", "architecture.blocks", 1));
        other.putAll(Map.of("architecture.dim", 48, "architecture.heads", 2, "architecture.variant.stem", "PATCH"));
        other.put("preprocessing.intensity", "percentiles");
        other.putAll(Map.of("preprocessing.lo", 1.5, "preprocessing.hi", 99.5, LEFT_OUT, List.of(50.0, 60.0, 70.0)));
        return other;
    }

    @Test
    void everyKeyOfAConfigurationComesThroughUnchanged() {
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("optimizer", "adam", "schedule", "constant", "device", "auto"),
                Map.of(
                        "architecture.unit",
                        "MLP",
                        "architecture.variant.noise.distribution",
                        "NONE",
                        "folds",
                        0,
                        "fold",
                        0))) {
            Map<String, Object> values = other();
            values.putAll(more);
            TrainingConfig config = TrainingConfig.recommended().with(values);
            draft.take(config, "run-007");
            assertThat(draft.build()).isEqualTo(config);
            assertThat(draft.changes().get()).isZero();
            assertThat(draft.origin().get()).isEqualTo("run-007");
        }
    }

    @Test
    void everyKeyIsAFieldButThoseThatTheDatasetDecides() {
        assertThat(ConfigKey.all().keySet())
                .filteredOn(path -> !path.equals(LEFT_OUT) && !path.equals("architecture.classes"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ConfigField.values())
                        .map(ConfigField::path)
                        .toList());
    }

    @Test
    void everyFieldAndWordHasAName() {
        for (ConfigField field : ConfigField.values()) {
            assertThat(field.label()).isNotBlank();
            for (String word : field.key().words()) {
                assertThat(Texts.text("word." + field.id() + "." + word)).isNotBlank();
            }
        }
    }

    @Test
    void whatIsWrongIsSaidAtEachFieldAsTheConfigurationSaysIt() {
        set(ConfigField.DATASET, "vessels.npz");
        set(ConfigField.EPOCHS, "many");
        set(ConfigField.ACCUMULATION, "1.5");
        set(ConfigField.RATE, "20");
        set(ConfigField.SHEAR, "");
        set(ConfigField.LAYERS, "3000000000");
        ConfigDraft.Check check = draft.check();
        assertThat(check.config()).isNull();
        assertThat(check.wrong().get(ConfigField.EPOCHS)).isEqualTo("epochs must be a whole number, not \"many\"");
        assertThat(check.wrong().get(ConfigField.ACCUMULATION))
                .isEqualTo("accumulation must be a whole number, not 1.5");
        assertThat(check.wrong().get(ConfigField.RATE))
                .isEqualTo("learning_rate must be above 0 and below 10, not 20.0");
        assertThat(check.wrong().get(ConfigField.SHEAR)).isEqualTo("augmentation.shear must be a number, not \"\"");
        assertThat(check.wrong().get(ConfigField.LAYERS))
                .isEqualTo("architecture.layers must be a whole number up to 2147483647, not 3000000000");
        assertThat(check.wrong()).hasSize(5);
        assertThatThrownBy(draft::build).hasMessage(check.message());
        set(ConfigField.EPOCHS, "3");
        assertThat(draft.check().wrong()).hasSize(4).doesNotContainKey(ConfigField.EPOCHS);
    }

    @Test
    void numbersThatDoNotGoTogetherAreMarkedTogether() {
        set(ConfigField.DATASET, "vessels.npz");
        set(ConfigField.BLOCKS, "5");
        assertThat(draft.check().wrong().keySet()).containsExactly(ConfigField.MEMORY, ConfigField.BLOCKS);
        assertThatThrownBy(draft::build).hasMessageContaining("blocks must divide memory_tokens");
    }

    @Test
    void thePatchIsHeldAgainstTheDatasetsOwnCube() {
        set(ConfigField.PATCH_DEPTH, "40");
        set(ConfigField.DATASET, "unknown-yet.npz");
        assertThat(draft.check().wrong()).isEmpty();
        chooseData(64, 3);
        TrainingConfig config = draft.build();
        assertThat(config.architecture().input()).isEqualTo(Extent.cube(64));
        assertThat(config.architecture().patch()).isEqualTo(new Extent(40, 4, 4));
        assertThat(config.architecture().classes()).isEqualTo(3);
        chooseData(28, 2);
        assertThat(draft.check().wrong())
                .containsEntry(ConfigField.PATCH_DEPTH, "architecture: patch must fit into the input")
                .doesNotContainKey(ConfigField.DATASET);
    }

    @Test
    void aFolderOfVolumesLeavesTheCubeAndItsPreprocessingToTheForm() {
        assertThat(draft.isFree(ConfigField.INPUT_DEPTH)).isFalse();
        chooseData(64, 2);
        assertThat(draft.value(ConfigField.INPUT_DEPTH).get()).isEqualTo("64");
        assertThat(draft.isFree(ConfigField.INPUT_DEPTH)).isFalse();
        assertThat(draft.applies(ConfigField.AXES)).isFalse();
        assertThat(draft.changes().get()).isZero();
        draft.data().set(new DataShape(null, 2));
        assertThat(draft.value(ConfigField.INPUT_DEPTH).get()).isEqualTo("28");
        set(ConfigField.INPUT_DEPTH, "32");
        set(ConfigField.VALUES, "window");
        assertThat(draft.check().wrong().keySet()).containsExactly(ConfigField.LOW, ConfigField.HIGH);
        set(ConfigField.LOW, "-100");
        set(ConfigField.HIGH, "300");
        assertThat(draft.build().architecture().input()).isEqualTo(new Extent(32, 28, 28));
        assertThat(draft.build().value("preprocessing.hi")).isEqualTo(300.0);
        assertThat(draft.changes().get()).isEqualTo(4);
    }

    @Test
    void fieldsWithoutEffectNeitherStopTheRunNorCount() {
        set(ConfigField.DATASET, "vessels.npz");
        set(ConfigField.OPTIMIZER, "sgd");
        set(ConfigField.MOMENTUM, "none");
        assertThat(draft.check().wrong()).containsOnlyKeys(ConfigField.MOMENTUM);
        set(ConfigField.OPTIMIZER, "adamw");
        assertThat(draft.applies(ConfigField.MOMENTUM)).isFalse();
        assertThat(draft.build().optimization().momentum()).isEqualTo(0.9);
        assertThat(draft.changes().get()).isEqualTo(1);
        assertThat(draft.applies(ConfigField.STEP_EPOCHS)).isFalse();
        set(ConfigField.SCHEDULE, "step");
        assertThat(draft.applies(ConfigField.STEP_EPOCHS)).isTrue();
    }

    @Test
    void whatOneFieldLeavesNoChoiceIsSetAndComesBack() {
        chooseData(28, 2);
        set(ConfigField.BLOCKS, "6");
        set(ConfigField.FAMILY, "TTM");
        assertThat(draft.value(ConfigField.BLOCKS).get()).isEqualTo("1");
        assertThat(draft.isFree(ConfigField.BLOCKS)).isFalse();
        assertThat(draft.isFree(ConfigField.ACCESS)).isTrue();
        set(ConfigField.ACCESS, "ADD_ERASE");
        Architecture ttm = draft.build().architecture();
        assertThat(ttm.blocks()).isEqualTo(1);
        assertThat(ttm.variant().access()).isEqualTo(Variant.Access.ADD_ERASE);
        set(ConfigField.FAMILY, "LMTTM");
        assertThat(draft.value(ConfigField.BLOCKS).get()).isEqualTo("6");
        assertThat(draft.build().architecture().variant().access()).isEqualTo(Variant.Access.TOKEN_SUMMARIZATION);

        set(ConfigField.BORDER, "DROP");
        set(ConfigField.STEM, "RESNET18");
        assertThat(draft.build().architecture().patch()).isEqualTo(new Extent(1, 8, 8));
        assertThat(draft.build().architecture().border()).isEqualTo(Border.PAD);
        set(ConfigField.INITIAL_MEMORY, "LEARNED");
        set(ConfigField.MODE, "published-code");
        assertThat(draft.build().architecture().variant().initialMemory()).isEqualTo(Variant.InitialMemory.ZERO);
    }

    @Test
    void aChosenNoiseHasARate() {
        set(ConfigField.DATASET, "vessels.npz");
        set(ConfigField.NOISE, "GAMMA");
        assertThat(draft.build().architecture().variant().noise().rate()).isEqualTo(0.2);
    }

    @Test
    void headsThatNobodySeesDoNotForbidADimension() {
        set(ConfigField.DATASET, "vessels.npz");
        set(ConfigField.UNIT, "MLP");
        set(ConfigField.DIM, "50");
        assertThat(draft.build().architecture().dim()).isEqualTo(50);
    }

    @Test
    void withoutDataItSaysWhatToChoose() {
        assertThatThrownBy(draft::build).hasMessageContaining("NPZ file in MedMNIST layout");
    }

    @Test
    void anEmptyPinnedCaseIsNone() {
        set(ConfigField.DATASET, "vessels.npz");
        set(ConfigField.PINNED, "");
        assertThat(draft.build().keeping().pinnedCase()).isNull();
        assertThat(draft.applies(ConfigField.TRACE_EVERY)).isFalse();
    }

    @Test
    void numbersReadAsPeopleWriteThemAndComeBackTheSame() {
        assertThat(ConfigKey.text(1e-4)).isEqualTo("1e-4");
        assertThat(ConfigKey.text(2.5e-3)).isEqualTo("2.5e-3");
        assertThat(ConfigKey.text(0.2)).isEqualTo("0.2");
        assertThat(ConfigKey.text(0.0)).isEqualTo("0");
        ConfigKey rate = ConfigField.RATE.key();
        for (double value : new double[] {1.23456789e-7, 0.1 + 0.2, 1e20, 8e-4, Double.MIN_VALUE}) {
            assertThat(rate.value(ConfigKey.text(value)))
                    .isIn(value, Double.valueOf(value).longValue());
        }
    }
}
