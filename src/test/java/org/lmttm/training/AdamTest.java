package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lmttm.model.NativeEngine;

/** Adam against its formula in double precision, on the loss Σ c·(w − a)² whose gradient is 2·c·(w − a). */
class AdamTest {
    private static final float[] START = {1f, -2f, 0.5f};
    private static final float[] TARGET = {1.2f, 0.3f, -1f};
    private static final float[] CURVATURE = {1f, 0.1f, 3f};

    private static void steps(NDManager manager, NDArray weight, Adam adam, int count, double decay, double clip) {
        for (int i = 0; i < count; i++) {
            try (NDManager scratch = manager.newSubManager()) {
                NDArray curvature = scratch.create(CURVATURE);
                NDArray target = scratch.create(TARGET);
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    NDArray distance = weight.sub(target);
                    collector.backward(curvature.mul(distance).mul(distance).sum());
                }
                adam.step(scratch, 0.01, decay, clip);
            }
        }
    }

    private static NDArray weight(NDManager manager) {
        NDArray weight = manager.create(START, new Shape(3));
        weight.setRequiresGradient(true);
        return weight;
    }

    private static double[] expected(int count, double decay, double clip) {
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
            double scale = clip > 0 ? Math.min(1, clip / (Math.sqrt(norm) + 1e-6)) : 1;
            for (int i = 0; i < 3; i++) {
                double gradient = g[i] * scale + decay * w[i];
                m[i] = 0.9 * m[i] + 0.1 * gradient;
                v[i] = 0.999 * v[i] + 0.001 * gradient * gradient;
                double corrected = Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8;
                w[i] -= 0.01 * m[i] / (1 - Math.pow(0.9, t)) / corrected;
            }
        }
        return w;
    }

    private static void check(double decay, double clip) {
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray weight = weight(manager);
            steps(manager, weight, new Adam(manager, Map.of("w", weight)), 50, decay, clip);
            float[] result = weight.toFloatArray();
            double[] expected = expected(50, decay, clip);
            for (int i = 0; i < 3; i++) {
                assertThat((double) result[i]).as("weight %d", i).isEqualTo(expected[i], within(3e-5));
            }
        }
    }

    @Test
    void fiftyStepsFollowTheFormula() {
        check(0, 0);
    }

    @Test
    void weightDecayIsAddedToTheGradient() {
        check(0.3, 0);
        assertThat(expected(50, 0.3, 0)[0]).isNotCloseTo(expected(50, 0, 0)[0], within(1e-2));
    }

    @Test
    void clippingScalesByTheGlobalNorm() {
        check(0.1, 0.5);
    }

    @Test
    void stateTakenOutAndPutBackGoesOnBitForBit() {
        try (NDManager manager = NativeEngine.newManager()) {
            NDArray weight = weight(manager);
            Adam adam = new Adam(manager, Map.of("w", weight));
            steps(manager, weight, adam, 7, 0.1, 1);
            NDArray copy = manager.create(weight.toFloatArray());
            copy.setRequiresGradient(true);
            Adam resumed = new Adam(manager, Map.of("w", copy));
            resumed.restore(adam.state(), adam.steps());

            steps(manager, weight, adam, 5, 0.1, 1);
            steps(manager, copy, resumed, 5, 0.1, 1);

            assertThat(copy.toFloatArray()).isEqualTo(weight.toFloatArray());
        }
    }
}
