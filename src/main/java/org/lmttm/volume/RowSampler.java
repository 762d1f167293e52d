package org.lmttm.volume;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Samples a volume along straight rows: first where the eight neighbours of each sample lie in memory, then one plain
 * loop of reads for the voxel type, then the interpolation. Where all neighbours are voxels of the volume the usual types
 * are read and interpolated at once, see {@link InnerRows}. Not thread-safe.
 */
final class RowSampler {
    private static final int CORNERS = 8;

    private final MemorySegment voxels;
    private final VoxelType type;
    private final boolean swapped;
    private final double slope;
    private final double intercept;
    private final boolean nearest;
    private final int[] size = new int[3];
    private final long[] stride = new long[3];
    private final long[] places;
    private final double[] corners;
    private final double[] fractions;
    private final InnerRows inner;

    RowSampler(Volume volume, Resampler.Interpolation interpolation, int width) {
        this.voxels = volume.voxels();
        this.type = volume.description().type();
        this.swapped = !volume.description().byteOrder().equals(ByteOrder.nativeOrder());
        this.slope = volume.description().slope();
        this.intercept = volume.description().intercept();
        this.nearest = interpolation == Resampler.Interpolation.NEAREST;
        for (int axis = 0; axis < 3; axis++) {
            size[axis] = volume.size(axis);
            stride[axis] = volume.stride(axis);
        }
        int each = nearest ? 1 : CORNERS;
        this.places = new long[each * width];
        this.corners = new double[each * width];
        this.fractions = new double[3 * width];
        this.inner = new InnerRows(volume, width);
    }

    /**
     * Samples of a row.
     *
     * @param start voxel position of pixel 0
     * @param step voxels from one pixel to the next
     * @param first first pixel, inside the volume
     * @param end behind the last pixel inside the volume
     * @param values receives the samples at {@code row + first} to {@code row + end - 1}
     */
    void sample(double[] start, double[] step, int first, int end, float[] values, int row) {
        if (nearest) {
            nearest(start, step, first, end);
            VoxelAccess.gather(voxels, type, swapped, places, end - first, corners);
            for (int p = first; p < end; p++) {
                values[row + p] = (float) (slope * corners[p - first] + intercept);
            }
            return;
        }
        if (inner.covers(start, step, first, end)) {
            inner.sample(start, step, first, end, values, row);
            return;
        }
        locate(start, step, first, end);
        VoxelAccess.gather(voxels, type, swapped, places, CORNERS * (end - first), corners);
        for (int p = first; p < end; p++) {
            values[row + p] = (float) (slope * interpolated(p - first) + intercept);
        }
    }

    private void nearest(double[] start, double[] step, int first, int end) {
        for (int p = first; p < end; p++) {
            places[p - first] = nearest(start[0] + p * step[0], size[0]) * stride[0]
                    + nearest(start[1] + p * step[1], size[1]) * stride[1]
                    + nearest(start[2] + p * step[2], size[2]) * stride[2];
        }
    }

    /** The voxel nearest to a position that is less than a voxel outside, halves upwards. */
    private static int nearest(double at, int size) {
        // from half a voxel before the first on, cutting off is rounding down
        return Math.min((int) Math.max(at + 0.5, 0), size - 1);
    }

    private void locate(double[] start, double[] step, int first, int end) {
        double mi = size[0] - 1.0;
        double mj = size[1] - 1.0;
        double mk = size[2] - 1.0;
        for (int p = first; p < end; p++) {
            double x = Math.min(Math.max(start[0] + p * step[0], 0), mi);
            double y = Math.min(Math.max(start[1] + p * step[1], 0), mj);
            double z = Math.min(Math.max(start[2] + p * step[2], 0), mk);
            int i = (int) x;
            int j = (int) y;
            int k = (int) z;
            int at = p - first;
            fractions[3 * at] = x - i;
            fractions[3 * at + 1] = y - j;
            fractions[3 * at + 2] = z - k;
            // at the last voxel the neighbour is the voxel itself, and its fraction is 0
            long di = i < mi ? stride[0] : 0;
            long dj = j < mj ? stride[1] : 0;
            long dk = k < mk ? stride[2] : 0;
            long place = i * stride[0] + j * stride[1] + k * stride[2];
            int c = CORNERS * at;
            places[c] = place;
            places[c + 1] = place + di;
            places[c + 2] = place + dj;
            places[c + 3] = place + dj + di;
            places[c + 4] = place + dk;
            places[c + 5] = place + dk + di;
            places[c + 6] = place + dk + dj;
            places[c + 7] = place + dk + dj + di;
        }
    }

    private double interpolated(int at) {
        int c = CORNERS * at;
        double fx = fractions[3 * at];
        double fy = fractions[3 * at + 1];
        double fz = fractions[3 * at + 2];
        double near = between(between(corners[c], corners[c + 1], fx), between(corners[c + 2], corners[c + 3], fx), fy);
        if (fz == 0) {
            return near;
        }
        double far =
                between(between(corners[c + 4], corners[c + 5], fx), between(corners[c + 6], corners[c + 7], fx), fy);
        return near + fz * (far - near);
    }

    /** Where the fraction is 0 the other value must not count, not even as not-a-number. */
    static double between(double a, double b, double fraction) {
        return fraction == 0 ? a : a + fraction * (b - a);
    }
}
