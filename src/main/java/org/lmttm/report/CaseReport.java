package org.lmttm.report;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.evaluation.SimilarCases;
import org.lmttm.insight.Faithfulness;
import org.lmttm.report.ModelCard.Fact;
import org.lmttm.volume.io.HeaderField;

/** The content of a report, the same for HTML and PDF; made by {@link ReportComposer}. */
public final class CaseReport {
    private final Content content;

    CaseReport(Content content) {
        this.content = content;
    }

    Content content() {
        return content;
    }

    /**
     * One class.
     *
     * @param probability as the model gave it
     * @param calibrated null where the model is not calibrated
     * @param similar how validation cases with such a calibrated probability fared; null likewise
     */
    record ClassRow(
            String label,
            double probability,
            @Nullable Double calibrated,
            @Nullable SimilarCases similar) {}

    /**
     * One map of attention.
     *
     * @param slices axial, coronal, sagittal
     * @param bar what its colours stand for
     */
    record Attention(AttentionMap map, List<Figure> slices, Figure bar, Faithfulness faithfulness) {}

    /**
     * All of it.
     *
     * @param name what the case is called
     * @param date in words
     * @param patient empty unless asked for
     * @param predicted index of the likeliest class
     * @param calibration how the calibration was made, in words; empty where there is none
     * @param warnings of mode, input and the like
     */
    record Content(
            String name,
            String date,
            List<HeaderField> patient,
            String model,
            String mode,
            Optional<String> modeWarning,
            List<ClassRow> classes,
            int predicted,
            Optional<String> calibration,
            List<String> warnings,
            List<Figure> slices,
            Figure solid,
            Figure input,
            List<Attention> attention,
            Figure timeline,
            List<Fact> caseFacts,
            List<Fact> preprocessing,
            ModelCard card,
            List<Fact> versions,
            List<Fact> hashes) {}
}
