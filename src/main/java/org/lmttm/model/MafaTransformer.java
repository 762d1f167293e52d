package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;

/**
 * The processing unit MAFA as a Transformer: one post-norm encoder layer applied several times, attending over the
 * tokens of a case. (B, S, d) → (B, S, d).
 */
final class MafaTransformer extends ModelBlock {
    private static final String PREFIX = "tokenTuringMachineUnit.transformerBlock.";

    private final int dim;
    private final int heads;
    private final int layers;
    private final double dropout;
    private final Parameter projectionWeight;
    private final Parameter projectionBias;
    private final Parameter outWeight;
    private final Parameter outBias;
    private final Parameter wideWeight;
    private final Parameter wideBias;
    private final Parameter narrowWeight;
    private final Parameter narrowBias;
    private final Parameter norm1Weight;
    private final Parameter norm1Bias;
    private final Parameter norm2Weight;
    private final Parameter norm2Bias;

    MafaTransformer(Architecture architecture, WeightInit init) {
        super(init);
        dim = architecture.dim();
        heads = architecture.heads();
        layers = architecture.layers();
        dropout = architecture.dropout();
        int wide = 3 * dim;
        projectionWeight = weight("self_attn.in_proj_weight", wide, dim);
        projectionBias = bias("self_attn.in_proj_bias", wide);
        outWeight = weight("self_attn.out_proj.weight", dim, dim);
        outBias = bias("self_attn.out_proj.bias", dim);
        wideWeight = weight("linear1.weight", wide, dim);
        wideBias = bias("linear1.bias", wide);
        narrowWeight = weight("linear2.weight", dim, wide);
        narrowBias = bias("linear2.bias", dim);
        norm1Weight = parameter(PREFIX + "norm1.weight", WeightInit.Kind.ONES, dim);
        norm1Bias = bias("norm1.bias", dim);
        norm2Weight = parameter(PREFIX + "norm2.weight", WeightInit.Kind.ONES, dim);
        norm2Bias = bias("norm2.bias", dim);
    }

    private Parameter weight(String name, int outputs, int inputs) {
        return parameter(PREFIX + name, WeightInit.Kind.XAVIER, outputs, inputs);
    }

    private Parameter bias(String name, int size) {
        return parameter(PREFIX + name, WeightInit.Kind.ZEROS, size);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        NDArray x = inputs.head();
        for (int layer = 0; layer < layers; layer++) {
            x = pass.layerNorm(x.add(attention(pass, x)), norm1Weight, norm1Bias);
            x = pass.layerNorm(x.add(feedForward(pass, x)), norm2Weight, norm2Bias);
        }
        return new NDList(x);
    }

    /** Rows of the input projection are q, k, v; a head is a contiguous slice of d / heads. */
    private NDArray attention(Pass pass, NDArray x) {
        long batch = x.getShape().get(0);
        long tokens = x.getShape().get(1);
        int width = dim / heads;
        NDList parts = pass.linear(x, projectionWeight, projectionBias)
                .reshape(batch, tokens, 3, heads, width)
                .transpose(2, 0, 3, 1, 4)
                .reshape(3, batch * heads, tokens, width)
                .split(3, 0);
        NDArray query = parts.get(0).squeeze(0);
        NDArray key = parts.get(1).squeeze(0);
        NDArray value = parts.get(2).squeeze(0);
        // Not div(Number): the engine frees that scalar's memory at once, but the backward pass reads it again.
        NDArray scores = query.matMul(key.swapAxes(1, 2)).div(pass.scope().create((float) Math.sqrt(width)));
        NDArray mixed = pass.dropout(scores.softmax(-1), dropout).matMul(value);
        NDArray joined =
                mixed.reshape(batch, heads, tokens, width).transpose(0, 2, 1, 3).reshape(batch, tokens, dim);
        return pass.dropout(pass.linear(joined, outWeight, outBias), dropout);
    }

    private NDArray feedForward(Pass pass, NDArray x) {
        NDArray hidden = pass.dropout(Activation.relu(pass.linear(x, wideWeight, wideBias)), dropout);
        return pass.dropout(pass.linear(hidden, narrowWeight, narrowBias), dropout);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes.clone();
    }
}
