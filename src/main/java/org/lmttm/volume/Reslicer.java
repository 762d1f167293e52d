package org.lmttm.volume;

import java.util.Arrays;

/**
 * Takes slices out of a volume at any angle. Positions within half a voxel of the outermost voxel centres have the
 * border's values; beyond, values are not a number. Where pixels lie on voxel centres, values are the voxels' own, bit
 * for bit. Thread-safe.
 */
public final class Reslicer {
    /** Pixels along a row that are taken before the next row. */
    private static final int TILE = 32;

    private static final double SNAP = 1e-7;
    private static final double SLACK = 1e-9;

    private final Volume volume;
    private final Resampler.Interpolation interpolation;
    private final Affine toVoxel;

    /**
     * Reslicing of one volume.
     *
     * @param volume stays open while slices are taken
     * @param interpolation how values between voxels are found
     */
    public Reslicer(Volume volume, Resampler.Interpolation interpolation) {
        this.volume = volume;
        this.interpolation = interpolation;
        this.toVoxel = volume.affineOrVoxels().inverse();
    }

    /** The values of a grid's pixels, {@code height × width}, the top row first. */
    public float[] extract(PlaneGrid grid) {
        return extract(grid, Slab.THIN);
    }

    /** The values of a slab's pixels, {@code height × width}, the top row first. */
    public float[] extract(PlaneGrid grid, Slab slab) {
        double[][] steps = steps(grid);
        float[] values = new float[grid.width() * grid.height()];
        int reach = slab.reach(grid.sliceStep());
        if (reach == 0) {
            Bands.run(grid.height(), grid.width(), (from, to) -> rows(grid, steps, 0, from, to, values));
            return values;
        }
        SlabValues gathered = new SlabValues(slab.projection(), values);
        float[] slice = new float[values.length];
        Bands.run(grid.height(), grid.width(), (from, to) -> {
            int first = from * grid.width();
            int end = to * grid.width();
            for (int offset = -reach; offset <= reach; offset++) {
                rows(grid, steps, offset, from, to, slice);
                gathered.add(slice, slab.share(offset, grid.sliceStep()), first, end);
            }
            gathered.finish(first, end);
        });
        return values;
    }

    /** Voxel position of pixel (0, 0) and its steps along x, y and depth: {x, y, z, origin}. */
    private double[][] steps(PlaneGrid grid) {
        Affine map = toVoxel.compose(grid.toPatient());
        double[][] steps = new double[4][3];
        for (int c = 0; c < 4; c++) {
            for (int axis = 0; axis < 3; axis++) {
                steps[c][axis] = snapped(map.get(axis, c));
            }
        }
        return steps;
    }

    /** Without what two affines lost by rounding: pixels on voxel centres have whole numbers. */
    private static double snapped(double value) {
        double whole = Math.rint(value);
        return Math.abs(value - whole) < SNAP ? whole : value;
    }

    private void rows(PlaneGrid grid, double[][] steps, int depth, int from, int to, float[] values) {
        RowSampler sampler = new RowSampler(volume, interpolation, TILE);
        double[] start = new double[3];
        // in upright tiles: the voxels of neighbouring rows lie on the same pages of memory
        for (int left = 0; left < grid.width(); left += TILE) {
            int right = Math.min(grid.width(), left + TILE);
            for (int y = from; y < to; y++) {
                int row = y * grid.width();
                for (int axis = 0; axis < 3; axis++) {
                    start[axis] = steps[3][axis] + y * steps[1][axis] + depth * steps[2][axis];
                }
                int first = Math.min(right, first(start, steps[0], left));
                int end = Math.max(first, end(start, steps[0], right));
                Arrays.fill(values, row + left, row + first, Float.NaN);
                Arrays.fill(values, row + end, row + right, Float.NaN);
                if (first < end) {
                    sampler.sample(start, steps[0], first, end, values, row);
                }
            }
        }
    }

    /** The first pixel of a row from {@code left} on that is inside the volume; the largest number where none is. */
    private int first(double[] start, double[] step, int left) {
        double first = left;
        for (int axis = 0; axis < 3; axis++) {
            double low = -0.5 - SLACK;
            double high = volume.size(axis) - 0.5 + SLACK;
            if (step[axis] == 0) {
                first = start[axis] < low || start[axis] > high ? Integer.MAX_VALUE : first;
            } else {
                first = Math.max(first, Math.ceil(((step[axis] > 0 ? low : high) - start[axis]) / step[axis]));
            }
        }
        return (int) first;
    }

    /** Behind the last pixel of a row before {@code right} that is inside the volume. */
    private int end(double[] start, double[] step, int right) {
        double end = right;
        for (int axis = 0; axis < 3; axis++) {
            double low = -0.5 - SLACK;
            double high = volume.size(axis) - 0.5 + SLACK;
            if (step[axis] != 0) {
                end = Math.min(end, Math.floor(((step[axis] > 0 ? high : low) - start[axis]) / step[axis]) + 1);
            }
        }
        return (int) end;
    }
}
