package org.lmttm.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.DatasetName;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolders;
import org.lmttm.model.Architecture;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Prediction;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

class EvaluatorTest {
    private static final int EDGE = 4;

    @TempDir
    Path folder;

    private LabelledVolumes data;

    /** Twelve cubes, each of one brightness; classes overlap. */
    @BeforeEach
    void makeData() throws IOException {
        byte[] images = new byte[12 * 64];
        byte[] labels = new byte[12];
        for (int i = 0; i < 12; i++) {
            java.util.Arrays.fill(images, 64 * i, 64 * (i + 1), (byte) (20 * i));
            labels[i] = (byte) (i > 6 || i == 2 ? 1 : 0);
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("test_images", NpyArray.of(images, 12, EDGE, EDGE, EDGE));
        arrays.put("test_labels", NpyArray.of(labels, 12, 1));
        Path file = folder.resolve("grey_4.npz");
        NpzFile.write(file, arrays);
        data = LabelledVolumes.open(file);
    }

    private static ModelInfo info(int edge, int classes) {
        Architecture.Extent cube = Architecture.Extent.cube(edge);
        Architecture.Extent patch = Architecture.Extent.cube(2);
        Architecture a = new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                cube,
                patch,
                Architecture.Border.PAD,
                8,
                8,
                4,
                2,
                2,
                1,
                true,
                0,
                classes);
        List<String> labels = java.util.stream.IntStream.range(0, classes)
                .mapToObj(c -> "c" + c)
                .toList();
        return new ModelInfo("bright", a, Mode.DETERMINISTIC, labels, Preprocessing.medMnist(a.input()), Map.of());
    }

    /** The probability of class 1 is the cube's brightness. */
    private static List<Prediction> brightness(List<float[]> cubes) {
        return cubes.stream()
                .map(cube -> new Prediction(new float[] {0, 0}, new float[] {1 - cube[0], cube[0]}))
                .toList();
    }

    private EvaluationResult evaluate() throws IOException {
        return Evaluator.evaluate(info(EDGE, 2), EvaluatorTest::brightness, 5, data, Split.TEST, (done, total) -> true);
    }

    @Test
    void everyCaseIsEvaluatedInOrder() throws IOException {
        EvaluationResult result = evaluate();
        assertThat(result.count()).isEqualTo(12);
        assertThat(result.scores().probabilities()[5][1]).isEqualTo((double) (100 / 255f));
        // Positives 2, 7 … 11; negatives 0, 1, 3 … 6: 30 pairs won by 7 … 11, 2 of 6 by case 2.
        assertThat(result.auc()).isEqualTo(32 / 36.0);
        assertThat(result.confusion()).isDeepEqualTo(new int[][] {{6, 0}, {1, 5}});
        assertThat(result.acc()).isEqualTo(11 / 12.0);
    }

    @Test
    void progressCountsEveryCaseAndCancels() {
        int[] seen = new int[1];
        assertThatThrownBy(() -> Evaluator.evaluate(
                        info(EDGE, 2), EvaluatorTest::brightness, 5, data, Split.TEST, (done, total) -> {
                            seen[0]++;
                            assertThat(done).isEqualTo(seen[0]);
                            assertThat(total).isEqualTo(12);
                            return done < 5;
                        }))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("5 of 12");
        assertThat(seen[0]).isEqualTo(5);
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        assertThatThrownBy(() -> Evaluator.evaluate(
                        info(EDGE, 2), EvaluatorTest::brightness, 5, data, Split.VAL, (done, total) -> true))
                .hasMessageContaining("no val split");
        Path three = dataset("three.npz", new byte[2 * 64], 0, 2);
        assertThatThrownBy(() -> Evaluator.evaluate(
                        info(EDGE, 2),
                        EvaluatorTest::brightness,
                        5,
                        LabelledVolumes.open(three),
                        Split.TEST,
                        (done, total) -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model bright knows the 2 classes [c0, c1], but three.npz has 3:"
                        + " [class 0, class 1, class 2]");
    }

    private Path dataset(String name, byte[] images, int... labels) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("test_images", NpyArray.of(images, labels.length, EDGE, EDGE, EDGE));
        arrays.put("test_labels", NpyArray.of(labels, labels.length));
        Path file = folder.resolve(name);
        NpzFile.write(file, arrays);
        return file;
    }

    @Test
    void cubesOfAnotherSizeAreResampledAndThatIsSaid() throws IOException {
        assertThat(Evaluator.warnings(info(EDGE, 2), data, Split.TEST)).isEmpty();
        assertThat(Evaluator.warnings(info(2, 2), data, Split.TEST))
                .singleElement()
                .asString()
                .startsWith(
                        "grey_4.npz has 4 × 4 × 4 voxels but model bright takes 2 × 2 × 2: every case is resampled");
        // a checkerboard of 0 and 200: point samples would give one of them, means give 100
        byte[] board = new byte[2 * 64];
        for (int v = 0; v < board.length; v++) {
            board[v] = (byte) ((v % 4 + v / 4 % 4 + v / 16) % 2 * 200);
        }
        LabelledVolumes checks = LabelledVolumes.open(dataset("checks.npz", board, 0, 1));
        for (int edge : new int[] {2, 3}) {
            EvaluationResult result = Evaluator.evaluate(
                    info(edge, 2),
                    cubes -> {
                        assertThat(cubes.getFirst()).hasSize(edge * edge * edge);
                        double mean = 0;
                        for (float value : cubes.getFirst()) {
                            mean += value / (double) cubes.getFirst().length;
                        }
                        assertThat(mean).isCloseTo(100 / 255.0, within(1e-6));
                        return brightness(cubes);
                    },
                    1,
                    checks,
                    Split.TEST,
                    (done, total) -> true);
            assertThat(result.scores().probabilities()[0][1]).isCloseTo(100 / 255.0, within(edge == 2 ? 1e-6 : 0.1));
        }
    }

    @Test
    void namedClassesOfAFolderAreMatchedByNameAndVolumesArePreprocessedAsTheModelSays() throws IOException {
        VolumeFolders.volume(folder.resolve("a.nii"), 5, 6, 7, 51, VoxelType.UINT8);
        VolumeFolders.volume(folder.resolve("b.nii.gz"), 4, 4, 4, 204, VoxelType.INT16);
        VolumeFolders.table(folder, "file,label,split", "b.nii.gz,c1,test", "a.nii,c0,test");
        LabelledDataset scans = LabelledDataset.open(folder.resolve("labels.csv"), 1);
        EvaluationResult result = Evaluator.evaluate(
                info(EDGE, 3), cubes -> brightness(cubes, 3), 5, scans, Split.TEST, (done, total) -> true);
        assertThat(result.scores().probabilities()[0][1]).isEqualTo((double) (204 / 255f));
        assertThat(result.scores().probabilities()[1][1]).isEqualTo((double) (51 / 255f));
        assertThat(result.confusion()).isDeepEqualTo(new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 0}});
        VolumeFolders.table(folder, "file,label,split", "b.nii.gz,c1,test", "a.nii,zebra,test");
        LabelledDataset others = LabelledDataset.open(folder, 1);
        assertThatThrownBy(() -> Evaluator.evaluate(
                        info(EDGE, 3), EvaluatorTest::brightness, 5, others, Split.TEST, (done, total) -> true))
                .hasMessage("model bright knows the 3 classes [c0, c1, c2], but labels.csv has 2: [c1, zebra]");
        VolumeFolders.volume(folder.resolve("a.nii"), 4, 4, 4, -7, VoxelType.INT16);
        assertThatThrownBy(() -> Evaluator.evaluate(
                        info(EDGE, 3), cubes -> brightness(cubes, 3), 5, scans, Split.TEST, (done, total) -> true))
                .hasMessage("labels.csv: row 3: a.nii: holds the value −7 in its 4 × 4 × 4 voxels but the model"
                        + " takes 0 to 255 in 4 × 4 × 4");
    }

    @Test
    void aModelOfAFoldIsNotJudgedOnItsOwnCasesWithoutAWord() {
        ModelInfo plain = info(EDGE, 2);
        ModelInfo fold = new ModelInfo(
                plain.name(),
                plain.architecture(),
                plain.mode(),
                plain.labels(),
                plain.preprocessing(),
                Map.of("folds", "5", "fold", "1", "dataset", "grey_4.npz"));
        assertThat(Evaluator.warnings(fold, data, Split.TEST)).isEmpty();
        assertThat(Evaluator.warnings(plain, data, Split.VAL)).isEmpty();
        assertThat(Evaluator.warnings(fold, data, Split.VAL))
                .singleElement()
                .asString()
                .contains("was trained on a fold cut from train and val of grey_4.npz");
    }

    private static List<Prediction> brightness(List<float[]> cubes, int classes) {
        return cubes.stream()
                .map(cube -> {
                    float[] p = new float[classes];
                    p[0] = 1 - cube[0];
                    p[1] = cube[0];
                    return new Prediction(new float[classes], p);
                })
                .toList();
    }

    @Test
    void theCsvIsMedMnistsBothWays() throws IOException {
        EvaluationResult result = evaluate();
        Path file = MedMnistCsv.write(result, folder, "run 1");
        assertThat(file.getFileName()).hasToString("grey_4_test_[AUC]0.889_[ACC]0.917@run 1.csv");
        assertThat(Files.readAllLines(file)).hasSize(12).first().isEqualTo("0,1.0,0.0");
        assertThat(MedMnistCsv.read(file)).isDeepEqualTo(result.scores().probabilities());
        MedMnistCsv.Name name = MedMnistCsv.Name.parse(file.getFileName().toString());
        assertThat(name)
                .isEqualTo(new MedMnistCsv.Name(new DatasetName("grey", "4"), Split.TEST, 0.889, 0.917, "run 1"));
        Path chosen = folder.resolve("own.csv");
        assertThat(MedMnistCsv.write(result, chosen, "x")).isEqualTo(chosen).exists();
    }

    @Test
    void medMnistsOwnNamesAndRowsAreRead() throws IOException {
        MedMnistCsv.Name name = MedMnistCsv.Name.parse("organmnist3d_64_val_[AUC]0.995_[ACC]0.900@resnet18_1.csv");
        assertThat(name.dataset()).isEqualTo(new DatasetName("organmnist3d", "64"));
        assertThat(name.fileName()).isEqualTo("organmnist3d_64_val_[AUC]0.995_[ACC]0.900@resnet18_1.csv");
        assertThat(new MedMnistCsv.Name(new DatasetName("vesselmnist3d", ""), Split.TEST, Double.NaN, 0.0625, "a/b")
                        .fileName())
                .isEqualTo("vesselmnist3d_test_[AUC]nan_[ACC]0.062@a-b.csv");
        Path file = folder.resolve("m.csv");
        Files.writeString(file, "0,0.25,0.75\r\n1,1e-05,0.99999\r\n");
        assertThat(MedMnistCsv.read(file)).isDeepEqualTo(new double[][] {{0.25, 0.75}, {1e-05, 0.99999}});
        Files.writeString(file, "0,0.25,0.75\n2,0,1\n");
        assertThatThrownBy(() -> MedMnistCsv.read(file))
                .hasMessage("m.csv: row 2 begins with '2', not with the index 1");
        Files.writeString(file, "0,0.25,0.75\n1,0\n");
        assertThatThrownBy(() -> MedMnistCsv.read(file)).hasMessage("m.csv: row 2 has 1 scores, not 2");
        Files.writeString(file, "0,a,b\n");
        assertThatThrownBy(() -> MedMnistCsv.read(file)).hasMessageContaining("'a' where a score should stand");
        Files.writeString(file, "");
        assertThatThrownBy(() -> MedMnistCsv.read(file)).hasMessageContaining("holds no scores");
        assertThatThrownBy(() -> MedMnistCsv.Name.parse("x.csv")).hasMessageContaining("is not named");
    }
}
