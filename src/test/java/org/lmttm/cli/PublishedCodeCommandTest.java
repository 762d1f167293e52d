package org.lmttm.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.evaluation.MedMnistCsv;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.MemoryState;
import org.lmttm.model.Mode;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Prediction;
import org.lmttm.model.Preprocessing;
import org.lmttm.model.Trace;
import org.lmttm.model.TraceFiles;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;
import tools.jackson.databind.JsonNode;

/** predict, trace and evaluate with a published-code model: named, warned of, carried from case to case. */
class PublishedCodeCommandTest {
    private static final int EDGE = 6;
    private static final int CASES = 5;
    private static final int ROWS = 2;
    private static final String WARNING = "lmttm: warning: mode published-code";

    @TempDir
    private Path folder = Path.of("");

    private String model = "";
    private List<float[]> cubes = List.of();

    @BeforeEach
    void make() throws IOException {
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
                "carried", a, Mode.PUBLISHED_CODE, List.of("a", "b"), Preprocessing.medMnist(a.input()), Map.of());
        Path file = folder.resolve("carried.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            LmttmNetwork network = LmttmNetwork.create(a, Mode.PUBLISHED_CODE, 5, manager);
            MemoryState memory = network.emptyMemory(manager, ROWS);
            Checkpoint.of(info, network, memory).write(file);
        }
        model = file.toString();
        byte[] images = new byte[CASES * EDGE * EDGE * EDGE];
        new Random(2).nextBytes(images);
        cubes = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            float[] cube = new float[EDGE * EDGE * EDGE];
            for (int v = 0; v < cube.length; v++) {
                cube[v] = (images[i * cube.length + v] & 255) / 255f;
            }
            cubes.add(cube);
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("test_images", NpyArray.of(images, CASES, EDGE, EDGE, EDGE));
        arrays.put("test_labels", NpyArray.of(new byte[] {0, 1, 0, 1, 1}, CASES, 1));
        NpzFile.write(folder.resolve("noise_6.npz"), arrays);
        float[] all = new float[CASES * EDGE * EDGE * EDGE];
        for (int i = 0; i < CASES; i++) {
            System.arraycopy(cubes.get(i), 0, all, i * cubes.get(i).length, cubes.get(i).length);
        }
        NpzFile.write(folder.resolve("batch.npz"), Map.of("x", NpyArray.of(all, CASES, 1, EDGE, EDGE, EDGE)));
    }

    private List<Prediction> expected() throws IOException {
        try (InferenceModel network = InferenceModel.load(Path.of(model))) {
            return network.predict(cubes);
        }
    }

    private static CommandRun warned(CommandRun run) {
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err().strip()).hasLineCount(1).startsWith(WARNING);
        return run;
    }

    @Test
    void predictCarriesOnInBatchesAndWarns() throws IOException {
        String batch = folder.resolve("batch.npz").toString();
        JsonNode json = warned(CommandRun.of("predict", "--json", "--model", model, batch))
                .json();
        assertThat(json.get("mode").asString()).isEqualTo("published-code");
        List<Prediction> expected = expected();
        for (int i = 0; i < CASES; i++) {
            JsonNode logits = json.get("cases").get(i).get("logits");
            assertThat(new float[] {logits.get(0).floatValue(), logits.get(1).floatValue()})
                    .containsExactly(expected.get(i).logits());
        }
        CommandRun text = warned(CommandRun.of("predict", "--model", model, batch));
        assertThat(text.out()).contains("carried (published-code)");
    }

    @Test
    void traceSaysItsModeAndWarns() throws IOException {
        Path npz = folder.resolve("trace.npz");
        CommandRun run = CommandRun.of(
                "trace", "--json", "--model", model, folder.resolve("batch.npz").toString(), "-o", npz.toString());
        assertThat(warned(run).json().get("mode").asString()).isEqualTo("published-code");
        List<Trace> traces = TraceFiles.read(npz);
        List<Prediction> expected = expected();
        for (int i = 0; i < CASES; i++) {
            assertThat(traces.get(i).mode()).isEqualTo(Mode.PUBLISHED_CODE);
            assertThat(traces.get(i).logits()).containsExactly(expected.get(i).logits());
        }
    }

    @Test
    void evaluateTakesEveryCaseInBatchesFromTheCheckpointsMemoryAndWarns() throws IOException {
        Path csv = folder.resolve("scores.csv");
        CommandRun run = CommandRun.of(
                "evaluate",
                "--json",
                "--model",
                model,
                "--dataset",
                folder.resolve("noise_6.npz").toString(),
                "--split",
                "test",
                "-o",
                csv.toString());
        JsonNode json = warned(run).json();
        assertThat(json.get("mode").asString()).isEqualTo("published-code");
        assertThat(json.get("n").asInt()).isEqualTo(CASES);
        double[][] scores = requireNonNull(MedMnistCsv.read(csv));
        List<Prediction> expected = expected();
        for (int i = 0; i < CASES; i++) {
            assertThat((float) scores[i][1]).isEqualTo(expected.get(i).probabilities()[1]);
        }
    }

    @Test
    void aFailureStaysOneLine() {
        CommandRun run = CommandRun.of("predict", "--model", model, "absent.nii.gz");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().strip()).hasLineCount(1).contains("absent.nii.gz");
    }
}
