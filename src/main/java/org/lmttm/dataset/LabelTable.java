package org.lmttm.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lmttm.volume.VolumeFormatException;

/**
 * The table of labels that stands beside a folder of volumes: CSV as RFC 4180 has it, UTF-8, first row the header
 * {@code file,label[,patient][,split]} in any order and in upper or lower case. Other columns are left alone, unless
 * their name looks like one of these.
 *
 * @param csv the file
 * @param rows in the file's order
 * @param patients whether there is a column of patients
 * @param unused names of the columns left alone
 */
record LabelTable(Path csv, List<Row> rows, boolean patients, List<String> unused) {
    private static final long MOST_BYTES = 64 << 20;
    private static final List<String> NEEDED = List.of("file", "label");
    private static final List<String> KNOWN = List.of("file", "label", "patient", "split");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .setTrim(true)
            .get();

    /**
     * A case.
     *
     * @param number the row's number in a spreadsheet: 1 is the header
     * @param file as written
     * @param label as written
     * @param patient as written; empty where there is no such column
     * @param split as written, may be empty
     */
    record Row(long number, String file, String label, String patient, String split) {}

    /** Makes the lists immutable. */
    LabelTable {
        rows = List.copyOf(rows);
        unused = List.copyOf(unused);
    }

    /**
     * Reads a table.
     *
     * @throws VolumeFormatException naming row and reason when it is not as above
     */
    static LabelTable read(Path csv) throws IOException {
        long bytes = Files.size(csv);
        if (bytes > MOST_BYTES) {
            throw new VolumeFormatException(
                    csv, "has " + bytes + " bytes; a table of labels has at most " + MOST_BYTES);
        }
        String text;
        try {
            text = Files.readString(csv);
        } catch (CharacterCodingException e) {
            throw new VolumeFormatException(csv, "is not UTF-8 text; save it as CSV UTF-8", e);
        }
        try (CSVParser parser = CSVParser.parse(text.startsWith("\uFEFF") ? text.substring(1) : text, FORMAT)) {
            return read(csv, parser.getRecords());
        } catch (UncheckedIOException | IOException e) {
            if (e instanceof VolumeFormatException format) {
                throw format;
            }
            throw new VolumeFormatException(csv, "is not CSV: " + e.getMessage(), e);
        }
    }

    private static LabelTable read(Path csv, List<CSVRecord> records) throws VolumeFormatException {
        if (records.isEmpty()) {
            throw new VolumeFormatException(csv, "is empty; row 1 must be the header file,label[,patient][,split]");
        }
        List<String> unused = new ArrayList<>();
        Map<String, Integer> columns = columns(csv, records.getFirst(), unused);
        int width = records.getFirst().size();
        List<Row> rows = new ArrayList<>();
        for (CSVRecord cells : records.subList(1, records.size())) {
            long number = cells.getRecordNumber();
            if (cells.size() == 1 && cells.get(0).isEmpty()) {
                continue; // an empty line
            }
            if (cells.size() != width) {
                throw wrong(csv, number, "has " + cells.size() + " cells where the header has " + width);
            }
            for (String name : columns.keySet()) {
                if (!name.equals("split") && cell(cells, columns, name).isEmpty()) {
                    throw wrong(csv, number, "has no " + name);
                }
            }
            rows.add(new Row(
                    number,
                    cell(cells, columns, "file"),
                    cell(cells, columns, "label"),
                    cell(cells, columns, "patient"),
                    cell(cells, columns, "split")));
        }
        if (rows.isEmpty()) {
            throw new VolumeFormatException(csv, "names no volume below its header");
        }
        return new LabelTable(csv, rows, columns.containsKey("patient"), unused);
    }

    private static String cell(CSVRecord cells, Map<String, Integer> columns, String name) {
        Integer column = columns.get(name);
        return column == null ? "" : cells.get(column);
    }

    private static Map<String, Integer> columns(Path csv, CSVRecord header, List<String> unused)
            throws VolumeFormatException {
        if (header.size() == 1 && header.get(0).matches("(?s).*[;\t].*")) {
            throw wrong(csv, 1, "is '" + header.get(0) + "', whose columns are not separated by commas");
        }
        Map<String, Integer> columns = new HashMap<>();
        for (int c = 0; c < header.size(); c++) {
            String name = header.get(c).toLowerCase(Locale.ROOT);
            if (!KNOWN.contains(name)) {
                for (String known : KNOWN) {
                    if (name.contains(known.substring(0, 4))) {
                        throw wrong(
                                csv,
                                1,
                                "names a column '" + header.get(c) + "'; if it is the column " + known
                                        + ", call it so, otherwise rename it");
                    }
                }
                unused.add(header.get(c));
            } else if (columns.put(name, c) != null) {
                throw wrong(csv, 1, "names the column " + name + " twice");
            }
        }
        if (!columns.keySet().containsAll(NEEDED)) {
            throw wrong(csv, 1, "must be the header file,label[,patient][,split]; it is " + header.toList());
        }
        return columns;
    }

    /** A failure that names a row. */
    static VolumeFormatException wrong(Path csv, long row, String reason) {
        return new VolumeFormatException(csv, "row " + row + " " + reason);
    }
}
