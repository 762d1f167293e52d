package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmttm.model.NativeEngine;
import org.lmttm.training.Optimization.Rule;

/** Each rule against its formula in double precision, on the loss Σ c·(w − a)² whose gradient is 2·c·(w − a). */
class OptimizerTest {
    private static final float[] START = {1f, -2f, 0.5f};
    private static final float[] TARGET = {1.2f, 0.3f, -1f};
    private static final float[] CURVATURE = {1f, 0.1f, 3f};
    private static final double RATE = 0.01;

    private static Optimization options(Rule rule, double momentum, boolean nesterov, double decay, double clip) {
        return new Optimization(
                rule, RATE, momentum, nesterov, decay, Optimization.Schedule.CONSTANT, 0, 1, 1, clip, 1);
    }

    static Stream<Optimization> rules() {
        return Stream.of(
                options(Rule.ADAM, 0, false, 0, 0),
                options(Rule.ADAM, 0, false, 0.3, 0),
                options(Rule.ADAM, 0, false, 0.1, 0.5),
                options(Rule.ADAMW, 0, false, 0.3, 0),
                options(Rule.ADAMW, 0, false, 0.3, 0.5),
                options(Rule.SGD, 0, false, 0, 0),
                options(Rule.SGD, 0.9, false, 0.3, 0),
                options(Rule.SGD, 0.8, true, 0.1, 0.5));
    }

    /** The rate falls on the way, as under a schedule. */
    private static double rate(int step) {
        return RATE / (1 + 0.1 * step);
    }

    private static void steps(NDManager manager, NDArray weight, Optimizer optimizer, int from, int to, double clip) {
        for (int i = from; i < to; i++) {
            try (NDManager scratch = manager.newSubManager()) {
                NDArray curvature = scratch.create(CURVATURE);
                NDArray target = scratch.create(TARGET);
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    NDArray distance = weight.sub(target);
                    collector.backward(curvature.mul(distance).mul(distance).sum());
                }
                JniUtils.setGradMode(false);
                Map<String, NDArray> gradients = Gradients.of(Map.of("w", weight), scratch);
                if (clip > 0) {
                    Gradients.clip(gradients, clip);
                }
                optimizer.step(gradients, rate(i));
            }
        }
    }

    private static NDArray weight(NDManager manager, float[] values) {
        NDArray weight = manager.create(values, new Shape(3));
        weight.setRequiresGradient(true);
        return weight;
    }

    private static double[] expected(Optimization options, int count) {
        double[] w = {1, -2, 0.5};
        double[] m = new double[3];
        double[] v = new double[3];
        for (int t = 1; t <= count; t++) {
            double norm = 0;
            double[] g = new double[3];
            for (int i = 0; i < 3; i++) {
                g[i] = 2.0 * CURVATURE[i] * (w[i] - TARGET[i]);
                norm += g[i] * g[i];
            }
            double clip = options.gradientClip();
            double scale = clip > 0 ? Math.min(1, clip / (Math.sqrt(norm) + 1e-6)) : 1;
            double rate = rate(t - 1);
            for (int i = 0; i < 3; i++) {
                double decay = options.weightDecay() * w[i];
                double gradient = g[i] * scale + (options.optimizer() == Rule.ADAMW ? 0 : decay);
                if (options.optimizer() == Rule.SGD) {
                    m[i] = options.momentum() * m[i] + gradient;
                    w[i] -= rate * (options.nesterov() ? gradient + options.momentum() * m[i] : m[i]);
                    continue;
                }
                w[i] -= options.optimizer() == Rule.ADAMW ? rate * decay : 0;
                m[i] = 0.9 * m[i] + 0.1 * gradient;
                v[i] = 0.999 * v[i] + 0.001 * gradient * gradient;
                double corrected = Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8;
                w[i] -= rate * m[i] / (1 - Math.pow(0.9, t)) / corrected;
            }
        }
        return w;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void fiftyStepsFollowTheFormula(Optimization options) {
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray weight = weight(manager, START);
            steps(manager, weight, Optimizer.of(options, manager, Map.of("w", weight)), 0, 50, options.gradientClip());
            float[] result = weight.toFloatArray();
            double[] expected = expected(options, 50);
            for (int i = 0; i < 3; i++) {
                assertThat((double) result[i]).as("weight %d", i).isEqualTo(expected[i], within(3e-5));
            }
        }
    }

    @Test
    void theRulesDifferOnThisProblem() {
        assertThat(rules().map(options -> expected(options, 50)[1]).map(w -> Math.round(w * 1e4)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void stateTakenOutAndPutBackGoesOnBitForBit(Optimization options) {
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray weight = weight(manager, START);
            Optimizer optimizer = Optimizer.of(options, manager, Map.of("w", weight));
            steps(manager, weight, optimizer, 0, 7, options.gradientClip());
            NDArray copy = weight(manager, weight.toFloatArray());
            Optimizer resumed = Optimizer.of(options, manager, Map.of("w", copy));
            resumed.restore(optimizer.state(), 7);

            steps(manager, weight, optimizer, 7, 12, options.gradientClip());
            steps(manager, copy, resumed, 7, 12, options.gradientClip());

            assertThat(copy.toFloatArray()).isEqualTo(weight.toFloatArray());
        }
    }
}
