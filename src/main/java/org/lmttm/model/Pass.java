package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one forward pass shares: the parameters, whether it trains, and the manager that owns every intermediate. A
 * result belongs to its first operand's manager, so anything derived from a parameter alone is moved to the scope here;
 * otherwise it would live as long as the model.
 */
final class Pass {
    static final float LAYER_NORM_EPS = 1e-5f;

    private final ParameterStore store;
    private final NDManager scope;
    private final boolean training;
    private final boolean drops;
    private final Edits edits;
    private final IdentityHashMap<Parameter, NDArray> drawn = new IdentityHashMap<>();
    private final IdentityHashMap<Parameter, NDArray> matrices = new IdentityHashMap<>();
    private final IdentityHashMap<Parameter, NDList> parts = new IdentityHashMap<>();
    private final IdentityHashMap<Parameter, NDArray> derived = new IdentityHashMap<>();

    private Factors factors = Factors.FLOAT32;
    private boolean hostMasks;
    private @Nullable DropoutMasks masks;

    Pass(ParameterStore store, NDManager scope, boolean training) {
        this(store, scope, training, training, Edits.NONE);
    }

    private Pass(ParameterStore store, NDManager scope, boolean training, boolean drops, Edits edits) {
        this.store = store;
        this.scope = scope;
        this.training = training;
        this.drops = drops;
        this.edits = edits;
    }

    /** A pass that does not train but drops as if it did. */
    static Pass dropping(ParameterStore store, NDManager scope) {
        return new Pass(store, scope, false, true, Edits.NONE);
    }

    /** A pass that does not train, with interventions. */
    static Pass edited(ParameterStore store, NDManager scope, Edits edits) {
        return new Pass(store, scope, false, false, edits);
    }

    /** What is changed on the way. */
    Edits edits() {
        return edits;
    }

    NDManager scope() {
        return scope;
    }

    boolean training() {
        return training;
    }

    /** Says how precise the factors of products are from now on. */
    void multiply(Factors precision) {
        factors = precision;
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

    /** Parts of a parameter along axis 1, cut before the given indices; made once a pass. */
    NDList parts(Parameter parameter, long... cuts) {
        return parts.computeIfAbsent(parameter, key -> {
            NDList made = value(key).split(cuts, 1);
            made.attach(scope);
            return made;
        });
    }

    /** What is derived from parameters alone, made once a pass; kept under one of them. */
    NDArray once(Parameter parameter, Supplier<NDArray> make) {
        NDArray known = derived.get(parameter);
        if (known == null) {
            known = make.get();
            derived.put(parameter, known);
        }
        return known;
    }

    /** Two parts of a parameter along its first axis, the first so long; made once a pass. */
    NDList rows(Parameter parameter, long first) {
        return parts.computeIfAbsent(parameter, key -> {
            NDList made = value(key).split(new long[] {first}, 0);
            made.attach(scope);
            return made;
        });
    }

    /** The parameter itself in the scope's care, so that what is made of it alone belongs there. */
    NDArray held(Parameter parameter) {
        return matrices.computeIfAbsent(
                parameter, key -> scoped(value(key).reshape(value(key).getShape())));
    }

    NDArray linear(NDArray x, Parameter weight) {
        return linear(x, matrix(weight));
    }

    NDArray linear(NDArray x, NDArray weight) {
        NDArray product = Linear.linear(factors.factor(x, scope), factors.factor(weight, scope))
                .singletonOrThrow();
        return factors.product(product);
    }

    NDArray linear(NDArray x, Parameter weight, Parameter bias) {
        return linear(x, matrix(weight), value(bias));
    }

    NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        NDArray product = Linear.linear(factors.factor(x, scope), factors.factor(weight, scope), bias)
                .singletonOrThrow();
        return factors.product(product);
    }

    /** A matrix product; every one of a network goes through here or is a linear layer. */
    NDArray product(NDArray a, NDArray b) {
        return factors.product(factors.factor(a, scope).matMul(factors.factor(b, scope)));
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

    /** Dropout, where this pass drops; masks are the engine's unless {@link #drawMasksOnHost} was called. */
    NDArray dropout(NDArray x, double rate) {
        if (!drops || rate <= 0) {
            return x;
        }
        if (!hostMasks) {
            return Dropout.dropout(x, (float) rate, true).singletonOrThrow();
        }
        if (masks == null) {
            masks = DropoutMasks.fromEngine(scope);
        }
        return x.mul(masks.next(scope, x.getShape(), rate));
    }

    /** From now on masks come from {@link DropoutMasks}, on the CPU: a GPU draws its own faster than it gets them. */
    void drawMasksOnHost() {
        hostMasks = !scope.getDevice().isGpu();
    }

    /** Arrays behind each other. Unlike the engine's, it lets gradients through where there is only one. */
    static NDArray concat(NDList arrays, int axis) {
        return arrays.size() == 1 ? arrays.head() : NDArrays.concat(arrays, axis);
    }

    private NDArray scoped(NDArray array) {
        array.attach(scope);
        return array;
    }
}
