package org.lmttm.app.report;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.CentredPopup;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.app.state.WorkTask;
import org.lmttm.report.AttentionMap;
import org.lmttm.report.ReportFiles;

/** Asks how the active case's report is to be, and writes it in the background. */
public final class CaseReports {
    private static final Messages TEXT = new Messages("org.lmttm.app.report");
    private static final double WIDTH = 460;

    private final Session session;
    private final FileDialogs dialogs;
    private final ActionSpec action;
    private Supplier<AttentionMap> chosen = () -> AttentionMap.READ;
    private @Nullable CentredPopup popup;

    /** The reports of a session. */
    public CaseReports(Session session, FileDialogs dialogs) {
        this.session = session;
        this.dialogs = dialogs;
        this.action = ActionSpec.of("file.report", ActionSpec.Menu.FILE, TEXT.text("report"), this::ask)
                .withIcon(MaterialDesignF.FILE_DOCUMENT_OUTLINE)
                .withShortcut("Shortcut+P")
                .when(session.result().isNotNull());
    }

    /** The action that asks for a report; there must be a prediction. */
    public ActionSpec action() {
        return action;
    }

    /** Says which map is looked at; it is painted in the report beside the rollout. */
    public void paint(Supplier<AttentionMap> map) {
        chosen = map;
    }

    /** Names the content of the window that the question stands over. */
    public void over(Region content) {
        popup = new CentredPopup(content);
    }

    private void ask() {
        CaseResult result = session.result().get();
        CentredPopup over = popup;
        if (result != null && over != null) {
            over.show(
                    "case-report",
                    TEXT.text("report.title"),
                    TEXT.text("report.close"),
                    "report-popup",
                    WIDTH,
                    question(result, over));
        }
    }

    private Node question(CaseResult result, CentredPopup over) {
        TextField label = new TextField();
        label.setId("report-label");
        label.setPromptText(TEXT.text("report.label.prompt"));
        CheckBox named = new CheckBox(TEXT.text("report.patient"));
        named.setId("report-patient");
        boolean known = !ReportJob.patient(result.openCase()).isEmpty();
        named.setDisable(!known);
        Button save = new Button(TEXT.text("report.save"));
        save.setId("report-save");
        save.setDefaultButton(true);
        save.setOnAction(event -> {
            over.hide();
            write(ReportJob.of(session, result, maps(), label.getText().strip(), named.isSelected()));
        });
        Button cancel = new Button(TEXT.text("report.cancel"));
        cancel.setId("report-cancel");
        cancel.setOnAction(event -> over.hide());
        HBox foot = new HBox(8, Controls.spring(), cancel, save);
        foot.setAlignment(Pos.CENTER_LEFT);
        Node about = wrapped(TEXT.text("report.about"));
        Node privacy = wrapped(TEXT.text(known ? "report.patient.known" : "report.patient.unknown"));
        return new VBox(8, about, Controls.label(TEXT.text("report.label")), label, named, privacy, foot);
    }

    private static Node wrapped(String words) {
        var text = Controls.shrinkingLabel(words, "small", "muted");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        return text;
    }

    private List<AttentionMap> maps() {
        Set<AttentionMap> maps = new LinkedHashSet<>(List.of(chosen.get(), AttentionMap.ROLLOUT));
        return List.copyOf(maps);
    }

    private void write(ReportJob job) {
        dialogs.saveAs(TEXT.text("report.file"), ReportFiles.ENDINGS).ifPresent(file -> write(job, file));
    }

    private void write(ReportJob job, Path file) {
        OpenCase openCase = job.result().openCase();
        WorkTask task = session.tasks()
                .start(
                        TEXT.text("report.writing", String.valueOf(file.getFileName())),
                        Lane.QUESTIONS,
                        progress -> job.write(session, file, progress),
                        this::written,
                        error -> session.tasks().notice(TaskRunner.error(TEXT.text("report.failed"), error)));
        // voxels of a closed case are gone
        ListChangeListener<OpenCase> closing = change -> {
            if (!session.cases().contains(openCase)) {
                task.cancel();
            }
        };
        session.cases().addListener(closing);
        task.finished().addListener(observable -> session.cases().removeListener(closing));
    }

    private void written(Path file) {
        String name = String.valueOf(Objects.requireNonNull(file.getFileName()));
        session.tasks().notice(new Notice(Notice.Severity.INFO, TEXT.text("report.written", name), "", file));
    }
}
