package org.lmttm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.WorkbenchApplication;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lmttm open [--sample] [FILE…]}: the window; where there is no display, the tour of it instead. */
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        description = "Opens the window, with the given files. Without a display it takes the tour instead.")
final class OpenCommand implements Callable<Integer> {
    private static final String TOUR = "tour";
    private static final String TOUR_FOLDER = "tour";

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Volumes, models or run folders to open.")
    private List<Path> files = List.of();

    @Option(names = "--sample", description = "Open the sample case.")
    private boolean sample;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Toolkit.hasDisplay()) {
            spec.commandLine()
                    .getOut()
                    .println("No display here: the tour drives the window on JavaFX's headless platform instead and"
                            + " leaves its pictures in " + Path.of(TOUR_FOLDER).toAbsolutePath());
            CommandLine root = spec.root().commandLine();
            LmttmCommand.addCommands(root, TOUR);
            return root.execute(TOUR, "-o", TOUR_FOLDER);
        }
        WorkbenchApplication.open(files, sample);
        return 0;
    }
}
