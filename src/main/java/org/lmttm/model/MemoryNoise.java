package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Random change of the memory while training: rate · noise is added (paper, table 7). Evaluation never adds any.
 *
 * @param distribution what is drawn
 * @param rate factor on the draw, 0.2 in the paper; 0 and {@link Distribution#NONE} mean none
 * @param at where it is added in deterministic mode; published-code mode adds it to the memory that a batch leaves
 */
public record MemoryNoise(Distribution distribution, double rate, At at) {
    /** No noise. */
    public static final MemoryNoise NONE = new MemoryNoise(Distribution.NONE, 0, At.INITIAL);

    /** What is drawn for every number of the memory, independently. */
    public enum Distribution {
        NONE,
        /** Uniform on (−0.5, 0.5). */
        UNIFORM,
        /** Laplace with location 10 and scale 10. */
        LAPLACE,
        /** Normal with mean 0 and standard deviation 1. */
        NORMAL,
        /** Exponential with rate 1. */
        EXPONENTIAL,
        /** Gamma with shape 2 and scale 2. */
        GAMMA,
        /** Poisson with mean 2. */
        POISSON
    }

    /** Where noise is added in deterministic mode. */
    public enum At {
        /** To each case's initial memory. */
        INITIAL,
        /** To every block as it is written. */
        EVERY_WRITE
    }

    /** Whether anything is ever added. */
    boolean acts() {
        return distribution != Distribution.NONE && rate > 0;
    }

    /**
     * rate · noise, drawn by the engine's generator (see {@link LmttmNetwork#seedDropout}), so that the values stay on
     * the device.
     */
    NDArray draw(NDManager scope, Shape shape) {
        NDArray noise = switch (distribution) {
            case NONE -> scope.zeros(shape);
            case UNIFORM -> scope.randomUniform(-0.5f, 0.5f, shape);
            case LAPLACE ->
                exponential(scope, shape).sub(exponential(scope, shape)).add(1).mul(10);
            case NORMAL -> scope.randomNormal(shape);
            case EXPONENTIAL -> exponential(scope, shape);
            case GAMMA ->
                exponential(scope, shape).add(exponential(scope, shape)).mul(2);
            case POISSON -> poisson(scope, shape, 2);
        };
        return noise.mul(rate);
    }

    /** −ln of uniform numbers in (0, 1]. */
    private static NDArray exponential(NDManager scope, Shape shape) {
        return scope.randomUniform(0, 1, shape).mul(-1).add(1).log().mul(-1);
    }

    /** How many steps of the cumulative distribution a uniform number in [0, 1) exceeds. */
    private static NDArray poisson(NDManager scope, Shape shape, double mean) {
        NDArray uniform = scope.randomUniform(0, 1, shape);
        NDArray count = scope.zeros(shape);
        double probability = Math.exp(-mean);
        double cumulative = 0;
        for (int k = 0; k < 2 || 1 - cumulative > 1e-8; k++) { // float32 has no uniform number closer to 1
            cumulative += probability;
            probability *= mean / (k + 1);
            count = count.add(uniform.gte((float) cumulative).toType(DataType.FLOAT32, false));
        }
        return count;
    }

    /** Checks the rate. */
    public MemoryNoise {
        if (!(rate >= 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException("architecture: variant.noise.rate must be at least 0, not " + rate);
        }
    }
}
