package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.MedMnistCsv;
import org.lmttm.metrics.Metrics;
import org.lmttm.metrics.Scores;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;
import tools.jackson.databind.JsonNode;

class EvaluateCommandTest {
    private static final int EDGE = 6;
    private static final int CASES = 9;

    @TempDir
    private Path folder = Path.of("");

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
                "small", a, Mode.DETERMINISTIC, List.of("a", "b"), Preprocessing.medMnist(a.input()), Map.of());
        Path file = folder.resolve("small.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Checkpoint.of(info, LmttmNetwork.create(a, 5, manager)).write(file);
        }
        return file;
    }

    private Path dataset() throws IOException {
        return write("noise_6.npz", EDGE, new byte[] {0, 1, 0, 1, 1, 0, 0, 1, 0});
    }

    private Path write(String name, int edge, byte[] labels) throws IOException {
        byte[] images = new byte[CASES * edge * edge * edge];
        new Random(2).nextBytes(images);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("val_images", NpyArray.of(images, CASES, edge, edge, edge));
        arrays.put("val_labels", NpyArray.of(labels, CASES, 1));
        Path file = folder.resolve(name);
        NpzFile.write(file, arrays);
        return file;
    }

    @Test
    void printsTheAgreedObjectAndWritesMedMnistsFile() throws IOException {
        Path model = model();
        Path dataset = dataset();
        Path results = Files.createDirectory(folder.resolve("results"));
        CommandRun run = CommandRun.of(
                "evaluate",
                "--model",
                model.toString(),
                "--dataset",
                dataset.toString(),
                "--split",
                "val",
                "-o",
                results.toString(),
                "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonNode json = run.json();
        assertThat(json.propertyNames())
                .containsExactly(
                        "model", "mode", "n", "auc", "acc", "auc_ci95", "acc_ci95", "ece", "brier", "confusion");
        assertThat(json.get("mode").asString()).isEqualTo("deterministic");
        assertThat(json.get("n").asInt()).isEqualTo(CASES);
        Scores expected = expected(model, dataset);
        assertThat(json.get("auc").asDouble()).isCloseTo(Metrics.auc(expected), within(1e-12));
        assertThat(json.get("acc").asDouble()).isCloseTo(Metrics.acc(expected), within(1e-12));
        assertThat(json.get("brier").asDouble()).isCloseTo(Metrics.brier(expected), within(1e-12));
        assertThat(json.get("confusion").get(0).get(0).asInt()).isEqualTo(Metrics.confusion(expected)[0][0]);
        assertThat(json.get("auc_ci95").get(0).asDouble())
                .isLessThanOrEqualTo(json.get("auc_ci95").get(1).asDouble());
        try (Stream<Path> files = Files.list(results)) {
            Path csv = files.findFirst().orElseThrow();
            assertThat(csv.getFileName().toString())
                    .startsWith("noise_6_val_[AUC]")
                    .endsWith("@small.csv");
            assertThat(MedMnistCsv.read(csv)).isDeepEqualTo(expected.probabilities());
        }
    }

    @Test
    void benchPrecisionComparesRoundedFactorsWithFloat32() throws IOException {
        CommandRun run = CommandRun.of(
                "bench",
                "precision",
                "--model",
                model().toString(),
                "--dataset",
                dataset().toString(),
                "--split",
                "val",
                "--device",
                "cpu",
                "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode exact = run.json().get(0);
        JsonNode tf32 = run.json().get(1);
        JsonNode bf16 = run.json().get(2);
        assertThat(exact.get("precision").asString()).isEqualToIgnoringCase("float32");
        assertThat(exact.get("largest_difference").asDouble()).isZero();
        assertThat(tf32.get("largest_difference").asDouble()).isPositive().isLessThan(1e-2);
        assertThat(bf16.get("largest_difference").asDouble())
                .isGreaterThan(tf32.get("largest_difference").asDouble());
    }

    @Test
    void anotherSizeIsResampledWithAWarningAndOtherLabelsAreRefused() throws IOException {
        Path larger = write("noise_9.npz", 9, new byte[] {0, 1, 0, 1, 1, 0, 0, 1, 0});
        CommandRun run = CommandRun.of(
                "evaluate", "--model", model().toString(), "--dataset", larger.toString(), "--split", "val", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().propertyNames()).hasSize(10);
        assertThat(run.err().strip())
                .hasLineCount(1)
                .startsWith("lmttm: warning: noise_9.npz has 9 × 9 × 9 voxels but model small takes 6 × 6 × 6:"
                        + " every case is resampled");
        Path three = write("three.npz", EDGE, new byte[] {0, 1, 0, 1, 1, 0, 0, 1, 2});
        CommandRun refused = CommandRun.of(
                "evaluate", "--model", model().toString(), "--dataset", three.toString(), "--split", "val");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().strip())
                .hasLineCount(1)
                .isEqualTo("lmttm: model small knows the 2 classes [a, b], but three.npz has 3:"
                        + " [class 0, class 1, class 2]");
    }

    private static Scores expected(Path model, Path dataset) throws IOException {
        LabelledVolumes data = LabelledVolumes.open(dataset);
        try (InferenceModel network = InferenceModel.load(model)) {
            double[][] rows = new double[CASES][2];
            for (int i = 0; i < CASES; i++) {
                float[] p = network.predict(data.cube(Split.VAL, i)).probabilities();
                rows[i][0] = p[0];
                rows[i][1] = p[1];
            }
            return new Scores(data.labels(Split.VAL), rows);
        }
    }

    @Test
    void failuresAreOneLineAndNameTheFile() throws IOException {
        String dataset = dataset().toString();
        String model = model().toString();
        CommandRun absent = CommandRun.of("evaluate", "--model", model, "--dataset", dataset, "--split", "test");
        assertThat(absent.status()).isEqualTo(1);
        assertThat(absent.out()).isEmpty();
        assertThat(absent.err().strip()).hasLineCount(1).contains("noise_6.npz: has no test split, only [val]");
        CommandRun none = CommandRun.of("evaluate", "--model", model, "--dataset", "none.npz", "--split", "test");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err().strip()).hasLineCount(1).contains("none.npz");
        CommandRun usage = CommandRun.of("evaluate", "--model", model, "--dataset", dataset, "--split", "all");
        assertThat(usage.status()).isEqualTo(2);
    }

    @Test
    void aCalibratedModelSaysBothItsRawAndItsCalibratedFigures() throws IOException {
        String model = model().toString();
        String dataset = dataset().toString();
        byte[] before = Files.readAllBytes(Path.of(model));
        Path target = folder.resolve("calibrated.safetensors");
        CommandRun run =
                CommandRun.of("calibrate", "--model", model, "--dataset", dataset, "-o", target.toString(), "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().propertyNames())
                .containsExactly(
                        "model",
                        "mode",
                        "n",
                        "temperature",
                        "nll_before",
                        "nll_after",
                        "ece_before",
                        "ece_after",
                        "file");
        assertThat(run.json().get("nll_after").asDouble())
                .isLessThanOrEqualTo(run.json().get("nll_before").asDouble());
        assertThat(Files.readAllBytes(Path.of(model))).isEqualTo(before);
        CommandRun evaluated = CommandRun.of(
                "evaluate", "--model", target.toString(), "--dataset", dataset, "--split", "val", "--json");
        JsonNode calibrated = evaluated.json().get("calibrated");
        assertThat(calibrated.get("nll").asDouble())
                .isCloseTo(run.json().get("nll_after").asDouble(), within(1e-9));
        assertThat(evaluated.json().get("ece").asDouble())
                .isCloseTo(run.json().get("ece_before").asDouble(), within(1e-9));
        CommandRun predicted =
                CommandRun.of("predict", "--model", target.toString(), dataset, "--case", "val:1", "--json");
        JsonNode one = predicted.json().get("cases").get(0);
        assertThat(one.propertyNames())
                .containsExactly("file", "probabilities", "logits", "prediction", "calibrated", "similar");
        assertThat(one.get("similar").get("cases").asInt()).isEqualTo(CASES);
        CommandRun inPlace = CommandRun.of("calibrate", "--model", model, "--dataset", dataset);
        assertThat(inPlace.out()).contains("temperature", "fitted on 9 cases of val of noise_6.npz", "Stored in");
        assertThat(Files.readAllBytes(Path.of(model))).isEqualTo(Files.readAllBytes(target));
    }

    @Test
    void twoModelsAreCompared() throws IOException {
        String model = model().toString();
        String dataset = dataset().toString();
        Path csv = folder.resolve("other.csv");
        CommandRun.of("evaluate", "--model", model, "--dataset", dataset, "--split", "val", "-o", csv.toString());
        List<String> rows = Files.readAllLines(csv);
        rows.set(0, "0,0.999,0.001");
        Files.write(csv, rows);
        CommandRun run = CommandRun.of(
                "evaluate",
                "--model",
                model,
                "--dataset",
                dataset,
                "--split",
                "val",
                "--against",
                csv.toString(),
                "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode against = run.json().get("against");
        assertThat(against.propertyNames())
                .containsExactly(
                        "model",
                        "auc",
                        "acc",
                        "auc_difference",
                        "auc_difference_ci95",
                        "acc_difference",
                        "acc_difference_ci95",
                        "mcnemar",
                        "delong");
        assertThat(against.get("delong").get(0).get("label").asString()).isEqualTo("b");
        assertThat(against.get("delong").get(0).get("difference").asDouble())
                .isCloseTo(against.get("auc_difference").asDouble(), within(1e-12));
        CommandRun itself =
                CommandRun.of("evaluate", "--model", model, "--dataset", dataset, "--split", "val", "--against", model);
        assertThat(itself.out())
                .contains("Against small (deterministic)", "McNemar: 0 right only here, 0 only there, p = 1.000")
                .contains("DeLong, b: +0.0000");
        Files.writeString(csv, "0,0.5,0.5\n");
        CommandRun refused = CommandRun.of(
                "evaluate", "--model", model, "--dataset", dataset, "--split", "val", "--against", csv.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().strip())
                .hasLineCount(1)
                .endsWith("other.csv: holds 1 cases, but val of noise_6.npz has 9");
    }
}
