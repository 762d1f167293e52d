package org.lmttm.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.io.VolumeChoice;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The file and the volume in it that a command is about. */
final class VolumeInput {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A volume file of any format that the workbench reads.")
    private Path file = Path.of("");

    @Option(
            names = "--volume",
            paramLabel = "N",
            description = "Which volume along time or channel, from 0 (default: 0).")
    private int volume;

    @Option(
            names = "--case",
            paramLabel = "SPLIT:N",
            description = "Which case of a MedMNIST file, such as test:12 (default: the first there is).")
    private @Nullable String chosenCase;

    Path file() {
        return file;
    }

    /** The volume asked for; wrong text is wrong usage. */
    VolumeChoice choice() {
        try {
            return chosenCase == null ? VolumeChoice.volume(volume) : VolumeChoice.parseCase(chosenCase);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** Wrong usage of the command that this is part of. */
    CommandLine.ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("not part of a command: " + message);
        }
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
