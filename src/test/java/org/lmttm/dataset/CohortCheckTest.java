package org.lmttm.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.CohortFinding.Severity;
import org.lmttm.volume.Affine;
import org.lmttm.volume.DisplayHints;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpyFiles;

class CohortCheckTest {
    @TempDir
    private Path folder;

    private CohortReport check() throws IOException {
        return CohortCheck.of(folder, 3407, ReadProgress.NONE);
    }

    private static float[] voxels(int seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int v = 0; v < count; v++) {
            values[v] = random.nextInt(1000);
        }
        return values;
    }

    private void volume(String name, int seed) throws IOException {
        VolumeFolders.volume(folder.resolve(name), 4, 4, 4, voxels(seed, 64), VoxelType.INT16);
    }

    /** Six volumes a.nii … f.nii that differ. */
    private void volumes() throws IOException {
        for (int n = 0; n < 6; n++) {
            volume((char) ('a' + n) + ".nii", n);
        }
    }

    /** A table of the six volumes, with a column of patients, in which some lines are replaced: "3=c.nii,ill,P3,val". */
    private void table(String... changed) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "file,label,patient,split",
                "a.nii,well,P1,train",
                "b.nii,ill,P2,train",
                "c.nii,well,P3,val",
                "d.nii,ill,P4,val",
                "e.nii,well,P5,test",
                "f.nii,ill,P6,test"));
        for (String change : changed) {
            lines.set(Integer.parseInt(change.substring(0, 1)) - 1, change.substring(2));
        }
        VolumeFolders.table(folder, lines.toArray(String[]::new));
    }

    private static CohortFinding only(CohortReport report, FindingKind kind) {
        return report.findings().stream()
                .filter(one -> one.kind() == kind)
                .reduce((a, b) -> {
                    throw new AssertionError("two of " + kind + ": " + a + b);
                })
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + report.findings()));
    }

    private static void expect(CohortReport report, FindingKind kind, Severity severity, long row, String what) {
        CohortFinding found = only(report, kind);
        assertThat(found.severity()).isEqualTo(severity);
        assertThat(found.row()).isEqualTo(row);
        assertThat(found.what()).contains(what);
        assertThat(found.advice()).isNotBlank();
    }

    @Test
    void aSoundCohortHasCountsAndNoFindings() throws IOException {
        volumes();
        table();
        CohortReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.classes()).containsExactly("ill", "well");
        assertThat(report.splits()).containsExactly(Split.values());
        assertThat(report.rows(Split.VAL, 0)).singleElement().satisfies(row -> {
            assertThat(row.number()).isEqualTo(5);
            assertThat(row.file()).isEqualTo("d.nii");
        });
        assertThat(CohortReport.patients(report.rows(Split.TRAIN, -1))).isEqualTo(2);
        assertThat(report.splitGiven()).isTrue();
    }

    @Test
    void everyMistakeOfTheTableIsFoundAtOnceAndTheRestIsStillRead() throws IOException {
        volumes();
        table(
                "2=a.nii,well,P1,learn",
                "3=b.nii,ill,,train",
                "4=nowhere/c.nii,well,P3,val",
                "5=d.nii,ill,P4",
                "6=e.nii,well,P3,test",
                "7=e.nii,ill,P6,test");
        CohortReport report = check();
        expect(report, FindingKind.SPLIT, Severity.ERROR, 2, "'learn', which is none of train, val, test");
        expect(report, FindingKind.FILE_MISSING, Severity.ERROR, 4, "'nowhere/c.nii', but there is no ");
        expect(report, FindingKind.PATIENT_IN_TWO_SPLITS, Severity.ERROR, 6, "row 4 puts the same patient into val");
        expect(report, FindingKind.FILE_TWICE, Severity.ERROR, 7, "which row 6 names already");
        assertThat(report.findings().stream().filter(one -> one.kind() == FindingKind.ROW))
                .extracting(CohortFinding::row, CohortFinding::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, "has no patient"),
                        org.assertj.core.groups.Tuple.tuple(5L, "has 3 cells where the header has 4"));
        assertThat(report.rows().stream().filter(row -> row.volume().isPresent()))
                .extracting(CohortRow::number)
                .containsExactly(2L, 6L, 7L);
        // The same rules end the opening of the folder, at the first.
        assertThatThrownBy(() -> VolumeFolder.open(folder, 1)).hasMessageContaining("row 3 has no patient");
    }

    @Test
    void labelsAndClassesAreJudged() throws IOException {
        volumes();
        table("4=c.nii,3,P3,val", "2=a.nii,0,P1,train", "3=b.nii,1,P2,train");
        assertThat(check().findings().stream().filter(one -> one.kind() == FindingKind.LABEL))
                .extracting(CohortFinding::row)
                .containsExactly(5L, 6L, 7L);
        Files.writeString(folder.resolve("labels.json"), "{\"labels\": [\"well\", \"ill\", \"odd\"]}");
        table("3=b.nii,Ill,P2,train");
        CohortReport named = check();
        expect(named, FindingKind.LABEL, Severity.ERROR, 3, "'Ill', which is none of the classes [well, ill, odd]");
        assertThat(named.findings().stream().filter(one -> one.kind() == FindingKind.CLASS_MISSING && one.isError()))
                .extracting(CohortFinding::what)
                .containsExactly("has no case of class 'ill' in train", "has no case of class 'odd' in train");
        Files.writeString(folder.resolve("labels.json"), "{\"labels\": 3}");
        expect(check(), FindingKind.CLASSES, Severity.ERROR, 0, "labels.json: needs \"labels\"");
        Files.delete(folder.resolve("labels.json"));
        VolumeFolders.table(folder, "file,label,split", "a.nii,well,train", "b.nii,well,val");
        CohortReport one = check();
        expect(one, FindingKind.CLASSES, Severity.ERROR, 0, "has the one class 'well'");
        expect(one, FindingKind.NO_PATIENTS, Severity.WARNING, 0, "no column patient");
        expect(one, FindingKind.SPLIT_EMPTY, Severity.WARNING, 0, "has no case in test");
    }

    @Test
    void splitsAreDealtByPatientWhereTheTableGivesNone() throws IOException {
        VolumeFolders.noisy(folder, 20, null);
        CohortReport report = check();
        assertThat(report.errors()).isZero();
        assertThat(report.splitGiven()).isFalse();
        assertThat(report.notes()).anyMatch(note -> note.contains("split_seed 3407 divides its 40 volumes"));
        VolumeFolder opened = VolumeFolder.open(folder, 3407);
        for (Split split : Split.values()) {
            assertThat(report.rows(split, -1).stream().mapToInt(CohortRow::label))
                    .containsExactly(java.util.Arrays.stream(opened.labels(split))
                            .boxed()
                            .toArray(Integer[]::new));
        }
        VolumeFolders.table(folder, "file,label", "scans/p0-0.nii.gz,clear", "scans/p1-0.nii.gz,lesion");
        expect(check(), FindingKind.SPLIT_EMPTY, Severity.ERROR, 0, "too few patients (2)");
    }

    @Test
    void volumesThatCannotBeUsedAreNamedAndTheOthersAreRead() throws IOException {
        volumes();
        Files.writeString(folder.resolve("a.nii"), "no volume");
        byte[] cut = Files.readAllBytes(folder.resolve("b.nii"));
        Files.write(folder.resolve("b.nii"), java.util.Arrays.copyOf(cut, cut.length - 9));
        VolumeFolders.volume(folder.resolve("c.nii"), 4, 4, 4, 7, VoxelType.INT16);
        float[] some = voxels(3, 64);
        some[5] = Float.NaN;
        VolumeFolders.volume(folder.resolve("d.nii"), 4, 4, 4, some, VoxelType.FLOAT32);
        VolumeFolders.volume(folder.resolve("e.nii"), 4, 4, 4, Float.NaN, VoxelType.FLOAT32);
        table();
        CohortReport report = check();
        assertThat(report.findings().stream().filter(one -> one.kind() == FindingKind.UNREADABLE))
                .extracting(CohortFinding::row)
                .containsExactly(2L, 3L);
        expect(report, FindingKind.EMPTY, Severity.ERROR, 4, "all its voxels have the value 7");
        assertThat(report.findings().stream().filter(one -> one.kind() == FindingKind.NOT_FINITE))
                .extracting(CohortFinding::row, CohortFinding::isError)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(6L, true), org.assertj.core.groups.Tuple.tuple(5L, false));
        assertThat(report.rows().getLast().volume()).isPresent();
    }

    @Test
    void theSameVoxelsAreFoundWhateverTheTypeIs() throws IOException {
        volumes();
        table("4=c.nii,ill,P3,val", "5=d.nii,ill,P3,val");
        float[] a = voxels(0, 64);
        // Rows 3, 4 and 6 hold the voxels of row 2, in another type: other label, other label, other split.
        VolumeFolders.volume(folder.resolve("b.nii"), 4, 4, 4, a, VoxelType.FLOAT32);
        VolumeFolders.volume(folder.resolve("e.nii"), 4, 4, 4, a, VoxelType.FLOAT32);
        Files.copy(folder.resolve("c.nii"), folder.resolve("d.nii"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        CohortReport report = check();
        expect(report, FindingKind.SAME_VOXELS_OTHER_LABEL, Severity.ERROR, 3, "as row 2 (a.nii), but another label");
        expect(report, FindingKind.SAME_VOXELS_ACROSS_SPLITS, Severity.ERROR, 6, "as row 2 (a.nii), in another split");
        expect(report, FindingKind.SAME_VOXELS, Severity.WARNING, 5, "as row 4 (c.nii)");
    }

    @Test
    void volumesUnlikeTheOthersStandOut() throws IOException {
        volumes();
        VolumeFolders.volume(folder.resolve("a.nii"), 4, 4, 5, voxels(9, 80), VoxelType.INT16);
        try (Volume flipped = Volume.ofFloats("b", 4, 4, 4, voxels(8, 64), Affine.scaling(-1, 1, 1))) {
            NiftiWriter.write(folder.resolve("b.nii"), flipped, VoxelType.INT16);
        }
        try (Volume coarse = Volume.ofFloats("c", 4, 4, 4, voxels(7, 64), Affine.scaling(1, 1, 3))) {
            NiftiWriter.write(folder.resolve("c.nii"), coarse, VoxelType.INT16);
        }
        NpyFiles.write(folder.resolve("d.npy"), NpyArray.of(voxels(6, 64), 4, 4, 4));
        table("5=d.npy,ill,P4,val");
        CohortReport report = check();
        expect(
                report,
                FindingKind.SIZE,
                Severity.WARNING,
                2,
                "is 4 × 4 × 5 voxels; 5 of 6 volumes are 4 × 4 × 4 voxels");
        expect(report, FindingKind.ORIENTATION, Severity.WARNING, 3, "is LAS; 4 of 5 volumes are RAS");
        expect(report, FindingKind.SPACING, Severity.WARNING, 4, "is 1.00 × 1.00 × 3.00 mm; 4 of 5");
        expect(report, FindingKind.NO_GEOMETRY, Severity.WARNING, 5, "is without patient geometry; 5 of 6");
        assertThat(report.errors()).isZero();
    }

    @Test
    void ofSeveralVolumesInAFileTheFirstIsUsedWhichIsSaid() throws IOException {
        volumes();
        NpyFiles.write(folder.resolve("d.npy"), NpyArray.of(voxels(6, 128), 2, 4, 4, 4));
        table("5=d.npy,ill,P4,val");
        expect(check(), FindingKind.SEVERAL_VOLUMES, Severity.WARNING, 5, "holds 2 volumes; the first is used");
    }

    @Test
    void anotherModalityStandsOut() throws IOException {
        volumes();
        table();
        List<CohortRow> rows = check().rows();
        List<String> modalities = List.of("CT", "CT", "MR", "CT", "CT", "");
        List<CohortRow> known = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            known.add(withModality(rows.get(n), modalities.get(n)));
        }
        List<String> found = new ArrayList<>();
        VolumeOutliers.add(known, (kind, severity, row, what) -> found.add(kind + " " + row + " " + what));
        assertThat(found).containsExactly("MODALITY 4 is MR; 4 of 5 volumes are CT");
        found.clear();
        VolumeOutliers.add(
                known.subList(1, 3), (kind, severity, row, what) -> found.add(kind + " " + row + " " + what));
        assertThat(found).singleElement().asString().startsWith("MODALITY 0 has volumes of 2 modalities");
    }

    private static CohortRow withModality(CohortRow row, String modality) {
        VolumeFacts facts = row.volume().orElseThrow();
        Volume.Description of = facts.description();
        Volume.Description said = new Volume.Description(
                of.name(),
                of.format(),
                of.ni(),
                of.nj(),
                of.nk(),
                of.type(),
                of.byteOrder(),
                of.order(),
                of.slope(),
                of.intercept(),
                of.affine(),
                of.warnings(),
                new DisplayHints(Optional.of(modality).filter(m -> !m.isEmpty()), List.of(), false));
        return new CohortRow(
                row.number(),
                row.file(),
                row.path(),
                row.label(),
                row.patient(),
                row.split(),
                Optional.of(new VolumeFacts(said, facts.content(), facts.centre(), facts.bytes(), facts.changed())));
    }

    @Test
    void placesAreReadInMillimetresVoxelsOrFromAMask() throws IOException {
        volumes();
        float[] mask = new float[64];
        mask[1 + 4 * 2 + 16 * 3] = 1;
        mask[3 + 4 * 2 + 16 * 3] = 1;
        VolumeFolders.volume(folder.resolve("mask.nii"), 4, 4, 4, mask, VoxelType.UINT8);
        VolumeFolders.volume(folder.resolve("none.nii"), 4, 4, 4, 0, VoxelType.UINT8);
        VolumeFolders.table(
                folder,
                "path,label,patient,split,x,y,z,roi,i,note",
                "a.nii,well,P1,train,1.5,0,3,,9,n",
                "b.nii,ill,P2,train,,,,mask.nii,9,n",
                "c.nii,well,P3,val,,,,,9,n",
                "d.nii,ill,P4,val,1,2,,,9,n",
                "e.nii,well,P5,test,9,0,0,,9,n",
                "f.nii,ill,P6,test,,,,none.nii,9,n");
        CohortReport report = check();
        assertThat(report.rows().stream()
                        .limit(3)
                        .map(row -> row.volume().orElseThrow().centre()))
                .containsExactly(List.of(1.5, 0.0, 3.0), List.of(2.0, 2.0, 3.0), List.of());
        assertThat(report.findings())
                .extracting(CohortFinding::kind, CohortFinding::row, CohortFinding::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(FindingKind.PLACE, 5L, "fills only some of x,y,z"),
                        org.assertj.core.groups.Tuple.tuple(
                                FindingKind.PLACE,
                                6L,
                                "puts the region's centre outside the volume, at voxel [9, 0, 0]"),
                        org.assertj.core.groups.Tuple.tuple(
                                FindingKind.PLACE,
                                7L,
                                "names a mask that cannot be read: none.nii: is a mask in which every voxel is 0"));
        assertThat(report.notes()).containsExactly("labels.csv: columns that are not used: i, note");
        assertThat(VolumeFolder.open(folder, 1).notes())
                .contains("labels.csv: columns that only 'datasets build' uses: x, y, z, roi");
    }

    @Test
    void aTableThatIsNoneIsAReportNotAnEnd() throws IOException {
        Path csv = folder.resolve("labels.csv");
        Files.write(csv, new byte[] {(byte) 0xFF, 1, 2});
        expect(check(), FindingKind.TABLE, Severity.ERROR, 0, "is not UTF-8");
        Files.writeString(csv, "");
        expect(check(), FindingKind.COLUMNS, Severity.ERROR, 0, "is empty");
        Files.writeString(csv, "file;label\na;b\n");
        CohortReport report = check();
        assertThat(report.errors()).isPositive();
        assertThat(report.sentence(report.findings().getFirst())).contains("whose columns are not separated by commas");
        assertThatThrownBy(() -> CohortCheck.of(folder.resolve("absent.csv"), 1, ReadProgress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent.csv: there is no such table");
    }

    @Test
    void aCheckIsStopped() throws IOException {
        volumes();
        table();
        ReadProgress stopped = new ReadProgress() {
            @Override
            public void update(double share) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> CohortCheck.of(folder, 1, stopped)).isInstanceOf(CancellationException.class);
    }

    @Test
    void findingsAreReadBackFromTheirCsv() throws IOException {
        volumes();
        table("4=\"no, \"\"where\"\".nii\",well,P3,val", "2=a.nii,well,P1,learn");
        CohortReport report = check();
        List<CSVRecord> records =
                CSVParser.parse(report.csv(), CSVFormat.RFC4180).getRecords();
        assertThat(records.getFirst().toList()).containsExactly("severity", "kind", "row", "file", "what", "advice");
        assertThat(records).hasSize(report.findings().size() + 1);
        assertThat(records)
                .anyMatch(record ->
                        record.get(1).equals("file_missing") && record.get(3).equals("no, \"where\".nii"));
    }

    /** Whatever bytes a table has, the check answers with a report, and never reads an unknown as sound. */
    @Test
    void damagedTablesGiveReports() throws IOException {
        volumes();
        table();
        Path csv = folder.resolve("labels.csv");
        byte[] sound = Files.readAllBytes(csv);
        Random random = new Random(11);
        byte[] odd = "\",\r\n;\0\t=-0x".getBytes(StandardCharsets.UTF_8);
        for (int n = 0; n < Integer.getInteger("lmttm.fuzz", 400); n++) {
            byte[] damaged = sound.clone();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] =
                        random.nextBoolean() ? odd[random.nextInt(odd.length)] : (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            Files.write(csv, damaged);
            CohortReport report = check();
            boolean opens = true;
            try {
                VolumeFolder.open(csv, 3407);
            } catch (IOException _) {
                opens = false;
            }
            assertThat(opens || report.errors() > 0)
                    .as("found what keeps %s from opening", new String(damaged, StandardCharsets.ISO_8859_1))
                    .isTrue();
        }
    }

    @Test
    void manyClassesThatASplitLacksAreOneFinding() throws IOException {
        volumes();
        Files.writeString(
                folder.resolve("labels.json"),
                "{\"labels\": [\"well\", \"ill\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\"]}");
        table();
        assertThat(check().findings().stream().filter(one -> one.kind() == FindingKind.CLASS_MISSING))
                .extracting(CohortFinding::what)
                .hasSize(3)
                .first()
                .isEqualTo("has no case of 6 of 8 classes in train, such as 'c', 'd', 'e', 'f', 'g'");
    }

    @Test
    void aScanThatTwoSplitsHoldAtOtherPlacesIsLookedAt() throws IOException {
        volumes();
        VolumeFolders.table(
                folder,
                "file,label,patient,split,i,j,k",
                "a.nii,well,P1,train,1,1,1",
                "b.nii,ill,P2,train,,,",
                "a.nii,ill,P3,test,2,2,2",
                "c.nii,well,P4,test,,,",
                "./b.nii,ill,P2,train,,,");
        CohortReport report = check();
        expect(report, FindingKind.SAME_VOXELS_ACROSS_SPLITS, Severity.WARNING, 4, "though its region lies elsewhere");
        expect(report, FindingKind.FILE_TWICE, Severity.ERROR, 6, "which row 3 names already");
        assertThat(report.errors()).isEqualTo(1);
    }
}
