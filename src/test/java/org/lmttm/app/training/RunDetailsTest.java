package org.lmttm.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.system.SystemMonitor;
import org.lmttm.training.RunFolder;
import org.lmttm.training.TrainingConfig;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class RunDetailsTest {
    private final ObservableList<Path> opened = FXCollections.observableList(new ArrayList<>());
    private final List<String> saved = new ArrayList<>();
    private TaskRunner tasks;
    private DeskState desk;
    private SystemMonitor monitor;
    private RunDetails details;
    private Path folder;
    private RunFiles files;
    private RunTrack track;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in start()
    RunDetailsTest() {}

    @Start
    void start(Stage stage) throws IOException {
        tasks = new TaskRunner(Platform::runLater);
        monitor = new SystemMonitor(tasks::onUi);
        desk = new DeskState(tasks);
        details = new RunDetails(tasks, monitor, new ComparePanel(desk, tasks), saved::add, opened::add);
        folder = Files.createTempDirectory("lmttm-test");
        files = new RunFiles(folder.resolve("run"));
        track = new RunTrack(files.run(), 0, tasks);
        track.snapshot().addListener((property, before, now) -> details.show(track, now));
        stage.setScene(new Scene(details, 900, 260));
        stage.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            track.close();
            desk.close();
            monitor.close();
            tasks.close();
        });
    }

    private static void waitFor(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, condition));
    }

    private static ListView<?> console(FxRobot robot) {
        return robot.lookup("#run-console").queryListView();
    }

    @Test
    void linesAreFilteredFollowedAndCopied(FxRobot robot) throws Exception {
        files.start();
        for (int epoch = 1; epoch <= 40; epoch++) {
            files.epoch(epoch, 0.7, 0.6);
        }
        files.end("failed: disk full");
        waitFor(() -> console(robot).getItems().size() == 82);
        robot.clickOn("#run-filter").write("EPOCH 7 ");
        waitFor(() -> console(robot).getItems().size() == 2);
        robot.clickOn("#run-copy");
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0].lines()).hasSize(2).allMatch(line -> line.contains("epoch 7"));
        robot.interact(() -> robot.lookup("#run-filter").queryTextInputControl().setText("no such line"));
        assertThat(console(robot).getItems()).isEmpty();
        assertThat(((Label) console(robot).getPlaceholder()).getText()).isEqualTo("No line contains this.");
        robot.interact(() -> robot.lookup("#run-filter").queryTextInputControl().clear());

        CheckBox follow = robot.lookup("#console-follow").queryAs(CheckBox.class);
        assertThat(follow.isSelected()).isTrue();
        robot.interact(() -> console(robot).requestFocus());
        robot.push(KeyCode.HOME);
        assertThat(follow.isSelected()).isFalse();
        robot.push(KeyCode.END);
        assertThat(follow.isSelected()).isTrue();
        waitFor(() -> robot.lookup(".event-failed").tryQuery().isPresent());
    }

    @Test
    void everyWritingOfACheckpointIsListedAndTheOnesThatAreThereOpen(FxRobot robot) throws Exception {
        files.start();
        files.epoch(1, 0.7, 0.64);
        files.epoch(2, 0.6, 0.75);
        waitFor(() -> track.snapshot().get() != null && track.snapshot().get().epochsDone() == 2);
        robot.clickOn("#run-details-checkpoints");
        TableView<CheckpointTable.Row> table = robot.lookup("#checkpoint-table").queryAs(CheckpointTable.class);
        waitFor(() -> table.getItems().size() == 2);
        assertThat(table.getItems()).extracting(CheckpointTable.Row::epoch).containsExactly(2, 1);
        assertThat(table.getItems().getLast().file()).isNull();
        robot.interact(() -> {
            table.requestFocus();
            table.getSelectionModel().select(1);
        });
        robot.push(KeyCode.ENTER);
        assertThat(opened).isEmpty();
        robot.interact(() -> table.getSelectionModel().select(0));
        robot.push(KeyCode.ENTER);
        assertThat(opened).containsExactly(files.run().lastCheckpoint());
    }

    @Test
    void theWholeConfigurationIsSearchedAndCopied(FxRobot robot) throws Exception {
        files.start();
        robot.clickOn("#run-details-configuration");
        TableView<ConfigEntry> table = robot.lookup("#config-table").queryAs(ConfigTable.class);
        waitFor(() -> !table.getItems().isEmpty());
        int all = table.getItems().size();
        TrainingConfig config = files.run().config();
        List<ConfigEntry> entries = new ArrayList<>(table.getItems());
        assertThat(entries)
                .anyMatch(entry -> entry.key().equals("architecture.dim")
                        && entry.value().equals(String.valueOf(config.value("architecture.dim")))
                        && !entry.own());
        assertThat(entries)
                .filteredOn(ConfigEntry::own)
                .extracting(ConfigEntry::key)
                .containsExactly("dataset");
        robot.interact(() -> robot.lookup("#run-filter").queryTextInputControl().setText("learning_rate"));
        assertThat(table.getItems()).hasSizeBetween(1, all - 1);
        robot.clickOn("#run-copy");
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(TrainingConfig.parse(copied[0])).isEqualTo(config);
    }

    @Test
    void runsOnTheDeskAreComparedCopiedAndSaved(FxRobot robot) throws Exception {
        RunFolder first = RunFolder.create(folder.resolve("first"), config(4));
        robot.interact(() -> desk.show(first));
        robot.clickOn("#run-details-compare");
        TableView<RunComparison.Row> table = robot.lookup("#compare-table").queryAs(ComparePanel.class);
        assertThat(table.getItems()).isEmpty();
        RunFolder second = RunFolder.create(folder.resolve("second"), config(8));
        robot.interact(() -> desk.show(second));
        waitFor(() -> {
            details.show(track, track.snapshot().get());
            return table.getItems().stream()
                    .anyMatch(row -> row.key().equals("architecture.blocks")
                            && row.values().equals(List.of("4", "8")));
        });
        int differing = table.getItems().size();
        assertThat(table.getItems()).noneMatch(row -> row.key().equals("architecture.dim"));
        robot.clickOn("#compare-all");
        assertThat(table.getItems()).hasSizeGreaterThan(differing);
        assertThat(table.getItems()).anyMatch(row -> row.key().equals("architecture.dim"));
        robot.clickOn("#compare-all").clickOn("#run-copy").clickOn("#compare-save");
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0].lines()).contains("\"\",\"first\",\"second\"", "\"architecture.blocks\",\"4\",\"8\"");
        assertThat(saved).containsExactly(copied[0]);
    }

    private static TrainingConfig config(int blocks) {
        return TrainingConfig.recommended().withDataset("vessels.npz").with(Map.of("architecture.blocks", blocks));
    }

    @Test
    void theMachineIsMeasuredOnlyWhileItsTabIsShown(FxRobot robot) throws Exception {
        assertThat(monitor.samples().get()).isEmpty();
        robot.clickOn("#run-details-system");
        waitFor(() -> !monitor.samples().get().isEmpty());
        waitFor(() ->
                robot.lookup("#system-memory").queryAs(Label.class).getText().matches("\\d+\\.\\d"));
        assertThat(robot.lookup("#run-filter").query().isVisible()).isFalse();
        robot.interact(() -> details.tab().set(RunDetails.Tab.CONSOLE));
        int before = monitor.samples().get().size();
        assertThat(robot.lookup("#system-panel").tryQuery()).isEmpty();
        assertThat(before).isPositive();
    }
}
