package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;

/**
 * Batch norm over the channels, axis 1: (x − mean) / √(variance + 1e-5) · weight + bias. Training takes mean and
 * (biased) variance from the batch and moves the running ones a tenth of the way to the batch's mean and unbiased
 * variance; evaluation takes the running ones, so that a case is computed without regard to its company. The running
 * statistics are buffers: state that no gradient reaches.
 */
final class BatchNormalization extends ModelBlock {
    private static final float EPS = 1e-5f;
    /** What the running statistics keep of themselves; PyTorch calls its complement, 0.1, momentum. */
    private static final float KEPT = 0.9f;

    private static final int CHANNELS = 1;

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVariance;

    BatchNormalization(String prefix, int channels, WeightInit init) {
        super(init);
        weight = parameter(prefix + "weight", WeightInit.Kind.ONES, channels);
        bias = parameter(prefix + "bias", WeightInit.Kind.ZEROS, channels);
        runningMean = buffer(prefix + "running_mean", WeightInit.Kind.ZEROS, channels);
        runningVariance = buffer(prefix + "running_var", WeightInit.Kind.ONES, channels);
    }

    NDArray of(Pass pass, NDArray x) {
        return BatchNorm.batchNorm(
                        x,
                        pass.value(runningMean),
                        pass.value(runningVariance),
                        pass.value(weight),
                        pass.value(bias),
                        CHANNELS,
                        KEPT,
                        EPS,
                        pass.training())
                .singletonOrThrow();
    }

    @Override
    NDList apply(Pass pass, NDList inputs) {
        return new NDList(of(pass, inputs.head()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes.clone();
    }
}
