package org.lmttm.dataset;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.LabelTable.Complaints;
import org.lmttm.volume.VolumeFormatException;

/** The rows of a table of labels, checked: file, class, patient and split of each case. */
final class FolderRows {
    private static final List<Split> PARTS = List.of(Split.TRAIN, Split.VAL, Split.TEST);
    private static final double[] SHARES = {70, 15, 15};

    private final LabelTable table;
    private final FolderClasses classes;
    private final boolean places;
    private final Complaints complaints;

    /**
     * A case.
     *
     * @param file null where no file can be called so
     * @param label −1 where it is none of the classes
     * @param patient a number, in the order of the patients' names, so that the order of rows does not matter
     * @param split empty where the table names none, or none that there is
     */
    record Case(LabelTable.Row row, @Nullable Path file, int label, int patient, Optional<Split> split) {
        Case in(Split other) {
            return new Case(row, file, label, patient, Optional.of(other));
        }
    }

    private FolderRows(FolderClasses classes, boolean places, Complaints complaints) {
        this.table = classes.table();
        this.classes = classes;
        this.places = places;
        this.complaints = complaints;
    }

    /** What makes a case: a file, and where in it the region lies as far as that counts. */
    private record Region(Path file, Map<String, String> place) {}

    /** The folder that paths of a table are relative to. */
    static Path folder(Path csv) {
        Path folder = csv.toAbsolutePath().normalize().getParent();
        return folder == null ? Path.of("") : folder;
    }

    /**
     * The cases of a table, in its order.
     *
     * @param classes with the table
     * @param places whether rows that name other places of one file are cases of their own; otherwise a file is one case
     * @param seed what a split is drawn with where the table gives none
     * @param notes receives how a split came to be
     */
    static List<Case> of(FolderClasses classes, boolean places, long seed, Complaints complaints, List<String> notes)
            throws VolumeFormatException {
        FolderRows rows = new FolderRows(classes, places, complaints);
        List<Case> cases = rows.cases();
        return classes.table().rows().stream().allMatch(row -> row.split().isEmpty())
                ? rows.divide(cases, seed, notes)
                : rows.given(cases);
    }

    private List<Case> cases() throws VolumeFormatException {
        Path folder = folder(table.csv());
        Map<Region, Long> rowOf = new HashMap<>();
        Map<String, Integer> patients = numbers();
        List<Case> cases = new ArrayList<>();
        for (LabelTable.Row row : table.rows()) {
            Path file = file(folder, row);
            if (file != null) {
                Region region = new Region(file, places ? row.place() : Map.of());
                Long before = rowOf.putIfAbsent(region, row.number());
                if (before != null) {
                    complaints.add(
                            FindingKind.FILE_TWICE,
                            row.number(),
                            "names '" + row.file() + "', which row " + before + " names already");
                }
                if (!Files.exists(file)) {
                    complaints.add(
                            FindingKind.FILE_MISSING,
                            row.number(),
                            "names '" + row.file() + "', but there is no " + file);
                }
            }
            int patient = patients.getOrDefault(row.person(), 0);
            cases.add(new Case(row, file, classes.label(row, complaints), patient, Optional.empty()));
        }
        return cases;
    }

    private @Nullable Path file(Path folder, LabelTable.Row row) throws VolumeFormatException {
        try {
            return folder.resolve(row.file()).normalize();
        } catch (InvalidPathException _) {
            complaints.add(
                    FindingKind.FILE_MISSING, row.number(), "names '" + row.file() + "', which no file can be called");
            return null;
        }
    }

    private Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (String patient :
                new TreeSet<>(table.rows().stream().map(LabelTable.Row::person).toList())) {
            numbers.put(patient, numbers.size());
        }
        return numbers;
    }

    private List<Case> given(List<Case> all) throws VolumeFormatException {
        List<Case> cases = new ArrayList<>();
        Map<Integer, Case> firstOf = new HashMap<>();
        for (Case one : all) {
            Optional<Split> split = split(one.row());
            Case placed = split.isPresent() ? one.in(split.get()) : one;
            cases.add(placed);
            if (split.isEmpty()) {
                continue;
            }
            Case first = firstOf.computeIfAbsent(one.patient(), _ -> placed);
            if (!first.split().equals(split)) {
                complaints.add(
                        FindingKind.PATIENT_IN_TWO_SPLITS,
                        one.row().number(),
                        "puts its patient into " + split.get().label() + ", but row "
                                + first.row().number()
                                + " puts the same patient into "
                                + first.split().orElseThrow().label() + "; a patient belongs to one split");
            }
        }
        return cases;
    }

    private Optional<Split> split(LabelTable.Row row) throws VolumeFormatException {
        try {
            return Optional.of(Split.of(row.split()));
        } catch (IllegalArgumentException _) {
            complaints.add(
                    FindingKind.SPLIT,
                    row.number(),
                    row.split().isEmpty()
                            ? "has no split, but other rows have one"
                            : "has the split '" + row.split() + "', which is none of train, val, test");
            return Optional.empty();
        }
    }

    private List<Case> divide(List<Case> all, long seed, List<String> notes) throws VolumeFormatException {
        List<Case> known = all.stream().filter(one -> one.label() >= 0).toList();
        int[] part = PatientDeal.deal(ints(known, Case::label), ints(known, Case::patient), SHARES, seed);
        List<Case> cases = new ArrayList<>();
        int next = 0;
        for (Case one : all) {
            cases.add(one.label() < 0 ? one : one.in(PARTS.get(part[next++])));
        }
        Path name = table.csv().getFileName();
        List<String> parts = new ArrayList<>();
        for (Split split : PARTS) {
            List<Case> of = in(split, cases);
            if (!of.isEmpty()) {
                parts.add(split.label() + " " + of.size() + " of " + patientCount(of));
            }
        }
        if (parts.size() < PARTS.size()) {
            complaints.add(
                    FindingKind.SPLIT_EMPTY,
                    0,
                    "gives no split and has too few patients (" + patientCount(known)
                            + ") to make one; add a column split with train, val or test");
            return cases;
        }
        notes.add(name + " gives no split: split_seed " + seed + " divides its " + known.size() + " volumes of "
                + patientCount(known) + " patients into " + String.join(", ", parts));
        return cases;
    }

    /** The cases of a split. */
    static List<Case> in(Split split, List<Case> cases) {
        return cases.stream()
                .filter(one -> one.split().equals(Optional.of(split)))
                .toList();
    }

    private static long patientCount(List<Case> cases) {
        return cases.stream().mapToInt(Case::patient).distinct().count();
    }

    /** A number of each case. */
    static int[] ints(List<Case> cases, ToIntFunction<Case> value) {
        return cases.stream().mapToInt(value).toArray();
    }
}
