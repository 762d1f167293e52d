package org.lmttm.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK's ahead-of-time cache of an image (JEP 483, 514, 515): classes loaded and linked as a first run left them, so
 * that a start need not read and verify jars. Made by running the image itself; where it does not fit, the JVM starts
 * without.
 */
final class AotCache {
    private static final String NAME = "lmttm.aot";

    private AotCache() {}

    /**
     * Runs the window of an image once on the headless platform, makes the cache of what it loaded, and tells the
     * launchers of it.
     *
     * @param launcher the image's console launcher
     * @param app the image's folder {@code $APPDIR}
     * @param work folder for what the run writes; deleted afterwards
     */
    static void add(Path launcher, Path app, Path work) throws IOException, InterruptedException {
        Files.createDirectories(work);
        Path record = work.resolve("record");
        Path cache = app.resolve(NAME);
        List<String> run = List.of("bench", "window", "--size", "48", "--steps", "12", "--json");
        run(
                launcher,
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record, "-Dlmttm.settings=" + work),
                run,
                work);
        run(
                launcher,
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record, "-XX:AOTCache=" + cache),
                List.of("--version"),
                work);
        if (!Files.isRegularFile(cache)) {
            throw new IOException(cache + ": the ahead-of-time cache was not made");
        }
        try (var files = Files.list(app)) {
            for (Path config : files.filter(p -> p.toString().endsWith(".cfg")).toList()) {
                // "off" keeps the JVM quiet where the cache does not fit, such as under a debugger
                String options = "java-options=-XX:AOTCache=$APPDIR/" + NAME + "\njava-options=-Xlog:aot=off\n";
                Files.writeString(config, options, StandardOpenOption.APPEND);
            }
        }
        Tools.delete(work);
    }

    private static void run(Path launcher, List<String> options, List<String> arguments, Path work)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(launcher.toString());
        command.addAll(arguments);
        Path log = work.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(work.toFile());
        builder.environment().put("JAVA_TOOL_OPTIONS", String.join(" ", options));
        builder.environment().remove("DISPLAY");
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status + ": " + Files.readString(log));
        }
    }
}
