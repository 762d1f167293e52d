package org.lmttm.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeStatistics;
import org.lmttm.volume.io.SeriesEntry;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.VolumeSeries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a volume file holds. */
@Command(
        name = "info",
        description = "Shows shape, type, geometry and value range of a volume file, or of each series of a folder.")
final class InfoCommand extends JsonCommand {
    private static final Pattern INDEX = Pattern.compile("\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*");

    @Mixin
    private final VolumeInput input = new VolumeInput();

    @Option(
            names = "--probe",
            paramLabel = "i,j,k",
            description = "Also shows the value at a voxel, indices from 0. May be repeated.")
    private List<String> probes = List.of();

    @Option(names = "--patient-names", description = "Also shows whose series they are, for a folder or DICOMDIR.")
    private boolean patientNames;

    /** The answer, as the command line's specification names it. */
    private record Info(
            String format,
            int[] shape,
            int volumes,
            String dtype,
            @JsonIgnore double slope,
            @JsonIgnore double intercept,
            double[] spacing,
            @JsonInclude double @Nullable [][] affine,
            @JsonInclude @Nullable String orientation,
            double min,
            double max,
            double mean,
            List<Probe> probes,
            List<String> warnings) {}

    private record Probe(int[] index, double value) {}

    /** All series of a folder or DICOMDIR. */
    private record SeriesList(List<SeriesInfo> series) {}

    /** One series: what names it, then what a file's answer says; or why it cannot be read. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record SeriesInfo(
            String id,
            String description,
            String modality,
            int files,
            @Nullable String patient,
            @JsonUnwrapped @Nullable Info content,
            @Nullable String refused) {}

    @Override
    Answer answer() throws IOException {
        List<int[]> indices = probes.stream().map(this::index).toList();
        VolumeChoice choice = input.choice();
        if (VolumeFiles.holdsSeries(input.file())) {
            return choice.series().isPresent() ? oneSeries(choice, indices) : allSeries(choice, indices);
        }
        Info info = read(choice, indices);
        return new Answer(info, text(info));
    }

    private Answer allSeries(VolumeChoice choice, List<int[]> indices) throws IOException {
        List<SeriesEntry> entries = VolumeFiles.series(input.file(), ReadProgress.NONE);
        if (!indices.isEmpty() && entries.size() > 1) {
            throw input.usage("a probe needs one series: choose it with --series");
        }
        List<SeriesInfo> series = new ArrayList<>();
        List<String> text = new ArrayList<>();
        for (SeriesEntry entry : entries) {
            SeriesInfo info = seriesInfo(entry, choice.withSeries(entry.choice()), indices);
            series.add(info);
            text.add(text(info));
        }
        String gap = System.lineSeparator() + System.lineSeparator();
        return new Answer(new SeriesList(series), String.join(gap, text));
    }

    private Answer oneSeries(VolumeChoice choice, List<int[]> indices) throws IOException {
        String id = choice.series().orElseThrow().id();
        for (SeriesEntry entry : VolumeFiles.series(input.file(), ReadProgress.NONE)) {
            if (entry.id().equals(id)) {
                Info content = read(choice.withSeries(entry.choice()), indices);
                SeriesInfo info = seriesInfo(entry, content, null);
                return new Answer(info, text(info));
            }
        }
        throw new CommandFailedException(
                input.file().getFileName() + ": has no series " + id + "; lmttm info lists what it holds");
    }

    /** A series that cannot be read leaves the others to be shown. */
    private SeriesInfo seriesInfo(SeriesEntry entry, VolumeChoice choice, List<int[]> indices) {
        try {
            return seriesInfo(entry, read(choice, indices), null);
        } catch (IOException e) {
            return seriesInfo(entry, null, String.valueOf(e.getMessage()));
        }
    }

    private SeriesInfo seriesInfo(SeriesEntry entry, @Nullable Info content, @Nullable String refused) {
        return new SeriesInfo(
                entry.id(),
                entry.description(),
                entry.modality(),
                entry.files().size(),
                patientNames ? entry.patientName() : null,
                content,
                refused);
    }

    private static String text(SeriesInfo series) {
        List<String> lines = new ArrayList<>();
        lines.add("series       " + series.id() + " " + series.description());
        lines.add("modality     " + series.modality() + ", "
                + (series.files() == 1 ? "1 file" : series.files() + " files"));
        if (series.patient() != null) {
            lines.add("patient      " + series.patient());
        }
        lines.add(series.content() == null ? "cannot be read: " + series.refused() : text(series.content()));
        return String.join(System.lineSeparator(), lines);
    }

    private Info read(VolumeChoice choice, List<int[]> indices) throws IOException {
        try (VolumeSeries series = VolumeFiles.openAll(input.file(), choice)) {
            if (choice.volume() >= series.size()) {
                throw new CommandFailedException(input.file().getFileName() + ": has no volume " + choice.volume()
                        + ": there are " + series.size() + ", counted from 0");
            }
            return info(series, series.get(choice.volume()), indices);
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
                d.slope(),
                d.intercept(),
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
        if (info.slope() != 1 || info.intercept() != 0) {
            double least = (info.min() - info.intercept()) / info.slope();
            double most = (info.max() - info.intercept()) / info.slope();
            boolean told = info.volumes() == 1 && Double.isFinite(least + most);
            lines.add("scaling      value = " + number(info.slope()) + " × stored "
                    + (info.intercept() < 0 ? "− " : "+ ") + number(Math.abs(info.intercept()))
                    + (told
                            ? ", stored " + number(Math.min(least, most)) + " to " + number(Math.max(least, most))
                            : ""));
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

    /** Up to seven digits, no needless zeros. */
    private static String number(double value) {
        return new BigDecimal(value)
                .round(new MathContext(7))
                .stripTrailingZeros()
                .toPlainString();
    }
}
