package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.Subject;
import org.lmttm.model.CubeInput;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.NativeEngine;
import org.lmttm.model.Prediction;
import org.lmttm.model.Trace;
import org.lmttm.program.Program;
import org.lmttm.report.AttentionMap;
import org.lmttm.report.CaseReport;
import org.lmttm.report.ReportComposer;
import org.lmttm.report.ReportFiles;
import org.lmttm.report.ReportRequest;
import org.lmttm.surface.Progress;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Region;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.HeaderField;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmttm report}: one case with what a model says about it, as HTML and PDF. */
@Command(
        name = "report",
        description = {
            "Writes a case report: images, prediction, how far to trust it, attention, model, versions and hashes.",
            "It names no patient and no file unless asked. Research use only — not for clinical use."
        })
final class ReportCommand extends JsonCommand {
    private static final int HISTOGRAM_BINS = 4096;

    @Mixin
    private final VolumeInput input = new VolumeInput();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final AuditOption audit = new AuditOption();

    @Option(names = "--model", required = true, paramLabel = "M", description = "The model (.safetensors).")
    private Path model = Path.of("");

    @Option(
            names = "-o",
            required = true,
            paramLabel = "FILE",
            description = "The report: .pdf or .html. May be given twice, for both.")
    private List<Path> outputs = List.of();

    @Option(
            names = "--region",
            paramLabel = "X,Y,Z,EDGE[,EDGE,EDGE]",
            description = "What the model is fed: centre in RAS mm (voxels without patient space) and edges in mm"
                    + " along its depth, height and width (default: what its preprocessing says).")
    private @Nullable String region;

    @Option(names = "--at", paramLabel = "I,J,K", description = "The crosshair's voxel (default: the middle).")
    private @Nullable String at;

    @Option(
            names = "--window",
            paramLabel = "LO,HI",
            description = "Values shown black and white (default: the file's own window, else 0.5 to 99.5 percent).")
    private @Nullable String window;

    @Option(
            names = "--map",
            paramLabel = "MAP",
            description = "Attention painted on slices: read, write or rollout; may be repeated (default: read and"
                    + " rollout).")
    private List<AttentionMap> maps = List.of(AttentionMap.READ, AttentionMap.ROLLOUT);

    @Option(
            names = "--timestamp",
            paramLabel = "T",
            description = "Paint only the patches of this timestamp, from 0 (default: all).")
    private int timestamp = -1;

    @Option(names = "--label", paramLabel = "TEXT", description = "What to call the case (default: by its hash).")
    private String label = "";

    @Option(
            names = "--with-patient",
            description = "Name the patient as the DICOM header does; the report then says that it does.")
    private boolean withPatient;

    @Option(
            names = "--date",
            paramLabel = "TIME",
            description = "The report's date, such as 2026-01-31T12:00:00Z (default: now).")
    private @Nullable String date;

    private record Written(List<String> files) {}

    @Override
    Answer answer() throws IOException {
        check();
        Instant now = date();
        VolumeChoice choice = input.choice();
        Region box = region == null ? null : region(region);
        List<String> warnings = new ArrayList<>();
        try (InferenceModel network = InferenceModel.load(model, device.choice());
                Volume volume = VolumeFiles.open(input.file(), choice)) {
            float[] cube = box == null
                    ? CubeInput.of(volume, network.info().preprocessing())
                    : CubeInput.ofBox(volume, network.info().preprocessing(), box);
            Trace trace = network.trace(cube);
            ReportRequest.Identity identity = new ReportRequest.Identity(
                    label, audit.hash(List.of(input.file())), audit.hash(List.of(model)), patient(choice, warnings));
            ReportRequest.View view = new ReportRequest.View(crosshair(volume), window(volume), true);
            ReportRequest.Origin origin =
                    new ReportRequest.Origin(Program.version(), NativeEngine.version(), network.device(), now);
            CaseReport report = ReportComposer.compose(
                    new ReportRequest(
                            volume,
                            network.info(),
                            model,
                            trace,
                            Subject.of(network),
                            box,
                            view,
                            maps,
                            timestamp,
                            identity,
                            origin),
                    Progress.NONE);
            for (Path output : outputs) {
                ReportFiles.write(report, now, output);
            }
            Prediction answer = new Prediction(trace.logits(), trace.probabilities());
            warnings.addAll(audit.record("report", network, List.of(input.file()), model, choice, box, cube, answer));
            List<String> files = outputs.stream().map(Path::toString).toList();
            return new Answer(new Written(files), "wrote " + String.join(", ", files), warnings)
                    .in(network.info().mode());
        }
    }

    private void check() {
        for (Path output : outputs) {
            if (!ReportFiles.isReport(output)) {
                throw input.usage("-o is a file that ends in " + String.join(" or ", ReportFiles.ENDINGS) + ", not '"
                        + output + "'");
            }
            Path folder = output.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new CommandFailedException(output + ": there is no folder " + folder);
            }
        }
    }

    private Instant date() {
        try {
            return date == null ? Instant.now() : Instant.parse(date);
        } catch (DateTimeParseException _) {
            throw input.usage("--date is a time in UTC such as 2026-01-31T12:00:00Z, not '" + date + "'");
        }
    }

    private List<HeaderField> patient(VolumeChoice choice, List<String> warnings) throws IOException {
        if (!withPatient) {
            return List.of();
        }
        List<HeaderField> fields = ReportRequest.Identity.patient(VolumeFiles.header(input.file(), choice));
        if (fields.isEmpty()) {
            warnings.add("the header names no patient in DICOM's way, so the report names none");
        }
        return fields;
    }

    private Region region(String text) {
        double[] numbers = numbers("--region", "X,Y,Z,EDGE or X,Y,Z,EDGE,EDGE,EDGE", text, 4, 6);
        double[] edges = numbers.length == 4
                ? new double[] {numbers[3], numbers[3], numbers[3]}
                : new double[] {numbers[3], numbers[4], numbers[5]};
        try {
            return Region.of(new double[] {numbers[0], numbers[1], numbers[2]}, edges);
        } catch (IllegalArgumentException e) {
            throw input.usage("--region: " + e.getMessage());
        }
    }

    private double[] crosshair(Volume volume) {
        double[] voxel = at == null
                ? new double[] {middle(volume, 0), middle(volume, 1), middle(volume, 2)}
                : numbers("--at", "I,J,K", at, 3, 3);
        for (int axis = 0; axis < 3; axis++) {
            if (!(voxel[axis] >= 0 && voxel[axis] <= volume.size(axis) - 1)) {
                throw input.usage("--at " + at + " is not within the volume's " + volume.ni() + " × " + volume.nj()
                        + " × " + volume.nk() + " voxels, which count from 0");
            }
        }
        return voxel;
    }

    private static double middle(Volume volume, int axis) {
        return Math.floor((volume.size(axis) - 1) / 2.0);
    }

    private Window window(Volume volume) {
        if (window != null) {
            double[] given = numbers("--window", "LO,HI", window, 2, 2);
            if (given[0] > given[1]) {
                throw input.usage("a window is LO,HI with LO not above HI, not '" + window + "'");
            }
            return new Window(given[0], given[1]);
        }
        var own = volume.description().hints().windows();
        return own.isEmpty()
                ? Histogram.of(volume, HISTOGRAM_BINS).autoWindow()
                : own.getFirst().window();
    }

    private double[] numbers(String option, String form, String text, int few, int many) {
        String[] parts = text.split(",", -1);
        if (parts.length == few || parts.length == many) {
            try {
                double[] values = new double[parts.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Double.parseDouble(parts[i].strip());
                }
                return values;
            } catch (NumberFormatException _) {
                // told below, together with a wrong number of parts
            }
        }
        throw input.usage(option + " is " + form + ", not '" + text + "'");
    }
}
