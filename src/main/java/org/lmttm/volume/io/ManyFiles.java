package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Voxels in several files, one after the other.
 *
 * @param parts the files in order
 * @param partBytes bytes of voxels in each
 */
record ManyFiles(List<VoxelBytes> parts, long partBytes) implements VoxelBytes {
    @Override
    public long largest() {
        long sum = 0;
        for (VoxelBytes part : parts) {
            sum += Math.min(part.largest(), partBytes);
        }
        return sum;
    }

    @Override
    public MemorySegment load(long offset, long bytes, boolean last, VoxelArena arena) throws IOException {
        int first = (int) (offset / partBytes);
        if (offset + bytes <= (first + 1) * partBytes) {
            return parts.get(first).load(offset - first * partBytes, bytes, last, arena);
        }
        MemorySegment all = arena.unpacked(bytes);
        long done = 0;
        while (done < bytes) {
            long at = offset + done;
            int part = (int) (at / partBytes);
            long from = at - part * partBytes;
            long count = Math.min(partBytes - from, bytes - done);
            try (VoxelArena piece = new VoxelArena()) {
                MemorySegment.copy(
                        parts.get(part).load(from, count, from + count == partBytes, piece), 0, all, done, count);
            }
            done += count;
        }
        return all;
    }
}
