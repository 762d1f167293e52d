package org.lmttm.training;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to start this program once more: the packaged launcher where there is one, else the same Java with the same
 * options, class path and main class.
 *
 * @param command the command line before the workbench's own arguments
 * @param environment variables to add
 */
record TrainerCommand(List<String> command, Map<String, String> environment) {
    private static final String MAIN = "org.lmttm.Main";
    private static final String LAUNCHER_STATE = "_JPACKAGE_LAUNCHER";

    TrainerCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The command that starts what runs here. */
    static TrainerCommand ofThisProcess() {
        return of(
                System.getProperty("jpackage.app-path"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("jdk.module.path"),
                System.getProperty("java.class.path"));
    }

    static TrainerCommand of(
            @Nullable String launcher,
            String java,
            List<String> options,
            @Nullable String modulePath,
            @Nullable String classPath) {
        if (launcher != null) {
            return new TrainerCommand(List.of(launcher), Map.of());
        }
        List<String> command = new ArrayList<>();
        command.add(java);
        options.stream().filter(TrainerCommand::isInherited).forEach(command::add);
        if (modulePath != null && !modulePath.isEmpty()) {
            command.add("--module-path");
            command.add(modulePath);
        }
        command.add(MAIN);
        // In the environment, because a long class path overflows Windows' command line.
        return new TrainerCommand(command, Map.of("CLASSPATH", classPath == null ? "" : classPath));
    }

    /** A child inherits every option but those that only one process can have: agents, debuggers, the log. */
    private static boolean isInherited(String option) {
        return Stream.of("-agentlib", "-agentpath", "-javaagent", "-Xrun", "-Xdebug", "--module-path", "-Dlmttm.logs=")
                .noneMatch(option::startsWith);
    }

    ProcessBuilder builder(List<String> arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().putAll(environment);
        // jpackage's launcher leaves its own start in here, and a child launcher would repeat that instead of ours
        builder.environment().remove(LAUNCHER_STATE);
        return builder;
    }
}
