package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Dropout masks drawn on the host straight into the tensor's memory. The engine draws them on the CPU one number after
 * another, which takes longer than a matrix product on two cores. SplitMix64 (Steele et al., 2014), four decisions of 16
 * bits a draw.
 */
final class DropoutMasks {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final int LANES = 4;
    private static final int LANE_BITS = 16;
    private static final int LANE_MASK = (1 << LANE_BITS) - 1;

    private long state;

    DropoutMasks(long seed) {
        state = seed;
    }

    /** Masks that follow from the state of the engine's own generator, which moves on. */
    static DropoutMasks fromEngine(NDManager scope) {
        try (NDArray drawn = scope.randomInteger(0, Integer.MAX_VALUE, new Shape(2), DataType.INT32)) {
            int[] bits = drawn.toIntArray();
            return new DropoutMasks(((long) bits[0] << 32) ^ bits[1]);
        }
    }

    /**
     * Zeros at the given rate, and elsewhere what keeps the mean at 1. The rate is rounded to 1 / 65 536, the mean
     * belongs to the rounded rate.
     *
     * @param scope of the CPU; owns the mask
     */
    NDArray next(NDManager scope, Shape shape, double rate) {
        int dropped = Math.toIntExact(Math.round(rate * (1 << LANE_BITS)));
        float kept = (float) ((double) (1 << LANE_BITS) / ((1 << LANE_BITS) - dropped));
        NDArray mask = scope.create(shape, DataType.FLOAT32);
        MemorySegment memory = MemorySegment.ofBuffer(mask.toByteBuffer(true));
        long size = shape.size();
        long at = 0;
        for (; at <= size - LANES; at += LANES) {
            long bits = draw();
            for (int lane = 0; lane < LANES; lane++) {
                set(memory, at + lane, bits >>> (lane * LANE_BITS), dropped, kept);
            }
        }
        for (long bits = draw(); at < size; at++, bits >>>= LANE_BITS) {
            set(memory, at, bits, dropped, kept);
        }
        return mask;
    }

    private static void set(MemorySegment memory, long index, long bits, int dropped, float kept) {
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, (bits & LANE_MASK) < dropped ? 0f : kept);
    }

    private long draw() {
        state += GAMMA;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
