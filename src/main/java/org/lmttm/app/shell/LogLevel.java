package org.lmttm.app.shell;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.lmttm.program.Program;
import org.slf4j.LoggerFactory;

/** How much the program logs into its file; the console hears warnings only, whatever is set here. */
final class LogLevel {
    private LogLevel() {}

    /**
     * Takes effect at once.
     *
     * @param name WARN, INFO or DEBUG; anything else is taken for WARN
     */
    static void set(String name) {
        if (LoggerFactory.getLogger("org.lmttm") instanceof Logger ours) {
            ours.setLevel(Level.toLevel(name, Level.WARN));
            ours.info("LMTTM Workbench {}, Java {}, {}", Program.versionOrDash(), Runtime.version(), system());
        }
    }

    private static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
}
