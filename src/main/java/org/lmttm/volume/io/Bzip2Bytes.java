package org.lmttm.volume.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.lmttm.volume.VolumeFormatException;

/**
 * Voxels in a bzip2 stream.
 *
 * @param file the file
 * @param start bytes in front of the stream
 * @param skip bytes in front of the voxels within the unpacked stream
 */
record Bzip2Bytes(DataFile file, long start, long skip) implements VoxelBytes {
    /** A block of 900 000 bytes, each of which may stand for 52, packs into no less than about 40. */
    private static final long RATIO = 900_000L * 52 / 40;

    private static final int PIECE = 1 << 16;

    @Override
    public long largest() {
        long packed = Math.max(0, file.size() - start);
        return packed > Long.MAX_VALUE / RATIO ? Long.MAX_VALUE : Math.max(0, packed * RATIO - skip);
    }

    @Override
    public MemorySegment load(long offset, long bytes, boolean last, VoxelArena arena) throws IOException {
        VoxelBytes.check(file, largest(), offset, bytes, true);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file.path()), PIECE)) {
            raw.skipNBytes(start);
            InputStream in = new BZip2CompressorInputStream(raw, true);
            in.skipNBytes(skip + offset);
            MemorySegment voxels = arena.unpacked(bytes);
            byte[] piece = new byte[(int) Math.min(PIECE, bytes)];
            for (long done = 0; done < bytes; ) {
                int n = in.read(piece, 0, (int) Math.min(piece.length, bytes - done));
                if (n < 0) {
                    throw file.failure("is cut short: " + done + " of " + bytes + " bytes are in the bzip2 stream");
                }
                MemorySegment.copy(MemorySegment.ofArray(piece), 0, voxels, done, n);
                done += n;
            }
            return voxels;
        } catch (VolumeFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The library reports damage as either.
            throw file.failure("has a damaged bzip2 stream (" + e.getMessage() + "); copy the file again", e);
        }
    }
}
