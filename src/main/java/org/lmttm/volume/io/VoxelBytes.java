package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Where the bytes of a file's voxels come from: mapped, unpacked, put together or read from text. */
interface VoxelBytes {
    /** Most bytes that can be there, told from files' sizes alone. */
    long largest();

    /**
     * Brings bytes into memory, or maps them.
     *
     * @param offset first byte wanted, counted from the first voxel's
     * @param bytes bytes wanted; compared with {@link #largest()} before anything is allocated
     * @param last whether nothing of the volumes follows: packed data are then checked to their end
     * @param arena owns the memory
     */
    MemorySegment load(long offset, long bytes, boolean last, VoxelArena arena) throws IOException;

    /** Fails when the range cannot be there. */
    static void check(DataFile file, long largest, long offset, long bytes, boolean packed) throws IOException {
        if (bytes > largest || offset > largest - bytes) {
            throw file.failure("is cut short or its header is damaged: the header asks for " + bytes
                    + " bytes of voxels from byte " + offset + " on, but the file has " + file.size() + " bytes"
                    + (packed ? " packed" : ""));
        }
    }
}
