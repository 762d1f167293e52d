package org.lmttm.surface;

import java.util.Arrays;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/**
 * A volume as slabs of floats in the order in which it is stored: u runs fastest in memory, w slowest, so that a slab is
 * read in one go whatever the format. With padding, a layer of −∞ (outside at every level) surrounds the volume.
 */
final class VoxelGrid {
    final int nu;
    final int nv;
    final int nw;
    /** (u, v, w) → patient mm, or voxels (i, j, k) where there is no geometry. */
    final Affine affine;

    private final Volume volume;
    private final boolean reversed;
    private final int padding;

    VoxelGrid(Volume volume, boolean padded) {
        this.volume = volume;
        this.reversed = volume.description().order() == Volume.StorageOrder.LAST_FASTEST;
        this.padding = padded ? 1 : 0;
        this.nu = (reversed ? volume.nk() : volume.ni()) + 2 * padding;
        this.nv = volume.nj() + 2 * padding;
        this.nw = (reversed ? volume.ni() : volume.nk()) + 2 * padding;
        this.affine = toPatient(volume.affineOrVoxels());
    }

    private Affine toPatient(Affine a) {
        double[][] rows = a.rows();
        for (int r = 0; r < 3; r++) {
            if (reversed) {
                double i = rows[r][0];
                rows[r][0] = rows[r][2];
                rows[r][2] = i;
            }
            rows[r][3] -= padding * (rows[r][0] + rows[r][1] + rows[r][2]);
        }
        return Affine.of(rows);
    }

    /** Copies slab w: nu · nv values, u fastest. */
    void slab(int w, float[] target) {
        if (padding == 0) {
            for (int v = 0; v < nv; v++) {
                row(v, w, target, v * nu);
            }
            return;
        }
        Arrays.fill(target, Float.NEGATIVE_INFINITY);
        if (w > 0 && w < nw - 1) {
            for (int v = 1; v < nv - 1; v++) {
                row(v - 1, w - 1, target, v * nu + 1);
            }
        }
    }

    private void row(int v, int w, float[] target, int offset) {
        if (reversed) {
            volume.line(2, w, v, target, offset);
        } else {
            volume.line(0, v, w, target, offset);
        }
    }
}
