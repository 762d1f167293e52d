package org.lmttm.training;

import java.util.Random;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.volume.Affine;

/**
 * What an {@link Augmentation} does to one case at one step. All of it is drawn on the host, a few numbers a case; it is
 * applied on the device.
 *
 * @param source where each output voxel comes from, in voxels (depth, height, width); a signed permutation of the axes
 *     plus whole numbers where nothing warps
 * @param gain factor on the values
 * @param offset added after that
 * @param noiseSeed of the case's noise
 */
record CaseChange(Affine source, float gain, float offset, int noiseSeed) {

    /** Draws the changes. Flips and shifts come first, as they always did, so that older runs repeat. */
    static CaseChange draw(Augmentation augmentation, Extent extent, Random random) {
        int[] size = {extent.depth(), extent.height(), extent.width()};
        Affine source = flipsAndShifts(augmentation, size, random);
        for (int axis = 0; axis < 3; axis++) {
            int b = axis == 0 ? 1 : 0;
            int c = axis == 2 ? 1 : 2;
            if (augmentation.turns().about(axis) && size[b] == size[c]) {
                source = source.compose(turn(random.nextInt(4), b, c, size[b]));
            }
        }
        if (augmentation.warps()) {
            source = source.compose(warp(augmentation, size, random).inverse());
        }
        double gain = 1;
        double offset = 0;
        if (augmentation.intensity() > 0) {
            gain += between(augmentation.intensity(), random);
            offset = between(augmentation.intensity(), random);
        }
        return new CaseChange(
                source, (float) gain, (float) offset, augmentation.noise() > 0 ? random.nextInt() & 0x7fffffff : 0);
    }

    private static Affine flipsAndShifts(Augmentation augmentation, int[] size, Random random) {
        double[][] rows = new double[3][4];
        int most = augmentation.shift();
        for (int axis = 0; axis < 3; axis++) {
            boolean flip = augmentation.flips() && random.nextBoolean();
            int shift = most == 0 ? 0 : random.nextInt(2 * most + 1) - most;
            rows[axis][axis] = flip ? -1 : 1;
            rows[axis][3] = (flip ? size[axis] - 1 : 0) - shift;
        }
        return Affine.of(rows);
    }

    /** Quarter turns in the plane of axes b and c, both of so many voxels. */
    private static Affine turn(int quarters, int b, int c, int size) {
        double[][] quarter = new double[3][4];
        int other = 3 - b - c;
        quarter[other][other] = 1;
        quarter[b][c] = 1;
        quarter[c][b] = -1;
        quarter[c][3] = size - 1;
        Affine all = Affine.scaling(1, 1, 1);
        for (int q = 0; q < quarters; q++) {
            all = all.compose(Affine.of(quarter));
        }
        return all;
    }

    /** Where the warp takes a position: rotations about the three axes after shear after scale, about the middle. */
    private static Affine warp(Augmentation augmentation, int[] size, Random random) {
        Affine warp = middle(size, 1);
        for (int axis = 0; axis < 3 && augmentation.rotate() > 0; axis++) {
            double angle = Math.toRadians(between(augmentation.rotate(), random));
            double[][] rows = Affine.scaling(1, 1, 1).rows();
            int b = axis == 0 ? 1 : 0;
            int c = axis == 2 ? 1 : 2;
            rows[b][b] = StrictMath.cos(angle);
            rows[c][c] = StrictMath.cos(angle);
            rows[b][c] = -StrictMath.sin(angle);
            rows[c][b] = StrictMath.sin(angle);
            warp = warp.compose(Affine.of(rows));
        }
        if (augmentation.shear() > 0) {
            double zy = between(augmentation.shear(), random);
            double zx = between(augmentation.shear(), random);
            double yx = between(augmentation.shear(), random);
            warp = warp.compose(Affine.of(new double[][] {{1, zy, zx, 0}, {0, 1, yx, 0}, {0, 0, 1, 0}}));
        }
        if (augmentation.scale() > 0) {
            double factor = 1 + between(augmentation.scale(), random);
            warp = warp.compose(Affine.scaling(factor, factor, factor));
        }
        return warp.compose(middle(size, -1));
    }

    private static Affine middle(int[] size, int sign) {
        double[][] rows = Affine.scaling(1, 1, 1).rows();
        for (int axis = 0; axis < 3; axis++) {
            rows[axis][3] = sign * (size[axis] - 1) / 2.0;
        }
        return Affine.of(rows);
    }

    private static double between(double most, Random random) {
        return (2 * random.nextDouble() - 1) * most;
    }
}
