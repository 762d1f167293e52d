package org.lmttm.training;

import java.util.Random;

/**
 * Random streams that depend only on the run's seed and on where in the run they are used, so that a resumed run draws
 * what the uninterrupted one would have drawn.
 */
final class Seeds {
    private static final long ORDER = 1;
    private static final long AUGMENTATION = 2;

    private Seeds() {}

    /** The order of the cases in an epoch (0-based). */
    static Random order(long seed, int epoch) {
        return new Random(mix(seed, ORDER, epoch));
    }

    /** The changes of one case at one step. */
    static Random augmentation(long seed, long step, int index) {
        return new Random(mix(mix(seed, AUGMENTATION, step), AUGMENTATION, index));
    }

    /** SplitMix64's finalizer over the three numbers: neighbouring inputs give unrelated outputs. */
    private static long mix(long seed, long purpose, long position) {
        long z = seed + 0x9e3779b97f4a7c15L * (purpose + 8 * position + 1);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
