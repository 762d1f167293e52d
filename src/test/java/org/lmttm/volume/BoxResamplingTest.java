package org.lmttm.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxResamplingTest {
    private static float[] noise(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int v = 0; v < count; v++) {
            values[v] = random.nextFloat();
        }
        return values;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The definition, in one dimension and in tiny steps: the mean of a step function over an interval. */
    private static double covered(float[] values, double from, double to) {
        double sum = 0;
        for (int x = 0; x < values.length; x++) {
            sum += values[x] * Math.max(0, Math.min(to, x + 1) - Math.max(from, x));
        }
        return sum / (to - from);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 12})
    void aCoarserAxisIsTheMeanOfWhatEachVoxelCovers(int to) {
        float[] values = noise(12);
        float[] coarse = BoxResampling.of(values, new int[] {1, 1, 12}, new int[] {1, 1, to});
        for (int c = 0; c < to; c++) {
            assertThat((double) coarse[c]).isCloseTo(covered(values, c * 12.0 / to, (c + 1) * 12.0 / to), within(1e-6));
        }
        assertThat(mean(coarse)).isCloseTo(mean(values), within(1e-6));
    }

    @Test
    void theSameSizeGivesTheSameBitsAndAxesDoNotMix() {
        float[] values = noise(60);
        int[] shape = {3, 4, 5};
        assertThat(BoxResampling.of(values, shape, shape)).isEqualTo(values);
        float[] steps = new float[60];
        for (int v = 0; v < 60; v++) {
            steps[v] = 100 * (v / 20) + 10 * (v / 5 % 4);
        }
        float[] half = BoxResampling.of(steps, shape, new int[] {3, 2, 1});
        assertThat(half).containsExactly(5, 25, 105, 125, 205, 225);
    }

    @Test
    void aFinerAxisIsLinearBetweenCentresAndGoesOnAtTheBorder() {
        float[] fine = BoxResampling.of(new float[] {0, 4, 8}, new int[] {1, 1, 3}, new int[] {1, 1, 6});
        assertThat(fine).containsExactly(0, 1, 3, 5, 7, 8);
        assertThat(BoxResampling.of(new float[] {7}, new int[] {1, 1, 1}, new int[] {2, 1, 2}))
                .containsExactly(7, 7, 7, 7);
    }

    @Test
    void whatIsNotFiniteCountsForNothing() {
        float nan = Float.NaN;
        float[] coarse = BoxResampling.of(
                new float[] {1, nan, Float.POSITIVE_INFINITY, 3, nan, nan}, new int[] {1, 1, 6}, new int[] {1, 1, 3});
        assertThat(coarse).containsExactly(1, 3, nan);
        assertThatThrownBy(() -> new BoxResampling(new int[] {0, 1, 1}, new int[] {1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
