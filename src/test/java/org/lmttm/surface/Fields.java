package org.lmttm.surface;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/** Volumes with known surfaces. */
final class Fields {
    private Fields() {}

    /** A value at a voxel. */
    interface Field {
        double at(double i, double j, double k);
    }

    static Volume of(int ni, int nj, int nk, @Nullable Affine affine, Field field) {
        float[] values = new float[ni * nj * nk];
        int x = 0;
        for (int k = 0; k < nk; k++) {
            for (int j = 0; j < nj; j++) {
                for (int i = 0; i < ni; i++) {
                    values[x++] = (float) field.at(i, j, k);
                }
            }
        }
        return Volume.ofFloats("field", ni, nj, nk, values, affine);
    }

    /** Positive within a sphere about c, negative outside; the level 0 is the sphere. */
    static Field ball(double ci, double cj, double ck, double radius) {
        return (i, j, k) -> radius - Math.sqrt((i - ci) * (i - ci) + (j - cj) * (j - cj) + (k - ck) * (k - ck));
    }

    /** Independent noise in −1 … 1, but −1 on the border: every ambiguous case occurs, and all surfaces are closed. */
    static Volume noise(int n, long seed) {
        Random random = new Random(seed);
        return of(n, n, n, null, (i, j, k) -> {
            double value = 2 * random.nextDouble() - 1;
            boolean border = Math.min(i, Math.min(j, k)) == 0 || Math.max(i, Math.max(j, k)) == n - 1;
            return border ? -1 : value;
        });
    }
}
