package org.lmttm.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The program's version and the folders of its own files. */
public final class Program {
    /** The environment variable that says where this process keeps its log. */
    public static final String LOGS = "LMTTM_LOGS";

    private Program() {}

    /**
     * The version number as the build stamped it, such as "0.1.0".
     *
     * @throws IOException when this build carries none
     */
    public static String version() throws IOException {
        try (InputStream in = Program.class.getResourceAsStream("/org/lmttm/version.txt")) {
            if (in == null) {
                throw new IOException("this build carries no version");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** The folder that the property {@code lmttm.settings} names, else the platform's usual one; it need not exist. */
    public static Path settingsFolder() {
        String property = System.getProperty("lmttm.settings");
        if (property != null) {
            return Path.of(property);
        }
        String home = System.getProperty("user.home");
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String windows = System.getenv("APPDATA");
        if (os.contains("win") && windows != null) {
            return Path.of(windows, "LMTTM Workbench");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "LMTTM Workbench");
        }
        String xdg = System.getenv("XDG_CONFIG_HOME");
        return (xdg == null || xdg.isEmpty() ? Path.of(home, ".config") : Path.of(xdg)).resolve("lmttm-workbench");
    }

    /**
     * The folder of {@code lmttm.log}: what the environment variable {@value #LOGS} or the property {@code lmttm.logs}
     * names, else in the settings folder.
     */
    public static Path logFolder() {
        String variable = System.getenv(LOGS);
        if (variable != null && !variable.isBlank()) {
            return Path.of(variable);
        }
        String property = System.getProperty("lmttm.logs");
        return property != null ? Path.of(property) : settingsFolder().resolve("logs");
    }
}
