package org.lmttm.model;

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

    static ModelInfo info(Architecture architecture) {
        return new ModelInfo(
                "small",
                architecture,
                Mode.DETERMINISTIC,
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

    static float[] cube(long seed) {
        Random random = new Random(seed);
        float[] cube = new float[architecture().input().count()];
        for (int i = 0; i < cube.length; i++) {
            cube[i] = random.nextFloat();
        }
        return cube;
    }
}
