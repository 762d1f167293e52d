package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** The real window with settings of its own and nothing open, for tests that use it as a hand does. */
@ExtendWith(ApplicationExtension.class)
abstract class WindowHarness {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    Workbench workbench;

    /** Where the user saves a surface; null when they change their mind. */
    @Nullable
    Path meshFile;

    final Answers answers = new Answers();

    /** Shows the window. TestFX looks for {@code @Start} in the test class itself, which calls this. */
    void show(Stage stage) throws IOException {
        show(stage, Settings.in(settingsFolder()));
    }

    private void show(Stage stage, Settings settings) {
        TaskRunner tasks = new TaskRunner(Platform::runLater);
        Session session = new Session(Path.of("nowhere"), settings, tasks, new FileVolumes(), new EngineInference());
        workbench = Workbench.of(session, answers, stage::close);
        stage.setScene(workbench.shell().scene());
        stage.setWidth(1000); // the headless platform has no larger screen
        stage.setHeight(1000);
        stage.show();
    }

    /** Closes the window and opens it anew with the same settings, as the next start does. */
    void startAgain(FxRobot robot) {
        robot.interact(() -> {
            Stage stage = (Stage) workbench.shell().scene().getWindow();
            Settings settings = session().settings();
            workbench.close();
            show(stage, settings);
        });
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, workbench::close);
    }

    /** What the user chooses when asked for files to open. */
    List<Path> chosenFiles = List.of();

    /** What the user chooses when asked where to save a volume. */
    Optional<Path> chosenVolume = Optional.empty();

    /** Answers what a test has set. */
    final class Answers extends NoDialogs {
        Optional<Path> desk = Optional.empty();
        Optional<Path> located = Optional.empty();
        Optional<Path> table = Optional.empty();
        String suggestedTable = "";
        Optional<Path> saved = Optional.empty();
        Optional<Path> chosenFolder = Optional.empty();

        @Override
        public Optional<Path> chooseFolder(String title) {
            return chosenFolder;
        }

        Optional<Path> picture = Optional.empty();

        @Override
        public Optional<Path> savePicture(String suggestedName) {
            return picture;
        }

        @Override
        public Optional<Path> saveAs(String suggestedName, List<String> endings) {
            return saved;
        }

        @Override
        public Optional<Path> saveTable(String suggestedName) {
            suggestedTable = suggestedName;
            return table;
        }

        @Override
        public List<Path> open() {
            return chosenFiles;
        }

        @Override
        public Optional<Path> chooseFile(String title, String ending) {
            return chosenFiles.stream()
                    .filter(file -> file.toString().endsWith(ending))
                    .findFirst();
        }

        @Override
        public Optional<Path> saveVolume(String suggestedName) {
            return chosenVolume;
        }

        @Override
        public Optional<Path> saveDesk(String suggestedName) {
            return desk;
        }

        @Override
        public Optional<Path> locate(String name) {
            return located;
        }

        @Override
        public Optional<Path> saveMesh(String suggestedName) {
            return Optional.ofNullable(meshFile);
        }
    }

    /** Where the window remembers things; called once, before it is shown. */
    Path settingsFolder() throws IOException {
        return Files.createTempDirectory("lmttm-settings");
    }

    Session session() {
        return workbench.session();
    }

    /** Opens a volume of 80 × 64 × 48 mm whose values repeat from 0 to 96. */
    OpenCase openRamp(FxRobot robot, String name) throws Exception {
        float[] values = new float[40 * 32 * 24];
        for (int x = 0; x < values.length; x++) {
            values[x] = x % 97;
        }
        return open(robot, Volume.ofFloats(name, 40, 32, 24, values, Affine.scaling(2, 2, 2)));
    }

    /** Writes a volume as floats under its name, closes it and opens the file. */
    OpenCase open(FxRobot robot, Volume volume) throws Exception {
        Path file = folder.resolve(volume.name() + ".nii");
        try (volume) {
            NiftiWriter.write(file, volume, VoxelType.FLOAT32);
        }
        return open(robot, file);
    }

    /** Opens a file and waits until it is shown. */
    OpenCase open(FxRobot robot, Path file) throws Exception {
        robot.interact(() -> workbench.opener().open(file));
        waitFor(() -> session().activeCase().get() != null
                && session().activeCase().get().file().equals(file)
                && workbench.volume().settled());
        return session().activeCase().get();
    }

    void fire(FxRobot robot, String action) {
        robot.interact(() -> workbench.shell().actions().stream()
                .filter(spec -> spec.id().equals(action))
                .findFirst()
                .orElseThrow()
                .fire());
    }

    static void waitFor(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, condition));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** The action's declaration, by its id. */
    ActionSpec action(String id) {
        return workbench.shell().actions().stream()
                .filter(spec -> spec.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
