package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lmttm.volume.VolumeFormatException;

/** Unpacks the strips or tiles of one TIFF page (TIFF 6.0, sections 9, 13, 14 and 15; technical note 3 for floats). */
final class TiffStrips {
    private static final int LZW = 5;

    private final FileHead file;
    private final TiffDirectory d;
    private final MemorySegment m;
    private final TiffPage page;
    private final boolean tiled;
    private final long blockWidth;
    private final long blockHeight;
    private final int planes;
    private final int pixel;

    /** @param m the whole file */
    TiffStrips(FileHead file, TiffDirectory d, MemorySegment m) throws VolumeFormatException {
        this.file = file;
        this.d = d;
        this.m = m;
        this.page = new TiffPage(d);
        this.tiled = d.number(TiffDirectory.TILE_WIDTH, 0) > 0;
        this.blockWidth = tiled ? d.number(TiffDirectory.TILE_WIDTH, 0) : page.width();
        long rows = d.number(TiffDirectory.ROWS_PER_STRIP, page.height());
        this.blockHeight = tiled ? d.number(TiffDirectory.TILE_HEIGHT, 0) : Math.min(rows, page.height());
        this.planes = page.planar() ? page.samples() : 1;
        this.pixel = page.type().bytes() * (page.planar() ? 1 : page.samples());
        if (blockHeight < 1 || blockWidth > 1 << 24 || blockHeight > 1 << 24) {
            throw file.failure("has a damaged TIFF page: strips or tiles of " + blockWidth + " × " + blockHeight);
        }
    }

    /** Most bytes that packed ones unpack to: LZW's longest strings of 3838 bytes stand for 12 bits each. */
    static long largest(long compression, long packed) {
        if (compression == 1) {
            return packed;
        }
        long most = FileHead.largestInflated(packed);
        return compression == LZW && most < Long.MAX_VALUE / 3 ? 3 * most : most;
    }

    /** Bytes of an unpacked strip. */
    long stripBytes() {
        return blockWidth * blockHeight * pixel;
    }

    /** Unpacks the page. */
    void unpack(MemorySegment target) throws IOException {
        long[] offsets = d.numbers(tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS);
        long[] counts = d.numbers(tiled ? TiffDirectory.TILE_BYTES : TiffDirectory.STRIP_BYTES);
        long across = (page.width() + blockWidth - 1) / blockWidth;
        long down = (page.height() + blockHeight - 1) / blockHeight;
        if (offsets.length < across * down * planes || (counts.length < offsets.length && compression() != 1)) {
            throw file.failure(
                    "has a damaged TIFF page: " + offsets.length + " strips or tiles of " + across * down * planes);
        }
        long size = stripBytes();
        if (size > 3 * FileHead.largestInflated(file.size()) || size > Integer.MAX_VALUE - 8) {
            throw file.failure("is cut short or damaged: a TIFF strip declares " + size + " bytes");
        }
        int block = 0;
        for (int plane = 0; plane < planes; plane++) {
            for (long y = 0; y < page.height(); y += blockHeight) {
                for (long x = 0; x < page.width(); x += blockWidth) {
                    long rows = tiled ? blockHeight : Math.min(blockHeight, page.height() - y);
                    int wanted = (int) (blockWidth * rows * pixel);
                    long packed = compression() == 1 ? wanted : counts[block];
                    byte[] bytes = block(offsets[block], packed, wanted);
                    undoPredictor(bytes, (int) rows);
                    place(bytes, target, plane, x, y);
                    block++;
                }
            }
        }
    }

    private void place(byte[] bytes, MemorySegment target, int plane, long x, long y) {
        MemorySegment from = MemorySegment.ofArray(bytes);
        long rows = Math.min(blockHeight, page.height() - y);
        long columns = Math.min(blockWidth, page.width() - x);
        for (long row = 0; row < rows; row++) {
            long to = ((plane * page.height() + y + row) * page.width() + x) * pixel;
            MemorySegment.copy(from, row * blockWidth * pixel, target, to, columns * pixel);
        }
    }

    private long compression() {
        return d.number(TiffDirectory.COMPRESSION, 1);
    }

    private byte[] block(long offset, long packed, int wanted) throws IOException {
        if (packed < 0 || offset < 0 || offset > m.byteSize() - packed) {
            throw file.failure("is cut short: a TIFF strip of " + packed + " bytes at byte " + offset
                    + " lies beyond its end at " + m.byteSize());
        }
        MemorySegment from = m.asSlice(offset, packed);
        if (largest(compression(), packed) < wanted) {
            throw file.failure("is damaged: a TIFF strip of " + packed + " bytes cannot unpack to " + wanted);
        }
        if (compression() == 1) {
            return from.toArray(ValueLayout.JAVA_BYTE);
        }
        byte[] to = new byte[wanted];
        switch (Math.clamp(compression(), 0, 1 << 20)) {
            case LZW -> TiffCodecs.lzw(file, from.toArray(ValueLayout.JAVA_BYTE), to);
            case 8, 32946 -> {
                try (Inflation inflation = new Inflation(DataFile.of(file), from, false)) {
                    inflation.fill(MemorySegment.ofArray(to));
                }
            }
            case 32773 -> TiffCodecs.packBits(file, from.toArray(ValueLayout.JAVA_BYTE), to);
            default ->
                throw file.failure("is a TIFF with compression " + compression()
                        + ", which is not supported; save it uncompressed or with deflate or LZW");
        }
        return to;
    }

    /** Differences along a row become values. */
    private void undoPredictor(byte[] bytes, int rows) throws VolumeFormatException {
        long predictor = d.number(TiffDirectory.PREDICTOR, 1);
        if (predictor == 1 || compression() == 1) {
            return;
        }
        int size = page.type().bytes();
        int samples = pixel / size;
        int row = (int) blockWidth * pixel;
        boolean little = TiffDirectory.order(file).equals(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < rows; y++) {
            if (predictor == 2) {
                TiffCodecs.addNeighbours(bytes, y * row, row, size, samples, little);
            } else if (predictor == 3) {
                TiffCodecs.joinFloatBytes(bytes, y * row, row, size, samples, little);
            } else {
                throw file.failure("has the unknown TIFF predictor " + predictor);
            }
        }
    }
}
