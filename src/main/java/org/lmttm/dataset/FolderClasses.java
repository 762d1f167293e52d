package org.lmttm.dataset;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lmttm.dataset.LabelTable.Complaints;
import org.lmttm.volume.VolumeFormatException;

/**
 * The classes of a table of labels.
 *
 * @param table where they are used
 * @param names in the order of their labels, at least two unless the complaints let fewer pass
 * @param named whether the user named them: in the table, or in the JSON beside it
 * @param namesSha256 of the JSON beside the table; empty where there is none
 */
record FolderClasses(LabelTable table, List<String> names, boolean named, String namesSha256) {
    private static final int MOST = 1000;

    /** Makes the list immutable. */
    FolderClasses {
        names = List.copyOf(names);
    }

    /** The classes that the JSON beside the table names, or else those that its labels need. */
    static FolderClasses of(LabelTable table, Complaints complaints) throws IOException {
        ClassNames.Beside json = ClassNames.beside(table.csv());
        List<String> beside = json.names();
        if (!beside.isEmpty()) {
            if (beside.size() < 2 || new TreeSet<>(beside).size() < beside.size()) {
                complaints.add(
                        FindingKind.CLASSES, 0, "needs two class names or more in the JSON beside it, all different");
            }
            return new FolderClasses(table, beside, true, json.sha256());
        }
        long numbers =
                table.rows().stream().filter(row -> isNumber(row.label())).count();
        if (numbers == 0) {
            return named(table, complaints);
        }
        int largest = 1;
        for (LabelTable.Row row : table.rows()) {
            if (isNumber(row.label())) {
                largest = Math.max(largest, number(row, MOST, complaints));
            } else {
                complaints.add(
                        FindingKind.LABEL,
                        row.number(),
                        "has the label '" + row.label()
                                + "', but other labels are numbers from 0; use one or the other");
            }
        }
        List<String> names =
                IntStream.rangeClosed(0, largest).mapToObj(c -> "class " + c).toList();
        return new FolderClasses(table, names, false, "");
    }

    private static FolderClasses named(LabelTable table, Complaints complaints) throws VolumeFormatException {
        TreeSet<String> names = new TreeSet<>();
        table.rows().forEach(row -> names.add(row.label()));
        if (names.size() == 1) {
            complaints.add(
                    FindingKind.CLASSES,
                    0,
                    "has the one class '" + names.getFirst() + "'; two are needed (a class without a case"
                            + " can be named in the JSON beside: {\"labels\": [\"…\", \"…\"]})");
        } else if (names.size() > MOST) {
            complaints.add(
                    FindingKind.CLASSES,
                    0,
                    "has " + names.size() + " different labels; at most " + MOST + " classes are possible");
        }
        return new FolderClasses(table, List.copyOf(names), true, "");
    }

    /** The class of a row; −1 where the complaints let a label pass that is none. */
    int label(LabelTable.Row row, Complaints complaints) throws VolumeFormatException {
        int known = names.indexOf(row.label());
        if (known >= 0) {
            return known;
        }
        if (isNumber(row.label())) {
            return number(row, names.size(), complaints);
        }
        complaints.add(
                FindingKind.LABEL,
                row.number(),
                "has the label '" + row.label() + "', which is none of the classes " + names);
        return -1;
    }

    private static boolean isNumber(String label) {
        return label.matches("[+-]?\\d+");
    }

    private static int number(LabelTable.Row row, int classes, Complaints complaints) throws VolumeFormatException {
        String digits = row.label();
        if (digits.startsWith("-") || digits.length() > 5 || Integer.parseInt(digits) >= classes) {
            complaints.add(
                    FindingKind.LABEL,
                    row.number(),
                    "has the label " + digits + "; classes count from 0 to " + (classes - 1));
            return -1;
        }
        return Integer.parseInt(digits);
    }
}
