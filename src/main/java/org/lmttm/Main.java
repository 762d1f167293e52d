package org.lmttm;

import org.lmttm.cli.LmttmCommand;
import org.lmttm.program.Program;

/** Entry point of the workbench: a plain class, because one that extends Application cannot start from a class path. */
public final class Main {
    private Main() {}

    /**
     * Runs a command, or opens the window when there are no arguments.
     *
     * @param args the command and its options; see {@code lmttm --help}
     */
    public static void main(String[] args) {
        // The engine must not look for the network, whichever way the program was started.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // before anything logs, because logging is set up once
        System.setProperty("lmttm.logs", Program.logFolder().toString());
        int status = LmttmCommand.run(args, System.out, System.err);
        System.out.flush();
        // Not by returning: an engine or toolkit thread that is still alive must not keep a finished command running.
        System.exit(status);
    }
}
