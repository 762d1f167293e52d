package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Objects;
import org.lmttm.model.Tensor;

/**
 * Stochastic gradient descent as PyTorch computes it: g ← gradient + decay · w; v ← momentum · v + g; w ← w − rate · v,
 * or with Nesterov's look ahead w ← w − rate · (g + momentum · v).
 */
final class Sgd implements Optimizer {
    private static final String VELOCITY = "sgd.velocity.";

    private final float weightDecay;
    private final float momentum;
    private final boolean nesterov;
    private final Map<String, NDArray> weights;
    private final Map<String, NDArray> velocity;

    /** Begins at rest; see {@link Optimizer#of}. */
    Sgd(Optimization options, NDManager manager, Map<String, NDArray> weights) {
        this.weightDecay = (float) options.weightDecay();
        this.momentum = (float) options.momentum();
        this.nesterov = options.nesterov();
        this.weights = weights;
        velocity = momentum == 0 ? Map.of() : Optimizer.zeros(manager, weights);
    }

    /** Changes the gradients. */
    @Override
    public void step(Map<String, NDArray> gradients, double learningRate) {
        gradients.forEach((name, gradient) -> {
            NDArray weight = Objects.requireNonNull(weights.get(name));
            if (weightDecay > 0) {
                try (NDArray pull = weight.mul(weightDecay)) {
                    gradient.addi(pull);
                }
            }
            NDArray direction = momentum == 0 ? gradient : direction(name, gradient);
            // The engine's own momentum keeps the rate inside the velocity, which differs once the rate changes.
            weight.getNDArrayInternal()
                    .sgdUpdate(
                            new NDList(weight, direction),
                            new NDList(weight),
                            (float) learningRate,
                            0f,
                            1f,
                            -1f,
                            0f,
                            false);
        });
    }

    private NDArray direction(String name, NDArray gradient) {
        NDArray v = Objects.requireNonNull(velocity.get(name));
        v.muli(momentum).addi(gradient);
        if (!nesterov) {
            return v;
        }
        try (NDArray ahead = v.mul(momentum)) {
            return gradient.addi(ahead);
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Arrays32.out(velocity, VELOCITY);
    }

    @Override
    public void restore(Map<String, Tensor> state, long steps) {
        Arrays32.in(velocity, state, VELOCITY);
    }
}
