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
import java.util.Objects;
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
    private final Path csv;
    private final List<CohortFinding> findings = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final Map<Long, String> fileOf = new HashMap<>();

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
        Path csv = VolumeFolder.table(path);
        if (!Files.isRegularFile(csv)) {
            throw new VolumeFormatException(csv, "there is no such table of labels");
        }
        return new CohortCheck(csv).check(splitSeed, progress);
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
        List<FolderRows.Case> cases = FolderRows.of(table, classes, splitSeed, complaints, notes);
        List<CohortRow> rows = read(cases, progress);
        CohortReport report = report(table, classes.names(), rows, notes, splitSeed);
        coverage(report);
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
        return new CohortReport(csv, splitSeed, given, patients, classes, rows, findings, notes);
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
                    file == null || !Files.exists(file) ? Optional.empty() : facts(row, file, cancelling(progress));
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

    /** Within one volume the user can end the check, but its share says nothing of the cohort's. */
    private static ReadProgress cancelling(ReadProgress progress) {
        return new ReadProgress() {
            @Override
            public void update(double share) {
                // of one volume
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private Optional<VolumeFacts> facts(LabelTable.Row row, Path file, ReadProgress progress) {
        long number = row.number();
        try {
            VolumeChoice choice = VolumeFiles.prepared(file, VolumeChoice.FIRST, progress);
            try (Volume volume = VolumeFiles.open(file, choice, progress)) {
                return Optional.of(
                        facts(row, file, volume, VolumeFiles.list(file, choice).volumes()));
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

    private VolumeFacts facts(LabelTable.Row row, Path file, Volume volume, int volumes) throws IOException {
        long number = row.number();
        if (volumes > 1) {
            add(
                    FindingKind.SEVERAL_VOLUMES,
                    Severity.WARNING,
                    number,
                    "holds " + volumes + " volumes; the first is used");
        }
        for (String warning : volume.description().warnings()) {
            add(FindingKind.READER, Severity.WARNING, number, "was read with a warning: " + warning);
        }
        VoxelContent content = VoxelContent.of(volume);
        judge(number, content);
        return new VolumeFacts(
                volume.description(), content, centre(row, volume), Files.size(file), Files.getLastModifiedTime(file));
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

    private List<Double> centre(LabelTable.Row row, Volume volume) {
        try {
            Optional<CasePlace> place = CasePlace.of(row.place(), FolderRows.folder(csv));
            return place.isEmpty()
                    ? List.of()
                    : Arrays.stream(place.get().in(volume)).boxed().toList();
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
    private void coverage(CohortReport report) {
        if (report.splits().isEmpty()) {
            return; // every row has a finding of its own
        }
        List<String> names = report.classes();
        for (Split split : Split.values()) {
            Severity severity = split == Split.TRAIN ? Severity.ERROR : Severity.WARNING;
            if (report.rows(split, -1).isEmpty()) {
                if (!told.contains(FindingKind.SPLIT_EMPTY + " 0")) {
                    add(FindingKind.SPLIT_EMPTY, severity, 0, "has no case in " + split.label());
                }
                continue;
            }
            for (int c = 0; c < names.size(); c++) {
                if (report.rows(split, c).isEmpty()) {
                    add(
                            FindingKind.CLASS_MISSING,
                            severity,
                            0,
                            "has no case of class '" + names.get(c) + "' in " + split.label());
                }
            }
        }
    }

    private void duplicates(List<CohortRow> rows) {
        Map<String, CohortRow> firstOf = new HashMap<>();
        for (CohortRow row : rows) {
            VolumeFacts facts = row.volume().orElse(null);
            if (facts == null || facts.content().constant()) {
                continue;
            }
            CohortRow first = firstOf.putIfAbsent(facts.content().hash(), row);
            if (first == null || Objects.equals(first.path(), row.path())) {
                continue;
            }
            String what = "has the same voxels as row " + first.number() + " (" + first.file() + ")";
            if (first.label() != row.label()) {
                add(FindingKind.SAME_VOXELS_OTHER_LABEL, Severity.ERROR, row.number(), what + ", but another label");
            } else if (!first.split().equals(row.split())) {
                add(FindingKind.SAME_VOXELS_ACROSS_SPLITS, Severity.ERROR, row.number(), what + ", in another split");
            } else {
                add(FindingKind.SAME_VOXELS, Severity.WARNING, row.number(), what);
            }
        }
    }
}
