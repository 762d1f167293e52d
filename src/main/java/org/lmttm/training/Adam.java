package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Objects;
import org.lmttm.model.Tensor;

/**
 * Adam and AdamW as PyTorch computes them, over the engine's own fused update: Adam (Kingma and Ba, 2015) adds the
 * weight decay to the gradient as L2, AdamW (Loshchilov and Hutter, 2019) takes learning rate · decay off the weight.
 */
final class Adam implements Optimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final String FIRST = "adam.first.";
    private static final String SECOND = "adam.second.";

    private final double weightDecay;
    private final boolean decoupled;
    private final Map<String, NDArray> weights;
    private final Map<String, NDArray> first;
    private final Map<String, NDArray> second;
    private long steps;

    /** Begins with both moments zero; see {@link Optimizer#of}. */
    Adam(Optimization options, NDManager manager, Map<String, NDArray> weights) {
        this.weightDecay = options.weightDecay();
        this.decoupled = options.optimizer() == Optimization.Rule.ADAMW;
        this.weights = weights;
        first = Optimizer.zeros(manager, weights);
        second = Optimizer.zeros(manager, weights);
    }

    @Override
    public void step(Map<String, NDArray> gradients, double learningRate) {
        steps++;
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
                            decoupled);
        });
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = Arrays32.out(first, FIRST);
        state.putAll(Arrays32.out(second, SECOND));
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> state, long steps) {
        Arrays32.in(first, state, FIRST);
        Arrays32.in(second, state, SECOND);
        this.steps = steps;
    }
}
