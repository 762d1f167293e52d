package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published-code mode: what it repeats on purpose, and that deterministic mode does none of it. */
class PublishedCodeTest {
    private static final int ROWS = 3;

    private static LmttmNetwork network(Architecture architecture, Mode mode, NDManager manager) {
        LmttmNetwork network = LmttmNetwork.create(architecture, mode, 5, manager);
        network.freezeParameters(true);
        return network;
    }

    private static NDArray cubes(NDManager manager, int... seeds) {
        NDList cubes = new NDList();
        for (int seed : seeds) {
            cubes.add(manager.create(TestModels.cube(seed), new Shape(1, 1, 10, 10, 10)));
        }
        return NDArrays.concat(cubes, 0);
    }

    private static float[] row(NDArray array, int row) {
        float[] all = array.toFloatArray();
        int size = all.length / (int) array.getShape().get(0);
        return Arrays.copyOfRange(all, row * size, (row + 1) * size);
    }

    @Test
    void positionsAreDrawnAnewInEveryPassAndAreNoParameters() {
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork published = network(TestModels.architecture(), Mode.PUBLISHED_CODE, manager);
            assertThat(published.namedParameters()).doesNotContainKeys("read.position", "write.position");
            assertThat(network(TestModels.architecture(), Mode.DETERMINISTIC, manager)
                            .namedParameters())
                    .containsKeys("read.position", "write.position");
            NDArray batch = cubes(manager, 1);
            MemoryState first = published.emptyMemory(manager, 1);
            MemoryState second = new MemoryState(first.tokens(), 0, 1);
            float[] one = published.forward(batch, false, first).logits().toFloatArray();
            assertThat(published.forward(batch, false, second).logits().toFloatArray())
                    .isNotEqualTo(one);
            assertThat(published.forward(batch, false, first).logits().toFloatArray())
                    .containsExactly(one);
            LmttmNetwork without = network(TestModels.withoutPositions(), Mode.PUBLISHED_CODE, manager);
            assertThat(without.forward(batch, false, second).logits().toFloatArray())
                    .containsExactly(
                            without.forward(batch, false, first).logits().toFloatArray());
        }
    }

    @Test
    void thePatientsOfABatchAreMixed() {
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork published = network(TestModels.architecture(), Mode.PUBLISHED_CODE, manager);
            float[] one = row(published.forward(cubes(manager, 1, 2, 3), false), 0);
            float[] other = row(published.forward(cubes(manager, 1, 2, 4), false), 0);
            assertThat(Parity.relative(other, one)).isGreaterThan(1e-4);
            LmttmNetwork deterministic = network(TestModels.architecture(), Mode.DETERMINISTIC, manager);
            assertThat(row(deterministic.forward(cubes(manager, 1, 2, 4), false), 0))
                    .containsExactly(row(deterministic.forward(cubes(manager, 1, 2, 3), false), 0));
        }
    }

    @Test
    void aSmallerBatchUsesTheFirstRowsAndLeavesTheOthers() {
        try (NDManager manager = NativeEngine.newManager()) {
            Architecture a = TestModels.withoutPositions();
            LmttmNetwork published = network(a, Mode.PUBLISHED_CODE, manager);
            MemoryState full = published
                    .forward(cubes(manager, 1, 2, 3), false, published.emptyMemory(manager, ROWS))
                    .memory();
            assertThat(full.pointer()).isEqualTo(a.steps());
            LmttmNetwork.Continued single = published.forward(cubes(manager, 4), false, full);
            assertThat(single.memory().pointer()).isEqualTo(2 * a.steps());
            assertThat(single.memory().passes()).isEqualTo(2);
            assertThat(row(single.memory().tokens(), 0)).isNotEqualTo(row(full.tokens(), 0));
            assertThat(row(single.memory().tokens(), 1)).containsExactly(row(full.tokens(), 1));
            assertThat(row(single.memory().tokens(), 2)).containsExactly(row(full.tokens(), 2));
            MemoryState firstRow =
                    new MemoryState(full.tokens().split(new long[] {1}, 0).head(), full.pointer(), full.passes());
            assertThat(published
                            .forward(cubes(manager, 4), false, firstRow)
                            .logits()
                            .toFloatArray())
                    .containsExactly(single.logits().toFloatArray());
            assertThatThrownBy(() -> published.forward(cubes(manager, 1, 2, 3, 4), false, full))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the carried memory has 3 rows but the batch has 4 cases");
        }
    }

    @Test
    void aModelGoesOnFromCaseToCaseAndStartsAgainWithTheCheckpointsMemory() {
        try (InferenceModel model = InferenceModel.of(TestModels.publishedCheckpoint(ROWS))) {
            assertThat(model.batchSize()).isEqualTo(ROWS);
            float[] first = model.predict(TestModels.cube(1)).logits();
            float[] again = model.predict(TestModels.cube(1)).logits();
            assertThat(again).isNotEqualTo(first);
            model.restart();
            assertThat(model.predict(TestModels.cube(1)).logits()).containsExactly(first);
            assertThat(model.trace(TestModels.cube(1)).logits()).containsExactly(again);
            assertThat(model.info().mode().warning()).isPresent();
        }
    }

    @Test
    void casesThatComeTogetherAreComputedInBatchesOfTheMemory() {
        Checkpoint checkpoint = TestModels.publishedCheckpoint(ROWS);
        List<float[]> cases = List.of(
                TestModels.cube(1), TestModels.cube(2), TestModels.cube(3), TestModels.cube(4), TestModels.cube(5));
        try (InferenceModel model = InferenceModel.of(checkpoint);
                NDManager manager = NativeEngine.newManager()) {
            List<Prediction> predictions = model.predict(cases);
            LmttmNetwork network = checkpoint.network(manager);
            network.freezeParameters(true);
            Tensor memory = java.util.Objects.requireNonNull(checkpoint.memory());
            MemoryState start = MemoryState.start(manager.create(memory.floats(), new Shape(memory.shape())));
            LmttmNetwork.Continued first = network.forward(cubes(manager, 1, 2, 3), false, start);
            LmttmNetwork.Continued second = network.forward(cubes(manager, 4, 5), false, first.memory());
            for (int i = 0; i < 5; i++) {
                float[] expected = i < 3 ? row(first.logits(), i) : row(second.logits(), i - 3);
                assertThat(predictions.get(i).logits()).containsExactly(expected);
            }
            model.restart();
            List<Trace> traces = model.trace(cases);
            for (int i = 0; i < 5; i++) {
                assertThat(traces.get(i).logits())
                        .containsExactly(predictions.get(i).logits());
                assertThat(traces.get(i).mode()).isEqualTo(Mode.PUBLISHED_CODE);
                assertThat(traces.get(i).memory().getLast())
                        .containsExactly(row(
                                i < 3
                                        ? first.memory().tokens()
                                        : second.memory().tokens(),
                                i % 3));
            }
            assertThat(traces.getFirst().memory().getFirst()).containsExactly(row(start.tokens(), 0));
        }
    }

    @Test
    void theMemoryTravelsInTheCheckpointOfThisModeOnly(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("published.safetensors");
        Checkpoint checkpoint = TestModels.publishedCheckpoint(ROWS);
        checkpoint.write(file);
        Checkpoint read = Checkpoint.read(file);
        assertThat(read.info().mode()).isEqualTo(Mode.PUBLISHED_CODE);
        assertThat(read.weights()).usingRecursiveComparison().isEqualTo(checkpoint.weights());
        Map<String, Tensor> weights = new LinkedHashMap<>(checkpoint.weights());
        weights.remove("memory_tokens");
        refused(file, checkpoint.info(), weights, "parameter memory_tokens is missing");
        weights.put("memory_tokens", Tensor.of(new float[5], 1, 5));
        refused(file, checkpoint.info(), weights, "parameter memory_tokens is F32[1, 5], the architecture needs F32[1");
        weights.put("memory_tokens", Tensor.of(new float[0], 0, 16, 32));
        refused(file, checkpoint.info(), weights, "memory_tokens has no rows");
        Map<String, Tensor> carrying =
                new LinkedHashMap<>(TestModels.checkpoint().weights());
        carrying.put("memory_tokens", Tensor.of(new float[16 * 32], 1, 16, 32));
        refused(file, TestModels.checkpoint().info(), carrying, "memory_tokens does not belong");
        assertThatThrownBy(() -> Checkpoint.of(checkpoint.info(), checkpoint.network(NativeEngine.newManager())))
                .hasMessageContaining("needs the memory that it carries");
    }

    private static void refused(Path file, ModelInfo info, Map<String, Tensor> weights, String reason)
            throws IOException {
        new Checkpoint(info, weights).write(file);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("published.safetensors: ")
                .hasMessageContaining(reason);
    }

    @Test
    void positionsFollowFromTheSeedThatProvenanceStates() {
        Checkpoint plain = TestModels.publishedCheckpoint(ROWS);
        ModelInfo info = plain.info();
        float[][] logits = new float[3][];
        for (int i = 0; i < 3; i++) {
            Map<String, Object> provenance = Map.of("seed", i == 2 ? 8 : 7);
            ModelInfo seeded = new ModelInfo(
                    info.name(), info.architecture(), info.mode(), info.labels(), info.preprocessing(), provenance);
            try (InferenceModel model = InferenceModel.of(new Checkpoint(seeded, plain.weights()))) {
                logits[i] = model.predict(TestModels.cube(1)).logits();
            }
        }
        assertThat(logits[1]).containsExactly(logits[0]);
        assertThat(logits[2]).isNotEqualTo(logits[0]);
    }

    @Test
    void nativeArraysOfPastCasesAreGivenBack() {
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork published = network(TestModels.architecture(), Mode.PUBLISHED_CODE, manager);
            MemoryState carried = published.emptyMemory(manager, ROWS);
            int before = manager.getManagedArrays().size();
            for (int i = 0; i < 3; i++) {
                try (NDManager scope = manager.newSubManager()) {
                    LmttmNetwork.Continued continued = published.forward(cubes(scope, i, i + 1), false, carried);
                    carried.tokens().close();
                    continued.memory().tokens().attach(manager);
                    carried = continued.memory();
                }
            }
            assertThat(manager.getManagedArrays()).hasSize(before);
        }
    }
}
