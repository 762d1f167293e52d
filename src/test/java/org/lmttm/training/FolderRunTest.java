package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.dataset.VolumeFolders;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpyFiles;
import org.lmttm.volume.io.numpy.NpzFile;

/** Runs on folders of volumes, and on datasets that lack a split or do not fit. */
class FolderRunTest {
    private static final Map<String, ?> TINY = Map.of(
            "architecture",
                    Map.of("input", Map.of("depth", 8, "height", 8, "width", 8), "dim", 16, "memory_tokens", 12),
            "epochs", 1,
            "batch_size", 8);

    @TempDir
    private Path folder;

    private TrainingConfig configure(Path dataset, Map<String, ?> more) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>(TINY);
        values.putAll(more);
        return RunSetup.configure(null, dataset, values);
    }

    @Test
    void aFolderIsPreprocessedAsPredictionWillDoItAndTheCheckpointKnowsHow() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 12, null);
        TrainingConfig config = configure(scans, Map.of());
        assertThat(config.architecture().classes()).isEqualTo(2);
        assertThat(config.preprocessing().axes()).isEqualTo("SAR");
        assertThat(config.preprocessing().intensity()).isEqualTo(PreprocessingConfig.Intensity.PERCENTILES);
        List<String> read = new ArrayList<>();
        RunData data = RunData.load(config, (done, total) -> read.add(done + "/" + total));
        VolumeFolder volumes = VolumeFolder.open(scans, config.crossValidation().splitSeed());
        assertThat(data.training().labels()).isEqualTo(volumes.labels(Split.TRAIN));
        assertThat(read)
                .hasSize(data.training().count() + data.validation().count())
                .last()
                .isEqualTo(read.size() + "/" + read.size());
        Preprocessing preprocessing =
                config.preprocessing().of(config.architecture().input());
        try (Volume volume = volumes.volume(Split.VAL, 1)) {
            float[] cube = CubeInput.of(volume, preprocessing);
            for (int v = 0; v < cube.length; v++) {
                assertThat(data.validation().voxels()[1][v]).isEqualTo((byte) Math.round(cube[v] * 255));
            }
        }

        RunFolder run = RunFolder.create(folder.resolve("run"), config);
        List<RunEvent> events = new ArrayList<>();
        TrainingRun.train(run, events::add);
        Checkpoint best = Checkpoint.read(run.bestCheckpoint());
        assertThat(best.info().preprocessing()).isEqualTo(preprocessing);
        assertThat(best.info().labels()).containsExactly("clear", "lesion");
        assertThat(best.info().provenance()).containsEntry("split_seed", "3407");
        assertThat(events.stream()
                        .filter(event -> event.kind() == RunEvent.Kind.WARNING)
                        .map(event -> event.text(RunEvent.REASON).orElseThrow()))
                .anyMatch(reason -> reason.contains("labels.csv gives no split: split_seed 3407 divides its 24"));
    }

    @Test
    void whatTheConfigurationSaysGoesBeforeTheFolder() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 6, p -> p < 4 ? "train" : "val");
        TrainingConfig config = configure(
                scans,
                Map.of(
                        "preprocessing",
                        Map.of("intensity", "window", "lo", -1000, "hi", 300, "roi_mm", List.of(4, 4, 4))));
        assertThat(config.preprocessing())
                .isEqualTo(new PreprocessingConfig(
                        PreprocessingConfig.Intensity.WINDOW,
                        -1000.0,
                        300.0,
                        "SAR",
                        List.of(4.0, 4.0, 4.0),
                        Preprocessing.Interpolation.TRILINEAR));
        assertThatThrownBy(() -> configure(scans, Map.of("preprocessing", Map.of("intensity", "window"))))
                .hasMessageContaining("a window needs lo and hi");
        assertThatThrownBy(() -> configure(scans, Map.of("preprocessing", Map.of("axes", "SAI"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("axes must be");
    }

    @Test
    void theFormsConfigurationFollowsAFolderButKeepsItsInput() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 6, p -> p < 4 ? "train" : "val");
        TrainingConfig typed = TrainingConfig.recommended().with(Map.of("architecture.input.depth", 20, "epochs", 3));
        TrainingConfig config = RunSetup.configure(typed, scans);
        assertThat(config.architecture().input().depth()).isEqualTo(20);
        assertThat(config.preprocessing().axes()).isEqualTo("SAR");
        assertThat(config.epochs()).isEqualTo(3);
        TrainingConfig cubes = RunSetup.configure(typed, TinyRuns.dataset(folder));
        assertThat(cubes.architecture().input().depth()).isEqualTo(8);
        assertThat(cubes.preprocessing()).isEqualTo(PreprocessingConfig.MEDMNIST);
    }

    @Test
    void whatTheCubesTakeIsCheckedBeforeOneIsRead() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 6, p -> p < 4 ? "train" : "val");
        for (int edge : new int[] {1290, 1626, 40_000}) { // 2 GiB a cube; 4 GiB and 64 TB, beyond the range of int
            TrainingConfig config = configure(
                    scans,
                    Map.of("architecture", Map.of("input", Map.of("depth", edge, "height", edge, "width", edge))));
            assertThatThrownBy(() -> RunData.load(config, (done, total) -> {
                        throw new AssertionError("read a volume");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("12 cases of " + edge + " × " + edge)
                    .hasMessageContaining("start it with more memory (-Xmx)");
        }
    }

    @Test
    void aVolumeThatDoesNotSuitIsNamedWithItsRow() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 6, p -> p < 4 ? "train" : "val");
        TrainingConfig config = configure(scans, Map.of("preprocessing", Map.of("intensity", "uint8")));
        assertThatThrownBy(() -> RunData.load(config, ReadProgress.SILENT))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("labels.csv: row 2: ")
                .hasMessageContaining("the model takes 0 to 255");
        Files.writeString(scans.resolve("scans/p1-0.nii.gz"), "no volume");
        TrainingConfig usual = configure(scans, Map.of());
        assertThatThrownBy(() -> RunData.load(usual, ReadProgress.SILENT))
                .hasMessageStartingWith("labels.csv: row 4: p1-0.nii.gz: ");
    }

    @Test
    void aDatasetWithoutValidationLendsSomeOfItsTrainingPatients() throws IOException {
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 14, p -> p < 10 ? "train" : "test");
        RunCases cases = RunCases.of(configure(scans, Map.of()));
        assertThat(cases.validation()).hasSize(4).allMatch(one -> one.split() == Split.TRAIN);
        assertThat(cases.training()).hasSize(16);
        assertThat(cases.notes())
                .containsExactly("labels.csv has no val split: split_seed 3407 takes 4 of its 20"
                        + " training cases for validation, patient by patient");
        Map<String, NpyArray> arrays = NpzFile.read(TinyRuns.dataset(folder));
        Map<String, NpyArray> training = new LinkedHashMap<>(arrays);
        training.keySet().removeIf(name -> name.startsWith("val"));
        Path npz = folder.resolve("training.npz");
        NpzFile.write(npz, training);
        RunCases taken = RunCases.of(configure(npz, Map.of()));
        assertThat(taken.validation()).hasSize(4);
        assertThat(taken.notes())
                .containsExactly(
                        "training.npz has no val split: split_seed 3407 takes 4 of its 22 training cases for validation");
        training.keySet().removeIf(name -> true);
        training.put("test_images", arrays.get("val_images"));
        training.put("test_labels", arrays.get("val_labels"));
        Path test = folder.resolve("test.npz");
        NpzFile.write(test, training);
        assertThatThrownBy(() -> configure(test, Map.of())).hasMessage("test.npz: has no train split, only [test]");
    }

    @Test
    void aClassWithoutACaseIsRefusedByName() throws IOException {
        for (String name : List.of("a.nii", "b.nii", "c.nii")) {
            VolumeFolders.volume(folder.resolve(name), 8, 8, 8, 5, VoxelType.UINT8);
        }
        VolumeFolders.table(folder, "file,label,split", "a.nii,0,train", "b.nii,2,train", "c.nii,0,val");
        assertThatThrownBy(() -> configure(folder, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("class 'class 1' has no case");
        VolumeFolders.table(folder, "file,label,split", "a.nii,0,train", "b.nii,1,train", "c.nii,0,val");
        assertThat(RunCases.of(configure(folder, Map.of())).notes()).contains("no case of class 'class 1' validates");
    }

    @Test
    void aRunOnOtherDataThanItsNetworkTakesIsRefusedByNamingBoth() throws IOException {
        Path data = TinyRuns.dataset(folder);
        assertThatThrownBy(() -> configure(data, Map.of("architecture", Map.of("classes", 3))))
                .hasMessageContaining("has 2 classes [class 0, class 1] but architecture.classes is 3");
        assertThatThrownBy(() -> configure(data, Map.of("architecture", Map.of("input", Map.of("depth", 9)))))
                .hasMessageContaining("its volumes are 8 × 8 × 8 but architecture.input is 9 × 28 × 28");
        RunFolder run = RunFolder.create(folder.resolve("run"), TinyRuns.config(data, 1));
        Path three = folder.resolve("three.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>(NpzFile.read(data));
        byte[] labels = new byte[22];
        labels[3] = 2;
        arrays.put("train_labels", NpyArray.of(labels, 22, 1));
        NpzFile.write(three, arrays);
        String fits = Files.readString(run.configFile());
        String wrong = "three.npz: has 3 classes [class 0, class 1, class 2] but architecture.classes is 2";
        assertThatThrownBy(() -> RunSetup.moveDataset(run, three))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(wrong);
        Path scans = VolumeFolders.noisy(folder.resolve("scans"), 6, p -> p < 4 ? "train" : "val");
        Files.writeString(scans.resolve("labels.json"), "{\"labels\": [\"clear\", \"lesion\", \"other\"]}");
        assertThatThrownBy(() -> RunSetup.moveDataset(run, scans)).hasMessageContaining("class 'other' has no case");
        assertThat(Files.readString(run.configFile())).isEqualTo(fits);
        Files.copy(three, data, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> TrainingRun.train(run, _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(wrong.substring("three".length()));
    }

    @Test
    void aFolderOfTheSameCubesGivesTheSameBytesAsTheArchive() throws IOException {
        Path npz = TinyRuns.dataset(folder);
        LabelledVolumes cubes = LabelledVolumes.open(npz);
        Path scans = Files.createDirectory(folder.resolve("arrays"));
        List<String> rows = new ArrayList<>(List.of("label,split,file"));
        for (Split split : cubes.splits()) {
            int[] labels = cubes.labels(split);
            for (int i = 0; i < labels.length; i++) {
                String name = split.label() + i + ".npy";
                NpyFiles.write(scans.resolve(name), NpyArray.of(cubes.stored(split, i), 8, 8, 8));
                rows.add(labels[i] + "," + split.label() + "," + name);
            }
        }
        VolumeFolders.table(scans, rows.toArray(String[]::new));
        TrainingConfig config = configure(scans, Map.of());
        assertThat(config.preprocessing()).isEqualTo(PreprocessingConfig.MEDMNIST);
        RunData fromFolder = RunData.load(config, ReadProgress.SILENT);
        RunData fromArchive = RunData.load(configure(npz, Map.of()), ReadProgress.SILENT);
        assertThat(fromFolder.training().voxels())
                .isDeepEqualTo(fromArchive.training().voxels());
        assertThat(fromFolder.validation().voxels())
                .isDeepEqualTo(fromArchive.validation().voxels());
        assertThat(fromFolder.training().labels())
                .isEqualTo(fromArchive.training().labels());
    }
}
