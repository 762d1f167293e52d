package org.lmttm.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** The engine's gradients against central differences of a definition in double precision. */
final class Differences {
    private static final double STEP = 1e-7;

    private Differences() {}

    /** All values in double precision, by name. */
    static Map<String, double[]> doubles(Map<String, Parameter> parameters) {
        Map<String, double[]> values = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> values.put(name, doubles(parameter.getArray())));
        return values;
    }

    static double[] doubles(NDArray array) {
        return doubles(array.toFloatArray());
    }

    static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    /** ‖a − b‖₂ / ‖b‖₂. */
    static double relative(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            norm += b[i] * b[i];
        }
        return Math.sqrt(difference / norm);
    }

    static float[] random(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Moves every parameter away from its starting value, so that no zero or one hides a mistake. */
    static void shake(Map<String, Parameter> parameters) {
        parameters.forEach((name, parameter) -> {
            float[] values = parameter.getArray().toFloatArray();
            float[] noise = random(name.hashCode(), values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("running_var") ? 1 + 0.5f * Math.abs(noise[i]) : values[i] + 0.1f * noise[i];
            }
            parameter.getArray().set(values);
        });
    }

    /**
     * Along a random direction in each parameter's space, the gradient must predict how the loss changes.
     *
     * @param loss the definition, of the values that {@code state} holds
     * @param tolerance largest error as a part of what a random direction typically sees of the gradient
     */
    static void check(
            Map<String, Parameter> parameters,
            Map<String, double[]> state,
            ToDoubleFunction<Map<String, double[]>> loss,
            double tolerance) {
        parameters.forEach((name, parameter) -> {
            float[] gradient = parameter.getArray().getGradient().toFloatArray();
            double[] values = requireNonNull(state.get(name));
            float[] direction = random(31L * name.hashCode() + 7, values.length);
            double predicted = 0;
            double square = 0;
            for (int i = 0; i < values.length; i++) {
                predicted += (double) gradient[i] * direction[i];
                square += (double) gradient[i] * gradient[i];
            }
            double found = (moved(state, name, direction, STEP, loss) - moved(state, name, direction, -STEP, loss))
                    / (2 * STEP);
            assertThat(Math.abs(found - predicted))
                    .as("%s: gradient says %s, the definition %s", name, predicted, found)
                    .isLessThanOrEqualTo(tolerance * (Math.sqrt(square) + 0.01));
        });
    }

    private static double moved(
            Map<String, double[]> state,
            String name,
            float[] direction,
            double step,
            ToDoubleFunction<Map<String, double[]>> loss) {
        Map<String, double[]> other = new LinkedHashMap<>(state);
        double[] values = requireNonNull(state.get(name)).clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += step * direction[i];
        }
        other.put(name, values);
        return loss.applyAsDouble(other);
    }
}
