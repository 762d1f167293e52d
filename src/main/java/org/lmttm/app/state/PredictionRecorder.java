package org.lmttm.app.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.audit.AuditEntry;
import org.lmttm.audit.AuditLog;
import org.lmttm.audit.PredictionAudit;
import org.lmttm.model.Trace;
import org.lmttm.program.Program;
import org.lmttm.volume.Region;

/**
 * Records what the window predicts in the audit log, unless the settings say not to. It waits for no disk, and a log that
 * cannot be written is told once and takes no prediction away.
 */
final class PredictionRecorder {
    private static final Messages TEXT = new Messages("org.lmttm.app.state");

    private final Settings settings;
    private final TaskRunner tasks;
    private final PredictionAudit audit;
    /** Whether the log could not be written the last time; only on the writing thread. */
    private boolean failed;

    PredictionRecorder(Settings settings, TaskRunner tasks) {
        this.settings = settings;
        this.tasks = tasks;
        this.audit = new PredictionAudit(AuditLog.in(settings.folder()));
    }

    /** Records a prediction in the background. */
    void record(CaseResult result) {
        if (settings.auditPredictions().get()) {
            tasks.inOrder().execute(() -> write(result));
        }
    }

    private void write(CaseResult result) {
        try {
            List<Path> input = List.of(result.openCase().file());
            audit.record(entry(result), input, result.model().file(), () -> false);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                tasks.notice(
                        new Notice(Notice.Severity.WARNING, TEXT.text("audit.failed"), String.valueOf(e.getMessage())));
            }
        }
    }

    private static AuditEntry entry(CaseResult result) throws IOException {
        Trace trace = result.trace();
        RoiBox box = result.box();
        @Nullable Region region = box == null ? null : box.region();
        AuditEntry.Settings with = AuditEntry.Settings.of(
                result.openCase().choice(), region, result.model().info(), result.device(), Program.version());
        return AuditEntry.of(
                result.computed(),
                "window",
                result.model().info(),
                with,
                trace.input(),
                trace.logits(),
                trace.probabilities());
    }
}
