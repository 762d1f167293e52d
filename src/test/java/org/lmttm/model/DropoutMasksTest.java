package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DropoutMasksTest {
    private static final int SIZE = 200_003; // no multiple of four

    private static float[] mask(DropoutMasks masks, NDManager manager, double rate) {
        return masks.next(manager, new Shape(SIZE), rate).toFloatArray();
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    }

    @Test
    void dropsAtTheRateAndKeepsTheMean() {
        try (NDManager manager = NativeEngine.newManager()) {
            for (double rate : new double[] {0.05, 0.2, 0.5, 0.9}) {
                float[] mask = mask(new DropoutMasks(5), manager, rate);
                long zeros = IntStream.range(0, SIZE).filter(i -> mask[i] == 0).count();
                double deviation = Math.sqrt(rate * (1 - rate) / SIZE);
                assertThat(zeros / (double) SIZE).isCloseTo(rate, within(5 * deviation));
                assertThat(mean(mask)).isCloseTo(1, within(5 * deviation / (1 - rate)));
                for (float value : mask) {
                    assertThat(value == 0 || Math.abs(value * (1 - rate) - 1) < 1e-3)
                            .isTrue();
                }
            }
        }
    }

    /** Neither neighbours, which share a draw, nor masks that follow each other have anything in common. */
    @Test
    void decisionsAreIndependent() {
        try (NDManager manager = NativeEngine.newManager()) {
            DropoutMasks masks = new DropoutMasks(5);
            float[] first = mask(masks, manager, 0.5);
            float[] second = mask(masks, manager, 0.5);
            for (int shift : new int[] {1, 2, 3, 4, 8, 64, 448}) {
                long same = IntStream.range(shift, SIZE)
                        .filter(i -> first[i] == first[i - shift])
                        .count();
                assertThat(same / (double) (SIZE - shift)).as("shift " + shift).isCloseTo(0.5, within(0.006));
            }
            long same =
                    IntStream.range(0, SIZE).filter(i -> first[i] == second[i]).count();
            assertThat(same / (double) SIZE).isCloseTo(0.5, within(0.006));
        }
    }

    @Test
    void theEnginesSeedDecides() {
        try (NDManager manager = NativeEngine.newManager()) {
            float[][] masks = new float[3][];
            for (int i = 0; i < masks.length; i++) {
                LmttmNetwork.seedDropout(manager, 3407, i == 2 ? 8 : 7);
                masks[i] = mask(DropoutMasks.fromEngine(manager), manager, 0.2);
            }
            assertThat(masks[1]).isEqualTo(masks[0]);
            assertThat(masks[2]).isNotEqualTo(masks[0]);
        }
    }
}
