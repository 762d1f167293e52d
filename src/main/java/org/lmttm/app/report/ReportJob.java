package org.lmttm.app.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Progress;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Voxel;
import org.lmttm.audit.InputHash;
import org.lmttm.insight.Subject;
import org.lmttm.model.NativeEngine;
import org.lmttm.program.Program;
import org.lmttm.report.AttentionMap;
import org.lmttm.report.CaseReport;
import org.lmttm.report.ReportComposer;
import org.lmttm.report.ReportFiles;
import org.lmttm.report.ReportRequest;
import org.lmttm.volume.io.HeaderField;

/**
 * A report of what the window shows at the moment it is asked for; later changes do not reach it.
 *
 * @param result the prediction
 * @param view crosshair, window and convention
 * @param maps the attention painted
 * @param label what the case is called; empty: by its hash
 * @param patient what names the patient; empty for nothing
 */
record ReportJob(
        CaseResult result, ReportRequest.View view, List<AttentionMap> maps, String label, List<HeaderField> patient) {
    private static final Messages TEXT = new Messages("org.lmttm.app.report");

    /** What names the patient in a case's header; empty where it is not DICOM's. */
    static List<HeaderField> patient(OpenCase openCase) {
        return ReportRequest.Identity.patient(openCase.header());
    }

    /** Of a prediction, as its case is looked at now. */
    static ReportJob of(Session session, CaseResult result, List<AttentionMap> maps, String label, boolean named) {
        OpenCase openCase = result.openCase();
        Voxel at = openCase.crosshair().get();
        ReportRequest.View view = new ReportRequest.View(
                new double[] {at.i(), at.j(), at.k()},
                openCase.window().get(),
                session.settings().radiological().get());
        return new ReportJob(result, view, maps, label, named ? patient(openCase) : List.of());
    }

    /**
     * Composes and writes the report.
     *
     * @throws CancellationException when the progress said so
     * @throws IOException naming the file and what is wrong
     */
    Path write(Session session, Path file, Progress progress) throws IOException {
        Instant now = Instant.now();
        try {
            Subject subject = session.inference().subject(result.model());
            CaseReport report = ReportComposer.compose(request(subject, now, progress), steps(progress));
            ReportFiles.write(report, now, file);
            return file;
        } catch (IllegalStateException e) {
            // the model or the volume was closed meanwhile
            throw new IOException(TEXT.text("report.gone"), e);
        }
    }

    private ReportRequest request(Subject subject, Instant now, Progress progress) throws IOException {
        progress.update(-1, "");
        Path model = result.model().file();
        ReportRequest.Identity identity = new ReportRequest.Identity(
                label,
                InputHash.of(result.openCase().file(), progress::cancelled),
                InputHash.of(model, progress::cancelled),
                patient);
        RoiBox box = result.box();
        return new ReportRequest(
                result.openCase().volume(),
                result.model().info(),
                model,
                result.trace(),
                subject,
                box == null ? null : box.region(),
                view,
                maps,
                -1,
                identity,
                new ReportRequest.Origin(Program.version(), NativeEngine.version(), result.device(), now));
    }

    private static org.lmttm.surface.Progress steps(Progress progress) {
        return new org.lmttm.surface.Progress() {
            @Override
            public void update(double share) {
                progress.update(share, "");
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}
