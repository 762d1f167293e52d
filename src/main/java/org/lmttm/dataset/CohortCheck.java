package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.CohortFinding.Severity;
import org.lmttm.dataset.LabelTable.Complaints;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;

/**
 * Checks a cohort, that is a table of labels (see {@link LabelTable}) and its volumes, before it is used: every row, and
 * every voxel of every volume, one volume at a time. What would end the opening of a {@link VolumeFolder} is found by
 * the same rules, but all of it at once.
 */
public final class CohortCheck {
    /** Classes without a case that are named one by one. */
    private static final int MOST_TOLD = 5;

    private final Path csv;
    private final List<CohortFinding> findings = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final Map<Long, String> fileOf = new HashMap<>();
    private String namesSha256 = "";

    private CohortCheck(Path csv) {
        this.csv = csv;
    }

    /**
     * Checks a cohort.
     *
     * @param path the table, or the folder that holds it
     * @param splitSeed what a split is drawn with where the table gives none
     * @throws IOException when there is no table at all
     * @throws CancellationException when the progress says so
     */
    public static CohortReport of(Path path, long splitSeed, ReadProgress progress) throws IOException {
        return new CohortCheck(CohortSource.table(path)).check(splitSeed, progress);
    }

    private CohortReport check(long splitSeed, ReadProgress progress) throws IOException {
        LabelTable table;
        try {
            table = LabelTable.read(csv, this::complain);
        } catch (VolumeFormatException e) {
            complain(FindingKind.TABLE, 0, withoutName(csv, e));
            return report(null, List.of(), List.of(), List.of(), splitSeed);
        }
        table.rows().forEach(row -> fileOf.put(row.number(), row.file()));
        List<String> notes = new ArrayList<>(VolumeFolder.columnNotes(table));
        if (table.rows().isEmpty()) {
            return report(table, List.of(), List.of(), notes, splitSeed);
        }
        if (!table.patients()) {
            notes.removeLast(); // said by the finding
            add(
                    FindingKind.NO_PATIENTS,
                    Severity.WARNING,
                    0,
                    "has no column patient: every volume counts as a patient of its own");
        }
        Complaints complaints = this::complain;
        FolderClasses classes;
        try {
            classes = FolderClasses.of(table, complaints);
        } catch (VolumeFormatException e) {
            complain(FindingKind.CLASSES, 0, "has a JSON beside it that names no classes: " + e.getMessage());
            return report(table, List.of(), List.of(), notes, splitSeed);
        }
        List<FolderRows.Case> cases = FolderRows.of(classes, true, splitSeed, complaints, notes);
        namesSha256 = classes.namesSha256();
        List<CohortRow> rows = read(cases, progress);
        CohortReport report = report(table, classes.names(), rows, notes, splitSeed);
        coverage(report, CohortTally.of(report));
        duplicates(rows);
        VolumeOutliers.add(rows, this::add);
        return report(table, classes.names(), rows, notes, splitSeed);
    }

    private CohortReport report(
            @Nullable LabelTable table,
            List<String> classes,
            List<CohortRow> rows,
            List<String> notes,
            long splitSeed) {
        boolean given = table != null
                && table.rows().stream().anyMatch(row -> !row.split().isEmpty());
        boolean patients = table != null && table.patients();
        CohortSource source = new CohortSource(csv, table == null ? "" : table.sha256(), namesSha256);
        return new CohortReport(source, splitSeed, given, patients, classes, rows, findings, notes);
    }

    private void complain(FindingKind kind, long row, String reason) {
        if (told.add(kind + " " + row)) {
            add(kind, Severity.ERROR, row, reason);
        }
    }

    private void add(FindingKind kind, Severity severity, long row, String what) {
        findings.add(new CohortFinding(kind, severity, row, fileOf.getOrDefault(row, ""), what));
    }

    private static String withoutName(Path file, Exception e) {
        String message = String.valueOf(e.getMessage());
        String name = file.getFileName() + ": ";
        return message.startsWith(name) ? message.substring(name.length()) : message;
    }

    private List<CohortRow> read(List<FolderRows.Case> cases, ReadProgress progress) {
        List<CohortRow> rows = new ArrayList<>();
        for (FolderRows.Case one : cases) {
            if (progress.cancelled()) {
                throw new CancellationException("the check was stopped");
            }
            Path file = one.file();
            LabelTable.Row row = one.row();
            Optional<VolumeFacts> facts =
                    file == null || !Files.exists(file) ? Optional.empty() : facts(row, file, progress.cancelling());
            rows.add(new CohortRow(
                    row.number(),
                    row.file(),
                    Optional.ofNullable(file),
                    one.label(),
                    one.patient(),
                    one.split(),
                    facts));
            progress.update((double) rows.size() / cases.size());
        }
        return rows;
    }

    private Optional<VolumeFacts> facts(LabelTable.Row row, Path file, ReadProgress progress) {
        long number = row.number();
        try {
            VolumeChoice choice = VolumeFiles.prepared(file, VolumeChoice.FIRST, progress);
            try (Volume volume = VolumeFiles.open(file, choice, progress)) {
                int volumes = VolumeFiles.list(file, choice).volumes();
                if (volumes > 1) {
                    add(
                            FindingKind.SEVERAL_VOLUMES,
                            Severity.WARNING,
                            number,
                            "holds " + volumes + " volumes; the first is used");
                }
                return Optional.of(facts(row, file, volume, progress));
            }
        } catch (CancellationException e) {
            throw e;
        } catch (IOException e) {
            add(FindingKind.UNREADABLE, Severity.ERROR, number, "cannot be read: " + withoutName(file, e));
        } catch (RuntimeException e) {
            // Whatever a file does to its reader, the others are looked at.
            add(
                    FindingKind.UNREADABLE,
                    Severity.ERROR,
                    number,
                    "cannot be read: its reader failed with " + e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private VolumeFacts facts(LabelTable.Row row, Path file, Volume volume, ReadProgress progress) throws IOException {
        long number = row.number();
        for (String warning : volume.description().warnings()) {
            add(FindingKind.READER, Severity.WARNING, number, "was read with a warning: " + warning);
        }
        VoxelContent content = VoxelContent.of(volume, progress);
        judge(number, content);
        return new VolumeFacts(
                volume.description(),
                content,
                centre(row, volume, progress),
                Files.size(file),
                Files.getLastModifiedTime(file));
    }

    private void judge(long row, VoxelContent content) {
        if (content.notFinite() == content.voxels()) {
            add(FindingKind.NOT_FINITE, Severity.ERROR, row, "has no voxel that is a finite number");
        } else if (content.constant()) {
            add(FindingKind.EMPTY, Severity.ERROR, row, "is empty: all its voxels have the value " + content.min());
        } else if (content.notFinite() > 0) {
            add(
                    FindingKind.NOT_FINITE,
                    Severity.WARNING,
                    row,
                    "has " + content.notFinite() + " of " + content.voxels() + " voxels that are no finite numbers");
        }
    }

    private List<Double> centre(LabelTable.Row row, Volume volume, ReadProgress progress) {
        try {
            Optional<CasePlace> place = CasePlace.of(row.place(), FolderRows.folder(csv));
            return place.isEmpty()
                    ? List.of()
                    : Arrays.stream(place.get().in(volume, progress)).boxed().toList();
        } catch (IllegalArgumentException e) {
            add(FindingKind.PLACE, Severity.ERROR, row.number(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            add(
                    FindingKind.PLACE,
                    Severity.ERROR,
                    row.number(),
                    "names a mask that cannot be read: "
                            + (e instanceof VolumeFormatException
                                    ? e.getMessage()
                                    : "there is no " + row.place().get("roi")));
        }
        return List.of();
    }

    /** Classes and splits without cases. What trains must be complete; the others only cannot be measured fully. */
    private void coverage(CohortReport report, CohortTally tally) {
        if (tally.splits().isEmpty()) {
            return; // every row has a finding of its own
        }
        for (Split split : Split.values()) {
            CohortTally.Part part = tally.splits().get(split);
            if (part != null) {
                classes(report.classes(), split, part);
            } else if (!told.contains(FindingKind.SPLIT_EMPTY + " 0")) {
                // A table that gives no case to train is one to evaluate on.
                add(FindingKind.SPLIT_EMPTY, Severity.WARNING, 0, "has no case in " + split.label());
            }
        }
    }

    private void classes(List<String> names, Split split, CohortTally.Part part) {
        List<String> missing = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            if (part.classes().get(c).cases() == 0) {
                missing.add("'" + names.get(c) + "'");
            }
        }
        if (missing.isEmpty() || told.contains(FindingKind.CLASSES + " 0")) {
            return; // classes that are wrong themselves are missing everywhere
        }
        Severity severity = split == Split.TRAIN ? Severity.ERROR : Severity.WARNING;
        if (missing.size() > MOST_TOLD) {
            String first = String.join(", ", missing.subList(0, MOST_TOLD));
            add(
                    FindingKind.CLASS_MISSING,
                    severity,
                    0,
                    "has no case of " + missing.size() + " of " + names.size() + " classes in " + split.label()
                            + ", such as " + first);
            return;
        }
        for (String name : missing) {
            add(FindingKind.CLASS_MISSING, severity, 0, "has no case of class " + name + " in " + split.label());
        }
    }

    /** Several regions of one scan are cases of their own, but what was learnt from a scan must not be asked of it. */
    private void duplicates(List<CohortRow> rows) {
        Map<List<Object>, CohortRow> firstOfPlace = new HashMap<>();
        Map<String, CohortRow> firstOf = new HashMap<>();
        for (CohortRow row : rows) {
            VolumeFacts facts = row.volume().orElse(null);
            if (facts == null
                    || facts.content().constant()
                    || told.contains(FindingKind.FILE_TWICE + " " + row.number())) {
                continue;
            }
            String hash = facts.content().hash();
            CohortRow scan = firstOf.putIfAbsent(hash, row);
            CohortRow first = firstOfPlace.putIfAbsent(List.of(hash, facts.centre()), row);
            if (first != null) {
                duplicate(first, row);
            } else if (scan != null && !scan.split().equals(row.split())) {
                add(
                        FindingKind.SAME_VOXELS_ACROSS_SPLITS,
                        Severity.WARNING,
                        row.number(),
                        same(scan) + ", in another split, though its region lies elsewhere");
            }
        }
    }

    private void duplicate(CohortRow first, CohortRow row) {
        if (first.label() != row.label()) {
            add(FindingKind.SAME_VOXELS_OTHER_LABEL, Severity.ERROR, row.number(), same(first) + ", but another label");
        } else if (!first.split().equals(row.split())) {
            add(
                    FindingKind.SAME_VOXELS_ACROSS_SPLITS,
                    Severity.ERROR,
                    row.number(),
                    same(first) + ", in another split");
        } else {
            add(FindingKind.SAME_VOXELS, Severity.WARNING, row.number(), same(first));
        }
    }

    private static String same(CohortRow first) {
        return "has the same voxels as row " + first.number() + " (" + first.file() + ")";
    }
}
