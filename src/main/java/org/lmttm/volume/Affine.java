package org.lmttm.volume;

import java.util.Arrays;

/**
 * A 4×4 affine map from voxel indices (i, j, k) at voxel centres to patient millimetres in RAS+ (x to the right, y to
 * the front, z to the top), as NIfTI and NiBabel define it. Immutable; the last row is 0 0 0 1.
 */
public final class Affine {
    private static final String[] POSITIVE = {"R", "A", "S"};
    private static final String[] NEGATIVE = {"L", "P", "I"};

    /** Rows 0–2, row-major: 12 numbers. */
    private final double[] m;

    private Affine(double[] m) {
        this.m = m;
    }

    /**
     * An affine from its rows.
     *
     * @param rows at least three rows of four finite numbers; a fourth row is not read
     * @throws IllegalArgumentException when a number is not finite or the map is not invertible
     */
    public static Affine of(double[][] rows) {
        double[] m = new double[12];
        for (int r = 0; r < 3; r++) {
            System.arraycopy(rows[r], 0, m, 4 * r, 4);
        }
        for (double x : m) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("affine has a number that is not finite: " + Arrays.toString(m));
            }
        }
        Affine affine = new Affine(m);
        if (affine.determinant() == 0) {
            throw new IllegalArgumentException("affine is not invertible: " + Arrays.toString(m));
        }
        return affine;
    }

    /** Scaling by the spacing (mm) without rotation or translation. */
    public static Affine scaling(double sx, double sy, double sz) {
        return of(new double[][] {{sx, 0, 0, 0}, {0, sy, 0, 0}, {0, 0, sz, 0}});
    }

    /** Element at row 0–2 and column 0–3. */
    public double get(int row, int column) {
        return m[4 * row + column];
    }

    /** All four rows, a fresh copy. */
    public double[][] rows() {
        return new double[][] {
            Arrays.copyOfRange(m, 0, 4), Arrays.copyOfRange(m, 4, 8), Arrays.copyOfRange(m, 8, 12), {0, 0, 0, 1}
        };
    }

    /** Maps a point: voxel indices, which may be fractional, to millimetres. */
    public double[] apply(double i, double j, double k) {
        double[] p = new double[3];
        for (int r = 0; r < 3; r++) {
            p[r] = m[4 * r] * i + m[4 * r + 1] * j + m[4 * r + 2] * k + m[4 * r + 3];
        }
        return p;
    }

    /** Maps a direction: as {@link #apply} without the translation. */
    public double[] applyDirection(double i, double j, double k) {
        double[] p = new double[3];
        for (int r = 0; r < 3; r++) {
            p[r] = m[4 * r] * i + m[4 * r + 1] * j + m[4 * r + 2] * k;
        }
        return p;
    }

    /** The affine that first applies {@code first}, then this one. */
    public Affine compose(Affine first) {
        double[] p = new double[12];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++) {
                double sum = c == 3 ? m[4 * r + 3] : 0;
                for (int x = 0; x < 3; x++) {
                    sum += m[4 * r + x] * first.m[4 * x + c];
                }
                p[4 * r + c] = sum;
            }
        }
        return new Affine(p);
    }

    /** Millimetres → voxel indices. */
    public Affine inverse() {
        double d = determinant();
        double[] p = new double[12];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                int r1 = (c + 1) % 3;
                int r2 = (c + 2) % 3;
                int c1 = (r + 1) % 3;
                int c2 = (r + 2) % 3;
                p[4 * r + c] = (m[4 * r1 + c1] * m[4 * r2 + c2] - m[4 * r1 + c2] * m[4 * r2 + c1]) / d;
            }
        }
        for (int r = 0; r < 3; r++) {
            p[4 * r + 3] = -(p[4 * r] * m[3] + p[4 * r + 1] * m[7] + p[4 * r + 2] * m[11]);
        }
        return new Affine(p);
    }

    /** Determinant of the 3×3 part: voxel volume in mm³, negative when the axes are left-handed. */
    public double determinant() {
        return m[0] * (m[5] * m[10] - m[6] * m[9])
                - m[1] * (m[4] * m[10] - m[6] * m[8])
                + m[2] * (m[4] * m[9] - m[5] * m[8]);
    }

    /** Voxel spacing in mm: the norms of the columns. */
    public double[] spacing() {
        double[] s = new double[3];
        for (int c = 0; c < 3; c++) {
            s[c] = Math.sqrt(m[c] * m[c] + m[4 + c] * m[4 + c] + m[8 + c] * m[8 + c]);
        }
        return s;
    }

    /**
     * For each voxel axis the patient axis (0 = right–left, 1 = front–back, 2 = top–bottom) that it follows most closely;
     * every patient axis is used once: the permutation whose direction cosines have the largest sum.
     */
    public int[] closestAxes() {
        int[][] permutations = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        double[] s = spacing();
        int[] best = permutations[0];
        double bestSum = -1;
        for (int[] p : permutations) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += Math.abs(m[4 * p[c] + c]) / s[c];
            }
            if (sum > bestSum + 1e-9) {
                best = p;
                bestSum = sum;
            }
        }
        return best.clone();
    }

    /** Three letters such as "RAS": where each voxel axis points to, most closely. */
    public String orientation() {
        int[] axes = closestAxes();
        StringBuilder letters = new StringBuilder();
        for (int c = 0; c < 3; c++) {
            letters.append(m[4 * axes[c] + c] >= 0 ? POSITIVE[axes[c]] : NEGATIVE[axes[c]]);
        }
        return letters.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine a && Arrays.equals(m, a.m);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(m);
    }

    @Override
    public String toString() {
        return Arrays.toString(m);
    }
}
