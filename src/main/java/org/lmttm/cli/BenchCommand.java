package org.lmttm.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How fast this machine is at what the workbench does. */
@Command(
        name = "bench",
        description = "Measures how long things take on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            VolumeBenchCommand.class,
            WindowBenchCommand.class,
            ModelBenchCommand.class,
            PrecisionBenchCommand.class
        })
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to measure: bench volume, bench window, bench model or bench precision");
    }
}
