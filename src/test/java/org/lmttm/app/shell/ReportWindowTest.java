package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.Notice;
import org.lmttm.audit.AuditEntry;
import org.lmttm.audit.AuditLog;
import org.lmttm.audit.InputHash;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A case report and the audit log as a hand asks for them in the window. */
class ReportWindowTest extends WindowHarness {
    private static final Path MODEL = Path.of("assets/models/phantom-vessels-lmttm.safetensors");
    private static final Path CASE = Path.of("sample-volumes/vessel-aneurysm.nii.gz");

    ReportWindowTest() {}

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    private CaseResult predict(FxRobot robot) throws Exception {
        robot.interact(() -> {
            workbench.opener().open(MODEL);
            workbench.opener().open(CASE);
        });
        waitFor(() -> session().result().get() != null && workbench.volume().settled());
        return session().result().get();
    }

    private AuditLog log() {
        return AuditLog.in(session().settings().folder());
    }

    private List<String> titles() {
        return session().tasks().notices().stream().map(Notice::title).toList();
    }

    @Test
    void theReportIsWrittenInTheBackgroundAndItsFolderIsOffered(FxRobot robot) throws Exception {
        assertThat(action("file.report").enabled().get()).isFalse();
        predict(robot);
        Path file = folder.resolve("case.pdf");
        answers.saved = Optional.of(file);

        fire(robot, "file.report");
        assertThat(robot.lookup("#report-patient").queryAs(CheckBox.class).isDisabled())
                .as("a NIfTI file names no patient")
                .isTrue();
        robot.interact(
                () -> robot.lookup("#report-label").queryAs(TextField.class).setText("Teaching case 7"));
        robot.interact(() -> robot.lookup("#report-save").queryButton().fire());
        waitFor(() -> session().tasks().notices().stream().anyMatch(n -> file.equals(n.file())));

        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("Teaching case 7", "Research use only", InputHash.of(CASE, () -> false))
                    .doesNotContain("vessel-aneurysm.nii");
        }
        assertThat(robot.lookup("#notice-folder").query().isVisible()).isTrue();
        assertThat(session().tasks().running()).isEmpty();
    }

    @Test
    void aReportIsCancelledBeforeItIsAskedForAndWhileItIsMade(FxRobot robot) throws Exception {
        predict(robot);
        Path file = folder.resolve("case.html");
        answers.saved = Optional.of(file);
        fire(robot, "file.report");
        robot.interact(() -> robot.lookup("#report-cancel").queryButton().fire());
        assertThat(robot.lookup("#report-save").tryQuery()).isEmpty();
        assertThat(session().tasks().running()).isEmpty();

        fire(robot, "file.report");
        robot.interact(() -> {
            robot.lookup("#report-save").queryButton().fire();
            session().tasks().running().getFirst().cancel();
        });
        waitFor(() -> session().tasks().running().isEmpty());
        assertThat(file).doesNotExist();
        assertThat(session().tasks().notices()).isEmpty();
    }

    @Test
    void closingACaseEndsItsReport(FxRobot robot) throws Exception {
        CaseResult result = predict(robot);
        Path file = folder.resolve("case.html");
        answers.saved = Optional.of(file);
        fire(robot, "file.report");
        robot.interact(() -> {
            robot.lookup("#report-save").queryButton().fire();
            session().remove(result.openCase());
        });
        waitFor(() -> session().tasks().running().isEmpty());
        assertThat(file).doesNotExist();
        assertThat(titles()).noneMatch(title -> title.contains("case.html"));
        assertThat(session().cases()).isEmpty();
    }

    @Test
    void aReportThatCannotBeWrittenSaysWhy(FxRobot robot) throws Exception {
        predict(robot);
        answers.saved = Optional.of(folder.resolve("missing").resolve("case.html"));

        fire(robot, "file.report");
        robot.interact(() -> robot.lookup("#report-save").queryButton().fire());
        waitFor(() -> session().tasks().notices().stream().anyMatch(n -> n.severity() == Notice.Severity.ERROR));

        assertThat(session().tasks().notices().getLast().details()).contains("missing");
        assertThat(session().result().get()).isNotNull();
    }

    @Test
    void predictionsOfTheWindowStandInTheLogUnlessSwitchedOff(FxRobot robot) throws Exception {
        CaseResult result = predict(robot);
        waitFor(() -> log().read().size() == 1);
        AuditEntry entry = log().read().getFirst().entry();
        assertThat(entry.source()).isEqualTo("window");
        assertThat(entry.input()).isEqualTo(InputHash.of(CASE, () -> false));
        assertThat(entry.model()).isEqualTo(InputHash.of(MODEL, () -> false));
        assertThat(entry.probabilities()).isEqualTo(result.trace().probabilities());

        fire(robot, "help.audit");
        TableView<?> table = robot.lookup("#audit-table").queryTableView();
        waitFor(() -> table.getItems().size() == 1);
        TextField search = robot.lookup("#audit-search").queryAs(TextField.class);
        robot.interact(() -> search.setText("no such model"));
        assertThat(table.getItems()).isEmpty();
        robot.interact(() -> search.setText(entry.cube().substring(0, 20)));
        assertThat(table.getItems()).hasSize(1);
        Label said = robot.lookup("#audit-said").queryAs(Label.class);
        robot.interact(() -> robot.lookup("#audit-verify").queryButton().fire());
        waitFor(() -> said.getText().contains("Intact: 1 line as written"));
        Path csv = folder.resolve("log.csv");
        answers.table = Optional.of(csv);
        robot.interact(() -> robot.lookup("#audit-export").queryButton().fire());
        waitFor(() -> said.getText().contains("1 line written to log.csv"));
        assertThat(Files.readString(csv)).contains("Research use only", entry.cube(), "deterministic");

        robot.interact(
                () -> robot.lookup("#audit-record").queryAs(CheckBox.class).setSelected(false));
        assertThat(robot.lookup("#audit-off").query().isVisible()).isTrue();
        robot.interact(session()::predict);
        waitFor(() -> !result.equals(session().result().get()));
        Files.writeString(log().file(), Files.readString(log().file()).replace("\"window\"", "\"report\""));
        robot.interact(() -> robot.lookup("#audit-verify").queryButton().fire());
        waitFor(() -> said.getText().contains("line 1 was changed"));
        assertThat(log().read()).hasSize(1);
    }

    @Test
    void aLogThatCannotBeWrittenIsToldOnceAndThePredictionStands(FxRobot robot) throws Exception {
        Files.createDirectories(session().settings().folder());
        Files.createFile(session().settings().folder().resolve("audit"));

        CaseResult first = predict(robot);
        waitFor(() -> !titles().isEmpty());
        robot.interact(session()::predict);
        waitFor(() -> session().result().get() != null
                && !first.equals(session().result().get()));
        // what is written in order comes after the second prediction's record
        boolean[] written = new boolean[1];
        robot.interact(() ->
                session().tasks().inOrder().execute(() -> session().tasks().onUi(() -> written[0] = true)));
        waitFor(() -> written[0]);

        assertThat(titles()).containsOnlyOnce("The prediction stands, but was not recorded in the audit log");
        assertThat(session().result().get().trace().probabilities())
                .isEqualTo(first.trace().probabilities());
    }
}
