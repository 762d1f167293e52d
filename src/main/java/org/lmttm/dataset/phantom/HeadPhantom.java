package org.lmttm.dataset.phantom;

import java.util.Random;
import java.util.stream.IntStream;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/**
 * A head as a CT angiogram would show it, in HU: made from bodies and noise, like no one in particular, and different on
 * the left and the right so that a mirrored display shows. Head coordinates are mm, x right, y front, z up, with the
 * origin between the ears; the scanner's gantry stood oblique to them.
 */
final class HeadPhantom {
    /** What lies outside the round field of view. */
    static final double OUTSIDE = -1024;

    private static final double AIR = -1000;
    private static final double NOISE = 6.5;

    private HeadPhantom() {}

    /**
     * The volume.
     *
     * @param ni columns, also rows; 208 mm are covered in-plane whatever this is
     * @param nk slices over 192 mm
     * @param seed of the noise
     */
    static Volume make(int ni, int nk, long seed) {
        double spacing = 208.0 / ni;
        double thickness = 192.0 / nk;
        Affine affine = oblique(ni, nk, spacing, thickness);
        float[] values = new float[ni * ni * nk];
        // Slices do not depend on each other: each has its own noise generator.
        IntStream.range(0, nk).parallel().forEach(k -> slice(values, k, ni, affine, seed));
        return Volume.ofFloats("ct-phantom", ni, ni, nk, values, affine);
    }

    /** Columns run to the patient's left, rows to the back, as in a scanner's image; tilted 9° and turned 4°. */
    private static Affine oblique(int n, int nk, double spacing, double thickness) {
        double tilt = StrictMath.toRadians(9);
        double turn = StrictMath.toRadians(4);
        double ct = StrictMath.cos(tilt);
        double st = StrictMath.sin(tilt);
        double cu = StrictMath.cos(turn);
        double su = StrictMath.sin(turn);
        double[] i = {-cu * spacing, -su * spacing, 0};
        double[] j = {su * ct * spacing, -cu * ct * spacing, -st * spacing};
        double[] k = Vectors.times(Vectors.unit(Vectors.cross(i, j)), thickness);
        double[][] rows = new double[3][4];
        double[] centre = {0, 2, 2};
        for (int r = 0; r < 3; r++) {
            rows[r][0] = i[r];
            rows[r][1] = j[r];
            rows[r][2] = k[r];
            rows[r][3] = centre[r] - (n - 1) / 2.0 * (i[r] + j[r]) - (nk - 1) / 2.0 * k[r];
        }
        return Affine.of(rows);
    }

    private static void slice(float[] values, int k, int n, Affine affine, long seed) {
        Random random = new Random(seed * 1009 + k);
        random.nextLong();
        float[] noise = noise(random, n);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                int at = j * n + i;
                double[] p = affine.apply(i, j, k);
                double u = i - (n - 1) / 2.0;
                double v = j - (n - 1) / 2.0;
                boolean inField = Math.sqrt(u * u + v * v) < n / 2.0;
                double hu = inField ? Math.rint(hu(p[0], p[1], p[2]) + noise[at]) : OUTSIDE;
                values[k * n * n + at] = (float) Math.clamp(hu, OUTSIDE, 3071);
            }
        }
    }

    /** Noise whose neighbours agree a little, as reconstruction leaves it. */
    private static float[] noise(Random random, int n) {
        float[] white = new float[n * n];
        for (int x = 0; x < white.length; x++) {
            white[x] = (float) (NOISE * random.nextGaussian());
        }
        float[] out = new float[n * n];
        for (int x = 0; x < white.length; x++) {
            float next = white[Math.min(x + 1, white.length - 1)];
            float below = white[Math.min(x + n, white.length - 1)];
            out[x] = 0.6f * white[x] + 0.35f * next + 0.35f * below;
        }
        return out;
    }

    /** HU at a point of the head, without noise. */
    static double hu(double x, double y, double z) {
        double skin = HeadSoftTissue.skin(x, y, z);
        if (skin > 3) {
            return AIR;
        }
        double value = HeadSoftTissue.paint(x, y, z, skin);
        value = HeadBrain.paint(value, x, y, z);
        value = HeadSkull.paint(value, x, y, z);
        value = HeadFace.paint(value, x, y, z);
        value = HeadVessels.paint(value, x, y, z);
        // The skin last and the other way round: what is outside is air, whatever was painted.
        return Shapes.paint(value, AIR, -skin, 1.5);
    }
}
