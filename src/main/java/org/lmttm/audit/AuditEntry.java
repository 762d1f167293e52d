package org.lmttm.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.evaluation.Calibration;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Region;
import org.lmttm.volume.io.VolumeChoice;

/**
 * One prediction. It names no file, no folder and no patient.
 *
 * @param time when it was computed, ISO 8601 in UTC
 * @param source what asked: {@code window}, {@code predict} or {@code report}
 * @param input SHA-256 of the volume's file or files, see {@link InputHash}; null where they could not be read any more
 * @param cube SHA-256 of what the network was given, see {@link InputHash#ofCube}
 * @param model SHA-256 of the checkpoint; null where it could not be read any more
 * @param modelName what the checkpoint calls itself
 * @param mode deterministic or published-code
 * @param settings what else decides the answer
 * @param labels class names
 * @param logits one a class
 * @param probabilities one a class
 * @param calibrated one a class; null where the model is not calibrated
 */
@JsonInclude(Include.NON_NULL)
public record AuditEntry(
        String time,
        String source,
        @Nullable String input,
        String cube,
        @Nullable String model,
        String modelName,
        String mode,
        Settings settings,
        List<String> labels,
        float[] logits,
        float[] probabilities,
        double @Nullable [] calibrated) {

    /**
     * What else decides the answer.
     *
     * @param volume which volume of the file, or which case of a batch, from 0
     * @param split the case's split and number in a MedMNIST file, such as {@code test:12}; null elsewhere
     * @param region the box that was fed; null: what the preprocessing says
     * @param preprocessing the model's
     * @param device what it was computed on
     * @param version of the workbench
     */
    @JsonInclude(Include.NON_NULL)
    public record Settings(
            int volume,
            @Nullable String split,
            @Nullable Region region,
            Preprocessing preprocessing,
            String device,
            String version) {

        /** Of one volume of a file. */
        public static Settings of(
                VolumeChoice choice, @Nullable Region region, ModelInfo model, String device, String version) {
            String split =
                    choice.split().map(name -> name + ":" + choice.index()).orElse(null);
            return new Settings(choice.volume(), split, region, model.preprocessing(), device, version);
        }
    }

    /** An answer of a model, without hashes of files. */
    public static AuditEntry of(
            Instant time,
            String source,
            ModelInfo model,
            Settings settings,
            float[] cube,
            float[] logits,
            float[] probabilities) {
        return new AuditEntry(
                time.truncatedTo(ChronoUnit.MILLIS).toString(),
                source,
                null,
                InputHash.ofCube(cube),
                null,
                model.name(),
                model.mode().label(),
                settings,
                model.labels(),
                logits,
                probabilities,
                calibrated(model, probabilities).orElse(null));
    }

    private static Optional<double[]> calibrated(ModelInfo model, float[] probabilities) {
        try {
            return Calibration.of(model).map(c -> c.apply(probabilities));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a damaged calibration is told where the answer is shown
        }
    }

    /** The same with the hashes of its files. */
    public AuditEntry with(@Nullable String inputHash, @Nullable String modelHash) {
        return new AuditEntry(
                time,
                source,
                inputHash,
                cube,
                modelHash,
                modelName,
                mode,
                settings,
                labels,
                logits,
                probabilities,
                calibrated);
    }
}
