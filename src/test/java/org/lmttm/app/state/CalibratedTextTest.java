package org.lmttm.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lmttm.dataset.DatasetName;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.EvaluationResult;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Architecture;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Preprocessing;

class CalibratedTextTest {
    private static ModelInfo model(Map<String, Object> provenance) {
        Architecture a = new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                Architecture.Extent.cube(6),
                Architecture.Extent.cube(3),
                Architecture.Border.PAD,
                16,
                8,
                4,
                2,
                2,
                1,
                true,
                0.0,
                2);
        return new ModelInfo(
                "small",
                a,
                Mode.DETERMINISTIC,
                List.of("normal", "hyperplasia"),
                Preprocessing.medMnist(a.input()),
                provenance);
    }

    @Test
    void aProbabilityIsToldWithHowSuchCasesFared() {
        int n = 40;
        int[] labels = new int[n];
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double p = (i + 0.5) / n;
            labels[i] = i == 3 || i >= 20 ? 1 : 0;
            rows[i] = new double[] {1 - p, p};
        }
        EvaluationResult validation = EvaluationResult.of(
                "small",
                Mode.DETERMINISTIC,
                List.of("normal", "hyperplasia"),
                new DatasetName("noise", ""),
                Split.VAL,
                new Scores(labels, rows));
        ModelInfo calibrated = Calibration.fit(validation).in(model(Map.of()));
        String text =
                CalibratedText.of(calibrated, new float[] {0.99f, 0.01f}, 1).orElseThrow();
        assertThat(text)
                .startsWith("Calibrated 0.0")
                .contains(" (0.01 – 0.24): of 20 validation cases between 0.0")
                .endsWith(", 1 was hyperplasia.");
        assertThat(CalibratedText.of(model(Map.of()), new float[] {0.5f, 0.5f}, 1))
                .isEmpty();
        assertThat(CalibratedText.of(model(Map.of("calibration", Map.of())), new float[] {0.5f, 0.5f}, 1))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("its calibration cannot be read"));
    }
}
