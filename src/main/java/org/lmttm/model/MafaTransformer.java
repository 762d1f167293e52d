package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * MAFA as a Transformer: post-norm encoder layers that attend over the tokens of a case,
 * x ← LN1(x + MHA(x)); x ← LN2(x + W2·ReLU(W1·x)).
 */
final class MafaTransformer extends Mafa<MafaTransformer.Layer> {
    MafaTransformer(Architecture architecture, WeightInit init) {
        super(architecture, init, number -> new Layer(architecture, number, init));
    }

    static final class Layer extends ModelBlock {
        private final double dropout;
        private final MultiHeadAttention attention;
        private final Affine widen;
        private final Affine narrow;
        private final Affine norm1;
        private final Affine norm2;

        Layer(Architecture architecture, String number, WeightInit init) {
            super(init);
            int dim = architecture.dim();
            dropout = architecture.dropout();
            String prefix = PREFIX + "transformerBlock." + number;
            attention = addChildBlock(
                    "attention",
                    new MultiHeadAttention(prefix + "self_attn.", dim, architecture.heads(), dropout, init));
            widen = linear(prefix + "linear1.", 3 * dim, dim);
            narrow = linear(prefix + "linear2.", dim, 3 * dim);
            norm1 = norm(prefix + "norm1.", dim);
            norm2 = norm(prefix + "norm2.", dim);
        }

        @Override
        NDList apply(Pass pass, NDList inputs) {
            NDArray x = inputs.head();
            NDArray attended = norm1.norm(pass, x.add(pass.dropout(attention.toSelf(pass, x), dropout)));
            return new NDList(norm2.norm(pass, attended.add(feedForward(pass, attended))));
        }

        private NDArray feedForward(Pass pass, NDArray x) {
            NDArray hidden = pass.dropout(Activation.relu(widen.linear(pass, x)), dropout);
            return pass.dropout(narrow.linear(pass, hidden), dropout);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes.clone();
        }
    }
}
