package org.lmttm.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeStatistics;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.VolumeSeries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a volume file holds. */
@Command(name = "info", description = "Shows shape, type, geometry and value range of a volume file.")
final class InfoCommand extends JsonCommand {
    private static final Pattern INDEX = Pattern.compile("\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*");

    @Mixin
    private final VolumeInput input = new VolumeInput();

    @Option(
            names = "--probe",
            paramLabel = "i,j,k",
            description = "Also shows the value at a voxel, indices from 0. May be repeated.")
    private List<String> probes = List.of();

    /** The answer, as the command line's specification names it. */
    private record Info(
            String format,
            int[] shape,
            int volumes,
            String dtype,
            double[] spacing,
            double @Nullable [][] affine,
            @Nullable String orientation,
            double min,
            double max,
            double mean,
            List<Probe> probes,
            List<String> warnings) {}

    private record Probe(int[] index, double value) {}

    @Override
    Answer answer() throws IOException {
        List<int[]> indices = probes.stream().map(this::index).toList();
        VolumeChoice choice = input.choice();
        try (VolumeSeries series = VolumeFiles.openAll(input.file(), choice)) {
            if (choice.volume() >= series.size()) {
                throw new CommandFailedException(input.file().getFileName() + ": has no volume " + choice.volume()
                        + ": there are " + series.size() + ", counted from 0");
            }
            Info info = info(series, series.get(choice.volume()), indices);
            return new Answer(info, text(info));
        }
    }

    private int[] index(String text) {
        var m = INDEX.matcher(text);
        if (!m.matches()) {
            throw input.usage("a probe is i,j,k, three voxel indices from 0, not '" + text + "'");
        }
        return new int[] {Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))};
    }

    private Info info(VolumeSeries series, Volume volume, List<int[]> indices) {
        Volume.Description d = volume.description();
        List<Probe> values = new ArrayList<>();
        for (int[] index : indices) {
            for (int axis = 0; axis < 3; axis++) {
                if (index[axis] >= volume.size(axis)) {
                    throw new CommandFailedException(input.file().getFileName() + ": has no voxel " + index[0] + ","
                            + index[1] + "," + index[2] + ": its shape is " + d.ni() + " × " + d.nj() + " × " + d.nk());
                }
            }
            values.add(new Probe(index, volume.value(index[0], index[1], index[2])));
        }
        VolumeStatistics s = VolumeStatistics.of(series);
        List<String> warnings = new ArrayList<>(d.warnings());
        if (s.nonFinite() > 0) {
            warnings.add(s.nonFinite() + " voxels are not finite (" + s.nan() + " not a number, " + s.infinite()
                    + " infinite) and are left out of minimum, maximum and mean");
        }
        return new Info(
                d.format(),
                new int[] {d.ni(), d.nj(), d.nk()},
                series.size(),
                d.type().numpyName(),
                volume.spacing(),
                d.affine().map(Affine::rows).orElse(null),
                d.affine().map(Affine::orientation).orElse(null),
                s.min(),
                s.max(),
                s.mean(),
                values,
                warnings);
    }

    private static String text(Info info) {
        List<String> lines = new ArrayList<>();
        lines.add("format       " + info.format());
        lines.add("shape        " + info.shape()[0] + " × " + info.shape()[1] + " × " + info.shape()[2]
                + (info.volumes() > 1 ? ", " + info.volumes() + " volumes" : ""));
        lines.add("type         " + info.dtype());
        if (info.affine() == null) {
            lines.add("geometry     none: lengths are in voxels");
        } else {
            lines.add(String.format(
                    Locale.ROOT,
                    "spacing      %.4g × %.4g × %.4g mm",
                    info.spacing()[0],
                    info.spacing()[1],
                    info.spacing()[2]));
            lines.add("orientation  " + info.orientation());
            for (double[] row : info.affine()) {
                lines.add(String.format(
                        Locale.ROOT, "             %12.5f %12.5f %12.5f %12.5f", row[0], row[1], row[2], row[3]));
            }
        }
        lines.add(String.format(
                Locale.ROOT, "values       %.6g to %.6g, mean %.6g", info.min(), info.max(), info.mean()));
        for (Probe p : info.probes()) {
            lines.add("probe        " + p.index()[0] + "," + p.index()[1] + "," + p.index()[2] + " = " + p.value());
        }
        for (String warning : info.warnings()) {
            lines.add("warning      " + warning);
        }
        return lines.stream().collect(Collectors.joining(System.lineSeparator()));
    }
}
