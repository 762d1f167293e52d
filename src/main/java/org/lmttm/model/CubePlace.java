package org.lmttm.model;

import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Region;
import org.lmttm.volume.Volume;

/**
 * Where a model's cube lies in the volume that it was made of: from voxel indices (i, j, k) to indices of the cube
 * (depth, height, width) and back, whole numbers at the centres of voxels.
 */
public final class CubePlace {
    private final Affine toCube;
    private final Affine toVolume;

    private CubePlace(Affine toCube) {
        this.toCube = toCube;
        this.toVolume = toCube.inverse();
    }

    /**
     * The place of the cube that {@link CubeInput} makes.
     *
     * @param box as for {@link CubeInput#ofBox}; null: as for {@link CubeInput#of(Volume, Preprocessing)}
     * @throws IllegalArgumentException if the volume does not suit the preprocessing
     */
    public static CubePlace of(Volume volume, Preprocessing preprocessing, @Nullable Region box) {
        Architecture.Extent cube = preprocessing.cube();
        int[] shape = {cube.depth(), cube.height(), cube.width()};
        boolean stored = preprocessing.axes().equals(Preprocessing.AS_STORED);
        if (stored && box == null) {
            return whole(shape, volume.ni(), volume.nj(), volume.nk());
        }
        Region region = box == null ? CubeInput.region(volume, preprocessing, null) : box;
        return stored
                ? alongVoxels(volume.affineOrVoxels(), shape, region)
                : along(CubeInput.directions(preprocessing.axes()), shape, region, volume.affineOrVoxels());
    }

    private static CubePlace alongVoxels(Affine affine, int[] shape, Region region) {
        double[] spacing = affine.spacing();
        double[] centre = affine.inverse()
                .apply(
                        region.centre().get(0),
                        region.centre().get(1),
                        region.centre().get(2));
        double[][] rows = new double[3][4];
        for (int axis = 0; axis < 3; axis++) {
            double scale = shape[axis] * spacing[axis] / region.edges().get(axis);
            rows[axis][axis] = scale;
            rows[axis][3] = shape[axis] / 2.0 - 0.5 - centre[axis] * scale;
        }
        return new CubePlace(Affine.of(rows));
    }

    private static CubePlace along(double[][] directions, int[] shape, Region region, Affine affine) {
        double[][] rows = new double[3][4];
        for (int axis = 0; axis < 3; axis++) {
            double scale = shape[axis] / region.edges().get(axis);
            double middle = 0;
            for (int c = 0; c < 3; c++) {
                rows[axis][c] = directions[axis][c] * scale;
                middle += directions[axis][c] * region.centre().get(c);
            }
            rows[axis][3] = shape[axis] / 2.0 - 0.5 - middle * scale;
        }
        return new CubePlace(Affine.of(rows).compose(affine));
    }

    private static CubePlace whole(int[] shape, int... voxels) {
        double[][] rows = new double[3][4];
        for (int axis = 0; axis < 3; axis++) {
            double scale = (double) shape[axis] / voxels[axis];
            rows[axis][axis] = scale;
            rows[axis][3] = scale / 2 - 0.5;
        }
        return new CubePlace(Affine.of(rows));
    }

    /** Indices of the cube (depth, height, width) at a place in the volume; outside the cube too. */
    public double[] cube(double i, double j, double k) {
        return toCube.apply(i, j, k);
    }

    /** Voxel indices (i, j, k) at a place in the cube. */
    public double[] voxel(double depth, double height, double width) {
        return toVolume.apply(depth, height, width);
    }
}
