package org.lmttm.volume.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;
import org.lmttm.volume.VolumeFormatException;

/** Brings a file's voxels into memory: mapped where the file is plain, unpacked piece by piece where it is not. */
final class VoxelMemory {
    private static final int PIECE = 1 << 18;

    private VoxelMemory() {}

    /**
     * Voxels of a file.
     *
     * @param file the file that holds them
     * @param offset bytes before the first wanted voxel, in the unpacked content
     * @param bytes bytes wanted; compared with what the file can hold before anything is allocated
     * @param last whether the content ends after them, as far as the header says: then a packed file's checksum is
     *     verified
     * @param arena owns the memory
     */
    static MemorySegment load(FileHead file, long offset, long bytes, boolean last, Arena arena) throws IOException {
        if (bytes > file.largestContent() || offset > file.largestContent() - bytes) {
            throw file.failure("is cut short or its header is damaged: the header asks for " + bytes
                    + " bytes of voxels from byte " + offset + " on, but the file has " + file.size() + " bytes"
                    + (file.gzip() ? " packed" : ""));
        }
        if (!file.gzip()) {
            try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes, arena);
            }
        }
        try (InputStream in = file.content()) {
            skip(file, in, offset, bytes);
            MemorySegment voxels = arena.allocate(bytes, 64);
            fill(file, in, voxels);
            if (last) {
                // One more byte makes the stream reach its checksum, or shows that more follows, which is not unpacked.
                int _ = in.read();
            }
            return voxels;
        } catch (EOFException e) {
            throw new VolumeFormatException(file.path(), "the gzip stream is cut short; copy the file again", e);
        } catch (ZipException e) {
            throw new VolumeFormatException(
                    file.path(), "damaged gzip stream (" + e.getMessage() + "); copy the file again", e);
        }
    }

    /** Fills memory from a stream, and fails naming both numbers when the stream is shorter. */
    static void fill(FileHead file, InputStream in, MemorySegment target) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, target.byteSize())];
        long done = 0;
        while (done < target.byteSize()) {
            int n = in.read(piece, 0, (int) Math.min(piece.length, target.byteSize() - done));
            if (n < 0) {
                throw file.failure("the data are cut short: " + done + " of " + target.byteSize() + " bytes are there");
            }
            MemorySegment.copy(MemorySegment.ofArray(piece), 0, target, done, n);
            done += n;
        }
    }

    private static void skip(FileHead file, InputStream in, long offset, long wanted) throws IOException {
        try {
            in.skipNBytes(offset);
        } catch (EOFException e) {
            throw new VolumeFormatException(
                    file.path(),
                    "the data are cut short: nothing at byte " + offset + " where " + wanted + " bytes should begin",
                    e);
        }
    }
}
