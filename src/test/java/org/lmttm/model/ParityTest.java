package org.lmttm.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The network against arrays computed in double precision by the published modules. */
class ParityTest {
    private static final double OUTPUTS = 1e-5;
    private static final double GRADIENTS = 1e-4;
    private static final int BATCH = 3;

    @BeforeAll
    static void offline() {
        NativeEngine.prepare();
    }

    static Architecture architecture(Architecture.Family family, Architecture.Unit unit) {
        return new Architecture(
                family,
                unit,
                Architecture.Extent.cube(28),
                Architecture.Extent.cube(3),
                Architecture.Border.DROP,
                32,
                16,
                family == Architecture.Family.TTM ? 1 : 4,
                4,
                8,
                3,
                false,
                0,
                3);
    }

    static void load(Map<String, Parameter> parameters, Map<String, float[]> weights) {
        assertThat(parameters.keySet()).containsExactlyInAnyOrderElementsOf(weights.keySet());
        weights.forEach((name, values) ->
                requireNonNull(parameters.get(name)).getArray().set(values));
    }

    private static NDArray volumes(NDManager manager, Parity parity, int first) {
        float[] all = parity.floats("volumes");
        int size = all.length / 6;
        return manager.create(
                Arrays.copyOfRange(all, first * size, (first + BATCH) * size), new Shape(BATCH, 1, 28, 28, 28));
    }

    @ParameterizedTest
    @CsvSource({
        "lmttm_transformer_tokenaxis, LMTTM, TRANSFORMER, DETERMINISTIC, FAST",
        "lmttm_transformer_tokenaxis, LMTTM, TRANSFORMER, DETERMINISTIC, PLAIN",
        "lmttm_transformer_batchaxis, LMTTM, TRANSFORMER, PUBLISHED_CODE, FAST",
        "lmttm_transformer_batchaxis, LMTTM, TRANSFORMER, PUBLISHED_CODE, PLAIN",
        "lmttm_mlp_tokenaxis, LMTTM, MLP, DETERMINISTIC, FAST",
        "lmttm_mlp_tokenaxis, LMTTM, MLP, DETERMINISTIC, PLAIN",
        "lmttm_mlp_tokenaxis, LMTTM, MLP, PUBLISHED_CODE, FAST",
        "lmttm_mlp_tokenaxis, LMTTM, MLP, PUBLISHED_CODE, PLAIN",
        "ttm_transformer_tokenaxis, TTM, TRANSFORMER, DETERMINISTIC, FAST",
        "ttm_transformer_tokenaxis, TTM, TRANSFORMER, DETERMINISTIC, PLAIN",
        "ttm_transformer_batchaxis, TTM, TRANSFORMER, PUBLISHED_CODE, FAST",
        "ttm_transformer_batchaxis, TTM, TRANSFORMER, PUBLISHED_CODE, PLAIN",
        "ttm_mlp_tokenaxis, TTM, MLP, DETERMINISTIC, FAST",
        "ttm_mlp_tokenaxis, TTM, MLP, DETERMINISTIC, PLAIN",
        "ttm_mlp_tokenaxis, TTM, MLP, PUBLISHED_CODE, FAST",
        "ttm_mlp_tokenaxis, TTM, MLP, PUBLISHED_CODE, PLAIN"
    })
    void outputsMemoryAndAttention(
            String file, Architecture.Family family, Architecture.Unit unit, Mode mode, Arithmetic arithmetic)
            throws IOException {
        Parity parity = Parity.open(file);
        try (NDManager manager = NDManager.newBaseManager()) {
            LmttmNetwork network = LmttmNetwork.create(architecture(family, unit), mode, 0, manager);
            network.compute(arithmetic);
            network.freezeParameters(true);
            load(network.namedParameters(), parity.startingWith("w."));
            LmttmNetwork.Traced first = network.forwardTraced(volumes(manager, parity, 0));
            assertClose(first.logits(), parity, "logits1");
            MemoryState zeros = network.emptyMemory(manager, BATCH);
            assertClose(network.after(zeros, first).tokens(), parity, "memory1");
            NDArray read = NDArrays.stack(new NDList(first.readAttention())).transpose(0, 2, 1, 3, 4);
            assertClose(read, parity, "read_attention");
            assertClose(NDArrays.stack(new NDList(first.writeAttention())), parity, "write_attention");
            LmttmNetwork.Traced second = network.forwardTraced(volumes(manager, parity, 3));
            assertClose(second.logits(), parity, "logits2_fresh");
            assertClose(network.after(zeros, second).tokens(), parity, "memory2_fresh");
            LmttmNetwork.Continued one = network.forward(volumes(manager, parity, 0), false, zeros);
            assertClose(one.logits(), parity, "logits1");
            assertClose(one.memory().tokens(), parity, "memory1");
            assertThat(one.memory().pointer()).isEqualTo(9);
            LmttmNetwork.Continued two = network.forward(volumes(manager, parity, 3), false, one.memory());
            assertClose(two.logits(), parity, "logits2_carried");
            assertClose(two.memory().tokens(), parity, "memory2_carried");
            LmttmNetwork.Traced carried = network.forwardTraced(volumes(manager, parity, 3), one.memory());
            assertClose(carried.logits(), parity, "logits2_carried");
            assertClose(network.after(one.memory(), carried).tokens(), parity, "memory2_carried");
        }
    }

    /** What the tests of this class and {@link #tokenSummarizationAlone} look at; labels and volumes are inputs. */
    private static final Set<String> CHECKED = Set.of(
            "volumes",
            "labels",
            "logits1",
            "memory1",
            "loss1",
            "read_attention",
            "write_attention",
            "logits2_carried",
            "memory2_carried",
            "logits2_fresh",
            "memory2_fresh");

    @Test
    void everyArrayAndFactOfTheReferenceIsChecked() throws IOException {
        JsonNode facts =
                new JsonMapper().readTree(Files.readString(SharedData.require("reference/parity/parity.json")));
        JsonNode cases = facts.get("cases");
        assertThat(cases.propertyNames())
                .containsExactlyInAnyOrder(
                        "lmttm_transformer_tokenaxis",
                        "lmttm_transformer_batchaxis",
                        "lmttm_mlp_tokenaxis",
                        "ttm_transformer_tokenaxis",
                        "ttm_transformer_batchaxis",
                        "ttm_mlp_tokenaxis");
        for (String file : cases.propertyNames()) {
            Parity parity = Parity.open(file);
            Set<String> others = new HashSet<>(parity.arrays().keySet());
            others.removeIf(name -> name.startsWith("w.") || name.startsWith("g."));
            assertThat(others).as(file).isEqualTo(CHECKED);
            assertThat(parity.startingWith("g.").keySet())
                    .isEqualTo(parity.startingWith("w.").keySet());
            Architecture a = architecture(
                    file.startsWith("ttm") ? Architecture.Family.TTM : Architecture.Family.LMTTM,
                    file.contains("mlp") ? Architecture.Unit.MLP : Architecture.Unit.TRANSFORMER);
            JsonNode stated = cases.get(file);
            assertThat((double) parity.floats("loss1")[0])
                    .isCloseTo(stated.get("loss1").doubleValue(), within(1e-6));
            long parameters = LmttmNetwork.stateShapes(a, Mode.DETERMINISTIC).values().stream()
                    .mapToLong(shape -> new Shape(shape).size())
                    .sum();
            assertThat(parameters)
                    .as(file)
                    .isEqualTo(stated.get("active_parameters").longValue());
            JsonNode pointer = stated.get("pointer_after_first"); // TTM has none
            assertThat(pointer.isNull() ? a.steps() : pointer.intValue()).isEqualTo(a.steps());
            assertThat(List.of(a.dim(), a.memoryTokens(), a.readTokens(), a.heads(), a.layers(), a.classes()))
                    .isEqualTo(Stream.of("dim", "memory_tokens", "read_tokens", "heads", "layers_shared", "classes")
                            .map(key -> facts.get(key).intValue())
                            .toList());
            assertThat(a.blocks())
                    .isEqualTo(file.startsWith("ttm") ? 1 : facts.get("blocks").intValue());
            assertThat(facts.get("batch").intValue()).isEqualTo(BATCH);
            assertThat(a.patch())
                    .isEqualTo(Architecture.Extent.cube(facts.get("patch").intValue()));
        }
        Set<String> alone =
                new HashSet<>(Parity.open("token_summarization").arrays().keySet());
        alone.removeIf(name -> name.startsWith("w.") || name.startsWith("g."));
        assertThat(alone).containsExactlyInAnyOrder("x", "z", "R", "dx", "attention");
    }

    private static void assertClose(NDArray array, Parity parity, String name) {
        assertThat(Parity.relative(array.toFloatArray(), parity.floats(name)))
                .as(name)
                .isLessThanOrEqualTo(OUTPUTS);
    }

    @ParameterizedTest
    @CsvSource({
        "lmttm_transformer_tokenaxis, LMTTM, TRANSFORMER, DETERMINISTIC, FAST",
        "lmttm_transformer_tokenaxis, LMTTM, TRANSFORMER, DETERMINISTIC, PLAIN",
        "lmttm_transformer_batchaxis, LMTTM, TRANSFORMER, PUBLISHED_CODE, FAST",
        "lmttm_transformer_batchaxis, LMTTM, TRANSFORMER, PUBLISHED_CODE, PLAIN",
        "lmttm_mlp_tokenaxis, LMTTM, MLP, DETERMINISTIC, FAST",
        "lmttm_mlp_tokenaxis, LMTTM, MLP, DETERMINISTIC, PLAIN",
        "lmttm_mlp_tokenaxis, LMTTM, MLP, PUBLISHED_CODE, FAST",
        "lmttm_mlp_tokenaxis, LMTTM, MLP, PUBLISHED_CODE, PLAIN",
        "ttm_transformer_tokenaxis, TTM, TRANSFORMER, DETERMINISTIC, FAST",
        "ttm_transformer_tokenaxis, TTM, TRANSFORMER, DETERMINISTIC, PLAIN",
        "ttm_transformer_batchaxis, TTM, TRANSFORMER, PUBLISHED_CODE, FAST",
        "ttm_transformer_batchaxis, TTM, TRANSFORMER, PUBLISHED_CODE, PLAIN",
        "ttm_mlp_tokenaxis, TTM, MLP, DETERMINISTIC, FAST",
        "ttm_mlp_tokenaxis, TTM, MLP, DETERMINISTIC, PLAIN",
        "ttm_mlp_tokenaxis, TTM, MLP, PUBLISHED_CODE, FAST",
        "ttm_mlp_tokenaxis, TTM, MLP, PUBLISHED_CODE, PLAIN"
    })
    void lossAndGradients(
            String file, Architecture.Family family, Architecture.Unit unit, Mode mode, Arithmetic arithmetic)
            throws IOException {
        Parity parity = Parity.open(file);
        try (NDManager manager = NDManager.newBaseManager()) {
            LmttmNetwork network = LmttmNetwork.create(architecture(family, unit), mode, 0, manager);
            network.compute(arithmetic);
            load(network.namedParameters(), parity.startingWith("w."));
            float[] labels = Arrays.copyOf(parity.floats("labels"), BATCH);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray logits = network.forward(volumes(manager, parity, 0), true);
                NDArray chosen = manager.create(labels).oneHot(3).mul(logits.logSoftmax(1));
                NDArray loss = chosen.sum().div(-BATCH);
                assertClose(loss, parity, "loss1");
                collector.backward(loss);
            }
            assertGradients(network.namedParameters(), parity);
        }
    }

    private static void assertGradients(Map<String, Parameter> parameters, Parity parity) {
        Map<String, float[]> expected = parity.startingWith("g.");
        assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(parameters.keySet());
        expected.forEach((name, gradient) -> assertThat(Parity.relative(
                        requireNonNull(parameters.get(name))
                                .getArray()
                                .getGradient()
                                .toFloatArray(),
                        gradient))
                .as("gradient of " + name)
                .isLessThanOrEqualTo(GRADIENTS));
    }

    @Test
    void tokenSummarizationAlone() throws IOException {
        Parity parity = Parity.open("token_summarization");
        try (NDManager manager = NDManager.newBaseManager()) {
            TokenSummarization block = new TokenSummarization("", 32, 4, 0, new WeightInit(0));
            block.initialize(manager, DataType.FLOAT32, new Shape(3, 11, 32));
            Map<String, Parameter> parameters = LmttmNetwork.byName(block);
            load(parameters, parity.startingWith("w."));
            NDArray x = manager.create(parity.floats("x"), new Shape(3, 11, 32));
            x.setRequiresGradient(true);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDList result = block.forward(new ParameterStore(manager, false), new NDList(x), true);
                assertClose(result.get(0), parity, "z");
                assertClose(result.get(1), parity, "attention");
                collector.backward(result.get(0)
                        .mul(manager.create(parity.floats("R"), new Shape(3, 4, 32)))
                        .sum());
            }
            assertGradients(parameters, parity);
            assertThat(Parity.relative(x.getGradient().toFloatArray(), parity.floats("dx")))
                    .isLessThanOrEqualTo(GRADIENTS);
        }
    }

    @Test
    void blocksComposeToTheNetworksFirstTimestamp() throws IOException {
        Parity parity = Parity.open("lmttm_transformer_tokenaxis");
        Architecture architecture = architecture(Architecture.Family.LMTTM, Architecture.Unit.TRANSFORMER);
        try (NDManager manager = NDManager.newBaseManager()) {
            LmttmNetwork network = LmttmNetwork.create(architecture, 0, manager);
            network.freezeParameters(true);
            load(network.namedParameters(), parity.startingWith("w."));
            NDArray batch = volumes(manager, parity, 0);
            LmttmNetwork.Traced traced = network.forwardTraced(batch);
            ParameterStore store = new ParameterStore(manager, false);
            NDArray patches = network.getChildren()
                    .get("01stem")
                    .forward(store, new NDList(batch), false)
                    .head()
                    .get(0);
            NDArray zeros = manager.zeros(new Shape(BATCH, architecture.blockTokens(), architecture.dim()));
            NDList read =
                    network.getChildren().get("02read").forward(store, new NDList(zeros, zeros, zeros, patches), false);
            NDArray output = network.getChildren()
                    .get("03unit")
                    .forward(store, new NDList(read.head()), false)
                    .head();
            NDList written = network.getChildren()
                    .get("04write")
                    .forward(store, new NDList(zeros, zeros, zeros, patches, output), false);
            List<NDArray> actual = List.of(read.get(1), output, written.get(1));
            List<NDArray> expected = List.of(
                    traced.readAttention().getFirst(),
                    traced.outputs().getFirst(),
                    traced.writeAttention().getFirst());
            for (int i = 0; i < actual.size(); i++) {
                assertThat(Parity.relative(
                                actual.get(i).toFloatArray(), expected.get(i).toFloatArray()))
                        .isLessThanOrEqualTo(OUTPUTS);
            }
        }
    }
}
