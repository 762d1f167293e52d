package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.lmttm.dataset.FolderRows.Case;
import org.lmttm.dataset.LabelTable.Complaints;
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
    private final Path csv;
    private final DatasetName name;
    private final FolderClasses classes;
    private final Map<Split, List<Case>> cases;
    private final boolean patients;
    private final List<String> notes;

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
        Path csv = table(path);
        Complaints complaints = LabelTable.strict(csv);
        LabelTable table = LabelTable.read(csv, complaints);
        FolderClasses classes = FolderClasses.of(table, complaints);
        List<String> notes = new ArrayList<>(columnNotes(table));
        if (!table.places().isEmpty()) {
            notes.addFirst(csv.getFileName() + ": columns that only 'datasets build' uses: "
                    + String.join(", ", table.places()));
        }
        List<Case> all = FolderRows.of(classes, false, splitSeed, complaints, notes);
        Map<Split, List<Case>> cases = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            List<Case> of = FolderRows.in(split, all);
            if (!of.isEmpty()) {
                cases.put(split, of);
            }
        }
        if (table.rows().stream().allMatch(row -> row.split().isEmpty())) {
            notes.addAll(missingClasses(csv, classes, all, cases));
        }
        return new VolumeFolder(table, name(csv), classes, cases, notes);
    }

    /** What to tell of columns that are not used, or not there. */
    static List<String> columnNotes(LabelTable table) {
        List<String> notes = new ArrayList<>();
        Path name = table.csv().getFileName();
        if (!table.unused().isEmpty()) {
            notes.add(name + ": columns that are not used: " + String.join(", ", table.unused()));
        }
        if (!table.patients()) {
            notes.add(name + " has no column patient: every volume counts as a patient of its own");
        }
        return notes;
    }

    private static List<String> missingClasses(
            Path csv, FolderClasses classes, List<Case> all, Map<Split, List<Case>> cases) {
        List<String> notes = new ArrayList<>();
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
        return notes;
    }

    /**
     * The table of labels that a path means.
     *
     * @param path a folder, which holds labels.csv or one other CSV; or the CSV
     * @throws VolumeFormatException when a folder holds none, or several
     */
    static Path table(Path path) throws IOException {
        return Files.isDirectory(path) ? tableOf(path) : path;
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
        return FolderRows.ints(present(split), Case::label);
    }

    @Override
    public Optional<int[]> patients(Split split) throws IOException {
        return patients ? Optional.of(FolderRows.ints(present(split), Case::patient)) : Optional.empty();
    }

    /**
     * The file of a case.
     *
     * @throws IOException when the split is absent
     */
    public Path file(Split split, int index) throws IOException {
        return fileOf(present(split).get(index));
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
            return VolumeFiles.open(fileOf(one));
        } catch (IOException e) {
            throw failure(split, index, e);
        }
    }

    /** A failure of a case that names row and file. */
    public VolumeFormatException failure(Split split, int index, Exception cause) throws IOException {
        Case one = present(split).get(index);
        String file = String.valueOf(fileOf(one).getFileName());
        String reason = String.valueOf(cause.getMessage());
        return new VolumeFormatException(
                csv, "row " + one.row().number() + ": " + (reason.startsWith(file) ? "" : file + ": ") + reason, cause);
    }

    private static Path fileOf(Case one) {
        return Objects.requireNonNull(one.file(), "a checked row names a file");
    }

    private List<Case> present(Split split) throws IOException {
        List<Case> present = cases.get(split);
        if (present == null) {
            throw absent(split);
        }
        return present;
    }
}
