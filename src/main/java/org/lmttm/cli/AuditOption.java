package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.audit.AuditEntry;
import org.lmttm.audit.AuditLog;
import org.lmttm.audit.PredictionAudit;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Prediction;
import org.lmttm.program.Program;
import org.lmttm.volume.Region;
import org.lmttm.volume.io.VolumeChoice;
import picocli.CommandLine.Option;

/** Whether a command's predictions are recorded in the audit log. */
final class AuditOption {
    @Option(
            names = "--no-audit",
            description = "Do not record the predictions in the audit log (lmttm audit shows where it is).")
    private boolean off;

    private final PredictionAudit audit = new PredictionAudit(AuditLog.usual());

    /**
     * Records a prediction.
     *
     * @param source the command's name
     * @param input the volume's file, folder or files
     * @return a warning where it could not be recorded: the prediction stands
     */
    List<String> record(
            String source,
            InferenceModel network,
            List<Path> input,
            Path model,
            VolumeChoice choice,
            @Nullable Region region,
            float[] cube,
            Prediction answer) {
        if (off) {
            return List.of();
        }
        try {
            AuditEntry.Settings settings =
                    AuditEntry.Settings.of(choice, region, network.info(), network.device(), Program.version());
            AuditEntry entry = AuditEntry.of(
                    Instant.now(), source, network.info(), settings, cube, answer.logits(), answer.probabilities());
            audit.record(entry, input, model, () -> false);
            return List.of();
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** The hash of files, computed once. */
    String hash(List<Path> files) throws IOException {
        return audit.hash(files, () -> false);
    }
}
