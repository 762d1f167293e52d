package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.volume.io.SeriesEntry;
import org.lmttm.volume.io.dicom.DicomBytes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A folder of DICOM files in the window: its series are offered, and what is chosen opens. */
@ExtendWith(ApplicationExtension.class)
class SeriesChooserTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Workbench workbench;

    @Start
    void start(Stage stage) throws IOException {
        Settings settings = Settings.in(Files.createTempDirectory("lmttm-settings"));
        TaskRunner tasks = new TaskRunner(Platform::runLater);
        Session session = new Session(Path.of("nowhere"), settings, tasks, new FileVolumes(), new EngineInference());
        FileDialogs dialogs = new NoDialogs() {
            @Override
            public Optional<Path> openFolder() {
                return Optional.of(folder);
            }
        };
        workbench = Workbench.of(session, dialogs, stage::close);
        stage.setScene(workbench.shell().scene());
        stage.setWidth(1200);
        stage.setHeight(900);
        stage.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, workbench::close);
    }

    private void writeTwoSeries() throws IOException {
        DicomBytes.series(Files.createDirectories(folder.resolve("a")), 10, 12, 16);
        DicomBytes.slice(9, 10)
                .text(0x0020_000E, "UI", "1.2.3.9")
                .text(0x0020_0011, "IS", "8")
                .text(0x0008_103E, "LO", "Bone")
                .write(Files.createDirectories(folder.resolve("b")).resolve("im"));
    }

    private int cases() throws Exception {
        return WaitForAsyncUtils.waitForAsyncFx(
                5_000, () -> workbench.session().cases().size());
    }

    @Test
    void theSeriesOfAFolderAreOfferedWithoutPatients(FxRobot robot) throws Exception {
        writeTwoSeries();
        robot.interact(() -> workbench.shell().actions().stream()
                .filter(action -> action.id().equals("file.open-folder"))
                .forEach(ActionSpec::fire));
        WaitForAsyncUtils.waitFor(
                10,
                TimeUnit.SECONDS,
                () -> robot.lookup("#series-table").tryQuery().isPresent());
        TableView<SeriesEntry> table = robot.lookup("#series-table").queryTableView();
        assertThat(table.getItems()).hasSize(2);
        assertThat(table.getColumns().stream().filter(c -> c.isVisible()).map(c -> c.getText()))
                .containsExactly("Series", "Modality", "Matrix", "Slices", "Spacing");
        assertThat(robot.lookup("#series-notes").queryLabeled().getText()).contains("1 slice is missing");
        robot.interact(robot.lookup("#series-patients").queryAs(CheckBox.class)::fire);
        assertThat(table.getColumns().getLast().isVisible()).isTrue();
        assertThat(table.getColumns().getLast().getCellData(0)).isEqualTo("Doe Jane");
        robot.interact(() -> table.getSelectionModel().selectAll());
        robot.interact(robot.lookup("#series-open").queryButton()::fire);
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> cases() == 2);
        assertThat(workbench.session().activeCase().get().volume().nk()).isEqualTo(1);
    }

    @Test
    void aFileOfASeriesOpensTheSeries(FxRobot robot) throws Exception {
        writeTwoSeries();
        robot.interact(() -> workbench.opener().open(folder.resolve("a").resolve("im2")));
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> cases() == 1);
        assertThat(workbench.session().activeCase().get().volume().nk()).isEqualTo(3);
        assertThat(workbench.session().activeCase().get().name()).isEqualTo("CT series 7");
    }
}
