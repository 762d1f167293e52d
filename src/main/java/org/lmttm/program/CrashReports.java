package org.lmttm.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reports of what went wrong, kept in a folder of this machine and never sent. A window leaves a marker while it runs: one
 * whose process is gone did not close, and what the Java machine wrote about its end becomes a report at the next start.
 * Reports hold versions and stacks; no messages, files or people.
 */
public final class CrashReports {
    private static final Pattern MARKER = Pattern.compile("running-(\\d{1,18})\\.txt");
    private static final String UNSEEN = ".new.txt";
    private static final int KEPT = 10;
    private static final int MOST_BYTES = 1 << 18;

    private final Path folder;

    /**
     * A report.
     *
     * @param file where it is
     * @param at when it was written
     * @param text whole
     */
    public record Report(Path file, Instant at, String text) {}

    /** @param folder made when something is first written */
    public CrashReports(Path folder) {
        this.folder = folder;
    }

    /** Where reports are. */
    public Path folder() {
        return folder;
    }

    /** This process runs from now on. */
    public void begin() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(marker(), Path.of("").toAbsolutePath().toString());
    }

    /** This process ends as it should. */
    public void end() throws IOException {
        Files.deleteIfExists(marker());
    }

    private Path marker() {
        return folder.resolve("running-" + ProcessHandle.current().pid() + ".txt");
    }

    /**
     * Writes a report of an error that the window survived.
     *
     * @param where the thread's name
     * @param trace classes and places, without messages
     */
    public void record(String where, String trace) throws IOException {
        write("An unexpected error on " + where + "; the window stayed open.", trace);
    }

    private void write(String what, String details) throws IOException {
        Files.createDirectories(folder);
        Instant now = Instant.now();
        String text = String.join(
                "\n",
                "LMTTM Workbench: research use only, not for clinical use",
                "Crash report. It is kept on this machine and was sent to nobody.",
                "",
                "When: " + now,
                "Version: " + Program.versionOrDash(),
                "Java: " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
                "System: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                "What: " + what,
                "",
                details,
                "");
        String name = "crash-" + now.toString().replace(':', '-') + UNSEEN;
        Files.writeString(folder.resolve(name), text);
        for (Path old : reports().stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    /** Reports nobody has seen, the latest first; those of windows that did not close are written before. */
    public List<Report> unseen() throws IOException {
        return unseen(
                pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    }

    List<Report> unseen(LongPredicate alive) throws IOException {
        for (Path file : files()) {
            Matcher marker = MARKER.matcher(name(file));
            if (marker.matches() && !file.equals(marker()) && !alive.test(Long.parseLong(marker.group(1)))) {
                write(
                        "The program ended without closing: it crashed, was killed, or the machine stopped.",
                        machine(marker.group(1), Path.of(Files.readString(file).strip())));
                Files.deleteIfExists(file);
            }
        }
        List<Report> unseen = new ArrayList<>();
        for (Path file : reports()) {
            if (name(file).endsWith(UNSEEN)) {
                unseen.add(new Report(file, Files.getLastModifiedTime(file).toInstant(), Files.readString(file)));
            }
        }
        return unseen;
    }

    /** A report was seen; it stays. */
    public void seen(Report report) throws IOException {
        try {
            String name = name(report.file());
            Files.move(report.file(), folder.resolve(name.substring(0, name.length() - UNSEEN.length()) + ".txt"));
        } catch (NoSuchFileException e) {
            // another window has seen it
        }
    }

    /** What the Java machine wrote about its end, where it did: cause and frames only, for the rest names files. */
    private static String machine(String pid, Path workingFolder) throws IOException {
        String name = "hs_err_pid" + pid + ".log";
        Optional<Path> log = Stream.of(workingFolder, Path.of(System.getProperty("java.io.tmpdir")))
                .map(place -> place.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
        if (log.isEmpty()) {
            return "The Java machine left no word about it.";
        }
        String text;
        try (var in = Files.newInputStream(log.get())) {
            text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
        List<String> kept = new ArrayList<>();
        boolean frames = false;
        for (String line : text.lines().toList()) {
            frames =
                    line.startsWith("Native frames:") || line.startsWith("Java frames:") || (frames && !line.isBlank());
            boolean cause = line.startsWith("#") && !line.contains("/") && !line.contains("\\");
            boolean place = line.startsWith("# C  [") || line.startsWith("# V  [") || line.startsWith("# J ");
            if (frames || cause || place) {
                kept.add(line);
            }
        }
        return String.join("\n", kept);
    }

    private List<Path> reports() throws IOException {
        return files().stream()
                .filter(file -> name(file).startsWith("crash-"))
                .sorted(Comparator.comparing(CrashReports::name).reversed())
                .toList();
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }
}
