package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;

/**
 * What one forward pass shares: the parameters, whether it trains, and the manager that owns every intermediate. A
 * result belongs to its first operand's manager, so anything derived from a parameter alone is moved to the scope here;
 * otherwise it would live as long as the model.
 */
final class Pass {
    private static final float LAYER_NORM_EPS = 1e-5f;

    private final ParameterStore store;
    private final NDManager scope;
    private final boolean training;
    private final IdentityHashMap<Parameter, NDArray> drawn = new IdentityHashMap<>();
    private final IdentityHashMap<Parameter, NDArray> matrices = new IdentityHashMap<>();
    private final IdentityHashMap<Parameter, NDList> pieces = new IdentityHashMap<>();

    Pass(ParameterStore store, NDManager scope, boolean training) {
        this.store = store;
        this.scope = scope;
        this.training = training;
    }

    NDManager scope() {
        return scope;
    }

    boolean training() {
        return training;
    }

    /** Gives a parameter without lasting values those of this pass. */
    void draw(Parameter parameter, NDArray values) {
        drawn.put(parameter, values);
    }

    NDArray value(Parameter parameter) {
        NDArray values = drawn.get(parameter);
        if (values != null) {
            return values;
        }
        return store.getValue(parameter, scope.getDevice(), training);
    }

    /** A linear layer's weight (outputs, inputs); kernels of convolutions are flattened. */
    NDArray matrix(Parameter parameter) {
        NDArray value = value(parameter);
        Shape shape = value.getShape();
        if (shape.dimension() == 2) {
            return value;
        }
        return matrices.computeIfAbsent(parameter, _ -> scoped(value.reshape(shape.get(0), -1)));
    }

    /** Parts of a parameter along axis 1, cut before the given indices and arranged; made once a pass. */
    NDList pieces(Parameter parameter, long[] cuts, UnaryOperator<NDList> arrange) {
        return pieces.computeIfAbsent(parameter, key -> {
            NDList parts = value(key).split(cuts, 1);
            parts.attach(scope);
            return arrange.apply(parts);
        });
    }

    /** A parameter (1, …) repeated for every case of a batch. */
    NDArray forEachCase(Parameter parameter, long batch) {
        NDArray value = value(parameter);
        long[] shape = value.getShape().getShape().clone();
        shape[0] = batch;
        return scoped(value.broadcast(new Shape(shape)));
    }

    NDArray linear(NDArray x, Parameter weight) {
        return Linear.linear(x, matrix(weight)).singletonOrThrow();
    }

    NDArray linear(NDArray x, Parameter weight, Parameter bias) {
        return Linear.linear(x, matrix(weight), value(bias)).singletonOrThrow();
    }

    NDArray layerNorm(NDArray x, Parameter weight, Parameter bias) {
        Shape last = new Shape(x.getShape().get(x.getShape().dimension() - 1));
        return LayerNorm.layerNorm(x, last, value(weight), value(bias), LAYER_NORM_EPS)
                .singletonOrThrow();
    }

    /** The exact (erf) form. */
    NDArray gelu(NDArray x) {
        return Activation.gelu(x);
    }

    NDArray dropout(NDArray x, double rate) {
        return training && rate > 0 ? Dropout.dropout(x, (float) rate, true).singletonOrThrow() : x;
    }

    private NDArray scoped(NDArray array) {
        array.attach(scope);
        return array;
    }
}
