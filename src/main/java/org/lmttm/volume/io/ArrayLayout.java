package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.numpy.NpyHeader;

/**
 * How volumes lie in an array: the last three axes are a volume's i, j, k, those before them count volumes; two axes are
 * one volume with k = 1.
 *
 * @param header the array's shape and type
 * @param volumes how many volumes
 * @param ni voxels along i
 * @param nj voxels along j
 * @param nk voxels along k
 */
record ArrayLayout(NpyHeader header, int volumes, int ni, int nj, int nk) {
    static ArrayLayout of(NpyHeader header, FileHead file, String what) throws VolumeFormatException {
        List<Integer> shape = header.shape();
        int axes = shape.size();
        if (axes < 2 || axes > 5) {
            throw file.failure(what + " has shape " + shape + "; a volume has 3 axes, an array of volumes 4 or 5");
        }
        if (header.count() == 0) {
            throw file.failure(what + " has shape " + shape + ": it is empty");
        }
        if (axes == 4 && shape.get(3) <= 4 && shape.get(3) >= 3 && shape.get(2) > 4) {
            throw file.failure(what + " has shape " + shape
                    + ": the last axis looks like colour, which is not supported; save one channel");
        }
        if (axes == 2) {
            return new ArrayLayout(header, 1, shape.get(0), shape.get(1), 1);
        }
        long volumes = 1;
        for (int n : shape.subList(0, axes - 3)) {
            volumes *= n;
        }
        if (volumes > 1 << 24) {
            throw file.failure(what + " has shape " + shape + ": over 16 million volumes");
        }
        return new ArrayLayout(header, (int) volumes, shape.get(axes - 3), shape.get(axes - 2), shape.get(axes - 1));
    }

    long volumeBytes() {
        return (long) ni * nj * nk * header.type().bytes();
    }

    /** Whether a volume's voxels are not consecutive: Fortran order of several volumes. */
    boolean scattered() {
        return header.fortran() && volumes > 1;
    }

    Volume.Description description(String name, String format, List<String> warnings) {
        return new Volume.Description(
                name,
                format,
                ni,
                nj,
                nk,
                header.type(),
                header.order(),
                header.fortran() ? Volume.StorageOrder.FIRST_FASTEST : Volume.StorageOrder.LAST_FASTEST,
                1,
                0,
                Optional.empty(),
                warnings);
    }

    /** Brings the voxels of scattered volumes together, i fastest. */
    MemorySegment gather(MemorySegment stored, int first, int count, VoxelArena arena) throws IOException {
        int size = header.type().bytes();
        int channels = header.shape().size() == 5 ? header.shape().get(1) : 1;
        int batch = header.shape().getFirst();
        long voxels = (long) ni * nj * nk;
        MemorySegment gathered = arena.unpacked(count * volumeBytes());
        for (int v = 0; v < count; v++) {
            // Volumes are numbered in C order of the leading axes; memory has them in Fortran order.
            int number = first + v;
            long start = number / channels + (long) batch * (number % channels);
            for (long x = 0; x < voxels; x++) {
                MemorySegment.copy(stored, (start + x * volumes) * size, gathered, (v * voxels + x) * size, size);
            }
        }
        return gathered;
    }
}
