package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv3d;

/**
 * Volume to tokens, {@code 3dBN} of the published code: a 3D convolution to 64 channels whose kernel equals its
 * stride, batch norm, ReLU, a 3×3×3 convolution to d that keeps the size, batch norm, ReLU.
 *
 * <p>Input (B, 1, depth, height, width) in [0, 1]; output (T, B, n, d) as of {@link PatchStem}. A token sees the
 * patches around its own, those of the neighbouring timestamps included.
 */
final class BatchNormStem extends ModelBlock {
    /** Of the patch convolution. */
    static final int CHANNELS = 64;

    private static final Shape ONE = new Shape(1, 1, 1);

    private final Architecture architecture;
    private final Parameter patchWeight;
    private final Parameter patchBias;
    private final BatchNormalization patchNorm;
    private final Parameter weight;
    private final Parameter bias;
    private final BatchNormalization norm;

    BatchNormStem(Architecture architecture, WeightInit init) {
        super(init);
        this.architecture = architecture;
        int dim = architecture.dim();
        Architecture.Extent patch = architecture.patch();
        patchWeight = parameter(
                "pre2.conv.weight", WeightInit.Kind.XAVIER, CHANNELS, 1, patch.depth(), patch.height(), patch.width());
        patchBias = parameter("pre2.conv.bias", WeightInit.Kind.ZEROS, CHANNELS);
        patchNorm = addChildBlock("bn1", new BatchNormalization("pre2.bn1.", CHANNELS, init));
        weight = parameter("pre2.conv2.weight", WeightInit.Kind.XAVIER, dim, CHANNELS, 3, 3, 3);
        bias = parameter("pre2.conv2.bias", WeightInit.Kind.ZEROS, dim);
        norm = addChildBlock("bn2", new BatchNormalization("pre2.bn2.", dim, init));
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        NDArray volume = PatchStem.wholePatches(architecture, inputs.head());
        Architecture.Extent patch = architecture.patch();
        NDArray patches = Conv3d.conv3d(
                        volume,
                        pass.value(patchWeight),
                        pass.value(patchBias),
                        new Shape(patch.depth(), patch.height(), patch.width()))
                .singletonOrThrow();
        NDArray seen = Activation.relu(patchNorm.of(pass, patches));
        NDArray mixed = Conv3d.conv3d(seen, pass.value(weight), pass.value(bias), ONE, ONE)
                .singletonOrThrow();
        NDArray features = Activation.relu(norm.of(pass, mixed)); // (B, d, T, rows, columns)
        return new NDList(features.transpose(2, 0, 3, 4, 1)
                .reshape(architecture.steps(), volume.getShape().get(0), architecture.patches(), architecture.dim()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {PatchStem.outputShape(architecture, inputShapes[0].get(0))};
    }
}
