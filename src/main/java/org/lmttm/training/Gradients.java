package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gradients that the backward passes left. */
final class Gradients {
    private Gradients() {}

    /**
     * By the weights' names; weights that the loss does not reach have none.
     *
     * @param scratch owns them from now on
     */
    static Map<String, NDArray> of(Map<String, NDArray> weights, NDManager scratch) {
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

    /** Scales them by min(1, largest / global norm) on the device: no number travels to the host. */
    static void clip(Map<String, NDArray> gradients, double largest) {
        NDArray sum = null;
        for (NDArray gradient : gradients.values()) {
            NDArray squares = gradient.square().sum();
            sum = sum == null ? squares : sum.add(squares);
        }
        if (sum == null) {
            return;
        }
        NDArray scale = sum.sqrt().add(1e-6f).pow(-1).mul((float) largest).minimum(1f);
        gradients.values().forEach(gradient -> gradient.muli(scale));
    }
}
