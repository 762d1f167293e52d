package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.lmttm.cohort.CohortBuild;
import org.lmttm.cohort.CohortRegion;
import org.lmttm.cohort.CohortSettings;
import org.lmttm.dataset.CohortCheck;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.CohortSource;
import org.lmttm.dataset.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lmttm datasets build}: a cohort as an archive in MedMNIST's layout. */
@Command(
        name = "build",
        description = {
            "Builds an npz in MedMNIST's layout from the regions of interest of a table's volumes, and a JSON beside it"
                    + " with the class names and where each case comes from (no files, no patients' names).",
            "The cohort is checked first; where there is an error, nothing is built."
        })
final class DatasetsBuildCommand extends JsonCommand {
    @Mixin
    private final CohortTable input = new CohortTable();

    @Option(names = "--size", paramLabel = "N", description = "Voxels an axis, such as 28 or 64 (default: 28).")
    private int size = 28;

    @Option(
            names = "-o",
            required = true,
            paramLabel = "COHORT.npz",
            description = "The archive to write; replaced if it exists.")
    private Path output = Path.of("");

    @Spec
    private CommandSpec commandSpec;

    private record Printed(String file, String sidecar, int size, Map<String, Integer> cases, long bytes) {}

    @Override
    Answer answer() throws IOException {
        if (size < CohortSettings.SMALLEST || size > CohortSettings.LARGEST) {
            throw input.usage(
                    "--size is " + CohortSettings.SMALLEST + " to " + CohortSettings.LARGEST + ", not " + size);
        }
        input.requireOptions();
        CohortBuild.requireTarget(output, CohortSource.table(input.table()));
        PrintWriter err = commandSpec.commandLine().getErr();
        try (Interruption interruption = Interruption.watch()) {
            try {
                return build(err, interruption);
            } catch (CancellationException _) {
                String line = output.getFileName() + ": stopped; nothing was written";
                interruption.end(err, line);
                throw new CommandFailedException(line);
            }
        }
    }

    private Answer build(PrintWriter err, Interruption interruption) throws IOException {
        CohortReport report = CohortCheck.of(
                input.table(), input.splitSeed(), CohortTable.progress(err, "of the volumes checked", interruption));
        CohortSettings settings = new CohortSettings(size, input.preprocessing(report));
        CohortReport whole = report.with(CohortRegion.findings(report, settings.cube()));
        if (whole.errors() > 0) {
            throw new CommandFailedException(settings.problems(whole).getFirst()
                    + (whole.errors() == 1 ? "" : "; 'lmttm datasets check' lists all"));
        }
        CohortBuild.Built built = CohortBuild.write(
                whole, settings, output, CohortTable.progress(err, "of the volumes built", interruption));
        Map<String, Integer> cases = new LinkedHashMap<>();
        for (Split split : whole.splits()) {
            cases.put(split.label(), whole.rows(split, -1).size());
        }
        List<String> warnings = new ArrayList<>(whole.notes());
        whole.findings().forEach(one -> warnings.add(whole.sentence(one)));
        return new Answer(
                new Printed(built.file().toString(), built.sidecar().toString(), size, cases, built.bytes()),
                String.format(
                        Locale.ROOT,
                        "wrote %s: %s, %d × %d × %d voxels, %.1f MB",
                        output,
                        String.join(
                                ", ",
                                cases.entrySet().stream()
                                        .map(each -> each.getKey() + " " + each.getValue())
                                        .toList()),
                        size,
                        size,
                        size,
                        built.bytes() / 1e6),
                warnings);
    }
}
