package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.Tensor;

/**
 * The exponential moving average of a network's weights, and of what else it keeps, such as the running statistics of
 * batch norm, as a network of its own: it can be validated and saved at any time while the other one trains.
 */
final class AveragedWeights {
    private static final String AVERAGE = "ema.";

    private final Regularization options;
    private final LmttmNetwork network;
    private final Map<String, NDArray> trained = new LinkedHashMap<>();
    private final Map<String, NDArray> averages = new LinkedHashMap<>();

    /** Begins at the weights as they are: both networks have the same starting weights. */
    AveragedWeights(TrainingConfig config, LmttmNetwork training, NDManager manager) {
        options = config.regularization();
        network = LmttmNetwork.create(config.architecture(), config.mode(), config.seed(), manager);
        collect(training, trained);
        collect(network, averages);
    }

    private static void collect(LmttmNetwork network, Map<String, NDArray> arrays) {
        network.namedParameters().forEach((name, parameter) -> arrays.put(name, parameter.getArray()));
        network.namedBuffers().forEach((name, buffer) -> arrays.put(name, buffer.getArray()));
    }

    /** Takes in the weights after a step (0-based). Call with gradient mode off. */
    void follow(long step) {
        float decay = (float) options.emaDecay(step);
        averages.forEach((name, average) -> {
            try (NDArray part = Objects.requireNonNull(trained.get(name)).mul(1 - decay)) {
                average.muli(decay).addi(part);
            }
        });
    }

    /** The network of the averages. */
    LmttmNetwork network() {
        return network;
    }

    Map<String, Tensor> state() {
        return Arrays32.out(averages, AVERAGE);
    }

    /**
     * Puts back what {@link #state()} gave.
     *
     * @throws IllegalArgumentException if an array is missing or has another shape
     */
    void restore(Map<String, Tensor> state) {
        Arrays32.in(averages, state, AVERAGE);
    }
}
