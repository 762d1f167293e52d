package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Intervention.Erase;
import org.lmttm.model.Intervention.Freeze;
import org.lmttm.model.Intervention.Noise;
import org.lmttm.model.Intervention.Skip;
import org.lmttm.model.Intervention.Start;
import org.lmttm.model.Intervention.Swap;

class InterventionTest {
    private static final Architecture ARCHITECTURE = TestModels.architecture();
    private static final int BLOCK = ARCHITECTURE.blockTokens() * ARCHITECTURE.dim();
    private static final float[] CUBE = TestModels.cube(1);
    private static InferenceModel model = InferenceModel.of(TestModels.checkpoint());
    private static Trace plain = model.trace(CUBE);

    @BeforeAll
    static void load() {
        model = InferenceModel.of(TestModels.checkpoint());
        plain = model.trace(CUBE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static float[] block(float[] memory, int block) {
        return Arrays.copyOfRange(memory, block * BLOCK, (block + 1) * BLOCK);
    }

    @Test
    void nothingChangedIsTheSameToTheBit() {
        Trace same = model.trace(CUBE, List.of());
        assertThat(same.logits()).containsExactly(plain.logits());
        assertThat(same.memory().getLast()).containsExactly(plain.memory().getLast());
        // block 2 is written at timestamp 1 for the first time: erased before, it is the zeros that it was
        assertThat(model.trace(CUBE, List.of(new Erase(2, 1))).logits()).containsExactly(plain.logits());
    }

    @Test
    void anErasedBlockIsReadAsZeros() {
        Trace changed = model.trace(CUBE, List.of(new Erase(1, 1)));
        assertThat(block(plain.memory().get(1), 1)).isNotEqualTo(new float[BLOCK]);
        assertThat(block(changed.memory().get(1), 1)).containsOnly(0);
        assertThat(changed.steps().getFirst().write())
                .containsExactly(plain.steps().getFirst().write());
        assertThat(changed.steps().get(1).write())
                .isNotEqualTo(plain.steps().get(1).write());
        assertThat(changed.logits()).isNotEqualTo(plain.logits());
        assertThat(model.trace(CUBE).logits()).containsExactly(plain.logits());
    }

    @Test
    void aFrozenBlockKeepsItsTokens() {
        Trace changed = model.trace(CUBE, List.of(new Freeze(2, 1)));
        for (float[] state : changed.memory()) {
            assertThat(block(state, 2)).containsOnly(0);
        }
        assertThat(changed.steps().get(1).write())
                .containsExactly(plain.steps().get(1).write());
        assertThat(changed.logits()).isNotEqualTo(plain.logits());
    }

    @Test
    void swappingTwiceIsNothing() {
        Trace changed = model.trace(CUBE, List.of(new Swap(1, 2, 2)));
        assertThat(block(changed.memory().get(2), 1))
                .containsExactly(block(plain.memory().get(2), 2));
        assertThat(block(changed.memory().get(2), 2))
                .containsExactly(block(plain.memory().get(2), 1));
        assertThat(changed.logits()).isNotEqualTo(plain.logits());
        assertThat(model.trace(CUBE, List.of(new Swap(1, 2, 2), new Swap(2, 1, 2)))
                        .logits())
                .containsExactly(plain.logits());
    }

    @Test
    void noiseIsTheSeeds() {
        for (MemoryNoise.Distribution distribution : MemoryNoise.Distribution.values()) {
            if (distribution == MemoryNoise.Distribution.NONE) {
                continue;
            }
            Trace first = model.trace(CUBE, List.of(new Noise(1, 2, distribution, 0.2, 7)));
            Trace again = model.trace(CUBE, List.of(new Noise(1, 2, distribution, 0.2, 7)));
            Trace other = model.trace(CUBE, List.of(new Noise(1, 2, distribution, 0.2, 8)));
            assertThat(again.logits()).as("%s", distribution).containsExactly(first.logits());
            assertThat(other.memory().get(2))
                    .as("%s", distribution)
                    .isNotEqualTo(first.memory().get(2));
            assertThat(block(first.memory().get(2), 2))
                    .containsExactly(block(plain.memory().get(2), 2));
        }
    }

    @Test
    void aSkippedTimestampDoesNotCount() {
        Trace changed = model.trace(CUBE, List.of(new Skip(0)));
        assertThat(changed.memory().get(1)).containsOnly(0);
        assertThat(changed.steps().getFirst().write()).containsOnly(0);
        assertThat(changed.steps().getFirst().probabilities()).containsOnly(Float.NaN);
        assertThat(changed.steps().getFirst().runningProbabilities()).containsOnly(Float.NaN);
        assertThat(changed.steps().get(1).runningProbabilities())
                .containsExactly(changed.steps().get(1).probabilities());
        Trace.Step last = model.trace(CUBE, List.of(new Skip(3))).steps().getLast();
        assertThat(last.probabilities()).containsOnly(Float.NaN);
        float[] before = plain.steps().get(2).runningProbabilities();
        for (int c = 0; c < before.length; c++) {
            assertThat(last.runningProbabilities()[c]).isCloseTo(before[c], offset(1e-6f));
        }
    }

    @Test
    void memoryOfAnotherCaseIsReadFromTheStart() {
        float[] other = model.trace(TestModels.cube(9)).memory().getLast();
        Trace changed = model.trace(CUBE, List.of(new Start(other)));
        assertThat(changed.memory().getFirst()).containsExactly(other);
        assertThat(changed.logits()).isNotEqualTo(plain.logits());
        assertThat(model.trace(CUBE, List.of(new Start(new float[other.length])))
                        .logits())
                .containsExactly(plain.logits());
    }

    /** Fast arithmetic keeps products of blocks between timestamps; edited blocks must not be met with old ones. */
    @Test
    void fastAndPlainArithmeticAgree() {
        float[] other = model.trace(TestModels.cube(9)).memory().getLast();
        List<List<Intervention>> all = List.of(
                List.of(new Erase(1, 2)),
                List.of(new Freeze(1, 0)),
                List.of(new Swap(0, 3, 3), new Erase(1, 1)),
                List.of(new Skip(1), new Skip(3)),
                List.of(new Start(other), new Swap(1, 2, 0)));
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork network = LmttmNetwork.create(ARCHITECTURE, 5, manager);
            NDArray batch = manager.create(CUBE, network.inputShape(1));
            for (List<Intervention> interventions : all) {
                Edits edits = Edits.of(interventions, ARCHITECTURE);
                network.compute(Arithmetic.FAST);
                float[] fast =
                        network.forwardTraced(batch, null, edits).logits().toFloatArray();
                network.compute(Arithmetic.PLAIN);
                float[] slow =
                        network.forwardTraced(batch, null, edits).logits().toFloatArray();
                for (int c = 0; c < fast.length; c++) {
                    assertThat(fast[c]).as("%s", interventions).isCloseTo(slow[c], offset(1e-5f));
                }
            }
        }
    }

    @Test
    void publishedCodeIsComparedWithTheLastCase() {
        try (InferenceModel published = InferenceModel.of(TestModels.publishedCheckpoint(1))) {
            Trace first = published.trace(CUBE);
            assertThat(published.trace(CUBE, List.of()).logits()).containsExactly(first.logits());
            Trace second = published.trace(CUBE);
            assertThat(second.logits()).isNotEqualTo(first.logits());
            assertThat(published.trace(CUBE, List.of(new Erase(1, 1))).logits()).isNotEqualTo(second.logits());
            assertThat(published.trace(CUBE, List.of()).logits()).containsExactly(second.logits());
        }
    }

    @Test
    void whatTheModelDoesNotHaveIsSaid() {
        assertThatThrownBy(() -> model.trace(CUBE, List.of(new Erase(4, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("block 4: the model has blocks 0 to 3");
        assertThatThrownBy(() -> model.trace(CUBE, List.of(new Skip(9))))
                .hasMessage("timestamp 9: the model has timestamps 0 to 3");
        assertThatThrownBy(() -> model.trace(CUBE, List.of(new Skip(0), new Skip(1), new Skip(2), new Skip(3))))
                .hasMessageContaining("every timestamp is skipped");
        assertThatThrownBy(() -> model.trace(CUBE, List.of(new Start(new float[3]))))
                .hasMessageContaining("memory of 3 numbers");
    }

    @Test
    void dropoutIsTheSeedsAndLeavesThePredictionAlone() {
        List<Prediction> drawn = model.predictDropping(CUBE, new long[] {1, 2, 1});
        assertThat(drawn.get(0).logits()).containsExactly(drawn.get(2).logits());
        assertThat(drawn.get(0).logits()).isNotEqualTo(drawn.get(1).logits());
        assertThat(model.predict(CUBE).logits()).containsExactly(plain.logits());
    }
}
