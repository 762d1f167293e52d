package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * S_k: N tokens become k, each a weighted mean of features of all N.
 *
 * <p>Input V (B, N, d); outputs Z (B, k, d) and the weights W (B, k, N), whose rows sum to 1. All but the softmax works
 * token by token, so it comes in two halves, {@link #features} and {@link #pool}: features of tokens that several
 * summaries share are computed once.
 */
final class TokenSummarization extends ModelBlock {
    private final int dim;
    private final int summaries;
    private final double dropout;
    private final Parameter normWeight;
    private final Parameter normBias;
    private final Parameter hiddenWeight;
    private final Parameter scoreWeight;
    private final Parameter valueWeight;

    /**
     * A token's part in a summary.
     *
     * @param scores (…, N, k), before softmax over N
     * @param values (…, N, d)
     */
    record Features(NDArray scores, NDArray values) {}

    TokenSummarization(String prefix, int dim, int summaries, double dropout, WeightInit init) {
        super(init);
        this.dim = dim;
        this.summaries = summaries;
        this.dropout = dropout;
        normWeight = parameter(prefix + "norm.weight", WeightInit.Kind.ONES, dim);
        normBias = parameter(prefix + "norm.bias", WeightInit.Kind.ZEROS, dim);
        hiddenWeight = parameter(prefix + "attention_maps.0.weight", WeightInit.Kind.XAVIER, dim, dim, 1);
        scoreWeight = parameter(prefix + "attention_maps.2.weight", WeightInit.Kind.XAVIER, summaries, dim, 1);
        valueWeight = parameter(prefix + "feat_conv.weight", WeightInit.Kind.XAVIER, dim, dim, 1);
    }

    Features features(Pass pass, NDArray tokens) {
        NDArray normed = pass.layerNorm(tokens, normWeight, normBias);
        NDArray hidden = pass.gelu(pass.linear(normed, hiddenWeight));
        return new Features(pass.linear(hidden, scoreWeight), pass.gelu(pass.linear(tokens, valueWeight)));
    }

    /** Softmax over the tokens; rows are the summaries. */
    NDArray weights(NDArray scores) {
        return scores.swapAxes(-2, -1).softmax(-1);
    }

    NDArray dropout(Pass pass, NDArray summary) {
        return pass.dropout(summary, dropout);
    }

    /** Z and W. */
    NDList pool(Pass pass, Features features) {
        NDArray weights = weights(features.scores());
        return new NDList(dropout(pass, weights.matMul(features.values())), weights);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        return pool(pass, features(pass, inputs.head()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        return new Shape[] {new Shape(batch, summaries, dim), new Shape(batch, summaries, inputShapes[0].get(1))};
    }
}
