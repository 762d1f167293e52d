package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lmttm.cohort.CohortRegion;
import org.lmttm.dataset.CohortCheck;
import org.lmttm.dataset.CohortFinding;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.CohortSource;
import org.lmttm.dataset.CohortTally;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.training.AtomicFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lmttm datasets check}: what is wrong with a table of labels and its volumes. */
@Command(
        name = "check",
        description = {
            "Checks a table of labels and reads every volume that it names; says what is wrong in which row, and what"
                    + " to do.",
            "Ends with 1 where there is an error, with 0 where there are warnings at most."
        })
final class DatasetsCheckCommand extends JsonCommand {
    @Mixin
    private final CohortTable input = new CohortTable();

    @Option(names = "-o", paramLabel = "FILE.csv", description = "Also write the findings as CSV.")
    private @Nullable Path output;

    @Spec
    private CommandSpec commandSpec;

    /** The report as JSON. */
    record Printed(
            String table,
            int rows,
            List<String> classes,
            List<PrintedSplit> splits,
            long errors,
            long warnings,
            List<PrintedFinding> findings,
            List<String> notes) {}

    record PrintedSplit(String split, int cases, long patients, List<PrintedClass> classes) {}

    record PrintedClass(String name, int cases, long patients) {}

    /** A finding; row 0 is the cohort as a whole. */
    record PrintedFinding(String severity, String kind, long row, String file, String what, String advice) {}

    @Override
    Answer answer() throws IOException {
        input.requireOptions();
        requireOutput();
        CohortReport report;
        PrintWriter err = commandSpec.commandLine().getErr();
        try (Interruption interruption = Interruption.watch()) {
            try {
                report = CohortCheck.of(
                        input.table(),
                        input.splitSeed(),
                        CohortTable.progress(err, "of the volumes read", interruption));
            } catch (CancellationException _) {
                String line = input.table() + ": the check was stopped";
                interruption.end(err, line);
                throw new CommandFailedException(line);
            }
        }
        if (input.namesRegion()) {
            report = report.with(
                    CohortRegion.findings(report, input.preprocessing(report).of(Extent.cube(1))));
        }
        if (output != null) {
            AtomicFiles.writeText(output, report.csv());
        }
        return new Answer(printed(report), text(report), List.of(), report.errors() > 0 ? 1 : 0);
    }

    /** Refuses an output that would fail after hours of reading, or overwrite what is checked. */
    private void requireOutput() throws IOException {
        if (output == null) {
            return;
        }
        Path file = output.toAbsolutePath().normalize();
        Path table = CohortSource.table(input.table());
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw input.usage("-o " + output + ": there is no folder " + folder);
        }
        for (Path read : List.of(table, CohortSource.names(table))) {
            Path own = read.toAbsolutePath().normalize();
            if (own.equals(file) || (Files.exists(own) && Files.exists(file) && Files.isSameFile(own, file))) {
                throw input.usage(
                        "-o " + output + ": is " + (read.equals(table) ? "the table" : "what names its classes")
                                + "; name another file for the findings");
            }
        }
        if (Files.isDirectory(file)) {
            throw input.usage("-o " + output + ": is a folder; name a file for the findings");
        }
    }

    private static Printed printed(CohortReport report) {
        List<PrintedSplit> splits = new ArrayList<>();
        CohortTally.of(report).splits().forEach((split, part) -> {
            List<PrintedClass> classes = new ArrayList<>();
            for (int c = 0; c < report.classes().size(); c++) {
                CohortTally.Count count = part.classes().get(c);
                classes.add(new PrintedClass(report.classes().get(c), count.cases(), count.patients()));
            }
            splits.add(new PrintedSplit(
                    split.label(), part.all().cases(), part.all().patients(), classes));
        });
        List<PrintedFinding> findings = report.findings().stream()
                .map(one -> new PrintedFinding(
                        severity(one), one.kind().id(), one.row(), one.file(), one.what(), one.advice()))
                .toList();
        return new Printed(
                report.table().toString(),
                report.rows().size(),
                report.classes(),
                splits,
                report.errors(),
                report.warnings(),
                findings,
                report.notes());
    }

    private static String severity(CohortFinding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    /** The report for people: a line a split and class, then one a finding with what to do below it. */
    static String text(CohortReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.table() + ": " + count(report.rows().size(), "row") + ", " + count(report.errors(), "error")
                + ", " + count(report.warnings(), "warning"));
        CohortTally.of(report).splits().forEach((split, part) -> {
            for (int c = 0; c < report.classes().size(); c++) {
                CohortTally.Count count = part.classes().get(c);
                lines.add(String.format(
                        Locale.ROOT,
                        "%-6s %-24s %5d %-5s of %5d %s",
                        split.label(),
                        report.classes().get(c),
                        count.cases(),
                        count.cases() == 1 ? "case" : "cases",
                        count.patients(),
                        count.patients() == 1 ? "patient" : "patients"));
            }
        });
        report.notes().forEach(note -> lines.add("note: " + note));
        for (CohortFinding one : report.findings()) {
            lines.add(severity(one) + ": " + report.sentence(one)
                    + (one.file().isEmpty() || one.what().contains(one.file()) ? "" : " (" + one.file() + ")"));
            lines.add("    " + one.advice());
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
