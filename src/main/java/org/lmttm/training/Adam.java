package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.lmttm.model.Tensor;

/**
 * Adam as PyTorch computes it (Kingma and Ba, 2015, with weight decay as L2 added to the gradient), over the engine's
 * own fused update. Its whole state, two moments a weight and the number of steps, can be taken out and put back bit
 * for bit, which the engine's optimizer class does not offer.
 */
final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final String FIRST = "adam.first.";
    private static final String SECOND = "adam.second.";

    private final Map<String, NDArray> weights;
    private final Map<String, NDArray> first = new LinkedHashMap<>();
    private final Map<String, NDArray> second = new LinkedHashMap<>();
    private long steps;

    /**
     * Begins with both moments zero.
     *
     * @param manager owns the moments
     * @param weights float32 arrays that require gradients, by name
     */
    Adam(NDManager manager, Map<String, NDArray> weights) {
        this.weights = weights;
        weights.forEach((name, weight) -> {
            first.put(name, manager.zeros(weight.getShape(), DataType.FLOAT32));
            second.put(name, manager.zeros(weight.getShape(), DataType.FLOAT32));
        });
    }

    /**
     * One step along the gradients that the last backward pass left; sets them to zero.
     *
     * @param scratch owns what is made on the way
     * @param clip largest global norm of the gradient; 0: not clipped
     */
    void step(NDManager scratch, double learningRate, double weightDecay, double clip) {
        steps++;
        Map<String, NDArray> gradients = gradients(scratch);
        if (clip > 0) {
            clip(gradients, clip);
        }
        double firstCorrection = 1 - Math.pow(BETA1, (double) steps);
        double secondCorrection = Math.sqrt(1 - Math.pow(BETA2, (double) steps));
        gradients.forEach((name, gradient) -> {
            NDArray weight = Objects.requireNonNull(weights.get(name));
            NDList inputs = new NDList(weight, gradient, first.get(name), second.get(name));
            // The engine folds the bias corrections into the rate; epsilon is scaled so that PyTorch's formula results.
            weight.getNDArrayInternal()
                    .adamUpdate(
                            inputs,
                            new NDList(weight),
                            (float) learningRate,
                            (float) (learningRate * secondCorrection / firstCorrection),
                            (float) weightDecay,
                            1f,
                            -1f,
                            (float) BETA1,
                            (float) BETA2,
                            (float) (EPSILON * secondCorrection),
                            false,
                            false);
        });
    }

    /** Weights that the loss does not reach have no gradient and stay as they are. */
    private Map<String, NDArray> gradients(NDManager scratch) {
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            if (weight.hasGradient()) {
                NDArray gradient = weight.getGradient();
                gradient.attach(scratch);
                gradients.put(name, gradient);
            }
        });
        return gradients;
    }

    /** Scales by min(1, clip / norm) on the device: no number travels to the host. */
    private static void clip(Map<String, NDArray> gradients, double clip) {
        NDArray sum = null;
        for (NDArray gradient : gradients.values()) {
            NDArray squares = gradient.square().sum();
            sum = sum == null ? squares : sum.add(squares);
        }
        if (sum == null) {
            return;
        }
        NDArray scale = sum.sqrt().add(1e-6f).pow(-1).mul((float) clip).minimum(1f);
        gradients.values().forEach(gradient -> gradient.muli(scale));
    }

    /** Steps done. */
    long steps() {
        return steps;
    }

    /** Both moments by name, of the weights' shapes. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        first.forEach((name, array) -> state.put(FIRST + name, tensor(array)));
        second.forEach((name, array) -> state.put(SECOND + name, tensor(array)));
        return state;
    }

    /**
     * Puts back what {@link #state()} gave.
     *
     * @throws IllegalArgumentException if a moment is missing or has another shape
     */
    void restore(Map<String, Tensor> state, long steps) {
        first.forEach((name, array) -> fill(array, state, FIRST + name));
        second.forEach((name, array) -> fill(array, state, SECOND + name));
        this.steps = steps;
    }

    /** A float32 array in plain memory. */
    static Tensor tensor(NDArray array) {
        return Tensor.of(array.toFloatArray(), array.getShape().getShape());
    }

    /** Overwrites an array with the state's values of that name. */
    static void fill(NDArray array, Map<String, Tensor> state, String name) {
        Tensor stored = state.get(name);
        if (stored == null || !Arrays.equals(stored.shape(), array.getShape().getShape())) {
            throw new IllegalArgumentException("it does not fit the network: " + name
                    + (stored == null ? " is missing" : " has shape " + Arrays.toString(stored.shape())));
        }
        array.set(stored.floats());
    }
}
