package org.lmttm.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryNoiseTest {
    private static final int DRAWS = 400_000;

    private static Architecture noisy(MemoryNoise.Distribution distribution, double rate, MemoryNoise.At at) {
        return TestModels.with(new Variant(
                Variant.Stem.PATCH,
                Variant.Access.TOKEN_SUMMARIZATION,
                true,
                Variant.InitialMemory.ZERO,
                new MemoryNoise(distribution, rate, at)));
    }

    /** Mean, variance and skewness of each distribution, all times the rate's power. */
    @ParameterizedTest
    @CsvSource({
        "UNIFORM, 0, 0.08333, 0, -0.5, 0.5",
        "LAPLACE, 10, 200, 0, -1000, 1000",
        "NORMAL, 0, 1, 0, -10, 10",
        "EXPONENTIAL, 1, 1, 2, 0, 20",
        "GAMMA, 4, 8, 1.4142, 0, 100",
        "POISSON, 2, 2, 0.70711, 0, 30"
    })
    void distributionsHaveTheirMoments(
            MemoryNoise.Distribution distribution,
            double mean,
            double variance,
            double skewness,
            double least,
            double most) {
        double rate = 0.2;
        try (NDManager manager = NativeEngine.newManager()) {
            LmttmNetwork.seedDropout(manager, 3407, 1);
            float[] values = new MemoryNoise(distribution, rate, MemoryNoise.At.INITIAL)
                    .draw(manager, new Shape(DRAWS))
                    .toFloatArray();
            double[] moments = moments(values);
            double deviation = Math.sqrt(variance) * rate;
            assertThat(moments[0]).isCloseTo(mean * rate, within(0.01 * deviation));
            assertThat(moments[1]).isCloseTo(variance * rate * rate, within(0.03 * variance * rate * rate));
            assertThat(moments[2]).isCloseTo(skewness, within(0.08));
            for (float value : values) {
                assertThat((double) value).isBetween(least * rate - 1e-6, most * rate);
                if (distribution == MemoryNoise.Distribution.POISSON) {
                    assertThat(value / rate).isCloseTo(Math.rint(value / rate), within(1e-4));
                }
            }
        }
    }

    private static double[] moments(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double second = 0;
        double third = 0;
        for (float value : values) {
            second += Math.pow(value - mean, 2);
            third += Math.pow(value - mean, 3);
        }
        double variance = second / values.length;
        return new double[] {mean, variance, third / values.length / Math.pow(variance, 1.5)};
    }

    @ParameterizedTest
    @EnumSource(MemoryNoise.At.class)
    void actsInTrainingOnlyAndRepeatsWithSeedAndStep(MemoryNoise.At at) {
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray batch = manager.create(TestModels.cube(1), new Shape(1, 1, 10, 10, 10));
            float[] clean = logits(noisy(MemoryNoise.Distribution.NONE, 0, at), batch, true, 1);
            Architecture noisy = noisy(MemoryNoise.Distribution.NORMAL, 0.5, at);
            assertThat(logits(noisy, batch, false, 1)).containsExactly(clean);
            float[] disturbed = logits(noisy, batch, true, 1);
            assertThat(Parity.relative(disturbed, clean)).isGreaterThan(1e-4);
            assertThat(logits(noisy, batch, true, 1)).containsExactly(disturbed);
            assertThat(logits(noisy, batch, true, 2)).isNotEqualTo(disturbed);
            float[] unused = logits(noisy(MemoryNoise.Distribution.NORMAL, 0, at), batch, true, 1);
            assertThat(unused).containsExactly(clean);
        }
    }

    @Test
    void bothPlacesAreTheirOwn() {
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray batch = manager.create(TestModels.cube(1), new Shape(1, 1, 10, 10, 10));
            assertThat(logits(noisy(MemoryNoise.Distribution.UNIFORM, 1, MemoryNoise.At.EVERY_WRITE), batch, true, 1))
                    .isNotEqualTo(
                            logits(noisy(MemoryNoise.Distribution.UNIFORM, 1, MemoryNoise.At.INITIAL), batch, true, 1));
        }
    }

    private static float[] logits(Architecture architecture, NDArray batch, boolean training, long step) {
        LmttmNetwork network = LmttmNetwork.create(architecture, 5, batch.getManager());
        LmttmNetwork.seedDropout(batch.getManager(), 3407, step);
        return network.forward(batch, training).toFloatArray();
    }

    @Test
    void publishedCodeAddsItToTheMemoryThatABatchLeaves() {
        Architecture noisy = noisy(MemoryNoise.Distribution.LAPLACE, 0.2, MemoryNoise.At.INITIAL);
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray batch = manager.create(TestModels.cube(1), new Shape(1, 1, 10, 10, 10));
            LmttmNetwork network = LmttmNetwork.create(noisy, Mode.PUBLISHED_CODE, 5, manager);
            MemoryState zeros = network.emptyMemory(manager, 2);
            LmttmNetwork.Continued clean = network.forward(batch, false, zeros);
            LmttmNetwork.seedDropout(manager, 3407, 1);
            LmttmNetwork.Continued disturbed = network.forward(batch, true, zeros);
            assertThat(disturbed.logits().toFloatArray())
                    .containsExactly(clean.logits().toFloatArray());
            float[] left = disturbed.memory().tokens().toFloatArray();
            float[] before = clean.memory().tokens().toFloatArray();
            float[] added = new float[left.length / 2];
            for (int i = 0; i < added.length; i++) {
                added[i] = left[i] - before[i];
            }
            double[] moments = moments(added); // 512 draws of 0.2 · Laplace(10, 10)
            assertThat(moments[0]).isCloseTo(2, within(0.5));
            assertThat(Math.sqrt(moments[1])).isCloseTo(0.2 * Math.sqrt(200), within(0.6));
            for (int i = added.length; i < left.length; i++) {
                assertThat(left[i]).isZero(); // the row that no case used
            }
            assertThat(disturbed.memory().tokens().hasGradient()).isFalse();
        }
    }

    /** The slope along random directions, with the noise held fixed, is what back-propagation says. */
    @ParameterizedTest
    @EnumSource(MemoryNoise.At.class)
    void gradientsFlowThroughNoisyMemory(MemoryNoise.At at) {
        Architecture noisy = noisy(MemoryNoise.Distribution.EXPONENTIAL, 0.5, at);
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray batch = manager.create(TestModels.cube(1), new Shape(1, 1, 10, 10, 10));
            LmttmNetwork network = LmttmNetwork.create(noisy, 5, manager);
            Map<String, Parameter> parameters = network.namedParameters();
            parameters.values().forEach(p -> p.getArray().setRequiresGradient(true));
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                collector.backward(score(network, batch));
            }
            for (String name : new String[] {
                "tokenTuringMachineUnit.tokenLearner1.feat_conv.weight",
                "tokenTuringMachineUnit.tokenLearner2.feat_conv.weight",
                "pre1.conv.weight"
            }) {
                NDArray weight = requireNonNull(parameters.get(name)).getArray();
                assertThat(slope(network, batch, weight))
                        .as(name)
                        .isCloseTo(along(weight.getGradient().toFloatArray()), within(0.02 * norm(weight)));
            }
        }
    }

    private static NDArray score(LmttmNetwork network, NDArray batch) {
        LmttmNetwork.seedDropout(batch.getManager(), 3407, 9);
        NDArray logits = network.forward(batch, true);
        return logits.get(":, 1").sub(logits.get(":, 0")).sum();
    }

    private static double norm(NDArray weight) {
        double sum = 0;
        for (float g : weight.getGradient().toFloatArray()) {
            sum += (double) g * g;
        }
        return Math.sqrt(sum);
    }

    private static float[] direction(int size) {
        Random random = new Random(11);
        float[] direction = new float[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            direction[i] = (float) random.nextGaussian();
            sum += (double) direction[i] * direction[i];
        }
        for (int i = 0; i < size; i++) {
            direction[i] /= (float) Math.sqrt(sum);
        }
        return direction;
    }

    private static double along(float[] gradient) {
        float[] direction = direction(gradient.length);
        double sum = 0;
        for (int i = 0; i < gradient.length; i++) {
            sum += (double) gradient[i] * direction[i];
        }
        return sum;
    }

    private static double slope(LmttmNetwork network, NDArray batch, NDArray weight) {
        float step = 0.05f;
        double[] scores = new double[2];
        float[] kept = weight.toFloatArray();
        float[] direction = direction(kept.length);
        for (int side = 0; side < 2; side++) {
            float[] moved = kept.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (side == 0 ? step : -step) * direction[i];
            }
            weight.set(moved);
            scores[side] = score(network, batch).getFloat();
        }
        weight.set(kept);
        return (scores[0] - scores[1]) / (2 * step);
    }

    @Test
    void learnedInitialMemoryHasNoPlaceInPublishedCode() {
        Architecture learned = TestModels.with(new Variant(
                Variant.Stem.PATCH,
                Variant.Access.TOKEN_SUMMARIZATION,
                true,
                Variant.InitialMemory.LEARNED,
                MemoryNoise.NONE));
        try (NDManager manager = NativeEngine.newManager()) {
            assertThatThrownBy(() -> LmttmNetwork.create(learned, Mode.PUBLISHED_CODE, 1, manager))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("variant.initial_memory");
        }
    }
}
