package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import org.jspecify.annotations.Nullable;

/**
 * Volume to tokens: the front of ResNet-18 (He et al., CVPR 2016) on each slice, then a linear layer to d. The front
 * is a 7×7 convolution of stride 2 to 64 channels, batch norm, ReLU, 3×3 maximum of stride 2, two basic blocks of 64
 * channels and two of 128, the first of stride 2.
 *
 * <p>Input (B, 1, depth, height, width) in [0, 1]; output (T = depth, B, n, d) as of {@link PatchStem}, where n is the
 * positions of the feature map, ⌈height / 8⌉ × ⌈width / 8⌉.
 */
final class ResNetStem extends ModelBlock {
    /** Voxels between two positions of the feature map. */
    static final int STRIDE = 8;

    private static final String PREFIX = "pre3.resnet.";
    private static final int NARROW = 64;
    private static final int WIDE = 128;

    private final Architecture architecture;
    private final Convolution first;
    private final BasicBlock[] blocks;
    private final Parameter outWeight;
    private final Parameter outBias;

    ResNetStem(Architecture architecture, WeightInit init) {
        super(init);
        this.architecture = architecture;
        first = addChildBlock("first", new Convolution(PREFIX + "conv1.", PREFIX + "bn1.", 1, NARROW, 7, 2, init));
        blocks = new BasicBlock[] {
            addChildBlock("layer1.0", new BasicBlock(PREFIX + "layer1.0.", NARROW, NARROW, 1, init)),
            addChildBlock("layer1.1", new BasicBlock(PREFIX + "layer1.1.", NARROW, NARROW, 1, init)),
            addChildBlock("layer2.0", new BasicBlock(PREFIX + "layer2.0.", NARROW, WIDE, 2, init)),
            addChildBlock("layer2.1", new BasicBlock(PREFIX + "layer2.1.", WIDE, WIDE, 1, init))
        };
        outWeight = parameter("pre_dim.weight", WeightInit.Kind.XAVIER, architecture.dim(), WIDE);
        outBias = parameter("pre_dim.bias", WeightInit.Kind.ZEROS, architecture.dim());
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        Architecture.Extent input = architecture.input();
        long batch = inputs.head().getShape().get(0);
        NDArray slices = inputs.head().reshape(batch * input.depth(), 1, input.height(), input.width());
        NDArray x = Activation.relu(first.of(pass, slices));
        x = Pool.maxPool2d(x, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
        for (BasicBlock block : blocks) {
            x = block.of(pass, x);
        }
        NDArray positions =
                x.reshape(batch, input.depth(), WIDE, architecture.patches()).transpose(1, 0, 3, 2);
        return new NDList(pass.linear(positions, outWeight, outBias));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {PatchStem.outputShape(architecture, inputShapes[0].get(0))};
    }

    /** Multiplications of a slice's front and its linear layer. */
    static double products(Architecture architecture) {
        double half = positions(architecture, 2);
        double quarter = positions(architecture, 4);
        double eighth = positions(architecture, STRIDE);
        return half * 49 * NARROW
                + quarter * 4 * 9 * NARROW * NARROW
                + eighth * (9 * NARROW * WIDE + 3 * 9 * WIDE * WIDE + NARROW * WIDE + WIDE * architecture.dim());
    }

    /** Numbers that a slice leaves for the backward pass: each convolution's result, normalized, and after ReLU. */
    static double kept(Architecture architecture) {
        return 3 * NARROW * (positions(architecture, 2) + 4.0 * positions(architecture, 4))
                + 3 * WIDE * 5.0 * positions(architecture, STRIDE);
    }

    private static double positions(Architecture architecture, int stride) {
        Architecture.Extent input = architecture.input();
        return (double) Math.ceilDiv(input.height(), stride) * Math.ceilDiv(input.width(), stride);
    }

    /** A square convolution without bias that keeps or halves (rounding up) the size, then batch norm. */
    private static final class Convolution extends ModelBlock {
        private final Parameter weight;
        private final BatchNormalization norm;
        private final Shape stride;
        private final Shape padding;

        Convolution(
                String prefix, String normPrefix, int inputs, int outputs, int kernel, int stride, WeightInit init) {
            super(init);
            weight = parameter(prefix + "weight", WeightInit.Kind.XAVIER, outputs, inputs, kernel, kernel);
            norm = addChildBlock("norm", new BatchNormalization(normPrefix, outputs, init));
            this.stride = new Shape(stride, stride);
            padding = new Shape(kernel / 2, kernel / 2);
        }

        NDArray of(Pass pass, NDArray x) {
            return norm.of(
                    pass,
                    Conv2d.conv2d(x, pass.value(weight), null, stride, padding).singletonOrThrow());
        }

        @Override
        NDList apply(Pass pass, NDList inputs) {
            return new NDList(of(pass, inputs.head()));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            Shape in = inputShapes[0];
            return new Shape[] {
                new Shape(
                        in.get(0),
                        weight.getShape().get(0),
                        Math.ceilDiv(in.get(2), stride.get(0)),
                        Math.ceilDiv(in.get(3), stride.get(1)))
            };
        }
    }

    /** Two 3×3 convolutions and a way around them. */
    private static final class BasicBlock extends ModelBlock {
        private final Convolution first;
        private final Convolution second;
        private final @Nullable Convolution around;

        BasicBlock(String prefix, int inputs, int outputs, int stride, WeightInit init) {
            super(init);
            first = addChildBlock(
                    "first", new Convolution(prefix + "conv1.", prefix + "bn1.", inputs, outputs, 3, stride, init));
            second = addChildBlock(
                    "second", new Convolution(prefix + "conv2.", prefix + "bn2.", outputs, outputs, 3, 1, init));
            around = inputs == outputs
                    ? null
                    : addChildBlock(
                            "around",
                            new Convolution(
                                    prefix + "downsample.0.",
                                    prefix + "downsample.1.",
                                    inputs,
                                    outputs,
                                    1,
                                    stride,
                                    init));
        }

        NDArray of(Pass pass, NDArray x) {
            NDArray through = second.of(pass, Activation.relu(first.of(pass, x)));
            return Activation.relu(through.add(around == null ? x : around.of(pass, x)));
        }

        @Override
        NDList apply(Pass pass, NDList inputs) {
            return new NDList(of(pass, inputs.head()));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return first.getOutputShapes(inputShapes);
        }
    }
}
