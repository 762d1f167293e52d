package org.lmttm.app.training;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lmttm.app.shell.EngineInference;
import org.lmttm.app.shell.FileVolumes;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.insight.RandomTraces;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.Trace;
import org.lmttm.training.TrainerProcess;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** The training desk with its inspector in a window of its own; traces are made up, checkpoints there are none. */
@ExtendWith(ApplicationExtension.class)
abstract class TrainingHarness {
    /** Where files are saved; empty for nowhere. */
    Optional<Path> target = Optional.empty();

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in show()
    Path folder;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in show()
    Session session;

    @SuppressWarnings("NullAway.Init") // made on the toolkit's thread in show()
    TrainingWorkspace workspace;

    private final class Answers extends NoDialogs {
        @Override
        public Optional<Path> saveAs(String suggestedName, List<String> endings) {
            return target;
        }
    }

    private static final class RandomRun implements RunServices {
        @Override
        public Trace readTrace(Path file) {
            return RandomTraces.lmttm(Border.PAD, file.hashCode());
        }

        @Override
        public ModelEntry readModel(Path file) throws IOException {
            throw new IOException(file + ": no checkpoint in this test");
        }
    }

    /** Shows the desk. TestFX looks for {@code @Start} in the test class itself, which calls this. */
    void show(Stage stage) throws IOException {
        folder = Files.createTempDirectory("lmttm-test");
        session = new Session(
                folder,
                Settings.in(folder),
                new TaskRunner(Platform::runLater),
                new FileVolumes(),
                new EngineInference());
        workspace = new TrainingWorkspace(session, new RandomRun(), folder.resolve("runs"), new Answers());
        HBox box = new HBox(workspace.view(), requireNonNull(workspace.inspector()));
        HBox.setHgrow(workspace.view(), Priority.ALWAYS);
        stage.setScene(new Scene(box, 990, 940));
        stage.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            workspace.desk().tracks().stream()
                    .map(RunTrack::trainer)
                    .filter(Objects::nonNull)
                    .forEach(TrainerProcess::kill);
            workspace.close();
            session.close();
        });
    }
}
