package org.lmttm.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunSummary;
import org.lmttm.training.TrainingConfig;

/**
 * The runs in a folder, one subfolder each. Nothing is cached: what it says is what stands on the disk.
 *
 * @param root the folder; need not exist yet
 */
public record RunCatalog(Path root) {

    /**
     * What a scan found.
     *
     * @param runs readable runs, the newest activity first, runs never started at the end by name
     * @param problems one line for each run folder that could not be read, naming it
     */
    public record Listing(List<RunSummary> runs, List<String> problems) {
        /** Makes the lists immutable. */
        public Listing {
            runs = List.copyOf(runs);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads every run's configuration and events: not for the user interface's thread.
     *
     * @throws IOException if the folder itself cannot be listed
     */
    public Listing scan() throws IOException {
        List<RunSummary> runs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path folder : folders()) {
            try {
                runs.add(RunFolder.open(folder).summary());
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        runs.sort(Comparator.comparing(RunSummary::lastEvent, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(RunSummary::name));
        return new Listing(runs, problems);
    }

    /**
     * Makes a run with the next free number, such as {@code 014-vessels}.
     *
     * @param label what people call it; anything but letters, digits, dot and minus becomes a minus
     * @throws IOException if it cannot be written
     */
    public RunFolder create(String label, TrainingConfig config) throws IOException {
        String safe = label.strip().replaceAll("[^\\p{L}\\p{N}.]+", "-").replaceAll("^[-.]+|-+$", "");
        int highest = 0;
        for (Path folder : folders()) {
            highest = Math.max(highest, number(String.valueOf(folder.getFileName())));
        }
        String name = "%03d%s".formatted(highest + 1, safe.isEmpty() ? "" : "-" + safe);
        return RunFolder.create(root.resolve(name), config);
    }

    private static int number(String name) {
        String digits = name.replaceFirst("^(\\d{1,6}).*|.*", "$1");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(RunFolder::isRun).sorted().toList();
        }
    }
}
