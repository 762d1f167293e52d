package org.lmttm.volume;

import java.util.Arrays;

/**
 * Brings a box of voxels to another number of voxels along each axis; old and new voxels fill the same box. An axis that
 * gets coarser is averaged: a new voxel is the mean of what it covers, each old voxel counting by its share, so that
 * nothing aliases. An axis that gets finer is interpolated linearly between voxel centres, and beyond the outermost
 * centres the border goes on. Values that are not finite count for nothing; a new voxel that sees no finite value is NaN.
 *
 * <p>State: 16 bytes a new voxel. Old voxels are taken line by line, each once, so the old box need not be in memory.
 * Not thread-safe.
 */
public final class BoxResampling {
    private final int[] from;
    private final int[] to;
    private final Share[][] shares = new Share[3][];
    private final double[] sums;
    private final double[] weights;
    private final double[] lineSums;
    private final double[] lineWeights;

    /** What an old voxel gives along one axis: to the new voxels from {@code first} on, these weights. */
    private record Share(int first, double[] weights) {}

    /**
     * A resampling that has seen nothing yet.
     *
     * @param from old voxels along the three axes, each at least 1
     * @param to new voxels along them, each at least 1
     * @throws ArithmeticException when there are more new voxels than an array holds
     */
    public BoxResampling(int[] from, int[] to) {
        this.from = from.clone();
        this.to = to.clone();
        for (int axis = 0; axis < 3; axis++) {
            if (from[axis] < 1 || to[axis] < 1) {
                throw new IllegalArgumentException(
                        "cannot resample " + Arrays.toString(from) + " voxels to " + Arrays.toString(to));
            }
            shares[axis] = from[axis] < to[axis] ? finer(from[axis], to[axis]) : coarser(from[axis], to[axis]);
        }
        int count = Math.multiplyExact(Math.multiplyExact(to[0], to[1]), to[2]);
        sums = new double[count];
        weights = new double[count];
        lineSums = new double[to[2]];
        lineWeights = new double[to[2]];
    }

    /**
     * A whole block.
     *
     * @param values row-major, third axis fastest
     * @return row-major
     */
    public static float[] of(float[] values, int[] from, int[] to) {
        BoxResampling resampling = new BoxResampling(from, to);
        float[] line = new float[from[2]];
        for (int a = 0; a < from[0]; a++) {
            for (int b = 0; b < from[1]; b++) {
                System.arraycopy(values, (a * from[1] + b) * from[2], line, 0, line.length);
                resampling.add(a, b, line);
            }
        }
        return resampling.values();
    }

    /** Shares of each old voxel in the new ones that cover it, in old voxels; counted in whole numbers, so exactly. */
    private static Share[] coarser(int from, int to) {
        Share[] shares = new Share[from];
        for (int x = 0; x < from; x++) {
            long low = (long) x * to;
            long high = low + to;
            int first = (int) (low / from);
            int last = (int) ((high - 1) / from);
            double[] parts = new double[last - first + 1];
            for (int c = first; c <= last; c++) {
                long overlap = Math.min(high, (c + 1L) * from) - Math.max(low, (long) c * from);
                parts[c - first] = (double) overlap / to;
            }
            shares[x] = new Share(first, parts);
        }
        return shares;
    }

    private static Share[] finer(int from, int to) {
        double[][] matrix = new double[from][to];
        for (int c = 0; c < to; c++) {
            double position = Math.clamp((c + 0.5) * from / to - 0.5, 0, from - 1.0);
            int below = Math.min((int) position, Math.max(0, from - 2));
            double part = position - below;
            matrix[below][c] += 1 - part;
            if (part > 0) {
                matrix[below + 1][c] += part;
            }
        }
        return Arrays.stream(matrix).map(BoxResampling::share).toArray(Share[]::new);
    }

    /** The part of a row between its first and its last weight. */
    private static Share share(double[] row) {
        int first = 0;
        int end = row.length;
        while (first < end && row[first] == 0) {
            first++;
        }
        while (end > first && row[end - 1] == 0) {
            end--;
        }
        return new Share(first, Arrays.copyOfRange(row, first, end));
    }

    /**
     * Takes a line of old voxels.
     *
     * @param a its index along the first axis
     * @param b its index along the second axis
     * @param line all voxels along the third axis
     */
    public void add(int a, int b, float[] line) {
        reduce(line);
        Share onA = shares[0][a];
        Share onB = shares[1][b];
        for (int p = 0; p < onA.weights.length; p++) {
            for (int q = 0; q < onB.weights.length; q++) {
                int row = ((onA.first + p) * to[1] + onB.first + q) * to[2];
                double weight = onA.weights[p] * onB.weights[q];
                for (int c = 0; c < to[2]; c++) {
                    sums[row + c] += weight * lineSums[c];
                    weights[row + c] += weight * lineWeights[c];
                }
            }
        }
    }

    /** What a line gives to the new voxels along the third axis. */
    private void reduce(float[] line) {
        Arrays.fill(lineSums, 0);
        Arrays.fill(lineWeights, 0);
        Share[] shared = shares[2];
        for (int c = 0; c < from[2]; c++) {
            float value = line[c];
            if (!Float.isFinite(value)) {
                continue;
            }
            Share share = shared[c];
            for (int s = 0; s < share.weights.length; s++) {
                lineSums[share.first + s] += share.weights[s] * value;
                lineWeights[share.first + s] += share.weights[s];
            }
        }
    }

    /** The new voxels, row-major, of the lines taken so far. */
    public float[] values() {
        float[] values = new float[sums.length];
        for (int x = 0; x < values.length; x++) {
            values[x] = weights[x] > 0 ? (float) (sums[x] / weights[x]) : Float.NaN;
        }
        return values;
    }
}
