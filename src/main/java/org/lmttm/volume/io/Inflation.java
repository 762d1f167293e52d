package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a gzip (RFC 1952) or zlib (RFC 1950) stream of a mapped file straight into memory, piece by piece and never
 * further than asked. Several gzip members in a row are one stream; what follows the last one is left alone.
 */
final class Inflation implements AutoCloseable {
    /** Unpacked bytes a step: small enough that the checksum finds them in the cache. */
    private static final int PIECE = 1 << 19;

    private static final long WINDOW = 1L << 30;
    private static final int TRAILER = 8;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final DataFile file;
    private final MemorySegment packed;
    private final boolean gzip;
    private final Inflater inflater;
    private final CRC32 crc = new CRC32();
    private long windowStart;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long member;
    private long done;
    private boolean ended;

    /**
     * A stream.
     *
     * @param file names the file in messages
     * @param packed the packed bytes, from the stream's first on
     * @param gzip gzip if true, else zlib
     */
    Inflation(DataFile file, MemorySegment packed, boolean gzip) throws IOException {
        this.file = file;
        this.packed = packed;
        this.gzip = gzip;
        this.inflater = new Inflater(gzip);
        if (gzip) {
            windowStart = header(0);
        }
    }

    /** Unpacks bytes without keeping them. */
    void skip(long bytes) throws IOException {
        if (bytes == 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment scratch = arena.allocate(Math.min(bytes, 1 << 16));
            for (long left = bytes; left > 0; left -= scratch.byteSize()) {
                fill(scratch.asSlice(0, Math.min(left, scratch.byteSize())));
            }
        }
    }

    /** Fills memory, and fails naming both numbers when the stream is shorter. */
    void fill(MemorySegment target) throws IOException {
        long filled = 0;
        while (filled < target.byteSize()) {
            long size = Math.min(PIECE, target.byteSize() - filled);
            int n = next(target.asSlice(filled, size).asByteBuffer());
            if (n < 0) {
                throw file.failure("is cut short: the " + name() + " stream ends after " + done + " bytes, and "
                        + (target.byteSize() - filled) + " more are needed");
            }
            filled += n;
        }
    }

    /** Unpacks one more byte, so that the stream's checksum is reached where nothing follows. */
    void verifyEnd() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int _ = next(arena.allocate(1).asByteBuffer());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** Unpacks into a buffer: how many bytes, at least one, or -1 at the end. */
    private int next(ByteBuffer out) throws IOException {
        try {
            while (!ended) {
                // All input may be taken in while the stream's end is still to be reported.
                boolean starved = inflater.needsInput() && !feed();
                int n = inflater.inflate(out);
                if (n > 0) {
                    member += n;
                    done += n;
                    if (gzip) {
                        crc.update(out.flip());
                    }
                    return n;
                }
                if (inflater.needsDictionary()) {
                    throw file.failure("has a damaged " + name() + " stream: it asks for a dictionary");
                }
                if (inflater.finished()) {
                    end();
                } else if (starved) {
                    throw file.failure("is cut short: the " + name() + " stream has no end; copy the file again");
                }
            }
            return -1;
        } catch (DataFormatException e) {
            String reason = e.getMessage() == null ? "impossible code" : e.getMessage();
            throw file.failure("has a damaged " + name() + " stream (" + reason + "); copy the file again", e);
        }
    }

    private String name() {
        return gzip ? "gzip" : "zlib";
    }

    private boolean feed() {
        windowStart += window.position();
        long left = packed.byteSize() - windowStart;
        if (left <= 0) {
            return false;
        }
        window = packed.asSlice(windowStart, Math.min(left, WINDOW)).asByteBuffer();
        inflater.setInput(window);
        return true;
    }

    /** The end of a gzip member or of the zlib stream. */
    private void end() throws IOException {
        ended = true;
        if (!gzip) {
            return;
        }
        long at = windowStart + window.position();
        if (packed.byteSize() - at < TRAILER) {
            throw file.failure("is cut short: the gzip stream has no checksum; copy the file again");
        }
        if (packed.get(INT, at) != (int) crc.getValue() || packed.get(INT, at + 4) != (int) member) {
            throw file.failure("has a damaged gzip stream (checksum or length does not agree); copy the file again");
        }
        at += TRAILER;
        if (packed.byteSize() - at > 2 && u8(at) == 0x1F && u8(at + 1) == 0x8B) {
            windowStart = header(at);
            window = ByteBuffer.allocate(0);
            inflater.reset();
            crc.reset();
            member = 0;
            ended = false;
        }
    }

    /** Where the deflate stream of the gzip member at some byte begins. */
    private long header(long start) throws IOException {
        if (packed.byteSize() - start < 10 || u8(start) != 0x1F || u8(start + 1) != 0x8B || u8(start + 2) != 8) {
            throw file.failure("has a damaged gzip stream: its header is not that of one");
        }
        int flags = u8(start + 3);
        long at = start + 10;
        if ((flags & 4) != 0) {
            at += 2 + (at + 2 <= packed.byteSize() ? u8(at) | u8(at + 1) << 8 : 0);
        }
        for (int text = 8; text <= 16; text += 8) {
            if ((flags & text) != 0) {
                while (at < packed.byteSize() && u8(at) != 0) {
                    at++;
                }
                at++;
            }
        }
        at += (flags & 2) != 0 ? 2 : 0;
        if (at >= packed.byteSize()) {
            throw file.failure("is cut short in its gzip header");
        }
        return at;
    }

    private int u8(long at) {
        return packed.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
    }
}
