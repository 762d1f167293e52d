package org.lmttm.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.CohortCheck;
import org.lmttm.dataset.CohortFinding;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.FindingKind;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.dataset.VolumeFolders;
import org.lmttm.evaluation.Evaluator;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Preprocessing;
import org.lmttm.training.PreprocessingConfig;
import org.lmttm.training.PreprocessingConfig.Intensity;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunSetup;
import org.lmttm.training.TrainingRun;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Archives built from cohorts: what is in them, and that models see the same as from the folder. */
class CohortBuildTest {
    private static final int CUBE = 8;

    @TempDir
    private Path folder;

    private static CohortReport check(Path table) throws IOException {
        return CohortCheck.of(table, LabelledDataset.USUAL_SPLIT_SEED, ReadProgress.NONE);
    }

    private static CohortSettings settings(
            Intensity intensity,
            @Nullable Double lo,
            @Nullable Double hi,
            String axes,
            @Nullable List<Double> roi,
            int size) {
        return new CohortSettings(
                size, new PreprocessingConfig(intensity, lo, hi, axes, roi, Preprocessing.Interpolation.TRILINEAR));
    }

    private static NpyArray array(Path npz, String name) throws IOException {
        return Objects.requireNonNull(NpzFile.read(npz).get(name));
    }

    /** Volumes of 12³ voxels of 1 mm whose value is their place: i + 16 j. */
    private Path ramps(String... lines) throws IOException {
        for (int n = 0; n < 6; n++) {
            float[] values = new float[12 * 12 * 12];
            for (int v = 0; v < values.length; v++) {
                values[v] = v % 12 + 16 * (v / 12 % 12) + n;
            }
            VolumeFolders.volume(folder.resolve("v" + n + ".nii"), 12, 12, 12, values, VoxelType.INT16);
        }
        return VolumeFolders.table(folder, lines);
    }

    private Path ramps() throws IOException {
        return ramps(
                "file,label,patient,split,i,j,k",
                "v0.nii,well,P1,train,5.5,5.5,5.5",
                "v1.nii,ill,P2,train,4,6,5",
                "v2.nii,well,P3,val,,,",
                "v3.nii,ill,P3,val,2,2,2",
                "v4.nii,well,P4,test,,,",
                "v5.nii,ill,P5,test,,,");
    }

    @Test
    void aRegionHoldsTheVoxelsThatItNames() throws IOException {
        Path npz = folder.resolve("cohort.npz");
        CohortReport report = check(ramps());
        // Depth, height and width run along S, A and R, one voxel of the cube a voxel of the volume.
        CohortSettings settings = settings(Intensity.UINT8, null, null, "SAR", List.of(4.0, 4.0, 4.0), 4);
        CohortBuild.Built built = CohortBuild.write(report, settings, npz, ReadProgress.NONE);

        assertThat(built.cases()).isEqualTo(6);
        Map<String, NpyArray> arrays = NpzFile.read(npz);
        assertThat(arrays.keySet())
                .containsExactly(
                        "train_images", "train_labels", "val_images", "val_labels", "test_images", "test_labels");
        NpyArray images = array(npz, "train_images");
        assertThat(images.type()).isEqualTo(VoxelType.UINT8);
        assertThat(images.shape()).containsExactly(2, 4, 4, 4);
        assertThat(array(npz, "train_labels").shape()).containsExactly(2, 1);
        assertThat(array(npz, "train_labels").data()).containsExactly(1, 0);
        for (int v = 0; v < 64; v++) {
            int j = 4 + v / 4 % 4; // the region around voxel 5.5 has voxels 4 to 7
            int i = 4 + v % 4;
            assertThat(images.data()[v] & 0xFF).isEqualTo(i + 16 * j);
            // Around voxel 4 lie voxels 2.5 to 5.5, around 6 in j 4.5 to 7.5: values between two voxels.
            double between = 2.5 + v % 4 + 16 * (4.5 + v / 4 % 4) + 1;
            assertThat(images.data()[64 + v] & 0xFF).isEqualTo((int) Math.round(between));
        }
        assertThat(CohortRegion.findings(report, settings.cube()))
                .extracting(CohortFinding::kind, CohortFinding::row)
                .isEmpty();
        assertThat(CohortRegion.findings(
                        report,
                        settings(Intensity.UINT8, null, null, "SAR", List.of(8.0, 6.0, 6.0), 4)
                                .cube()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.kind()).isEqualTo(FindingKind.REGION);
                    assertThat(one.row()).isEqualTo(5);
                    assertThat(one.what()).isEqualTo("has its region reach 1.5 mm over the volume's border along S");
                });
        assertThat(CohortRegion.findings(
                        report,
                        settings(Intensity.UINT8, null, null, "SAR", List.of(20.0, 4.0, 4.0), 4)
                                .cube()))
                .hasSize(6)
                .first()
                .extracting(CohortFinding::what)
                .isEqualTo("reaches 12.0 mm along S, less than the region's 20.0 mm");
    }

    @Test
    void theJsonBesideNamesClassesPatientsAndSourcesButNobody() throws IOException {
        Path npz = folder.resolve("cohort_4.npz");
        CohortReport report = check(ramps());
        CohortBuild.write(
                report,
                settings(Intensity.WINDOW, 0.0, 300.0, "SAR", List.of(4.0, 4.0, 4.0), 4),
                npz,
                ReadProgress.NONE);
        LabelledVolumes data = LabelledVolumes.open(npz);
        assertThat(data.classNames()).containsExactly("ill", "well");
        assertThat(data.name().size()).isEqualTo("4");
        assertThat(data.patients(Split.TRAIN).orElseThrow()).containsExactly(0, 1);
        assertThat(data.patients(Split.VAL).orElseThrow()).containsExactly(2, 2);
        String text = Files.readString(folder.resolve("cohort_4.json"));
        assertThat(text).doesNotContain("v0.nii").doesNotContain("P1").doesNotContain(folder.toString());
        JsonNode json = JsonMapper.shared().readTree(text);
        assertThat(json.at("/preprocessing/axes").asString()).isEqualTo("SAR");
        assertThat(json.at("/cases/train/0/row").asInt()).isEqualTo(2);
        assertThat(json.at("/cases/train/0/centre/0").asDouble()).isEqualTo(5.5);
        assertThat(json.at("/cases/val/0/centre").isNull()).isTrue();
        assertThat(json.at("/cases/test/1/sha256").asString())
                .isEqualTo(
                        report.rows().getLast().volume().orElseThrow().content().hash());

        Files.writeString(folder.resolve("cohort_4.json"), text.replace("[2,2]", "[2]"));
        assertThatThrownBy(() -> LabelledVolumes.open(npz))
                .hasMessageContaining("cohort_4.json: needs, under \"patients\", a whole number for each of the 2");
    }

    @Test
    void theSameCohortGivesTheSameBytes() throws IOException {
        Path table = ramps();
        CohortSettings settings = settings(Intensity.PERCENTILES, null, null, "SAR", List.of(6.0, 6.0, 6.0), 8);
        Path first = folder.resolve("one.npz");
        Path second = folder.resolve("two.npz");
        CohortBuild.write(check(table), settings, first, ReadProgress.NONE);
        CohortBuild.write(check(table), settings, second, ReadProgress.NONE);
        CohortBuild.write(check(table), settings, second, ReadProgress.NONE);
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(folder.resolve("two.json")).hasSameTextualContentAs(folder.resolve("one.json"));
    }

    @Test
    void volumesWithoutGeometryAreCutAlongTheirVoxels() throws IOException {
        Random random = new Random(2);
        StringBuilder table = new StringBuilder("file,label,split,i,j,k\n");
        byte[][] stored = new byte[4][6 * 5 * 7];
        for (int n = 0; n < stored.length; n++) {
            random.nextBytes(stored[n]);
            org.lmttm.volume.io.numpy.NpyFiles.write(folder.resolve("v" + n + ".npy"), NpyArray.of(stored[n], 6, 5, 7));
            table.append("v%d.npy,%d,%s,3.5,2.5,1.5\n".formatted(n, n % 2, n < 2 ? "train" : "val"));
        }
        Files.writeString(folder.resolve("labels.csv"), table);
        Path npz = folder.resolve("cut.npz");
        CohortSettings cut = settings(Intensity.UINT8, null, null, Preprocessing.AS_STORED, List.of(4.0, 4.0, 4.0), 4);
        CohortBuild.write(check(folder), cut, npz, ReadProgress.NONE);
        byte[] images = array(npz, "train_images").data();
        for (int v = 0; v < 64; v++) {
            int i = 2 + v / 16;
            int j = 1 + v / 4 % 4;
            int k = v % 4;
            assertThat(images[v]).isEqualTo(stored[0][(i * 5 + j) * 7 + k]);
        }
        assertThat(settings(Intensity.UINT8, null, null, "SAR", List.of(4.0, 4.0, 4.0), 4)
                        .problems(check(folder)))
                .singleElement()
                .asString()
                .contains("row 2, v0.npy (as 3 more), has no patient geometry, but the axes are SAR");
        assertThat(settings(Intensity.UINT8, null, null, Preprocessing.AS_STORED, null, 4)
                        .problems(check(folder)))
                .singleElement()
                .asString()
                .contains("says where its region lies, but not how large it is");
    }

    @Test
    void aModelSeesTheSameFromTheArchiveAsFromTheFolder() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 20, null);
        Path npz = folder.resolve("scans_8.npz");
        List<Double> edges = List.of(9.0, 7.0, 8.0);
        CohortReport report = check(scans);
        CohortBuild.write(
                report, settings(Intensity.WINDOW, -1000.0, 400.0, "SAR", edges, CUBE), npz, ReadProgress.NONE);
        Map<String, Object> tiny = Map.of(
                "architecture",
                Map.of("input", Map.of("depth", 8, "height", 8, "width", 8), "dim", 16, "memory_tokens", 12),
                "epochs",
                1,
                "batch_size",
                8);
        Map<String, Object> same = new java.util.LinkedHashMap<>(tiny);
        same.put(
                "preprocessing", Map.of("intensity", "window", "lo", -1000, "hi", 400, "axes", "SAR", "roi_mm", edges));
        RunFolder fromFolder = RunFolder.create(folder.resolve("run-folder"), RunSetup.configure(null, scans, same));
        RunFolder fromArchive = RunFolder.create(folder.resolve("run-npz"), RunSetup.configure(null, npz, tiny));
        TrainingRun.train(fromFolder, event -> {});
        TrainingRun.train(fromArchive, event -> {});
        Checkpoint a = Checkpoint.read(fromFolder.bestCheckpoint());
        Checkpoint b = Checkpoint.read(fromArchive.bestCheckpoint());
        assertThat(b.info().labels()).containsExactly("clear", "lesion");
        a.weights()
                .forEach((name, tensor) -> assertThat(
                                Objects.requireNonNull(b.weights().get(name)).data())
                        .as(name)
                        .isEqualTo(tensor.data()));

        Scores folderScores = scores(fromFolder, VolumeFolder.open(scans, LabelledDataset.USUAL_SPLIT_SEED));
        Scores archiveScores = scores(fromArchive, LabelledVolumes.open(npz));
        for (int n = 0; n < folderScores.count(); n++) {
            // The same weights; the archive's voxels are rounded to 1 / 255.
            assertThat(archiveScores.probabilities()[n][1])
                    .isCloseTo(folderScores.probabilities()[n][1], org.assertj.core.data.Offset.offset(5e-3));
        }
    }

    private static Scores scores(RunFolder run, LabelledDataset data) throws IOException {
        try (InferenceModel model = InferenceModel.load(run.bestCheckpoint())) {
            return Evaluator.evaluate(model, data, Split.TEST, (done, total) -> true)
                    .scores();
        }
    }

    @Test
    void whatStopsOrFailsLeavesWhatWasThere() throws IOException {
        CohortReport report = check(ramps());
        Path npz = folder.resolve("cohort.npz");
        Files.writeString(npz, "old");
        CohortSettings settings = settings(Intensity.UINT8, null, null, "SAR", List.of(4.0, 4.0, 4.0), 4);
        AtomicInteger read = new AtomicInteger();
        ReadProgress stopping = new ReadProgress() {
            @Override
            public void update(double share) {
                read.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return read.get() == 3;
            }
        };
        List<Path> before = files();
        assertThatThrownBy(() -> CohortBuild.write(report, settings, npz, stopping))
                .isInstanceOf(CancellationException.class);
        assertThat(files()).isEqualTo(before);
        assertThat(npz).hasContent("old");

        VolumeFolders.volume(folder.resolve("v4.nii"), 5, 5, 5, 1, VoxelType.UINT8);
        assertThatThrownBy(() -> CohortBuild.write(report, settings, npz, ReadProgress.NONE))
                .hasMessage("labels.csv: row 6: v4.nii changed since the check; check the cohort again");
        Files.delete(folder.resolve("v5.nii"));
        assertThat(npz).hasContent("old");
        assertThat(files()).hasSize(before.size() - 1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void whatCannotBeBuiltIsSaidBefore() throws IOException {
        CohortReport report = check(ramps());
        CohortSettings settings = settings(Intensity.UINT8, null, null, "SAR", List.of(4.0, 4.0, 4.0), 4);
        assertThatThrownBy(() -> CohortBuild.write(report, settings, folder.resolve("a.zip"), ReadProgress.NONE))
                .hasMessage("a.zip: an archive's name ends in .npz");
        assertThatThrownBy(() -> CohortBuild.write(
                        report, settings, folder.resolve("none").resolve("a.npz"), ReadProgress.NONE))
                .hasMessageContaining("a.npz: there is no folder");
        Files.writeString(folder.resolve("labels.json"), "{\"labels\": [\"ill\", \"well\"]}");
        assertThatThrownBy(() -> CohortBuild.write(report, settings, folder.resolve("labels.npz"), ReadProgress.NONE))
                .hasMessage("labels.json: would stand beside labels.npz and also name the classes of labels.csv; choose"
                        + " another name for the archive");
        Files.write(folder.resolve("other.json"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThatThrownBy(() -> CohortBuild.write(report, settings, folder.resolve("other.npz"), ReadProgress.NONE))
                .hasMessageContaining("other.json: stands beside other.npz and was not made with a cohort");
        float[] bright = new float[64];
        bright[9] = 300;
        VolumeFolders.volume(folder.resolve("v1.nii"), 4, 4, 4, bright, VoxelType.INT16);
        assertThat(settings.problems(check(folder)))
                .anyMatch(problem -> problem.contains("row 3, v1.nii, has values that are not within 0 to 255"));
        Files.writeString(folder.resolve("v2.nii"), "broken");
        assertThat(settings.problems(check(folder)).getFirst()).startsWith("labels.csv: the check found");
    }

    private static final CohortSettings SMALL = settings(Intensity.UINT8, null, null, "SAR", List.of(4.0, 4.0, 4.0), 4);

    @Test
    void anArchiveOfATableWithoutPatientsOpens() throws IOException {
        Path npz = folder.resolve("cohort.npz");
        Path table = ramps(
                "file,label,split",
                "v0.nii,well,train",
                "v1.nii,ill,train",
                "v2.nii,well,val",
                "v3.nii,ill,val",
                "v4.nii,well,test",
                "v5.nii,ill,test");
        CohortBuild.write(check(table), SMALL, npz, ReadProgress.NONE);
        LabelledVolumes built = LabelledVolumes.open(npz);
        assertThat(built.count(Split.VAL)).isEqualTo(2);
        assertThat(built.patients(Split.TRAIN)).isEmpty();
        Path json = folder.resolve("cohort.json");
        assertThat(Files.readString(json)).doesNotContain("patients");
        Files.writeString(json, "{\"labels\": [\"ill\", \"well\"], \"patients\": null}");
        assertThat(LabelledVolumes.open(npz).patients(Split.TRAIN)).isEmpty();
    }

    @Test
    void aCohortThatOnlyTestsIsBuiltAndOpens() throws IOException {
        Path npz = folder.resolve("outside.npz");
        CohortReport report = check(
                ramps("file,label,patient,split", "v0.nii,well,P1,test", "v1.nii,ill,P2,test", "v2.nii,ill,P3,test"));
        assertThat(report.errors()).isZero();
        CohortBuild.write(report, SMALL, npz, ReadProgress.NONE);
        LabelledVolumes built = LabelledVolumes.open(npz);
        assertThat(built.splits()).containsExactly(Split.TEST);
        assertThat(built.labels(Split.TEST)).containsExactly(1, 0, 0);
    }

    @Test
    void severalRegionsOfOneScanAreCasesOfTheirOwn() throws IOException {
        Path npz = folder.resolve("regions.npz");
        Path table = ramps(
                "file,label,patient,split,i,j,k",
                "v0.nii,well,P1,train,5.5,5.5,5.5",
                "v0.nii,ill,P1,train,3.5,5.5,5.5",
                "v2.nii,well,P3,test,,,",
                "v3.nii,ill,P3,test,,,");
        CohortReport report = check(table);
        assertThat(report.errors()).isZero();
        CohortBuild.write(report, SMALL, npz, ReadProgress.NONE);
        byte[] images = array(npz, "train_images").data();
        for (int v = 0; v < 64; v++) {
            assertThat(images[64 + v] & 0xFF).isEqualTo((images[v] & 0xFF) - 2);
        }
        // A folder's own runs take whole scans, and so know the scan once only.
        assertThatThrownBy(() -> VolumeFolder.open(table, 1)).hasMessageContaining("which row 2 names already");
    }

    @Test
    void aTableEditedAfterTheCheckIsRefused() throws IOException {
        Path npz = folder.resolve("cohort.npz");
        Path table = ramps();
        CohortReport report = check(table);
        String text = Files.readString(table);
        Files.writeString(table, text.replace("v5.nii,ill", "v5.nii,well"));
        assertThatThrownBy(() -> CohortBuild.write(report, SMALL, npz, ReadProgress.NONE))
                .hasMessage("labels.csv: changed since the check; check the cohort again");
        Files.writeString(table, text);
        Files.writeString(folder.resolve("labels.json"), "{\"labels\": [\"well\", \"ill\"]}");
        assertThatThrownBy(() -> CohortBuild.write(report, SMALL, npz, ReadProgress.NONE))
                .hasMessage("labels.json: changed since the check; check the cohort again");
        CohortBuild.write(check(table), SMALL, npz, ReadProgress.NONE);
        assertThat(LabelledVolumes.open(npz).classNames()).containsExactly("well", "ill");
    }

    @Test
    void aBuildStopsWithinAVolume() throws IOException {
        CohortReport report = check(ramps());
        List<Path> before = files();
        AtomicInteger asked = new AtomicInteger();
        ReadProgress stopping = new ReadProgress() {
            @Override
            public void update(double share) {
                throw new AssertionError("no volume is whole before the stop");
            }

            @Override
            public boolean cancelled() {
                return asked.incrementAndGet() > 4;
            }
        };
        assertThatThrownBy(() -> CohortBuild.write(report, SMALL, folder.resolve("a.npz"), stopping))
                .isInstanceOf(CancellationException.class);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void anArchiveThatCannotBeReplacedKeepsItsJson() throws IOException {
        CohortReport report = check(ramps());
        Path npz = folder.resolve("a.npz");
        CohortBuild.write(report, SMALL, npz, ReadProgress.NONE);
        String json = Files.readString(folder.resolve("a.json"));
        Files.delete(npz);
        Files.createDirectories(npz.resolve("in the way"));
        List<Path> before = files();
        assertThatThrownBy(() -> CohortBuild.write(report, SMALL, npz, ReadProgress.NONE))
                .hasMessageStartingWith("a.npz: cannot be written: ");
        assertThat(folder.resolve("a.json")).hasContent(json.strip());
        assertThat(files()).isEqualTo(before);
    }
}
