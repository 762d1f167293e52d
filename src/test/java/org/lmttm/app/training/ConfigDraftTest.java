package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lmttm.app.training.ConfigDraft.Field;
import org.lmttm.app.training.ConfigDraft.Preset;
import org.lmttm.model.Architecture.Border;
import org.lmttm.training.TrainingConfig;

class ConfigDraftTest {
    private final ConfigDraft draft = new ConfigDraft();

    @Test
    void presetsGiveTheTrainersOwnConfigurations() {
        draft.value(Field.DATASET).set("vessels.npz");
        assertThat(draft.build()).isEqualTo(TrainingConfig.recommended().withDataset("vessels.npz"));
        draft.preset().set(Preset.PAPER);
        assertThat(draft.build()).isEqualTo(TrainingConfig.paper().withDataset("vessels.npz"));
    }

    @Test
    void changesAreCountedAgainstThePreset() {
        draft.value(Field.EPOCHS).set("7");
        draft.border().set(Border.DROP);
        assertThat(draft.changes().get()).isEqualTo(2);
        assertThat(draft.preset().get()).isEqualTo(Preset.CUSTOM);
        assertThat(draft.changed(Field.EPOCHS)).isTrue();
        assertThat(draft.changed(Field.BATCH)).isFalse();
        draft.preset().set(Preset.RECOMMENDED);
        assertThat(draft.changes().get()).isZero();
    }

    @Test
    void whatIsWrongNamesItsField() {
        draft.value(Field.DATASET).set("vessels.npz");
        draft.value(Field.EPOCHS).set("many");
        assertThatThrownBy(draft::build).hasMessage("Epochs must be a whole number, not “many”");
        draft.value(Field.EPOCHS).set("3");
        draft.value(Field.BLOCKS).set("5");
        assertThatThrownBy(draft::build).hasMessageContaining("blocks must divide memory_tokens");
    }

    @Test
    void withoutDataItSaysWhatToChoose() {
        assertThatThrownBy(draft::build).hasMessageContaining("NPZ file in MedMNIST layout");
    }

    @Test
    void anEmptyPinnedCaseIsNone() {
        draft.value(Field.DATASET).set("vessels.npz");
        draft.value(Field.PINNED).set("");
        assertThat(draft.build().keeping().pinnedCase()).isNull();
    }

    @Test
    void numbersReadAsPeopleWriteThem() {
        assertThat(ConfigDraft.number(1e-4)).isEqualTo("1e-4");
        assertThat(ConfigDraft.number(2.5e-3)).isEqualTo("2.5e-3");
        assertThat(ConfigDraft.number(0.2)).isEqualTo("0.2");
        assertThat(ConfigDraft.number(0)).isEqualTo("0");
    }
}
