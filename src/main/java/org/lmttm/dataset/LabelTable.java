package org.lmttm.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lmttm.program.Sha256;
import org.lmttm.volume.VolumeFormatException;

/**
 * The table of labels that stands beside a folder of volumes: CSV as RFC 4180 has it, UTF-8, first row the header
 * {@code file,label[,patient][,split]} in any order and in upper or lower case; {@code path} is understood as
 * {@code file}. Columns {@code x,y,z}, {@code i,j,k} and {@code roi} say where a region lies, see {@link CasePlace}.
 * Other columns are left alone, unless their name looks like one of the first four.
 *
 * @param csv the file
 * @param sha256 of the bytes that were read, hexadecimal
 * @param rows in the file's order
 * @param patients whether there is a column of patients
 * @param places names of the columns that say where a region lies
 * @param unused names of the columns left alone
 */
record LabelTable(Path csv, String sha256, List<Row> rows, boolean patients, List<String> places, List<String> unused) {
    private static final long MOST_BYTES = 64 << 20;
    private static final List<String> NEEDED = List.of("file", "label");
    private static final List<String> KNOWN = List.of("file", "label", "patient", "split");
    private static final String HEADER = "the header file,label[,patient][,split]";
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
     * @param place the cells that say where a region lies, by column; those that are empty are left out
     */
    record Row(long number, String file, String label, String patient, String split, Map<String, String> place) {
        /** Makes the map immutable. */
        Row {
            place = Map.copyOf(place);
        }

        /** What tells this row's patient from others: the file where the table does not say. */
        String person() {
            return patient.isEmpty() ? file : patient;
        }
    }

    /** Hears what is wrong with a table. */
    interface Complaints {
        /**
         * Something is wrong.
         *
         * @param row the row's number in a spreadsheet; 0: the table as a whole
         * @param reason goes on from "row N" or the table's name
         * @throws VolumeFormatException where one mistake ends the reading
         */
        void add(FindingKind kind, long row, String reason) throws VolumeFormatException;
    }

    /** Makes the lists immutable. */
    LabelTable {
        rows = List.copyOf(rows);
        places = List.copyOf(places);
        unused = List.copyOf(unused);
    }

    /** The table's mistakes as failures: the first ends the reading. */
    static Complaints strict(Path csv) {
        return (kind, row, reason) -> {
            throw row > 0 ? wrong(csv, row, reason) : new VolumeFormatException(csv, reason);
        };
    }

    /**
     * Reads a table.
     *
     * @param complaints hears each mistake; the row that holds one is left out
     * @throws VolumeFormatException when it is too large, no text or no CSV at all
     */
    static LabelTable read(Path csv, Complaints complaints) throws IOException {
        long bytes = Files.size(csv);
        if (bytes > MOST_BYTES) {
            throw new VolumeFormatException(
                    csv, "has " + bytes + " bytes; a table of labels has at most " + MOST_BYTES);
        }
        byte[] read = Files.readAllBytes(csv);
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(read)).toString();
        } catch (CharacterCodingException e) {
            throw new VolumeFormatException(csv, "is not UTF-8 text; save it as CSV UTF-8", e);
        }
        try (CSVParser parser = CSVParser.parse(text.startsWith("\uFEFF") ? text.substring(1) : text, FORMAT)) {
            return read(csv, new Sha256().add(read).hex(), parser.getRecords(), complaints);
        } catch (UncheckedIOException | IOException e) {
            if (e instanceof VolumeFormatException format) {
                throw format;
            }
            throw new VolumeFormatException(csv, "is not CSV: " + e.getMessage(), e);
        }
    }

    private static LabelTable read(Path csv, String sha256, List<CSVRecord> records, Complaints complaints)
            throws VolumeFormatException {
        if (records.isEmpty()) {
            complaints.add(FindingKind.COLUMNS, 0, "is empty; row 1 must be " + HEADER);
            return new LabelTable(csv, sha256, List.of(), false, List.of(), List.of());
        }
        List<String> unused = new ArrayList<>();
        Map<String, Integer> columns = columns(records.getFirst(), unused, complaints);
        List<Row> rows = new ArrayList<>();
        if (columns.keySet().containsAll(NEEDED)) {
            for (CSVRecord cells : records.subList(1, records.size())) {
                boolean emptyLine = cells.size() == 1 && cells.get(0).isEmpty();
                if (!emptyLine && complete(cells, records.getFirst().size(), columns, complaints)) {
                    rows.add(row(cells, columns));
                }
            }
            if (rows.isEmpty()) {
                complaints.add(FindingKind.ROW, 0, "names no volume below its header");
            }
        }
        List<String> places =
                CasePlace.COLUMNS.stream().filter(columns::containsKey).toList();
        return new LabelTable(csv, sha256, rows, columns.containsKey("patient"), places, unused);
    }

    private static boolean complete(CSVRecord cells, int width, Map<String, Integer> columns, Complaints complaints)
            throws VolumeFormatException {
        long number = cells.getRecordNumber();
        if (cells.size() != width) {
            complaints.add(FindingKind.ROW, number, "has " + cells.size() + " cells where the header has " + width);
            return false;
        }
        for (String name : columns.keySet()) {
            boolean mayBeEmpty = name.equals("split") || CasePlace.COLUMNS.contains(name);
            if (!mayBeEmpty && cell(cells, columns, name).isEmpty()) {
                complaints.add(FindingKind.ROW, number, "has no " + name);
                return false;
            }
        }
        return true;
    }

    private static Row row(CSVRecord cells, Map<String, Integer> columns) {
        Map<String, String> place = new TreeMap<>();
        for (String name : CasePlace.COLUMNS) {
            String text = cell(cells, columns, name);
            if (!text.isEmpty()) {
                place.put(name, text);
            }
        }
        return new Row(
                cells.getRecordNumber(),
                cell(cells, columns, "file"),
                cell(cells, columns, "label"),
                cell(cells, columns, "patient"),
                cell(cells, columns, "split"),
                place);
    }

    private static String cell(CSVRecord cells, Map<String, Integer> columns, String name) {
        Integer column = columns.get(name);
        return column == null ? "" : cells.get(column);
    }

    private static Map<String, Integer> columns(CSVRecord header, List<String> unused, Complaints complaints)
            throws VolumeFormatException {
        if (header.size() == 1 && header.get(0).matches("(?s).*[;\t].*")) {
            complaints.add(
                    FindingKind.COLUMNS, 1, "is '" + header.get(0) + "', whose columns are not separated by commas");
            return Map.of();
        }
        List<String> names =
                header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        Set<String> used = new HashSet<>(KNOWN);
        CasePlace.GROUPS.stream().filter(names::containsAll).forEach(used::addAll);
        Map<String, Integer> columns = new HashMap<>();
        for (int c = 0; c < names.size(); c++) {
            String name = names.get(c).equals("path") && !names.contains("file") ? "file" : names.get(c);
            if (!used.contains(name)) {
                refuseLookalike(header.get(c), name, complaints);
                unused.add(header.get(c));
            } else if (columns.putIfAbsent(name, c) != null) {
                complaints.add(FindingKind.COLUMNS, 1, "names the column " + name + " twice");
            }
        }
        if (!columns.keySet().containsAll(NEEDED)) {
            complaints.add(FindingKind.COLUMNS, 1, "must be " + HEADER + "; it is " + header.toList());
        }
        return columns;
    }

    private static void refuseLookalike(String written, String name, Complaints complaints)
            throws VolumeFormatException {
        for (String known : KNOWN) {
            if (name.contains(known.substring(0, 4))) {
                complaints.add(
                        FindingKind.COLUMNS,
                        1,
                        "names a column '" + written + "'; if it is the column " + known
                                + ", call it so, otherwise rename it");
            }
        }
    }

    /** A failure that names a row. */
    static VolumeFormatException wrong(Path csv, long row, String reason) {
        return new VolumeFormatException(csv, "row " + row + " " + reason);
    }
}
