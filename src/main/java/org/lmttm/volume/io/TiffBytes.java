package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.lmttm.volume.VolumeFormatException;

/**
 * The voxels of a TIFF's pages: mapped where they lie plain and one after the other, else put together page by page.
 *
 * @param file the file
 * @param pages directories of the pages, in order
 * @param pageBytes bytes of an unpacked page
 * @param count pages; more than there are directories where only the first of ImageJ's has one
 */
record TiffBytes(FileHead file, List<TiffDirectory> pages, long pageBytes, int count) implements VoxelBytes {
    @Override
    public long largest() {
        return TiffStrips.largest(pages.getFirst().number(TiffDirectory.COMPRESSION, 1), file.size());
    }

    @Override
    public MemorySegment load(long offset, long bytes, boolean last, VoxelArena arena) throws IOException {
        long start = plainStart();
        DataFile data = DataFile.of(file);
        if (start >= 0) {
            return new FileBytes(data, start, FileBytes.Packing.NONE, 0).load(offset, bytes, last, arena);
        }
        if (count != pages.size()) {
            throw file.failure("declares " + count + " pages but describes " + pages.size());
        }
        VoxelBytes.check(data, largest(), offset, bytes, true);
        MemorySegment all = arena.unpacked(bytes);
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
                Arena mapping = Arena.ofConfined();
                VoxelArena pageArena = new VoxelArena()) {
            MemorySegment m = channel.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), mapping);
            MemorySegment page = pageArena.unpacked(pageBytes);
            long done = 0;
            while (done < bytes) {
                long at = offset + done;
                int number = (int) (at / pageBytes);
                long from = at - number * pageBytes;
                long n = Math.min(pageBytes - from, bytes - done);
                new TiffStrips(file, pages.get(number), m).unpack(page);
                MemorySegment.copy(page, from, all, done, n);
                done += n;
            }
        }
        return all;
    }

    /** Where the voxels begin when all pages lie plain one after the other; -1 when they do not. */
    private long plainStart() throws VolumeFormatException {
        long start = -1;
        long next = -1;
        for (TiffDirectory page : pages) {
            boolean strips = page.number(TiffDirectory.COMPRESSION, 1) == 1
                    && page.number(TiffDirectory.TILE_WIDTH, 0) == 0
                    && page.number(TiffDirectory.PREDICTOR, 1) == 1;
            long[] offsets = page.numbers(TiffDirectory.STRIP_OFFSETS);
            if (!strips || offsets.length == 0 || (next >= 0 && offsets[0] != next)) {
                return -1;
            }
            long strip = new TiffStrips(file, page, MemorySegment.NULL).stripBytes();
            for (int s = 1; s < offsets.length; s++) {
                if (offsets[s] != offsets[s - 1] + strip) {
                    return -1;
                }
            }
            start = start < 0 ? offsets[0] : start;
            next = offsets[0] + pageBytes;
        }
        return start;
    }
}
