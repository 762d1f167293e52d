package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.VolumeFiles;

/**
 * A folder of volumes, of any format that {@link VolumeFiles} reads, with a CSV of labels (see {@link LabelTable}). A
 * label is a whole number from 0, or a class name; the JSON beside the table may give the names in their order
 * ({@code "labels": […]}), otherwise names are numbered in sorted order. Where the table gives no split, patients are
 * divided 70 : 15 : 15 into train, val and test. A patient's cases are never in two splits: a table that has them so is
 * refused.
 *
 * <p>Opening reads the table and looks whether the files are there. Volumes are opened one at a time and belong to who
 * opens them; what is kept is about 200 bytes a case. Thread-safe.
 */
public final class VolumeFolder implements LabelledDataset {
    private static final List<Split> PARTS = List.of(Split.TRAIN, Split.VAL, Split.TEST);
    private static final double[] SHARES = {70, 15, 15};

    private final Path csv;
    private final DatasetName name;
    private final FolderClasses classes;
    private final Map<Split, List<Case>> cases;
    private final boolean patients;
    private final List<String> notes;

    /** A row that was checked. */
    private record Case(Path file, long row, int label, int patient) {}

    private VolumeFolder(
            LabelTable table,
            DatasetName name,
            FolderClasses classes,
            Map<Split, List<Case>> cases,
            List<String> notes) {
        this.csv = table.csv();
        this.name = name;
        this.classes = classes;
        this.cases = cases;
        this.patients = table.patients();
        this.notes = List.copyOf(notes);
    }

    /**
     * Opens a folder.
     *
     * @param path the folder, which holds labels.csv or one other CSV; or the CSV
     * @param splitSeed what a split is drawn with where the table gives none
     * @throws VolumeFormatException naming row and reason when the table holds a mistake, a file that is missing or named
     *     twice, a label that is not known, or a patient in two splits
     */
    public static VolumeFolder open(Path path, long splitSeed) throws IOException {
        Path csv = Files.isDirectory(path) ? tableOf(path) : path;
        LabelTable table = LabelTable.read(csv);
        FolderClasses classes = FolderClasses.of(table);
        List<Case> all = check(table, classes);
        List<String> notes = new ArrayList<>();
        if (!table.unused().isEmpty()) {
            notes.add(csv.getFileName() + ": columns that are not used: " + String.join(", ", table.unused()));
        }
        if (!table.patients()) {
            notes.add(csv.getFileName() + " has no column patient: every volume counts as a patient of its own");
        }
        Map<Split, List<Case>> cases =
                table.rows().stream().allMatch(row -> row.split().isEmpty())
                        ? divide(csv, classes, all, splitSeed, notes)
                        : given(table, all);
        return new VolumeFolder(table, name(csv), classes, cases, notes);
    }

    private static Path tableOf(Path folder) throws IOException {
        Path usual = folder.resolve("labels.csv");
        if (Files.exists(usual)) {
            return usual;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> tables = entries.filter(file -> file.toString().matches("(?i).*\\.csv"))
                    .sorted()
                    .toList();
            if (tables.size() == 1) {
                return tables.getFirst();
            }
            throw new VolumeFormatException(
                    folder,
                    tables.isEmpty()
                            ? "is a folder without a table of labels: labels.csv, with the header"
                                    + " file,label[,patient][,split]"
                            : "holds several tables, "
                                    + tables.stream().map(Path::getFileName).toList()
                                    + "; name the one you mean, or call it labels.csv");
        }
    }

    private static DatasetName name(Path csv) {
        Path folder = csv.toAbsolutePath().normalize().getParent();
        boolean usual = String.valueOf(csv.getFileName()).equalsIgnoreCase("labels.csv");
        return usual && folder != null && folder.getFileName() != null
                ? new DatasetName(folder.getFileName().toString(), "")
                : new DatasetName(ClassNames.stem(csv), "");
    }

    private static List<Case> check(LabelTable table, FolderClasses classes) throws IOException {
        Path csv = table.csv();
        Path folder = csv.toAbsolutePath().normalize().getParent();
        Map<Path, Long> rowOf = new HashMap<>();
        Map<String, Integer> patients = numbers(table);
        List<Case> cases = new ArrayList<>();
        for (LabelTable.Row row : table.rows()) {
            Path file;
            try {
                file = folder == null
                        ? Path.of(row.file())
                        : folder.resolve(row.file()).normalize();
            } catch (java.nio.file.InvalidPathException e) {
                throw new VolumeFormatException(
                        csv, "row " + row.number() + " names '" + row.file() + "', which no file can be called", e);
            }
            Long before = rowOf.putIfAbsent(file, row.number());
            if (before != null) {
                throw LabelTable.wrong(
                        csv, row.number(), "names '" + row.file() + "', which row " + before + " names already");
            }
            if (!Files.exists(file)) {
                throw LabelTable.wrong(csv, row.number(), "names '" + row.file() + "', but there is no " + file);
            }
            cases.add(new Case(file, row.number(), classes.label(row), patients.getOrDefault(patient(row), 0)));
        }
        return cases;
    }

    /** A number for each patient, in the order of their names, so that the order of rows does not matter. */
    private static Map<String, Integer> numbers(LabelTable table) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String patient :
                new TreeSet<>(table.rows().stream().map(VolumeFolder::patient).toList())) {
            numbers.put(patient, numbers.size());
        }
        return numbers;
    }

    private static String patient(LabelTable.Row row) {
        return row.patient().isEmpty() ? row.file() : row.patient();
    }

    private static Map<Split, List<Case>> given(LabelTable table, List<Case> all) throws VolumeFormatException {
        Map<Split, List<Case>> cases = new EnumMap<>(Split.class);
        Map<Integer, Integer> firstOf = new HashMap<>();
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            LabelTable.Row row = table.rows().get(i);
            Split split;
            try {
                split = Split.of(row.split());
            } catch (IllegalArgumentException e) {
                throw LabelTable.wrong(
                        table.csv(),
                        row.number(),
                        row.split().isEmpty()
                                ? "has no split, but other rows have one"
                                : "has the split '" + row.split() + "', which is none of train, val, test");
            }
            splits.add(split);
            int first = firstOf.computeIfAbsent(all.get(i).patient(), _ -> splits.size() - 1);
            if (splits.get(first) != split) {
                throw LabelTable.wrong(
                        table.csv(),
                        row.number(),
                        "puts its patient into " + split.label() + ", but row "
                                + all.get(first).row()
                                + " puts the same patient into "
                                + splits.get(first).label() + "; a patient belongs to one split");
            }
            cases.computeIfAbsent(split, _ -> new ArrayList<>()).add(all.get(i));
        }
        return cases;
    }

    private static Map<Split, List<Case>> divide(
            Path csv, FolderClasses classes, List<Case> all, long seed, List<String> notes)
            throws VolumeFormatException {
        int[] part = PatientDeal.deal(ints(all, Case::label), ints(all, Case::patient), SHARES, seed);
        Map<Split, List<Case>> cases = new EnumMap<>(Split.class);
        for (int i = 0; i < all.size(); i++) {
            cases.computeIfAbsent(PARTS.get(part[i]), _ -> new ArrayList<>()).add(all.get(i));
        }
        if (cases.size() < SHARES.length) {
            throw new VolumeFormatException(
                    csv,
                    "gives no split and has too few patients (" + patientCount(all)
                            + ") to make one; add a column split with train, val or test");
        }
        List<String> parts = new ArrayList<>();
        cases.forEach((split, of) -> parts.add(split.label() + " " + of.size() + " of " + patientCount(of)));
        notes.add(csv.getFileName() + " gives no split: split_seed " + seed + " divides its " + all.size()
                + " volumes of " + patientCount(all) + " patients into " + String.join(", ", parts));
        cases.forEach((split, of) -> {
            for (int c = 0; c < classes.names().size(); c++) {
                int label = c;
                if (of.stream().noneMatch(one -> one.label() == label)
                        && all.stream().anyMatch(one -> one.label() == label)) {
                    notes.add(csv.getFileName() + ": class '" + classes.names().get(c)
                            + "' has too few patients: none of them is in " + split.label());
                }
            }
        });
        return cases;
    }

    private static long patientCount(List<Case> cases) {
        return cases.stream().mapToInt(Case::patient).distinct().count();
    }

    private static int[] ints(List<Case> cases, ToIntFunction<Case> value) {
        return cases.stream().mapToInt(value).toArray();
    }

    @Override
    public Path file() {
        return csv;
    }

    /** The folder's name where the table is called labels.csv, else the table's. */
    @Override
    public DatasetName name() {
        return name;
    }

    @Override
    public List<Split> splits() {
        return List.copyOf(cases.keySet());
    }

    @Override
    public List<String> classNames() {
        return classes.names();
    }

    /** Whether the user named the classes; otherwise they are numbers. */
    public boolean namesClasses() {
        return classes.named();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public int[] labels(Split split) throws IOException {
        return ints(present(split), Case::label);
    }

    @Override
    public Optional<int[]> patients(Split split) throws IOException {
        return patients ? Optional.of(ints(present(split), Case::patient)) : Optional.empty();
    }

    /**
     * The file of a case.
     *
     * @throws IOException when the split is absent
     */
    public Path file(Split split, int index) throws IOException {
        return present(split).get(index).file();
    }

    /**
     * Opens the volume of a case; of a file with several, the first.
     *
     * @param index 0 … cases of the split − 1
     * @return the volume, which the caller closes
     * @throws IOException when it cannot be read; names row and file
     */
    public Volume volume(Split split, int index) throws IOException {
        Case one = present(split).get(index);
        try {
            return VolumeFiles.open(one.file());
        } catch (IOException e) {
            throw failure(split, index, e);
        }
    }

    /** A failure of a case that names row and file. */
    public VolumeFormatException failure(Split split, int index, Exception cause) throws IOException {
        Case one = present(split).get(index);
        String file = String.valueOf(one.file().getFileName());
        String reason = String.valueOf(cause.getMessage());
        return new VolumeFormatException(
                csv, "row " + one.row() + ": " + (reason.startsWith(file) ? "" : file + ": ") + reason, cause);
    }

    private List<Case> present(Split split) throws IOException {
        List<Case> present = cases.get(split);
        if (present == null) {
            throw absent(split);
        }
        return present;
    }
}
