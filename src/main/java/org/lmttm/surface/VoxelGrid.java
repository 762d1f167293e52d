package org.lmttm.surface;

import java.util.Arrays;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/**
 * A volume, or a box of it, as slabs of floats in the order in which it is stored: u runs fastest in memory, w slowest,
 * so that a slab is read in one go whatever the format. With padding, a layer of a value that is outside surrounds it.
 */
final class VoxelGrid {
    final int nu;
    final int nv;
    final int nw;
    /** (u, v, w) → patient mm, or voxels (i, j, k) where there is no geometry. */
    final Affine affine;

    private final Volume volume;
    private final int[] axes;
    private final int[] low = new int[3];
    private final int padding;
    private final float outside;
    /** The value that counts as 1, all others as 0; NaN takes values as they are. */
    private final float label;

    /** The values of a whole volume; padding is −∞, which is outside at every level. */
    VoxelGrid(Volume volume, boolean padded) {
        this(volume, new int[] {0, 0, 0, volume.ni() - 1, volume.nj() - 1, volume.nk() - 1}, padded, Float.NaN);
    }

    /** One label of a label map as 1 among 0, in the box that holds it, padded by 0. */
    static VoxelGrid ofLabel(Volume volume, LabelMap.Label label) {
        return new VoxelGrid(volume, label.box(), true, label.value());
    }

    private VoxelGrid(Volume volume, int[] box, boolean padded, float label) {
        this.volume = volume;
        boolean reversed = volume.description().order() == Volume.StorageOrder.LAST_FASTEST;
        this.axes = reversed ? new int[] {2, 1, 0} : new int[] {0, 1, 2};
        this.padding = padded ? 1 : 0;
        this.label = label;
        this.outside = Float.isNaN(label) ? Float.NEGATIVE_INFINITY : 0;
        int[] size = new int[3];
        for (int c = 0; c < 3; c++) {
            low[c] = box[axes[c]];
            size[c] = box[3 + axes[c]] - low[c] + 1 + 2 * padding;
        }
        this.nu = size[0];
        this.nv = size[1];
        this.nw = size[2];
        this.affine = toPatient(volume.affineOrVoxels());
    }

    private Affine toPatient(Affine a) {
        double[][] from = a.rows();
        double[][] rows = a.rows();
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                rows[r][c] = from[r][axes[c]];
                rows[r][3] += (low[c] - padding) * rows[r][c];
            }
        }
        return Affine.of(rows);
    }

    /** Copies slab w: nu · nv values, u fastest. */
    void slab(int w, float[] target) {
        if (padding == 0) {
            if (nu == volume.size(axes[0]) && nv == volume.size(axes[1]) && Float.isNaN(label)) {
                volume.read((low[2] + w) * volume.stride(axes[2]), 1, nu * nv, target, 0);
                return;
            }
            for (int v = 0; v < nv; v++) {
                row(v, w, target, v * nu);
            }
            return;
        }
        Arrays.fill(target, outside);
        if (w > 0 && w < nw - 1) {
            for (int v = 1; v < nv - 1; v++) {
                row(v - 1, w - 1, target, v * nu + 1);
            }
        }
    }

    private void row(int v, int w, float[] target, int offset) {
        int n = nu - 2 * padding;
        long start = low[0] * volume.stride(axes[0])
                + (low[1] + v) * volume.stride(axes[1])
                + (low[2] + w) * volume.stride(axes[2]);
        volume.read(start, volume.stride(axes[0]), n, target, offset);
        if (!Float.isNaN(label)) {
            for (int x = offset; x < offset + n; x++) {
                target[x] = target[x] == label ? 1 : 0;
            }
        }
    }
}
