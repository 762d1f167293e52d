package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Voxels in one file.
 *
 * @param file the file
 * @param start bytes in front of the voxels, or of the packed stream that holds them
 * @param packing how they are packed from there on
 * @param skip bytes in front of the voxels within the unpacked stream
 */
record FileBytes(DataFile file, long start, Packing packing, long skip) implements VoxelBytes {
    /** How voxels are packed. */
    enum Packing {
        /** Not at all: they are mapped. */
        NONE,
        GZIP,
        ZLIB
    }

    /** Voxels as they are, or in a file that is packed as a whole. */
    static FileBytes of(DataFile file, boolean gzip, long offset) {
        return gzip ? new FileBytes(file, 0, Packing.GZIP, offset) : new FileBytes(file, offset, Packing.NONE, 0);
    }

    @Override
    public long largest() {
        long there = Math.max(0, file.size() - start);
        return packing == Packing.NONE || there == 0 ? there : Math.max(0, FileHead.largestInflated(there) - skip);
    }

    @Override
    public MemorySegment load(long offset, long bytes, boolean last, VoxelArena arena) throws IOException {
        VoxelBytes.check(file, largest(), offset, bytes, packing != Packing.NONE);
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            if (packing == Packing.NONE) {
                return channel.map(FileChannel.MapMode.READ_ONLY, start + offset, bytes, arena);
            }
            try (Arena mapping = Arena.ofConfined();
                    Inflation inflation = new Inflation(
                            file,
                            channel.map(FileChannel.MapMode.READ_ONLY, start, file.size() - start, mapping),
                            packing == Packing.GZIP)) {
                inflation.skip(skip + offset);
                MemorySegment voxels = arena.unpacked(bytes);
                inflation.fill(voxels);
                if (last) {
                    inflation.verifyEnd();
                }
                return voxels;
            }
        }
    }
}
