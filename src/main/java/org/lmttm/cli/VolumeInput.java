package org.lmttm.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.io.RawLayout;
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

    @Parameters(
            paramLabel = "FILE",
            description = "A volume file of any format that the workbench reads, or a folder of DICOM files.")
    private Path file = Path.of("");

    @Option(
            names = "--volume",
            paramLabel = "N",
            description = "Which volume along time or channel, from 0 (default: 0).")
    private @Nullable Integer volume;

    @Option(
            names = "--case",
            paramLabel = "SPLIT:N",
            description = "Which case of a MedMNIST file, such as test:12 (default: the first there is).")
    private @Nullable String chosenCase;

    @Option(
            names = "--raw",
            paramLabel = "LAYOUT",
            description =
                    "How voxels lie in a file without a header: SIZE,TYPE[,little|big][,OFFSET][,SPACING], such as"
                            + " 256x256x100,int16,little,352,0.5x0.5x1.25 (a fourth size counts volumes).")
    private @Nullable String raw;

    @Option(
            names = "--series",
            paramLabel = "ID",
            description = "Which series of a folder or DICOMDIR; info lists them (default: the only one).")
    private @Nullable String series;

    Path file() {
        return file;
    }

    /** The volume asked for; wrong text is wrong usage. */
    VolumeChoice choice() {
        try {
            VolumeChoice choice = chosenCase == null
                    ? VolumeChoice.volume(volume == null ? 0 : volume)
                    : VolumeChoice.parseCase(chosenCase);
            if (series != null) {
                choice = choice.withSeries(VolumeChoice.SeriesChoice.of(series));
            }
            return raw == null ? choice : choice.withRaw(RawLayout.parse(raw));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** Whether the user named one volume along time or channel. */
    boolean namesVolume() {
        return volume != null;
    }

    /** Whether the user named a case. */
    boolean namesCase() {
        return chosenCase != null;
    }

    /** Wrong usage of the command that this is part of. */
    CommandLine.ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("not part of a command: " + message);
        }
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
