package org.lmttm.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The program's version and the folders of its own files. */
public final class Program {
    /** The environment variable that says where this process keeps its log. */
    public static final String LOGS = "LMTTM_LOGS";

    /** The property that bounds the threads of computing. */
    public static final String THREADS = "lmttm.threads";

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

    /** The version number, or a dash in a build that carries none. */
    public static String versionOrDash() {
        try {
            return version();
        } catch (IOException e) { // said by what needs the number; here it is one word among others
            return "\u2013";
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
     * Where files go that belong to settings but are too large to follow their user from machine to machine: on Windows
     * beside the settings in the local profile, else among the settings.
     *
     * @param settings a folder of settings
     */
    public static Path machineFolder(Path settings) {
        return machineFolder(settings, System.getenv("APPDATA"), System.getenv("LOCALAPPDATA"));
    }

    static Path machineFolder(Path settings, @Nullable String roaming, @Nullable String local) {
        boolean moves = roaming != null && local != null && !roaming.isBlank() && settings.startsWith(roaming);
        return moves ? Path.of(local).resolve(Path.of(roaming).relativize(settings)) : settings;
    }

    /** Where runs are put unless the user says otherwise: what the property {@code lmttm.runs} names, else at home. */
    public static Path runsFolder() {
        return folder("lmttm.runs", "lmttm-runs");
    }

    /** Where datasets are, unless the user says otherwise: what {@code lmttm.datasets} names, else at home. */
    public static Path datasetsFolder() {
        return folder("lmttm.datasets", "lmttm-datasets");
    }

    private static Path folder(String property, String usual) {
        return Path.of(System.getProperty(
                property, Path.of(System.getProperty("user.home"), usual).toString()));
    }

    /** A path that does not name its user: the home folder stands as ~. */
    public static String withoutHome(Path path) {
        Path home = Path.of(System.getProperty("user.home"));
        Path whole = path.toAbsolutePath().normalize();
        return whole.startsWith(home) ? "~/" + home.relativize(whole) : whole.toString();
    }

    /** Threads for computing: what the property {@value #THREADS} says, from 1 up to one a processor, else that. */
    public static int threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        int wanted = Integer.getInteger(THREADS, 0);
        return wanted <= 0 ? processors : Math.min(wanted, processors);
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
