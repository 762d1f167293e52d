package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Voxels in several files, one after the other.
 *
 * @param parts the files in order
 * @param partBytes bytes of voxels in each
 */
record ManyFiles(List<VoxelBytes> parts, long partBytes) implements VoxelBytes {
    /** The bytes of one part of the voxels, which lie in a file. */
    interface Part {
        VoxelBytes in(DataFile file, long bytes) throws IOException;
    }

    /**
     * Voxels in files that a header names, each with as many bytes as the others.
     *
     * @param header names the files, none of which may lie outside of its folder
     * @param names their names, in order
     * @param bytes of all voxels
     * @param part finds the bytes in one file
     */
    static VoxelBytes of(FileHead header, List<String> names, long bytes, Part part) throws IOException {
        if (names.isEmpty() || bytes % names.size() != 0) {
            throw header.failure("lists " + names.size() + " data files, between which the " + bytes
                    + " bytes of its voxels cannot be divided");
        }
        long each = bytes / names.size();
        List<VoxelBytes> parts = new ArrayList<>();
        for (String name : names) {
            parts.add(part.in(DataFile.named(header, name), each));
        }
        return parts.size() == 1 ? parts.getFirst() : new ManyFiles(parts, each);
    }

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
