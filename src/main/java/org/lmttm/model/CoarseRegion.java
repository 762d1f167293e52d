package org.lmttm.model;

import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.BoxResampling;
import org.lmttm.volume.Region;
import org.lmttm.volume.Volume;

/**
 * The part of a volume under a coarse grid, with voxels about as large as the grid's cells: each the mean of what it
 * covers. A grid may then sample points of it without missing what lies between.
 */
final class CoarseRegion {
    private CoarseRegion() {}

    /**
     * The coarse part.
     *
     * @param volume what is sampled
     * @param affine its geometry
     * @param region what the grid covers, edges along the directions
     * @param directions unit vectors of the grid's axes in RAS+ mm
     * @param shape cells of the grid along them
     * @return a volume of its own, which the caller closes; null where no cell is larger than a voxel
     */
    static @Nullable Volume of(Volume volume, Affine affine, Region region, double[][] directions, int[] shape) {
        Affine inverse = affine.inverse();
        double[] centre = inverse.apply(
                region.centre().get(0), region.centre().get(1), region.centre().get(2));
        int[] first = new int[3];
        int[] count = new int[3];
        int[] coarse = new int[3];
        boolean finer = true;
        for (int axis = 0; axis < 3; axis++) {
            double half = 0.5;
            double step = 0;
            for (int a = 0; a < 3; a++) {
                double[] d = directions[a];
                double along = Math.abs(inverse.applyDirection(d[0], d[1], d[2])[axis])
                        * region.edges().get(a);
                half += along / 2;
                step = Math.max(step, along / shape[a]);
            }
            int last = volume.size(axis) - 1;
            first[axis] = (int) Math.clamp(Math.floor(centre[axis] - half), 0, last);
            count[axis] = (int) Math.clamp(Math.ceil(centre[axis] + half), 0, last) - first[axis] + 1;
            coarse[axis] = step > 1 ? (int) Math.max(1, Math.round(count[axis] / step)) : count[axis];
            finer &= coarse[axis] == count[axis];
        }
        return finer ? null : average(volume, affine, first, count, coarse);
    }

    private static Volume average(Volume volume, Affine affine, int[] first, int[] count, int[] coarse) {
        BoxResampling resampling = new BoxResampling(
                new int[] {count[2], count[1], count[0]}, new int[] {coarse[2], coarse[1], coarse[0]});
        float[] line = new float[count[0]];
        for (int k = 0; k < count[2]; k++) {
            for (int j = 0; j < count[1]; j++) {
                long start = first[0] * volume.stride(0)
                        + (first[1] + j) * volume.stride(1)
                        + (first[2] + k) * volume.stride(2);
                volume.read(start, volume.stride(0), line.length, line, 0);
                resampling.add(k, j, line);
            }
        }
        return Volume.ofFloats(
                volume.name(),
                coarse[0],
                coarse[1],
                coarse[2],
                resampling.values(),
                places(affine, first, count, coarse));
    }

    /** Where the coarse voxels lie: the same box, in fewer pieces. */
    private static Affine places(Affine affine, int[] first, int[] count, int[] coarse) {
        double[] size = new double[3];
        double[] origin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            size[axis] = (double) count[axis] / coarse[axis];
            origin[axis] = first[axis] + size[axis] / 2 - 0.5;
        }
        double[] corner = affine.apply(origin[0], origin[1], origin[2]);
        double[][] rows = new double[3][4];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                rows[r][c] = affine.get(r, c) * size[c];
            }
            rows[r][3] = corner[r];
        }
        return Affine.of(rows);
    }
}
