package org.lmttm.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;
import tools.jackson.databind.JsonNode;

/** The commands predict and trace with the model and the volumes that come with the workbench. */
class PredictCommandTest {
    private static final String MODEL = "assets/models/phantom-vessels-lmttm.safetensors";
    private static final String ANEURYSM = "sample-volumes/vessel-aneurysm.nii.gz";
    private static final String HEAD = "sample-volumes/ct-phantom.nii.gz";
    private static final String DATASET = "sample-volumes/phantom-vessels.npz";

    @TempDir
    private Path folder = Path.of("");

    /** A case of the dataset as a volume of its own, bytes as they are stored. */
    private String volume(int index) throws IOException {
        LabelledVolumes data = LabelledVolumes.open(Path.of(DATASET));
        float[] cube = data.cube(Split.TEST, index);
        int edge = data.depth();
        float[] values = new float[cube.length]; // first index fastest
        for (int v = 0; v < cube.length; v++) {
            values[v / (edge * edge) + edge * (v / edge % edge + edge * (v % edge))] = Math.round(cube[v] * 255);
        }
        Path file = folder.resolve("case-" + index + ".nii.gz");
        try (Volume volume = Volume.ofFloats("case", edge, edge, edge, values, Affine.scaling(1, 1, 1))) {
            NiftiWriter.write(file, volume, VoxelType.UINT8);
        }
        return file.toString();
    }

    private static CommandRun predict(String... files) {
        List<String> arguments = new ArrayList<>(List.of("predict", "--json", "--model", MODEL));
        arguments.addAll(List.of(files));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static JsonNode answer(CommandRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        return run.json();
    }

    private static void fails(CommandRun run, String... parts) {
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(parts);
    }

    @Test
    void printsTheAgreedObject() {
        JsonNode json = answer(predict(ANEURYSM));
        assertThat(json.propertyNames()).containsExactly("model", "mode", "labels", "cases");
        assertThat(json.get("model").asString()).isEqualTo("phantom-vessels-lmttm");
        assertThat(json.get("mode").asString()).isEqualTo("deterministic");
        assertThat(json.get("labels").values()).extracting(JsonNode::asString).containsExactly("vessel", "aneurysm");
        assertThat(json.get("cases")).hasSize(1);
        JsonNode one = json.get("cases").get(0);
        assertThat(one.propertyNames())
                .containsExactly("file", "probabilities", "logits", "prediction", "calibrated", "similar");
        assertThat(one.get("file").asString()).isEqualTo(ANEURYSM);
        double first = one.get("logits").get(0).asDouble();
        double second = one.get("logits").get(1).asDouble();
        double softmax = 1 / (1 + Math.exp(first - second));
        assertThat(one.get("probabilities")).hasSize(2);
        assertThat(one.get("prediction").asInt()).isEqualTo(second > first ? 1 : 0);
        assertThat(one.get("probabilities").get(1).asDouble()).isCloseTo(softmax, within(1e-6));
        assertThat(one.get("probabilities").get(0).asDouble()).isCloseTo(1 - softmax, within(1e-6));
        double sharper = 1 / (1 + Math.exp((first - second) / 0.7393));
        assertThat(one.get("calibrated").get(1).asDouble()).isCloseTo(sharper, within(1e-4));
        assertThat(one.get("similar").get("cases").asInt()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void aCaseHasTheSameBitsInEveryCallAndOrder() throws IOException {
        String first = ANEURYSM;
        String second = volume(1);
        JsonNode one = answer(predict(first)).get("cases").get(0);
        JsonNode other = answer(predict(second)).get("cases").get(0);
        assertThat(answer(predict(first)).get("cases").get(0)).isEqualTo(one);
        assertThat(one.get("logits")).isNotEqualTo(other.get("logits"));
        assertThat(answer(predict(first, second)).get("cases").values()).containsExactly(one, other);
        assertThat(answer(predict(second, first)).get("cases").values()).containsExactly(other, one);
    }

    @Test
    void aCaseOfADatasetIsTheSameAsItsVolumeAlone() throws IOException {
        JsonNode cases = answer(predict(DATASET, "--case", "test:1")).get("cases");
        assertThat(cases).hasSize(1);
        assertThat(cases.get(0).get("file").asString()).isEqualTo(DATASET);
        JsonNode probabilities = cases.get(0).get("probabilities");
        assertThat(probabilities.get(0).asDouble() + probabilities.get(1).asDouble())
                .isCloseTo(1, within(1e-6));
        JsonNode alone = answer(predict(volume(1))).get("cases").get(0);
        assertThat(cases.get(0).get("logits")).isEqualTo(alone.get("logits"));
        assertThat(probabilities).isEqualTo(alone.get("probabilities"));
    }

    @Test
    void aTraceHasTheAgreedArraysAndThePredictionsLogits() throws IOException {
        Path file = folder.resolve("trace.npz");
        JsonNode json = answer(
                CommandRun.of("trace", "--json", "--model", MODEL, DATASET, "--case", "test:0", "-o", file.toString()));
        assertThat(json.propertyNames()).containsExactly("mode", "steps", "blocks", "file");
        Architecture a = Checkpoint.info(Path.of(MODEL)).architecture();
        assertThat(json.get("mode").asString()).isEqualTo("deterministic");
        assertThat(json.get("steps").asInt()).isEqualTo(a.steps());
        assertThat(json.get("blocks").asInt()).isEqualTo(a.blocks());
        assertThat(json.get("file").asString()).isEqualTo(file.toString());

        Map<String, NpyArray> arrays = NpzFile.read(file);
        int steps = a.steps();
        hasShape(arrays.get("logits"), 1, a.classes());
        hasShape(arrays.get("memory"), 1, a.memoryTokens(), a.dim());
        hasShape(arrays.get("read_attention"), steps, 3, 1, a.readTokens(), a.blockTokens() + a.patches());
        int written = 3 * a.blockTokens() + a.patches() + 3 * a.readTokens();
        hasShape(arrays.get("write_attention"), steps, 1, a.blockTokens(), written);
        hasShape(arrays.get("step_probabilities"), steps, 1, a.classes());
        hasShape(arrays.get("running_probabilities"), steps, 1, a.classes());

        JsonNode predicted =
                answer(predict(DATASET, "--case", "test:0")).get("cases").get(0);
        float[] logits = requireNonNull(arrays.get("logits")).floats();
        float[] running = requireNonNull(arrays.get("running_probabilities")).floats();
        for (int c = 0; c < a.classes(); c++) {
            assertThat(logits[c])
                    .isEqualTo((float) predicted.get("logits").get(c).asDouble());
            assertThat((double) running[(steps - 1) * a.classes() + c])
                    .isCloseTo(predicted.get("probabilities").get(c).asDouble(), within(1e-6));
        }
    }

    private static void hasShape(@Nullable NpyArray array, int... shape) {
        assertThat(requireNonNull(array).shape()).containsExactly(shape);
        assertThat(array.floats()).doesNotContain(Float.NaN);
    }

    @Test
    void theDeviceIsChosenByNameAndAMissingOneIsOneLine() {
        assertThat(answer(predict(ANEURYSM, "--device", "cpu")).get("cases")).hasSize(1);
        CommandRun missing = predict(ANEURYSM, "--device", "gpu999");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.err().lines()).hasSize(1);
        assertThat(missing.err()).startsWith("lmttm: device gpu999: there ").contains("cpu or auto");
        CommandRun wrong = predict(ANEURYSM, "--device", "tpu");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--device").contains("must be auto, cpu, gpu0");
    }

    @Test
    void aDamagedModelIsOneLineThatNamesItAndWhatIsWrong() throws IOException {
        Path model = folder.resolve("damaged.safetensors");
        byte[] whole = Files.readAllBytes(Path.of(MODEL));
        Files.write(model, java.util.Arrays.copyOf(whole, whole.length - 100));
        for (String command : new String[] {"predict", "trace"}) {
            List<String> line = new ArrayList<>(List.of(command, "--json", "--model", model.toString(), ANEURYSM));
            if (command.equals("trace")) {
                line.addAll(List.of("-o", folder.resolve("t.npz").toString()));
            }
            fails(
                    CommandRun.of(line.toArray(String[]::new)),
                    "damaged.safetensors",
                    "bytes of values but its header describes",
                    "not an intact safetensors file");
        }
        Files.write(model, new byte[3]);
        fails(
                CommandRun.of("predict", "--model", model.toString(), ANEURYSM),
                "damaged.safetensors",
                "too short for a header");
    }

    @Test
    void whatCannotBePredictedIsOneLineThatNamesTheFile() throws IOException {
        fails(CommandRun.of("predict", "--json", "--model", "absent.safetensors", ANEURYSM), "absent.safetensors");
        fails(predict("absent.nii.gz"), "absent.nii.gz");
        fails(predict(HEAD), "ct-phantom.nii.gz", "160 × 160 × 96", "28 × 28 × 28");
        // a wrong file among right ones leaves nothing half printed
        fails(predict(ANEURYSM, HEAD), "ct-phantom.nii.gz");
        fails(predict(DATASET, "--case", "test:100000"), "phantom-vessels.npz");

        Path file = folder.resolve("trace.npz");
        Path batch = folder.resolve("small.npz");
        NpzFile.write(batch, Map.of("x", NpyArray.of(new float[2 * 8], 2, 1, 2, 2, 2)));
        fails(trace(MODEL, batch.toString(), file), "small.npz", "2 × 2 × 2", "28 × 28 × 28");
        fails(trace("absent.safetensors", ANEURYSM, file), "absent.safetensors");
        fails(trace(MODEL, HEAD, file), "ct-phantom.nii.gz");
        assertThat(Files.exists(file)).isFalse();
    }

    private static CommandRun trace(String model, String input, Path output) {
        return CommandRun.of("trace", "--json", "--model", model, input, "-o", output.toString());
    }
}
