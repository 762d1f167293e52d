package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small models and cases for tests. */
final class TestModels {
    private TestModels() {}

    /** Position embeddings, padding, dropout: everything that deterministic mode has. */
    static Architecture architecture() {
        return new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                Architecture.Extent.cube(10),
                new Architecture.Extent(3, 4, 3),
                Architecture.Border.PAD,
                32,
                16,
                4,
                3,
                4,
                2,
                true,
                0.2,
                2);
    }

    /** Without dropout and position embeddings, so that training and evaluation agree. */
    static Architecture withoutPositions() {
        return with(Variant.DEFAULT);
    }

    /** {@link #withoutPositions()} with a variant. */
    static Architecture with(Variant variant) {
        Architecture a = architecture();
        return new Architecture(
                a.family(),
                a.unit(),
                a.input(),
                a.patch(),
                a.border(),
                a.dim(),
                a.memoryTokens(),
                a.blocks(),
                a.readTokens(),
                a.heads(),
                a.layers(),
                false,
                0,
                a.classes(),
                variant);
    }

    static ModelInfo info(Architecture architecture) {
        return info(architecture, Mode.DETERMINISTIC);
    }

    static ModelInfo info(Architecture architecture, Mode mode) {
        return new ModelInfo(
                "small",
                architecture,
                mode,
                List.of("absent", "present"),
                Preprocessing.medMnist(architecture.input()),
                Map.of("epochs", 3));
    }

    static Checkpoint checkpoint() {
        Architecture architecture = architecture();
        try (NDManager manager = NativeEngine.newManager()) {
            return Checkpoint.of(info(architecture), LmttmNetwork.create(architecture, 5, manager));
        }
    }

    /** A published-code model whose memory, of so many rows, has seen a batch. */
    static Checkpoint publishedCheckpoint(int rows) {
        Architecture architecture = architecture();
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork network = LmttmNetwork.create(architecture, Mode.PUBLISHED_CODE, 5, manager);
            MemoryState zeros = network.emptyMemory(manager, rows);
            NDArray batch = manager.zeros(network.inputShape(rows));
            return Checkpoint.of(
                    info(architecture, Mode.PUBLISHED_CODE),
                    network,
                    network.forward(batch, false, zeros).memory());
        }
    }

    static float[] cube(long seed) {
        Random random = new Random(seed);
        float[] cube = new float[architecture().input().count()];
        for (int i = 0; i < cube.length; i++) {
            cube[i] = random.nextFloat();
        }
        return cube;
    }
}
