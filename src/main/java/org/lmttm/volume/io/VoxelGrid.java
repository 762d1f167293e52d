package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lmttm.volume.VolumeFormatException;

/**
 * How a file's axes lie in memory: three of them (or two) are space, the product of the others counts volumes.
 *
 * @param sizes lengths of all axes, the fastest first
 * @param spatial which axes are space, the fastest first: three, or two for a picture
 */
record VoxelGrid(int[] sizes, int[] spatial) {
    /** Far above any scanner, low enough that no product below overflows. */
    private static final long MOST_VOXELS = 1L << 40;

    private static final int MOST_VOLUMES = 1 << 20;

    /**
     * A grid, checked.
     *
     * @param file for messages
     * @param sizes lengths of all axes as the header has them, the fastest first
     * @param spatial which axes are space
     */
    static VoxelGrid of(FileHead file, long[] sizes, int... spatial) throws VolumeFormatException {
        long count = 1;
        for (long size : sizes) {
            if (size < 1 || size > Integer.MAX_VALUE) {
                throw file.failure("has a damaged header: an axis of " + size + " voxels");
            }
            if (count > MOST_VOXELS / size) {
                throw file.failure("has a damaged header: " + Arrays.toString(sizes)
                        + " is over 10¹² voxels, in a file of " + file.size() + " bytes");
            }
            count *= size;
        }
        VoxelGrid grid =
                new VoxelGrid(Arrays.stream(sizes).mapToInt(size -> (int) size).toArray(), spatial);
        long volumes = count / grid.voxels();
        if (volumes > MOST_VOLUMES) {
            throw file.failure("declares " + volumes + " volumes, over a million: it is not a series of volumes");
        }
        return grid;
    }

    /** Voxels along a spatial axis, the fastest first; 1 for the third axis of a picture. */
    int size(int axis) {
        return axis < spatial.length ? sizes[spatial[axis]] : 1;
    }

    /** Voxels of one volume. */
    long voxels() {
        return (long) size(0) * size(1) * size(2);
    }

    /** How many volumes there are. */
    int volumes() {
        return (int) (all() / voxels());
    }

    /** Voxels of all volumes. */
    long all() {
        return Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b);
    }

    /** Axes that are not space, the fastest first. */
    int[] others() {
        return IntStream.range(0, sizes.length)
                .filter(axis -> Arrays.stream(spatial).noneMatch(s -> s == axis))
                .toArray();
    }

    /** Whether each volume's voxels lie together, one volume after the other. */
    boolean inOrder() {
        int[] others = others();
        return Arrays.stream(others)
                .allMatch(axis -> sizes[axis] == 1 || Arrays.stream(spatial).allMatch(s -> s < axis));
    }

    /**
     * Brings the voxels of volumes together that lie between those of others.
     *
     * @param stored all voxels of the file
     * @param bytes bytes a voxel
     * @param first the first volume wanted
     * @param count how many are wanted
     * @param arena owns the memory
     */
    MemorySegment gather(MemorySegment stored, int bytes, int first, int count, VoxelArena arena) throws IOException {
        long volume = voxels() * bytes;
        MemorySegment gathered = arena.unpacked(count * volume);
        long[] strides = strides();
        long s0 = stride(strides, 0);
        long to = 0;
        for (int v = first; v < first + count; v++) {
            long base = base(strides, v);
            for (int z = 0; z < size(2); z++) {
                for (int y = 0; y < size(1); y++) {
                    long from = base + z * stride(strides, 2) + y * stride(strides, 1);
                    for (int x = 0; x < size(0); x++) {
                        MemorySegment.copy(stored, (from + x * s0) * bytes, gathered, to, bytes);
                        to += bytes;
                    }
                }
            }
        }
        return gathered;
    }

    private long[] strides() {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        return strides;
    }

    private long stride(long[] strides, int axis) {
        return axis < spatial.length ? strides[spatial[axis]] : 0;
    }

    private long base(long[] strides, int volume) {
        long base = 0;
        int rest = volume;
        for (int axis : others()) {
            base += rest % sizes[axis] * strides[axis];
            rest /= sizes[axis];
        }
        return base;
    }
}
