package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;

/**
 * Volume to tokens: a 3D convolution whose kernel equals its stride, then ReLU. Patches do not overlap, so it is one
 * matrix product. The first spatial axis is time.
 *
 * <p>Input (B, 1, depth, height, width) in [0, 1]; output (T, B, n, d), time first so that a timestamp is contiguous;
 * token index = row · columns + column.
 */
final class PatchStem extends ModelBlock {
    private final Architecture architecture;
    private final Parameter weight;
    private final Parameter bias;

    PatchStem(Architecture architecture, WeightInit init) {
        super(init);
        this.architecture = architecture;
        Architecture.Extent patch = architecture.patch();
        weight = parameter(
                "pre1.conv.weight",
                WeightInit.Kind.XAVIER,
                architecture.dim(),
                1,
                patch.depth(),
                patch.height(),
                patch.width());
        bias = parameter("pre1.conv.bias", WeightInit.Kind.ZEROS, architecture.dim());
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        NDArray patches = patches(wholePatches(architecture, inputs.head()));
        return new NDList(Activation.relu(pass.linear(patches, weight, bias)));
    }

    private NDArray patches(NDArray volume) {
        Architecture.Extent patch = architecture.patch();
        long batch = volume.getShape().get(0);
        return volume.reshape(
                        batch,
                        architecture.steps(),
                        patch.depth(),
                        architecture.patchRows(),
                        patch.height(),
                        architecture.patchColumns(),
                        patch.width())
                .transpose(1, 0, 3, 5, 2, 4, 6)
                .reshape(architecture.steps(), batch, architecture.patches(), patch.count());
    }

    /** Appends zeros to, or drops, what is beyond the last whole patch at the high end of each axis. */
    static NDArray wholePatches(Architecture architecture, NDArray volume) {
        Architecture.Extent patch = architecture.patch();
        long[] whole = {
            (long) architecture.steps() * patch.depth(),
            (long) architecture.patchRows() * patch.height(),
            (long) architecture.patchColumns() * patch.width()
        };
        NDArray result = volume;
        for (int axis = 2; axis < 5; axis++) {
            long size = result.getShape().get(axis);
            long wanted = whole[axis - 2];
            if (wanted < size) {
                result = result.split(new long[] {wanted}, axis).head();
            } else if (wanted > size) {
                long[] shape = result.getShape().getShape().clone();
                shape[axis] = wanted - size;
                result = result.concat(result.getManager().zeros(new Shape(shape)), axis);
            }
        }
        return result;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {outputShape(architecture, inputShapes[0].get(0))};
    }

    /** The tokens' shape, the same for every stem. */
    static Shape outputShape(Architecture architecture, long batch) {
        return new Shape(architecture.steps(), batch, architecture.patches(), architecture.dim());
    }

    /** The stem that the architecture's variant names. */
    static ModelBlock of(Architecture architecture, WeightInit init) {
        return switch (architecture.variant().stem()) {
            case PATCH -> new PatchStem(architecture, init);
            case PATCH_BATCH_NORM -> new BatchNormStem(architecture, init);
            case RESNET18 -> new ResNetStem(architecture, init);
        };
    }
}
