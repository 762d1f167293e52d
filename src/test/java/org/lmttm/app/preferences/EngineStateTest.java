package org.lmttm.app.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.training.UiPump;
import org.lmttm.download.FileServer;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineChoice;
import org.lmttm.model.EngineFacts;
import org.lmttm.model.EngineSource;
import org.lmttm.model.FakeLibtorch;

/** The engine's libraries as the preferences have them, without their nodes, against a server on this machine. */
class EngineStateTest {
    private final UiPump ui = new UiPump();
    private final TaskRunner tasks = new TaskRunner(ui);
    private final ObjectProperty<@Nullable EngineFacts> facts = new SimpleObjectProperty<>();

    @TempDir
    private Path folder;

    private Settings settings;
    private EngineChoice choice;
    private Path zip;
    private byte[] content;

    @BeforeEach
    void begin() throws IOException {
        settings = Settings.in(folder.resolve("settings"));
        choice = EngineChoice.in(settings.folder());
        zip = FakeLibtorch.zip(folder.resolve("served.zip"), FakeLibtorch.entries());
        content = Files.readAllBytes(zip);
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private EngineState state(FileServer server) throws IOException {
        return new EngineState(settings, tasks, choice, Optional.of(FakeLibtorch.archive(zip, server.place())), facts);
    }

    private void settled(EngineState state) throws InterruptedException {
        ui.until("the work to end", () -> state.task().get() == null);
    }

    private void stage(EngineState state, EngineState.Archive.Stage stage) throws InterruptedException {
        ui.until("the archive to be " + stage, () -> state.here().get().stage() == stage);
    }

    private static EngineFacts own() {
        return new EngineFacts(
                "2.7.1",
                "0.35.1",
                false,
                EngineSource.OWN,
                Path.of("/program/lib"),
                2,
                List.of(),
                "those without CUDA");
    }

    @Test
    void librariesAreFetchedAndWaitForTheNextStart() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(content, "\"v1\""))) {
            EngineState state = state(server);
            state.look();
            facts.set(own());
            stage(state, EngineState.Archive.Stage.NONE);
            assertThat(server.ranges()).as("looking uses no network").isEmpty();
            assertThat(state.loaded().get())
                    .isEqualTo("This window computes with PyTorch 2.7.1 for the CPU, the program's own: /program/lib");
            assertThat(state.restart().get()).isFalse();

            state.fetch(false);
            settled(state);
            stage(state, EngineState.Archive.Stage.UNPACKED);

            assertThat(state.problem().get()).isEmpty();
            assertThat(state.said().get()).startsWith("Chosen: PyTorch 2.7.1 with CUDA (cu128) in ");
            assertThat(state.next().get()).startsWith("PyTorch 2.7.1 with CUDA (cu128)");
            assertThat(state.restart().get()).isTrue();
            assertThat(choice.chosen()).isPresent();

            state.useOwn();
            settled(state);
            ui.until("no restart", () -> !state.restart().get());
            assertThat(state.own().get()).isTrue();
        }
    }

    @Test
    void aStoppedDownloadGoesOnFromWhatCame() throws Exception {
        FileServer.Answer half = exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 200_000);
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // the test is over
            }
        };
        try (FileServer server = new FileServer(half, FileServer.file(content, "\"v1\""))) {
            EngineState state = state(server);
            state.fetch(false);
            ui.until("bytes to come", () -> {
                var task = state.task().get();
                return task != null && task.step().get().startsWith("0.2 of 0.5 MB");
            });
            state.stop();
            settled(state);
            stage(state, EngineState.Archive.Stage.BEGUN);
            assertThat(state.here().get().bytes()).isEqualTo(200_000);
            assertThat(state.said().get()).startsWith("Stopped.");
            assertThat(choice.chosen()).isEmpty();

            state.fetch(true);
            settled(state);

            assertThat(server.ranges()).containsExactly("null", "bytes=200000-");
            assertThat(state.said().get()).contains("The archive is still there: ");
        }
    }

    @Test
    void aWrongFileIsAProblemInWordsAndChangesNothing() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(new byte[10], "\"v1\""))) {
            EngineState state = state(server);
            state.fetch(false);
            settled(state);
            assertThat(state.problem().get()).contains("sent another file of 10 bytes", "SHA-256");
            ui.until("the notice", () -> tasks.notices().size() == 1);
            assertThat(choice.chosen()).isEmpty();
        }
    }

    @Test
    void offlineAnArchivePutThereIsFoundAndUnpacked() throws Exception {
        settings.offline().set(true);
        try (FileServer server = new FileServer(FileServer.file(content, "\"v1\""))) {
            EngineState state = state(server);
            state.fetch(false);
            settled(state);
            assertThat(state.problem().get()).contains("the network is switched off", "put it into");

            Path place = state.download().place();
            Files.createDirectories(place.getParent());
            Files.copy(zip, place);
            state.look();
            stage(state, EngineState.Archive.Stage.WHOLE);
            state.fetch(false);
            settled(state);

            assertThat(state.problem().get()).isEmpty();
            assertThat(choice.chosen()).isPresent();
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void aFolderAndAnArchiveFromElsewhereAreChecked() throws Exception {
        try (FileServer server = new FileServer(FileServer.status(404))) {
            EngineState state = state(server);
            Path other = FakeLibtorch.python(folder.resolve("old"), "2.8.0+cu128", FakeLibtorch.CUDA);
            state.use(other);
            settled(state);
            assertThat(state.problem().get()).contains("of PyTorch 2.8.0+cu128; only 2.7.1 loads");
            assertThat(choice.chosen()).isEmpty();

            Path right = FakeLibtorch.python(folder.resolve("new"), "2.7.1+cu128", FakeLibtorch.CUDA);
            state.use(right);
            settled(state);
            assertThat(state.problem().get()).isEmpty();
            assertThat(choice.chosen()).hasValue(right);

            state.unpack(zip);
            settled(state);
            assertThat(state.said().get()).contains("The archive is still there: ");
            assertThat(choice.chosen().orElseThrow())
                    .startsWithRaw(choice.home().toAbsolutePath());
        }
    }

    @Test
    void aChoiceThatWentAwayIsSaidWithoutBeingAsked() throws Exception {
        try (FileServer server = new FileServer(FileServer.status(404))) {
            EngineState state = state(server);
            Path right = FakeLibtorch.python(folder.resolve("new"), "2.7.1+cu128", FakeLibtorch.CUDA);
            state.use(right);
            settled(state);
            Files.delete(right.resolve(System.mapLibraryName("torch_cpu")));

            EngineState next = state(server);
            next.look();
            ui.until("the problem", () -> !next.broken().get().isEmpty());
            assertThat(next.broken().get()).contains("cannot be used", "go back to the program's own");

            next.useOwn();
            settled(next);
            ui.until("the problem to be over", () -> next.broken().get().isEmpty());
            assertThat(next.problem().get()).isEmpty();
        }
    }

    @Test
    void aChoiceThatCannotBeReadIsSaidAndCanBeTakenBack() throws Exception {
        try (FileServer server = new FileServer(FileServer.status(404))) {
            EngineState state = state(server);
            Path file =
                    Files.createDirectories(settings.folder().resolve("engine")).resolve("libraries.txt");
            Files.writeString(file, "\n");
            state.look();
            ui.until("the problem", () -> !state.broken().get().isEmpty());
            assertThat(state.broken().get()).startsWith(file + ": no folder is named");
            assertThat(state.own().get()).as("the way back is open").isFalse();

            state.useOwn();
            settled(state);
            ui.until("the problem to be over", () -> state.broken().get().isEmpty());
            assertThat(state.own().get()).isTrue();
        }
    }

    @Test
    void whatIsHereNeedsNoNetworkAndWhatWentAwayIsAskedAboutAgain() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(content, "\"v1\""))) {
            EngineState state = state(server);
            Path place = state.download().place();
            Files.createDirectories(place.getParent());
            Files.copy(zip, place);
            state.look();
            stage(state, EngineState.Archive.Stage.WHOLE);
            Files.delete(place);

            AtomicInteger asked = new AtomicInteger();
            state.fetchHere(asked::incrementAndGet);
            ui.until("the question", () -> asked.get() == 1);
            assertThat(state.here().get().stage()).isEqualTo(EngineState.Archive.Stage.NONE);
            assertThat(state.said().get()).isEmpty();
            assertThat(state.problem().get()).isEmpty();

            Files.copy(zip, place);
            state.fetchHere(asked::incrementAndGet);
            settled(state);
            stage(state, EngineState.Archive.Stage.UNPACKED);
            assertThat(choice.chosen()).isPresent();
            assertThat(asked).hasValue(1);
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void whatAnUnpackingLeftIsRemovedByALook() throws Exception {
        try (FileServer server = new FileServer(FileServer.status(404))) {
            Path left = Files.createDirectories(choice.home().resolve("unpacking-1/libtorch"));
            Files.writeString(left.resolve("half.so"), "half");
            EngineState state = state(server);
            state.look();
            ui.until("the look", () -> !state.next().get().isEmpty());
            assertThat(choice.home().resolve("unpacking-1")).doesNotExist();
        }
    }

    @Test
    void aMachineWithoutAnArchiveHasNothingToFetch() throws Exception {
        Optional<EngineArchive> none = Optional.empty();
        EngineState state = new EngineState(settings, tasks, choice, none, facts);
        state.look();
        ui.until("the look", () -> !state.next().get().isEmpty());
        assertThat(state.fetchable()).isFalse();
        assertThat(state.here().get().stage()).isEqualTo(EngineState.Archive.Stage.NONE);
    }
}
