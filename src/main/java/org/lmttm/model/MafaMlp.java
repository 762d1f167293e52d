package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * The processing unit MAFA as a perceptron over channels: x ← f(N(x)) several times with shared weights, then N(x); no
 * residual. (B, S, d) → (B, S, d).
 */
final class MafaMlp extends ModelBlock {
    private static final String PREFIX = "tokenTuringMachineUnit.";

    private final int layers;
    private final double dropout;
    private final Parameter normWeight;
    private final Parameter normBias;
    private final Parameter innerWeight;
    private final Parameter innerBias;
    private final Parameter wideWeight;
    private final Parameter wideBias;
    private final Parameter narrowWeight;
    private final Parameter narrowBias;

    MafaMlp(Architecture architecture, WeightInit init) {
        super(init);
        int dim = architecture.dim();
        int wide = 3 * dim;
        layers = architecture.layers();
        dropout = architecture.dropout();
        normWeight = parameter(PREFIX + "norm.weight", WeightInit.Kind.ONES, dim);
        normBias = parameter(PREFIX + "norm.bias", WeightInit.Kind.ZEROS, dim);
        innerWeight = parameter(PREFIX + "mlpBlock.0.weight", WeightInit.Kind.ONES, dim);
        innerBias = parameter(PREFIX + "mlpBlock.0.bias", WeightInit.Kind.ZEROS, dim);
        wideWeight = parameter(PREFIX + "mlpBlock.1.weight", WeightInit.Kind.XAVIER, wide, dim);
        wideBias = parameter(PREFIX + "mlpBlock.1.bias", WeightInit.Kind.ZEROS, wide);
        narrowWeight = parameter(PREFIX + "mlpBlock.4.weight", WeightInit.Kind.XAVIER, dim, wide);
        narrowBias = parameter(PREFIX + "mlpBlock.4.bias", WeightInit.Kind.ZEROS, dim);
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        NDArray x = inputs.head();
        for (int layer = 0; layer < layers; layer++) {
            NDArray normed = pass.layerNorm(pass.layerNorm(x, normWeight, normBias), innerWeight, innerBias);
            NDArray hidden = pass.gelu(pass.dropout(pass.linear(normed, wideWeight, wideBias), dropout));
            x = pass.dropout(pass.gelu(pass.linear(hidden, narrowWeight, narrowBias)), dropout);
        }
        return new NDList(pass.layerNorm(x, normWeight, normBias));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes.clone();
    }
}
