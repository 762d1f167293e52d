package org.lmttm.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * What a check of a cohort found.
 *
 * @param source the CSV, and what it held
 * @param splitSeed what the split was drawn with where the table gives none
 * @param splitGiven whether the table gives the split
 * @param patientsGiven whether the table names patients
 * @param classes names, in the order of their labels; empty where the table cannot be read
 * @param rows in the table's order, without those that lack a cell
 * @param findings errors first, each by row
 * @param notes what a user should know, such as how the split came to be; one line each
 */
public record CohortReport(
        CohortSource source,
        long splitSeed,
        boolean splitGiven,
        boolean patientsGiven,
        List<String> classes,
        List<CohortRow> rows,
        List<CohortFinding> findings,
        List<String> notes) {
    private static final Comparator<CohortFinding> ORDER = Comparator.comparing(CohortFinding::severity)
            .thenComparingLong(CohortFinding::row)
            .thenComparing(CohortFinding::kind);

    /** Orders the findings and makes the lists immutable. */
    public CohortReport {
        classes = List.copyOf(classes);
        rows = List.copyOf(rows);
        findings = findings.stream().sorted(ORDER).toList();
        notes = List.copyOf(notes);
    }

    /** The CSV. */
    public Path table() {
        return source.table();
    }

    /** The same with more findings. */
    public CohortReport with(List<CohortFinding> more) {
        List<CohortFinding> all = new ArrayList<>(findings);
        all.addAll(more);
        return withOnly(all);
    }

    /** The same with other findings. */
    public CohortReport withOnly(List<CohortFinding> others) {
        return new CohortReport(source, splitSeed, splitGiven, patientsGiven, classes, rows, others, notes);
    }

    /** How many findings must be put right. */
    public long errors() {
        return findings.stream().filter(CohortFinding::isError).count();
    }

    /** How many findings are to be looked at. */
    public long warnings() {
        return findings.size() - errors();
    }

    /**
     * Rows of a split and class.
     *
     * @param label a class; −1: all that have one
     */
    public List<CohortRow> rows(Split split, int label) {
        return rows.stream()
                .filter(row -> row.split().equals(Optional.of(split)))
                .filter(row -> label < 0 ? row.label() >= 0 : row.label() == label)
                .toList();
    }

    /** How many patients some rows are of. */
    public static long patients(List<CohortRow> rows) {
        return rows.stream().mapToInt(CohortRow::patient).distinct().count();
    }

    /** A finding as a sentence that names the row or the table, without its full stop. */
    public String sentence(CohortFinding finding) {
        return (finding.row() > 0 ? "row " + finding.row() : String.valueOf(table().getFileName())) + " "
                + finding.what();
    }

    /** The findings as CSV (RFC 4180): severity, kind, row (empty: the cohort), file, what is wrong, what to do. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord("severity", "kind", "row", "file", "what", "advice");
            for (CohortFinding one : findings) {
                printer.printRecord(
                        one.severity().name().toLowerCase(java.util.Locale.ROOT),
                        one.kind().id(),
                        one.row() > 0 ? one.row() : "",
                        one.file(),
                        one.what(),
                        one.advice());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written to", e);
        }
        return text.toString();
    }

    /** The row of a finding; empty where it is about the cohort, or the row was left out. */
    public Optional<CohortRow> row(CohortFinding finding) {
        return rows.stream().filter(row -> row.number() == finding.row()).findFirst();
    }

    /** The splits that have rows, in the order train, val, test. */
    public List<Split> splits() {
        return Stream.of(Split.values())
                .filter(split -> !rows(split, -1).isEmpty())
                .toList();
    }
}
