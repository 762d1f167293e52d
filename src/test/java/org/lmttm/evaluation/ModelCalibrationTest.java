package org.lmttm.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.DatasetName;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Prediction;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

class ModelCalibrationTest {
    private static final int EDGE = 6;

    @TempDir
    Path folder;

    private Path model() throws IOException {
        Architecture a = new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                Architecture.Extent.cube(EDGE),
                Architecture.Extent.cube(3),
                Architecture.Border.PAD,
                16,
                8,
                4,
                2,
                2,
                1,
                true,
                0.0,
                2);
        ModelInfo info = new ModelInfo(
                "small",
                a,
                Mode.DETERMINISTIC,
                List.of("a", "b"),
                Preprocessing.medMnist(a.input()),
                Map.of("epochs", 3));
        Path file = folder.resolve("small.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Checkpoint.of(info, LmttmNetwork.create(a, 5, manager)).write(file);
        }
        return file;
    }

    private static EvaluationResult validation(int n) {
        Random random = new Random(8);
        int[] labels = new int[n];
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            float p = random.nextFloat();
            labels[i] = random.nextFloat() < 0.2 + 0.6 * p ? 1 : 0;
            rows[i] = new double[] {1 - p, p};
        }
        return EvaluationResult.of(
                "small",
                Mode.DETERMINISTIC,
                List.of("a", "b"),
                new DatasetName("noise", "6"),
                Split.VAL,
                new Scores(labels, rows));
    }

    private static float[] cube() {
        float[] cube = new float[EDGE * EDGE * EDGE];
        Random random = new Random(1);
        for (int x = 0; x < cube.length; x++) {
            cube[x] = random.nextFloat();
        }
        return cube;
    }

    @Test
    void aStoredCalibrationComesBackTheSameAndLogitsStay() throws IOException {
        Path file = model();
        Calibration fitted = Calibration.fit(validation(150));
        String hash = ContentHash.ofModel(file, Checkpoint.info(file));
        Prediction before;
        try (InferenceModel network = InferenceModel.load(file)) {
            before = network.predict(cube());
        }
        ModelInfo told = fitted.store(file, file);
        ModelInfo reloaded = Checkpoint.info(file);
        assertThat(reloaded.provenance()).containsEntry("epochs", 3);
        Calibration read = Calibration.of(reloaded).orElseThrow();
        assertThat(read.scaling()).isEqualTo(fitted.scaling());
        assertThat(read.validation().labels()).isEqualTo(fitted.validation().labels());
        assertThat(read.validation().probabilities())
                .isDeepEqualTo(fitted.validation().probabilities());
        assertThat(read.dataset()).isEqualTo("noise_6");
        assertThat(read.split()).isEqualTo(Split.VAL);
        assertThat(Calibration.of(told).orElseThrow().scaling()).isEqualTo(fitted.scaling());
        assertThat(ContentHash.ofModel(file, reloaded)).isEqualTo(hash);
        try (InferenceModel network = InferenceModel.load(file)) {
            Prediction after = network.predict(cube());
            assertThat(after.logits()).isEqualTo(before.logits());
            assertThat(after.probabilities()).isEqualTo(before.probabilities());
            double[] calibrated = read.apply(after.probabilities());
            double t = read.scaling().temperature();
            double odds = Math.exp((after.logits()[1] - after.logits()[0]) / t);
            assertThat(calibrated[1]).isCloseTo(odds / (1 + odds), within(1e-6));
        }
        // once more: the weights are still those, and a second calibration replaces the first
        Calibration second = Calibration.fit(validation(60));
        second.store(file, file);
        assertThat(Calibration.of(Checkpoint.info(file))
                        .orElseThrow()
                        .validation()
                        .count())
                .isEqualTo(60);
    }

    @Test
    void theTemperatureHelpsTheCasesItWasFittedOn() {
        Calibration fitted = Calibration.fit(validation(400));
        assertThat(fitted.scaling().nllAfter()).isLessThan(fitted.scaling().nllBefore());
        assertThat(Metrics.ece(fitted.calibratedValidation()))
                .isEqualTo(fitted.scaling().eceAfter())
                .isLessThan(fitted.scaling().eceBefore());
        assertThat(Calibration.of(info(Map.of()))).isEmpty();
    }

    private static ModelInfo info(Map<String, Object> provenance) {
        Architecture a = new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                Architecture.Extent.cube(EDGE),
                Architecture.Extent.cube(3),
                Architecture.Border.PAD,
                16,
                8,
                4,
                2,
                2,
                1,
                true,
                0.0,
                2);
        return new ModelInfo(
                "small", a, Mode.DETERMINISTIC, List.of("a", "b"), Preprocessing.medMnist(a.input()), provenance);
    }

    @Test
    void aDamagedCalibrationIsRefusedWithModelAndReason() {
        Map<String, Object> good = stored();
        for (String key : List.of("temperature", "labels", "probabilities", "nll_after", "split")) {
            Map<String, Object> damaged = new LinkedHashMap<>(good);
            damaged.remove(key);
            assertThatThrownBy(() -> Calibration.of(info(Map.of("calibration", damaged))))
                    .as(key)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("model small: its calibration cannot be read");
        }
        Map<String, Object> zero = new LinkedHashMap<>(good);
        zero.put("temperature", 0);
        assertThatThrownBy(() -> Calibration.of(info(Map.of("calibration", zero))))
                .hasMessageContaining("its temperature is 0.0");
        Map<String, Object> label = new LinkedHashMap<>(good);
        label.put("labels", java.util.Collections.nCopies(30, 7));
        assertThatThrownBy(() -> Calibration.of(info(Map.of("calibration", label))))
                .hasMessageContaining("label 7");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stored() {
        Object kept =
                Calibration.fit(validation(30)).in(info(Map.of())).provenance().get("calibration");
        return (Map<String, Object>) java.util.Objects.requireNonNull(kept);
    }

    @Test
    void similarCasesAreTheNearestOnes() {
        int n = 100;
        int[] labels = new int[n];
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double p = i / 99.0;
            labels[i] = i >= 50 ? 1 : 0;
            rows[i] = new double[] {1 - p, p};
        }
        SimilarCases.Finder finder = new SimilarCases.Finder(new Scores(labels, rows), 1);
        SimilarCases low = finder.at(0);
        assertThat(low.from()).isZero();
        assertThat(low.to()).isEqualTo(19 / 99.0);
        assertThat(low.observed().of()).isEqualTo(20);
        assertThat(low.observed().count()).isZero();
        assertThat(low.interval().high()).isBetween(0.1, 0.2);
        SimilarCases middle = finder.at(49.5 / 99);
        assertThat(middle.observed().of()).isEqualTo(20);
        assertThat(middle.observed().count()).isEqualTo(10);
        assertThat(finder.at(1).observed().value()).isEqualTo(1);
        assertThat(new SimilarCases.Finder(new Scores(labels, rows), 0)
                        .at(1)
                        .observed()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void similarCasesAgreeWithSortingByDistance() {
        Scores scores = validation(130).scores();
        SimilarCases.Finder finder = new SimilarCases.Finder(scores, 1);
        Random random = new Random(3);
        for (int round = 0; round < 40; round++) {
            double p = random.nextDouble();
            double[] distances = Arrays.stream(scores.probabilities())
                    .mapToDouble(row -> Math.abs(row[1] - p))
                    .sorted()
                    .toArray();
            double reach = distances[25]; // 26 of 130 cases
            int of = 0;
            int positive = 0;
            for (int i = 0; i < scores.count(); i++) {
                if (Math.abs(scores.probabilities()[i][1] - p) <= reach) {
                    of++;
                    positive += scores.labels()[i];
                }
            }
            SimilarCases found = finder.at(p);
            assertThat(found.observed().of()).isEqualTo(of);
            assertThat(found.observed().count()).isEqualTo(positive);
        }
    }

    @Test
    void fewOrEqualCasesAreAllSimilar() {
        Scores equal = new Scores(new int[] {0, 1, 1}, new double[][] {{.5, .5}, {.5, .5}, {.5, .5}});
        SimilarCases all = new SimilarCases.Finder(equal, 1).at(0.9);
        assertThat(all.observed().of()).isEqualTo(3);
        assertThat(all.observed().count()).isEqualTo(2);
    }

    @Test
    void aModelComparedWithItselfDoesNotDiffer() {
        Scores scores = validation(80).scores();
        Comparison same = Comparison.of(scores, scores);
        assertThat(same.aucDifference()).isZero();
        assertThat(same.mcNemar().p()).isEqualTo(1);
        assertThat(same.deLong()).singleElement().satisfies(test -> {
            assertThat(test.positiveClass()).isEqualTo(1);
            assertThat(test.test().p()).isEqualTo(1);
        });
    }

    @Test
    void shiftsMoveEachAxisByAVoxel() {
        Architecture.Extent size = new Architecture.Extent(2, 3, 2);
        float[] cube = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        assertThat(ShiftTest.shifted(cube, size, 0, 1)).containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
        assertThat(ShiftTest.shifted(cube, size, 1, -1)).containsExactly(2, 3, 4, 5, 4, 5, 8, 9, 10, 11, 10, 11);
        assertThat(ShiftTest.shifted(cube, size, 2, 1)).containsExactly(0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10);
        ShiftTest test = new ShiftTest(List.of(new float[] {0.5f, 0.5f}, new float[] {0.25f, 0.75f}));
        assertThat(test.largest(1)).isEqualTo(0.25);
    }

    @Test
    void resultFilesAreTakenForTheCasesTheyFit() throws IOException {
        Path npz = folder.resolve("noise_6.npz");
        NpzFile.write(
                npz,
                Map.of(
                        "val_images", NpyArray.of(new byte[3 * 216], 3, 6, 6, 6),
                        "val_labels", NpyArray.of(new byte[] {0, 1, 1}, 3, 1)));
        LabelledVolumes data = LabelledVolumes.open(npz);
        Path csv = folder.resolve("scores.csv");
        java.nio.file.Files.writeString(csv, "0,0.9,0.1\n1,0.2,0.8\n2,0.6,0.4\n");
        Scores scores = MedMnistCsv.scores(csv, data, Split.VAL);
        assertThat(scores.labels()).containsExactly(0, 1, 1);
        assertThat(scores.probabilities()[1]).containsExactly(0.2, 0.8);
        java.nio.file.Files.writeString(csv, "0,0.9,0.1\n1,0.2,0.8\n");
        assertThatThrownBy(() -> MedMnistCsv.scores(csv, data, Split.VAL))
                .hasMessage("scores.csv: holds 2 cases, but val of noise_6.npz has 3");
        java.nio.file.Files.writeString(csv, "0,0.9,0.1\n1,0.2,0.8\n2,-3,3\n");
        assertThatThrownBy(() -> MedMnistCsv.scores(csv, data, Split.VAL))
                .hasMessageContaining("row 3 has the score -3.0, which is no probability");
        java.nio.file.Files.writeString(csv, "0,1\n1,1\n2,1\n");
        assertThatThrownBy(() -> MedMnistCsv.scores(csv, data, Split.VAL)).hasMessageContaining("1 scores a case");
        assertThat(ContentHash.ofDataset(data, Split.VAL)).hasSize(64).isNotEqualTo(ContentHash.ofFile(npz));
    }
}
