package org.lmttm.model;

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

    /** Checks the rate. */
    public MemoryNoise {
        if (!(rate >= 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException("architecture: variant.noise.rate must be at least 0, not " + rate);
        }
    }
}
