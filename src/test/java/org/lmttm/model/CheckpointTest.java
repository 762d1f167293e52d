package org.lmttm.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckpointTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void comesBackWhole() throws IOException {
        Path file = folder.resolve("m.safetensors");
        Checkpoint checkpoint = TestModels.checkpoint();
        checkpoint.write(file);
        Checkpoint read = Checkpoint.read(file);
        assertThat(read.info()).isEqualTo(checkpoint.info());
        assertThat(Checkpoint.info(file)).isEqualTo(checkpoint.info());
        assertThat(read.weights()).usingRecursiveComparison().isEqualTo(checkpoint.weights());
        try (InferenceModel one = InferenceModel.of(checkpoint);
                InferenceModel other = InferenceModel.load(file)) {
            float[] cube = TestModels.cube(4);
            assertThat(other.predict(cube).logits())
                    .containsExactly(one.predict(cube).logits());
        }
    }

    @Test
    void everyPreprocessingComesBack() {
        Architecture.Extent cube = Architecture.Extent.cube(28);
        List<Preprocessing.Intensity> intensities = List.of(
                new Preprocessing.Uint8(), new Preprocessing.Window(-100, 300), new Preprocessing.Percentiles(1, 99));
        for (Preprocessing.Intensity intensity : intensities) {
            Preprocessing preprocessing = new Preprocessing(
                    intensity, cube, List.of(40.0, 50.0, 60.5), "SAR", Preprocessing.Interpolation.NEAREST);
            assertThat(ModelJson.read(ModelJson.write(preprocessing), Preprocessing.class))
                    .isEqualTo(preprocessing);
        }
    }

    @Test
    void theFirstDifferenceIsNamed() throws IOException {
        Checkpoint checkpoint = TestModels.checkpoint();
        Map<String, Tensor> missing = new LinkedHashMap<>(checkpoint.weights());
        missing.remove("cls.bias");
        Map<String, Tensor> reshaped = new LinkedHashMap<>(checkpoint.weights());
        reshaped.put("cls.bias", Tensor.of(new float[3], 3));
        Map<String, Tensor> more = new LinkedHashMap<>(checkpoint.weights());
        more.put("extra.weight", Tensor.of(new float[1], 1));
        assertRefused(checkpoint.info(), missing, "cls.bias is missing");
        assertRefused(checkpoint.info(), reshaped, "cls.bias is F32[3], the architecture needs F32[2]");
        assertRefused(checkpoint.info(), more, "extra.weight does not belong");
        Map<String, Tensor> broken = new LinkedHashMap<>(checkpoint.weights());
        broken.put("cls.bias", Tensor.of(new float[] {0, Float.NaN}, 2));
        assertRefused(checkpoint.info(), broken, "cls.bias holds NaN at position 1");
        Map<String, Tensor> doubled = new LinkedHashMap<>(checkpoint.weights());
        doubled.put("cls.bias", Tensor.of(new double[2], 2));
        assertRefused(checkpoint.info(), doubled, "cls.bias is F64[2], the architecture needs F32[2]");
    }

    private void assertRefused(ModelInfo info, Map<String, Tensor> weights, String reason) throws IOException {
        Path file = folder.resolve("wrong.safetensors");
        new Checkpoint(info, weights).write(file);
        assertThatThrownBy(() -> InferenceModel.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wrong.safetensors")
                .hasMessageContaining(reason);
    }

    @Test
    void anotherSafetensorsFileIsNoCheckpoint() throws IOException {
        Path file = folder.resolve("other.safetensors");
        Safetensors.write(file, Map.of("a", Tensor.of(new long[] {7}, 1)), Map.of());
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a checkpoint");
    }

    @Test
    void tensorsOfEveryTypeComeBack() throws IOException {
        Path file = folder.resolve("types.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("bytes", Tensor.of(new byte[] {1, -1, 3}, 3));
        tensors.put("floats", Tensor.of(new float[] {1, 2, 3, Float.NaN}, 2, 2));
        tensors.put("ints", Tensor.of(new int[] {-5}, 1));
        tensors.put("longs", Tensor.of(new long[] {Long.MIN_VALUE}));
        tensors.put("doubles", Tensor.of(new double[] {Math.PI}));
        tensors.put("empty", Tensor.of(new float[0], 0, 4));
        Safetensors.write(file, tensors, Map.of("step", "12", "ü", "\"quoted\""));
        Safetensors.Contents read = Safetensors.read(file);
        assertThat(read.metadata()).isEqualTo(Map.of("step", "12", "ü", "\"quoted\""));
        assertThat(read.tensors())
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(tensors);
        assertThat(requireNonNull(read.tensors().get("longs")).longs()).containsExactly(Long.MIN_VALUE);
        assertThat(requireNonNull(read.tensors().get("doubles")).doubles()).containsExactly(Math.PI);
        assertThat(requireNonNull(read.tensors().get("ints")).ints()).containsExactly(-5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 4 | holds 4 bytes of values",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | 12 | begins at 4, expected 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | 8 | does not fit its 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}} | 8 | does not fit",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | 8 | no valid shape",
                "{\"a\":{\"dtype\":\"Q9\",\"shape\":[2],\"data_offsets\":[0,8]}} | 8 | has type \"Q9\"",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | 8 | data_offsets",
                "{\"a\":1,\"a\":2} | 0 | not JSON",
                "[1, 2, 3] | 0 | not a JSON object",
                "{\"__metadata__\":{\"a\":1}} | 0 | not text",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | 12 | tensor b begins at 4, expected 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | 8 | no valid data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}} | 8 | no valid shape"
            })
    void damageIsNamed(String header, int dataBytes, String reason) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        assertDamaged(text.length, text, dataBytes, reason);
    }

    @Test
    void aHeaderLongerThanTheFileIsNotAllocated() throws IOException {
        assertDamaged(90_000_000, "{}".getBytes(StandardCharsets.UTF_8), 0, "states a header of 90000000 bytes");
        assertDamaged(-1, "{}".getBytes(StandardCharsets.UTF_8), 0, "states a header of");
    }

    private void assertDamaged(long length, byte[] header, int dataBytes, String reason) throws IOException {
        Path file = folder.resolve("bad.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(8 + header.length + dataBytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .put(header)
                        .array());
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.safetensors")
                .hasMessageContaining(reason);
    }

    @Test
    void aCutOrChangedCheckpointIsRefusedByItsName() throws IOException {
        Path file = folder.resolve("m.safetensors");
        TestModels.checkpoint().write(file);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            Files.write(file, Arrays.copyOf(whole, i < 12 ? i : random.nextInt(whole.length)));
            assertThatThrownBy(() -> Checkpoint.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("m.safetensors: ")
                    .hasMessageNotContaining("\n");
        }
        int header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        for (int i = 0; i < 300; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(8 + header)] = (byte) random.nextInt(256);
            Files.write(file, changed);
            try {
                Checkpoint.read(file);
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith("m.safetensors: ").doesNotContain("\n");
            }
        }
    }

    /** The rules of the format's own description, checked without our reader. */
    @Test
    void filesKeepTheRulesOfTheFormat() throws IOException {
        Path file = folder.resolve("rules.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("bytes", Tensor.of(new byte[] {1, 2, 3}, 3));
        tensors.put("weight", Tensor.of(new float[] {1.5f, -2, 0, 4, 5, 6}, 2, 3));
        tensors.put("scalar", Tensor.of(new double[] {2.5}));
        tensors.put("steps", Tensor.of(new long[] {7, 8}, 2));
        Safetensors.write(file, tensors, Map.of("name", "ü \"quoted\"", "format", "x"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        assertThat(length % 8).as("values are aligned").isZero();
        byte[] text = new byte[length];
        bytes.get(text);
        String header = new String(text, StandardCharsets.UTF_8);
        assertThat(header).startsWith("{");
        assertThat(header.stripTrailing()).endsWith("}");
        assertThat(header.substring(header.stripTrailing().length())).matches(" *");
        JsonNode root = new JsonMapper().readTree(header);
        assertThat(root.path("__metadata__").properties())
                .hasSize(2)
                .allMatch(entry -> entry.getValue().isString());
        Map<String, Integer> widths = Map.of("U8", 1, "F32", 4, "F64", 8, "I64", 8);
        ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        long end = 0;
        for (var entry : root.properties()) {
            if (entry.getKey().equals("__metadata__")) {
                continue;
            }
            JsonNode place = entry.getValue();
            assertThat(place.propertyNames()).containsExactlyInAnyOrder("dtype", "shape", "data_offsets");
            long begin = place.get("data_offsets").get(0).longValue();
            assertThat(begin).as("no gaps, in order").isEqualTo(end);
            end = place.get("data_offsets").get(1).longValue();
            int width = requireNonNull(widths.get(place.get("dtype").stringValue()));
            assertThat(begin % width).as("aligned to its type").isZero();
            long count = place.get("shape")
                    .valueStream()
                    .mapToLong(JsonNode::longValue)
                    .reduce(1, Math::multiplyExact);
            assertThat(end - begin).isEqualTo(count * width);
        }
        assertThat(end).isEqualTo(data.remaining());
        int weight = root.get("weight").get("data_offsets").get(0).intValue();
        assertThat(data.getFloat(weight + 4)).isEqualTo(-2);
        int scalar = root.get("scalar").get("data_offsets").get(0).intValue();
        assertThat(data.getDouble(scalar)).isEqualTo(2.5);
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedAndTheOldOneStays() throws IOException {
        Path file = folder.resolve("kept.safetensors");
        Map<String, Tensor> tensors = Map.of("a", Tensor.of(new float[] {1, 2}, 2));
        Safetensors.write(file, tensors, Map.of());
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Safetensors.write(folder.resolve("absent/x.safetensors"), tensors, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.safetensors: cannot be written: there is no such folder");
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "a full disk is at hand on Linux only");
        Path part = Files.createSymbolicLink(folder.resolve("kept.safetensors.part"), full);
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("a", Tensor.of(new float[9], 9)), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kept.safetensors: cannot be written: No space left");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(Files.exists(part, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void startingWeightsDependOnTheSeedAlone() {
        Architecture architecture = TestModels.architecture();
        try (NDManager manager = NativeEngine.newManager()) {
            Map<String, Tensor> one = weights(architecture, 1, manager);
            manager.getEngine().setRandomSeed(99);
            assertThat(weights(architecture, 1, manager))
                    .usingRecursiveComparison()
                    .isEqualTo(one);
            assertThat(requireNonNull(weights(architecture, 2, manager).get("cls.weight"))
                            .floats())
                    .isNotEqualTo(requireNonNull(one.get("cls.weight")).floats());
            float limit = (float) Math.sqrt(6.0 / (36 + 36 * 32));
            float[] stem = requireNonNull(one.get("pre1.conv.weight")).floats();
            float largest = 0;
            for (float weight : stem) {
                largest = Math.max(largest, Math.abs(weight));
            }
            assertThat(largest).isBetween(0.95f * limit, limit);
            assertThat(requireNonNull(one.get("cls.bias")).floats()).containsOnly(0);
        }
    }

    private static Map<String, Tensor> weights(Architecture architecture, long seed, NDManager manager) {
        return Checkpoint.of(TestModels.info(architecture), LmttmNetwork.create(architecture, seed, manager))
                .weights();
    }

    @Test
    void dropoutRepeatsWithSeedAndStep() {
        Architecture architecture = TestModels.architecture();
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork network = LmttmNetwork.create(architecture, 1, manager);
            NDArray batch = manager.create(TestModels.cube(1), new Shape(1, 1, 10, 10, 10));
            float[] first = training(network, batch, 7, 3);
            assertThat(training(network, batch, 7, 4)).isNotEqualTo(first);
            assertThat(training(network, batch, 8, 3)).isNotEqualTo(first);
            assertThat(training(network, batch, 7, 3)).containsExactly(first);
        }
    }

    @Test
    void nothingOfABatchStaysWithTheParameters() {
        Architecture architecture = TestModels.architecture();
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork network = LmttmNetwork.create(architecture, 1, manager);
            int parameters = manager.getManagedArrays().size();
            assertThat(parameters).isEqualTo(network.namedParameters().size());
            try (NDManager scope = manager.newSubManager();
                    GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray batch = scope.create(TestModels.cube(1), network.inputShape(1));
                collector.backward(network.forward(batch, true).sum());
                network.forwardTraced(batch);
            }
            assertThat(manager.getManagedArrays()).hasSize(parameters);
        }
    }

    private static float[] training(LmttmNetwork network, NDArray batch, long seed, long step) {
        LmttmNetwork.seedDropout(batch.getManager(), seed, step);
        return network.forward(batch, true).toFloatArray();
    }
}
