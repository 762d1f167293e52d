package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lmttm.model.Tensor;

/**
 * An update rule with all it remembers. The weights change in place on the device; the state can be taken out and put
 * back bit for bit, which the engine's own optimizer classes do not offer.
 */
interface Optimizer {
    /**
     * A rule that remembers nothing yet.
     *
     * @param manager owns what it remembers
     * @param weights float32 arrays that require gradients, by name
     */
    static Optimizer of(Optimization options, NDManager manager, Map<String, NDArray> weights) {
        return switch (options.optimizer()) {
            case ADAM, ADAMW -> new Adam(options, manager, weights);
            case SGD -> new Sgd(options, manager, weights);
        };
    }

    /**
     * One step. Call with gradient mode off.
     *
     * @param gradients by the weights' names; weights without one stay as they are
     */
    void step(Map<String, NDArray> gradients, double learningRate);

    /** What it remembers, by name. */
    Map<String, Tensor> state();

    /**
     * Puts back what {@link #state()} gave.
     *
     * @param steps done when the state was taken
     * @throws IllegalArgumentException if an array is missing or has another shape
     */
    void restore(Map<String, Tensor> state, long steps);

    /** Zeros of every weight's shape. */
    static Map<String, NDArray> zeros(NDManager manager, Map<String, NDArray> weights) {
        Map<String, NDArray> zeros = new LinkedHashMap<>();
        weights.forEach((name, weight) -> zeros.put(name, manager.zeros(weight.getShape(), DataType.FLOAT32)));
        return zeros;
    }
}
