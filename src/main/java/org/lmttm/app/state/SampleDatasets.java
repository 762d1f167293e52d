package org.lmttm.app.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The labelled data sets that come with the application. */
public final class SampleDatasets {
    private SampleDatasets() {}

    /** Labelled data sets of the application's sample folder: NPZ files, and folders with labels.csv. Reads a folder. */
    public static List<String> of(Path home) throws IOException {
        Path samples = home.resolve("sample-volumes");
        if (!Files.isDirectory(samples)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(samples)) {
            return files.filter(file -> file.toString().endsWith(".npz") || Files.exists(file.resolve("labels.csv")))
                    .sorted()
                    .map(file -> home.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
