package org.lmttm.app.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.model.Preprocessing;
import org.lmttm.training.PreprocessingConfig.Intensity;

class CohortDraftTest {
    private final CohortDraft draft = new CohortDraft();

    @ParameterizedTest
    @CsvSource({"64,64 64 64", "'64, 60, 40.5',64 60 40.5", "64×60×40,64 60 40", "' 8 8 6 ',8 8 6", "'',none"})
    void aRegionIsOneEdgeOrThree(String typed, String edges) {
        draft.region().set(typed);
        var read = draft.settings().preprocessing().roiMm();
        assertThat(
                        read == null
                                ? "none"
                                : read.stream()
                                        .map(edge -> "%s".formatted(edge).replace(".0", ""))
                                        .reduce((a, b) -> a + " " + b)
                                        .orElseThrow())
                .isEqualTo(edges);
    }

    @ParameterizedTest
    @CsvSource({"1 2", "0", "-3", "1 2 3 4", "NaN"})
    void whatIsNoRegionIsSaid(String typed) {
        draft.region().set(typed);
        assertThatThrownBy(draft::settings).hasMessageContaining("“" + typed + "” is no region");
    }

    @Test
    void endsCountWhereTheIntensityHasThem() {
        draft.intensity().set(Intensity.WINDOW);
        assertThatThrownBy(draft::settings)
                .isInstanceOf(CohortDraft.Unfilled.class)
                .hasMessage("A window needs both ends, such as −100 to 300");
        draft.low().set("−100");
        draft.high().set("300");
        assertThat(draft.settings().cube().intensity()).isEqualTo(new Preprocessing.Window(-100, 300));
        draft.high().set("-200");
        assertThatThrownBy(draft::settings).hasMessage("“−100” to “-200” is no window: the first must be the smaller");
        draft.intensity().set(Intensity.PERCENTILES);
        assertThatThrownBy(draft::settings).hasMessage("Percentiles go from 0 to 100, the smaller one first");
        draft.intensity().set(Intensity.WINDOW);
        draft.high().set("much");
        assertThatThrownBy(draft::settings).hasMessageContaining("“much” is no number");
        draft.intensity().set(Intensity.UINT8);
        assertThat(draft.settings().cube().intensity()).isEqualTo(new Preprocessing.Uint8());
        draft.intensity().set(Intensity.PERCENTILES);
        draft.low().set("");
        draft.high().set("");
        assertThat(draft.settings().cube().intensity()).isEqualTo(new Preprocessing.Percentiles(0.5, 99.5));
    }
}
