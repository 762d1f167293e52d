package org.lmttm.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.Random;

/**
 * Starting weights that depend on the seed and the parameter's name only, not on the engine, the device or the order in
 * which blocks are made. {@link Random} is used because its sequences are fixed by its specification.
 *
 * @param seed of the starting weights
 * @param mode in published-code mode position embeddings are no weights: every pass draws its own
 */
record WeightInit(long seed, Mode mode) {
    private static final double POSITION_DEVIATION = 0.02;

    /** What a parameter starts as. */
    enum Kind {
        /** Uniform in ±√(6 / (fan in + fan out)); the first axis counts outputs. */
        XAVIER,
        /** Normal with standard deviation 0.02. */
        POSITION,
        /** The same distribution, but a parameter in every mode. */
        NORMAL,
        ZEROS,
        ONES
    }

    /** Starting weights of deterministic mode. */
    WeightInit(long seed) {
        this(seed, Mode.DETERMINISTIC);
    }

    /** The position embeddings of one forward pass of published-code mode. */
    WeightInit forPass(long pass) {
        return new WeightInit(seed * 0x94D049BB133111EBL + (pass + 1) * 0xD1B54A32D192ED03L, mode);
    }

    /** Whether values of this kind are drawn in every pass instead of being a parameter. */
    boolean isDrawn(Kind kind) {
        return kind == Kind.POSITION && mode == Mode.PUBLISHED_CODE;
    }

    Initializer of(String name, Kind kind) {
        return (manager, shape, type) ->
                manager.create(values(name, kind, shape), shape).toType(type, false);
    }

    private float[] values(String name, Kind kind, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.size())];
        Random random = new Random(seed * 0x9E3779B97F4A7C15L ^ name.hashCode() * 0xBF58476D1CE4E5B9L);
        double limit = kind == Kind.XAVIER ? xavierLimit(shape) : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case XAVIER -> (float) ((2 * random.nextDouble() - 1) * limit);
                case POSITION, NORMAL -> (float) (random.nextGaussian() * POSITION_DEVIATION);
                case ZEROS -> 0;
                case ONES -> 1;
            };
        }
        return values;
    }

    private static double xavierLimit(Shape shape) {
        long kernel = 1;
        for (int axis = 2; axis < shape.dimension(); axis++) {
            kernel *= shape.get(axis);
        }
        return Math.sqrt(6.0 / ((shape.get(0) + shape.get(1)) * kernel));
    }
}
