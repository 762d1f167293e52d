package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * MAFA as a perceptron over channels: x ← f(N(x)) in every layer, then N(x); no residual. The last N has the shared
 * layers' weights, or weights of its own.
 */
final class MafaMlp extends Mafa<MafaMlp.Layer> {
    private final Affine norm;

    MafaMlp(Architecture architecture, WeightInit init) {
        super(architecture, init, number -> new Layer(architecture, number, init));
        norm = finalNorm(architecture, layer -> layer.norm);
    }

    @Override
    NDArray finish(Pass pass, NDArray x) {
        return norm.norm(pass, x);
    }

    static final class Layer extends ModelBlock {
        private final double dropout;
        private final Affine norm;
        private final Affine inner;
        private final Affine widen;
        private final Affine narrow;

        Layer(Architecture architecture, String number, WeightInit init) {
            super(init);
            int dim = architecture.dim();
            dropout = architecture.dropout();
            norm = norm(PREFIX + "norm." + number, dim);
            String block = PREFIX + "mlpBlock." + number;
            inner = norm(block + "0.", dim);
            widen = linear(block + "1.", 3 * dim, dim);
            narrow = linear(block + "4.", dim, 3 * dim);
        }

        @Override
        NDList apply(Pass pass, NDList inputs) {
            NDArray normed = inner.norm(pass, norm.norm(pass, inputs.head()));
            NDArray hidden = pass.gelu(pass.dropout(widen.linear(pass, normed), dropout));
            return new NDList(pass.dropout(pass.gelu(narrow.linear(pass, hidden)), dropout));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes.clone();
        }
    }
}
