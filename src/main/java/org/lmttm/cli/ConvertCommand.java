package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.HeaderField;
import org.lmttm.volume.io.VolumeAxis;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeExport;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.VolumeSeries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A volume file in another format. */
@Command(
        name = "convert",
        description = {
            "Writes a volume as NIfTI (.nii, .nii.gz), NRRD (.nrrd) or MetaImage (.mha), exactly.",
            "All volumes along time or channel are written unless --volume names one. Nothing of the header that could"
                    + " name the patient goes along: no free text, names, numbers or dates."
        })
final class ConvertCommand extends JsonCommand {
    @Mixin
    private final VolumeInput input = new VolumeInput();

    @Option(
            names = "-o",
            required = true,
            paramLabel = "OUT",
            description = "The file to write; replaced if it exists.")
    private Path output = Path.of("");

    @Option(
            names = "--keep-header",
            description = "Also take along the header's free text and patient fields, where the format has room.")
    private boolean keepHeader;

    private record Converted(String file, String format) {}

    @Override
    Answer answer() throws IOException {
        if (VolumeExport.Format.of(output).isEmpty()) {
            throw input.usage(output.getFileName() + ": a volume is written to a name that ends in "
                    + VolumeExport.Format.allEndings());
        }
        if (Files.exists(output) && Files.exists(input.file()) && Files.isSameFile(output, input.file())) {
            throw new CommandFailedException(
                    output.getFileName() + ": would replace the volume itself; choose another name");
        }
        VolumeChoice choice = VolumeFiles.prepared(input.file(), input.choice(), ReadProgress.NONE);
        List<HeaderField> header = keepHeader
                ? VolumeFiles.header(input.file(), choice).stream()
                        .filter(field -> field.patientData() && !field.value().isEmpty())
                        .toList()
                : List.of();
        VolumeExport.Written written;
        if (input.namesVolume() || input.namesCase()) {
            try (Volume volume = VolumeFiles.open(input.file(), choice)) {
                written = VolumeExport.write(output, List.of(volume), VolumeAxis.UNKNOWN, header);
            }
        } else {
            VolumeAxis axis = VolumeFiles.list(input.file(), choice).axis();
            try (VolumeSeries series = VolumeFiles.openAll(input.file(), choice)) {
                written = VolumeExport.write(output, series.volumes(), axis, header);
            }
        }
        return new Answer(
                new Converted(output.toString(), written.format()),
                "wrote " + output + " (" + written.format() + ")",
                written.notes());
    }
}
