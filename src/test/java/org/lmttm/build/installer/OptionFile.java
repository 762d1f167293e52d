package org.lmttm.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of jpackage's options, an option a line, whose paths are relative to the folder {@code installer}. */
final class OptionFile {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Set<String> PATHS = Set.of("--icon", "--resource-dir");
    private static final String LAUNCHER = "--add-launcher";

    private OptionFile() {}

    /**
     * The options of a file with paths made absolute.
     *
     * @throws IOException also when a path names nothing
     */
    static List<String> read(Path file, Path folder) throws IOException {
        List<String> words = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = WORD.matcher(line);
            while (matcher.find()) {
                String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                String option = words.isEmpty() ? "" : words.getLast();
                if (PATHS.contains(option)) {
                    words.add(existing(folder.resolve(word), file));
                } else if (option.equals(LAUNCHER)) {
                    String[] launcher = word.split("=", 2);
                    words.add(launcher[0] + "=" + existing(folder.resolve(launcher[1]), file));
                } else {
                    words.add(word);
                }
            }
        }
        return words;
    }

    private static String existing(Path path, Path file) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(file + " names " + path + ", which is not there");
        }
        return path.toString();
    }
}
