package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * Scaled dot-product attention with several heads, with PyTorch's parameters: the rows of the input projection are
 * query, key, value; a head is a contiguous slice of d / heads; scores are divided by √(d / heads).
 */
final class MultiHeadAttention extends ModelBlock {
    private final int dim;
    private final int heads;
    private final int width;
    private final double dropout;
    private final Parameter projectionWeight;
    private final Parameter projectionBias;
    private final Affine out;

    /** @param dropout of the attention weights */
    MultiHeadAttention(String prefix, int dim, int heads, double dropout, WeightInit init) {
        super(init);
        this.dim = dim;
        this.heads = heads;
        this.width = dim / heads;
        this.dropout = dropout;
        projectionWeight = parameter(prefix + "in_proj_weight", WeightInit.Kind.XAVIER, 3L * dim, dim);
        projectionBias = parameter(prefix + "in_proj_bias", WeightInit.Kind.ZEROS, 3L * dim);
        out = linear(prefix + "out_proj.", dim, dim);
    }

    /** Each token attends to all of its case: (B, S, d) → (B, S, d). */
    NDArray toSelf(Pass pass, NDArray x) {
        long batch = x.getShape().get(0);
        long tokens = x.getShape().get(1);
        NDList parts = pass.linear(x, projectionWeight, projectionBias)
                .reshape(batch, tokens, 3, heads, width)
                .transpose(2, 0, 3, 1, 4)
                .reshape(3, batch * heads, tokens, width)
                .split(3, 0);
        NDArray query = parts.get(0).squeeze(0);
        NDArray key = parts.get(1).squeeze(0);
        NDArray value = parts.get(2).squeeze(0);
        // Not div(Number): the engine frees that scalar's memory at once, but the backward pass reads it again.
        NDArray scores =
                pass.product(query, key.swapAxes(1, 2)).div(pass.scope().create((float) Math.sqrt(width)));
        NDArray mixed = pass.product(pass.dropout(scores.softmax(-1), dropout), value);
        NDArray joined =
                mixed.reshape(batch, heads, tokens, width).transpose(0, 2, 1, 3).reshape(batch, tokens, dim);
        return out.linear(pass, joined);
    }

    /**
     * Queries of their own attend to the tokens of each case.
     *
     * @param queries a parameter (1, k, d)
     * @param tokens (B, N, d)
     * @return what they see (B, k, d) and the mean of the heads' weights (B, k, N), whose rows sum to 1
     */
    NDList toTokens(Pass pass, Parameter queries, NDArray tokens) {
        long batch = tokens.getShape().get(0);
        long count = tokens.getShape().get(1);
        NDList weights = pass.rows(projectionWeight, dim);
        NDList biases = pass.rows(projectionBias, dim);
        NDArray query = pass.linear(pass.held(queries), weights.get(0), biases.get(0))
                .reshape(1, -1, heads, width)
                .transpose(0, 2, 1, 3); // (1, heads, k, width)
        NDList parts = pass.linear(tokens, weights.get(1), biases.get(1))
                .reshape(batch, count, 2, heads, width)
                .transpose(2, 0, 3, 1, 4)
                .split(2, 0);
        NDArray key = parts.get(0).squeeze(0);
        NDArray value = parts.get(1).squeeze(0);
        NDArray scores =
                pass.product(query, key.swapAxes(2, 3)).div(pass.scope().create((float) Math.sqrt(width)));
        NDArray shown = scores.softmax(-1);
        NDArray joined = pass.product(pass.dropout(shown, dropout), value)
                .transpose(0, 2, 1, 3)
                .reshape(batch, -1, dim);
        return new NDList(out.linear(pass, joined), shown.mean(new int[] {1}));
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        return new NDList(toSelf(pass, inputs.head()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes.clone();
    }
}
