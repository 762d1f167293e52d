package org.lmttm.dataset.phantom;

/**
 * Smooth pseudo-random fields and blends. Arithmetic is plain IEEE (and {@link StrictMath} elsewhere in this package),
 * so that every machine computes the same phantom.
 */
final class Smooth {
    private Smooth() {}

    /** Value noise in [−1, 1]: random values at whole coordinates, blended smoothly between them. */
    static double noise(double x, double y, double z, int seed) {
        int i = (int) Math.floor(x);
        int j = (int) Math.floor(y);
        int k = (int) Math.floor(z);
        double u = ease(x - i);
        double v = ease(y - j);
        double w = ease(z - k);
        return mix(
                mix(
                        mix(lattice(i, j, k, seed), lattice(i + 1, j, k, seed), u),
                        mix(lattice(i, j + 1, k, seed), lattice(i + 1, j + 1, k, seed), u),
                        v),
                mix(
                        mix(lattice(i, j, k + 1, seed), lattice(i + 1, j, k + 1, seed), u),
                        mix(lattice(i, j + 1, k + 1, seed), lattice(i + 1, j + 1, k + 1, seed), u),
                        v),
                w);
    }

    /** Sum of {@code octaves} noises, each at twice the frequency and half the height: about [−1, 1]. */
    static double fractal(double x, double y, double z, int seed, int octaves) {
        double sum = 0;
        double height = 0.5;
        double f = 1;
        for (int o = 0; o < octaves; o++) {
            sum += height * noise(f * x, f * y, f * z, seed + 31 * o);
            height /= 2;
            f *= 2;
        }
        return sum * 1.4;
    }

    private static double lattice(int i, int j, int k, int seed) {
        int h = seed * 0x27d4eb2d + i * 0x165667b1 + j * 0x9e3779b1 + k * 0x85ebca6b;
        h = (h ^ (h >>> 15)) * 0x2c1b3c6d;
        h = (h ^ (h >>> 12)) * 0x297a2d39;
        h ^= h >>> 15;
        return h / 2147483648.0;
    }

    private static double ease(double t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }

    static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }

    /** 0 below {@code low}, 1 above {@code high}, smooth between. */
    static double step(double low, double high, double x) {
        double t = Math.clamp((x - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }
}
