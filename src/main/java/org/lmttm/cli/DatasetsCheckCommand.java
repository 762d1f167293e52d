package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
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
import org.lmttm.dataset.CohortRow;
import org.lmttm.dataset.Split;
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
        CohortReport report;
        PrintWriter err = commandSpec.commandLine().getErr();
        try (Interruption interruption = Interruption.watch()) {
            try {
                report = CohortCheck.of(
                        input.table(),
                        input.splitSeed(),
                        CohortTable.progress(err, "% of the volumes read", interruption));
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

    private static Printed printed(CohortReport report) {
        List<PrintedSplit> splits = new ArrayList<>();
        for (Split split : report.splits()) {
            List<PrintedClass> classes = new ArrayList<>();
            for (int c = 0; c < report.classes().size(); c++) {
                List<CohortRow> rows = report.rows(split, c);
                classes.add(new PrintedClass(report.classes().get(c), rows.size(), CohortReport.patients(rows)));
            }
            List<CohortRow> rows = report.rows(split, -1);
            splits.add(new PrintedSplit(split.label(), rows.size(), CohortReport.patients(rows), classes));
        }
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
        lines.add(report.table() + ": " + report.rows().size() + " rows, " + report.errors() + " errors, "
                + report.warnings() + " warnings");
        for (Split split : report.splits()) {
            for (int c = 0; c < report.classes().size(); c++) {
                List<CohortRow> rows = report.rows(split, c);
                lines.add(String.format(
                        Locale.ROOT,
                        "%-6s %-24s %5d cases of %5d patients",
                        split.label(),
                        report.classes().get(c),
                        rows.size(),
                        CohortReport.patients(rows)));
            }
        }
        report.notes().forEach(note -> lines.add("note: " + note));
        for (CohortFinding one : report.findings()) {
            lines.add(severity(one) + ": " + report.sentence(one)
                    + (one.file().isEmpty() || one.what().contains(one.file()) ? "" : " (" + one.file() + ")"));
            lines.add("    " + one.advice());
        }
        return String.join(System.lineSeparator(), lines);
    }
}
