package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lmttm.model.Tensor;

/** Named float32 arrays between the device and plain memory. */
final class Arrays32 {
    private Arrays32() {}

    /** The arrays' values; their names follow the prefix. */
    static Map<String, Tensor> out(Map<String, NDArray> arrays, String prefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> tensors.put(
                prefix + name, Tensor.of(array.toFloatArray(), array.getShape().getShape())));
        return tensors;
    }

    /**
     * Overwrites the arrays with what {@link #out} gave.
     *
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    static void in(Map<String, NDArray> arrays, Map<String, Tensor> tensors, String prefix) {
        arrays.forEach((name, array) -> {
            Tensor stored = tensors.get(prefix + name);
            if (stored == null
                    || stored.type() != Tensor.Type.F32
                    || !Arrays.equals(stored.shape(), array.getShape().getShape())) {
                throw new IllegalArgumentException("it does not fit the network: " + prefix + name
                        + (stored == null ? " is missing" : " is " + stored.type() + Arrays.toString(stored.shape())));
            }
            array.set(stored.floats());
        });
    }
}
