package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Provides memory for voxels: off heap, and where they are very many in a mapped temporary file. */
public interface VoxelAllocator {
    /**
     * Zeroed memory.
     *
     * @param bytes how much
     * @param arena frees it
     */
    MemorySegment allocate(long bytes, Arena arena) throws IOException;
}
