package org.lmttm.app.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.download.FileServer;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineChoice;
import org.lmttm.model.FakeLibtorch;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The engine's libraries on the page of computing, as a hand gets and chooses them. */
@ExtendWith(ApplicationExtension.class)
class EngineViewTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final TaskRunner tasks = new TaskRunner(Platform::runLater);

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    @SuppressWarnings("NullAway.Init")
    private Settings settings;

    @SuppressWarnings("NullAway.Init")
    private EngineChoice choice;

    @SuppressWarnings("NullAway.Init")
    private Path zip;

    private Optional<Path> chosen = Optional.empty();
    private Optional<Path> shown = Optional.empty();

    @Start
    void start(Stage shown) throws IOException {
        stage = shown;
        settings = Settings.in(Files.createTempDirectory("lmttm-settings"));
        choice = EngineChoice.in(settings.folder());
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    /** Shows the view of a machine whose archive a server has, or none. */
    private void show(FxRobot robot, FileServer server) throws IOException {
        zip = FakeLibtorch.zip(folder.resolve("served.zip"), FakeLibtorch.entries());
        show(robot, Optional.of(FakeLibtorch.archive(zip, server.place())));
    }

    private void show(FxRobot robot, Optional<EngineArchive> archive) {
        NoDialogs dialogs = new NoDialogs() {
            @Override
            public Optional<Path> chooseFolder(String title) {
                return chosen;
            }

            @Override
            public Optional<Path> chooseFile(String title, String ending) {
                return chosen;
            }
        };
        robot.interact(() -> {
            StackPane root = new StackPane();
            EngineState state = new EngineState(settings, tasks, choice, archive, new SimpleObjectProperty<>());
            EngineQuestion question = new EngineQuestion(
                    state, settings.offline(), path -> shown = Optional.of(path), root, () -> {}, () -> {});
            EngineView view = new EngineView(state, question, dialogs, Runnable::run);
            root.getChildren().add(view);
            stage.setScene(new Scene(root, 900, 700));
            stage.show();
            view.look();
        });
    }

    private static void waitFor(FxRobot robot, String query, String start) throws Exception {
        WaitForAsyncUtils.waitFor(
                60,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.waitForAsyncFx(
                        30_000, () -> text(robot, query).startsWith(start)));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).<Labeled>query().getText();
    }

    private static void press(FxRobot robot, String query) {
        Button button = robot.lookup(query).queryButton();
        robot.interact(button::fire);
    }

    @Test
    void aClickAsksAndOnlyTheAnswerFetches(FxRobot robot) throws Exception {
        byte[] content = Files.readAllBytes(FakeLibtorch.zip(folder.resolve("served.zip"), FakeLibtorch.entries()));
        try (FileServer server = new FileServer(FileServer.file(content, "\"v1\""))) {
            show(robot, server);
            waitFor(robot, "#engine-get", "Download (about 3 GB)");
            press(robot, "#engine-get");
            assertThat(text(robot, "#engine-ask-from")).isEqualTo(server.place() + "libtorch.zip");
            assertThat(text(robot, "#engine-ask-to")).endsWith("libtorch.zip");
            assertThat(text(robot, "#engine-ask-licence")).contains("BSD", "NVIDIA");
            assertThat(text(robot, "#engine-ask-free")).endsWith("GB");
            press(robot, "#engine-cancel");
            assertThat(server.ranges()).isEmpty();

            press(robot, "#engine-get");
            robot.interact(robot.lookup("#engine-keep").<CheckBox>query()::fire);
            press(robot, "#engine-fetch");
            waitFor(robot, "#engine-said", "Chosen: PyTorch 2.7.1 with CUDA");

            assertThat(text(robot, "#engine-said")).contains("The archive is still there");
            assertThat(choice.chosen()).isPresent();
            assertThat(choice.home().resolve("libtorch.zip")).hasBinaryContent(content);
            waitFor(robot, "#engine-get", "Use the unpacked ones");

            press(robot, "#engine-own");
            waitFor(robot, "#engine-said", "Chosen: PyTorch 2.7.1 for the CPU, the program's own");
            assertThat(choice.chosen()).isEmpty();
            press(robot, "#engine-get");
            waitFor(robot, "#engine-said", "Chosen: PyTorch 2.7.1 with CUDA");
            assertThat(server.ranges()).hasSize(1);
        }
    }

    @Test
    void offlineTheQuestionSaysWhereAFetchedFileIsFound(FxRobot robot) throws Exception {
        try (FileServer server = new FileServer(FileServer.status(404))) {
            show(robot, server);
            robot.interact(() -> settings.offline().set(true));
            press(robot, "#engine-get");
            assertThat(robot.lookup("#engine-fetch").queryButton().isDisabled()).isTrue();
            assertThat(text(robot, "#engine-offline")).contains("switched off");
            press(robot, "#engine-cancel");

            chosen = Optional.of(zip);
            press(robot, "#engine-archive");
            waitFor(robot, "#engine-said", "Chosen: PyTorch 2.7.1 with CUDA");
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void offlineAFilePutThereWhileAskedIsUsedWhenTheQuestionIsClosed(FxRobot robot) throws Exception {
        try (FileServer server = new FileServer(FileServer.status(404))) {
            show(robot, server);
            robot.interact(() -> settings.offline().set(true));
            waitFor(robot, "#engine-get", "Download");
            press(robot, "#engine-get");
            press(robot, "#engine-show");
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> shown.isPresent());
            assertThat(shown.orElseThrow()).isEqualTo(choice.home()).isDirectory();
            Path put = Files.copy(zip, choice.home().resolve("libtorch.zip"));
            press(robot, "#engine-cancel");
            waitFor(robot, "#engine-get", "Use the archive that is here");

            press(robot, "#engine-get");
            waitFor(robot, "#engine-said", "Chosen: PyTorch 2.7.1 with CUDA");
            assertThat(put).exists();
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void whatWasDeletedIsNotFetchedUnasked(FxRobot robot) throws Exception {
        byte[] content = Files.readAllBytes(FakeLibtorch.zip(folder.resolve("served.zip"), FakeLibtorch.entries()));
        try (FileServer server = new FileServer(FileServer.file(content, "\"v1\""))) {
            Path put = Files.copy(
                    folder.resolve("served.zip"),
                    Files.createDirectories(choice.home()).resolve("libtorch.zip"));
            show(robot, server);
            waitFor(robot, "#engine-get", "Use the archive that is here");
            Files.delete(put);

            press(robot, "#engine-get");
            WaitForAsyncUtils.waitFor(
                    60,
                    TimeUnit.SECONDS,
                    () -> robot.lookup("#engine-fetch").tryQuery().isPresent());
            assertThat(server.ranges()).isEmpty();
            assertThat(text(robot, "#engine-get")).startsWith("Download");
            press(robot, "#engine-fetch");
            waitFor(robot, "#engine-said", "Chosen: PyTorch 2.7.1 with CUDA");
            assertThat(server.ranges()).hasSize(1);
        }
    }

    @Test
    void aWrongFolderIsSaidBesideTheButton(FxRobot robot) throws Exception {
        try (FileServer server = new FileServer(FileServer.status(404))) {
            show(robot, server);
            chosen = Optional.of(folder);
            press(robot, "#engine-folder");
            waitFor(robot, "#engine-problem", folder.toString());
            assertThat(text(robot, "#engine-problem")).contains("no libraries of PyTorch lie here");
            assertThat(choice.chosen()).isEmpty();
        }
    }

    @Test
    void whereThereIsNothingToFetchWordsSaySo(FxRobot robot) throws Exception {
        show(robot, Optional.empty());
        waitFor(robot, "#engine-none", "There are no libraries with CUDA for this machine");
        assertThat(robot.lookup("#engine-get").tryQuery()).isEmpty();
        assertThat(robot.lookup("#engine-archive").tryQuery()).isEmpty();
        assertThat(robot.lookup("#engine-folder").queryButton().isDisabled()).isFalse();
    }
}
