package org.lmttm.app.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunSetup;
import org.lmttm.training.TrainingConfig;

/** Makes the folders of new runs; reads files, so not on the window's thread. */
final class NewRun {
    private NewRun() {}

    /** The first of run-001, run-002 … that does not exist. */
    static Path nextFolder(Path folder) {
        int number = 1;
        while (Files.exists(folder.resolve(String.format(Locale.ROOT, "run-%03d", number)))) {
            number++;
        }
        return folder.resolve(String.format(Locale.ROOT, "run-%03d", number));
    }

    /**
     * Makes a run whose network takes the dataset's volumes and classes.
     *
     * @param config names a dataset, from the current folder or from the application's
     * @param home the application's folder
     * @throws IOException if the dataset is missing or has another layout, if the configuration does not fit it, or if
     *     the folder cannot be made
     */
    static RunFolder create(Path folder, TrainingConfig config, Path home) throws IOException {
        Path file = locate(Objects.requireNonNull(config.dataset()), home);
        // the trainer must find it whatever its current folder is
        return RunFolder.create(folder, RunSetup.configure(config, file));
    }

    /**
     * A run that was made.
     *
     * @param seconds about how long it will take; NaN where that is not known
     */
    record Made(RunFolder run, double seconds) {}

    /**
     * Estimates how long a new run will take.
     *
     * @param runs folder of earlier runs
     * @throws IOException if the dataset cannot be read
     */
    static Made estimated(RunFolder run, Path runs) throws IOException {
        return new Made(run, Forecast.of(run.config(), runs).seconds());
    }

    /**
     * The absolute path of a dataset, named from the current folder or from the application's.
     *
     * @throws IOException if there is none
     */
    static Path locate(String dataset, Path home) throws IOException {
        Path here = Path.of(dataset);
        Path file = Files.exists(here) ? here : home.resolve(dataset);
        if (!Files.exists(file)) {
            throw new IOException(Texts.text("wrong.missing", dataset));
        }
        return file.toAbsolutePath();
    }
}
