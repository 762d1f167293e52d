package org.lmttm.volume.io.dicom;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.io.IOException;

/** JPEG 2000 (ISO 15444-1) by JAI Image I/O. The size in the stream is compared with the image's first. */
final class Jpeg2000Decoder implements FrameDecoder {
    private static final J2KImageReaderSpi PROVIDER = new J2KImageReaderSpi();
    private static final int START = 0xFF4F;
    private static final int SIZE = 0xFF51;
    private static final int END = 0xFFD9;
    /** Bytes of the headers that even an empty tile has. */
    private static final int LEAST_TILE = 14;

    private static final int TILE_PART = 0xFF90;
    private static final int PACKET = 0xFF91;
    private static final int DATA = 0xFF93;
    private static final int HEADERS_APART = 0xFF60;
    private static final int TILE_HEADERS_APART = 0xFF61;

    @Override
    public byte[] decode(byte[] packed, PixelLayout layout) throws IOException {
        int at = codestream(packed);
        if (at < 0 || at + 44 > packed.length) {
            throw new CodecException("is not a JPEG 2000 stream");
        }
        long columns = u32(packed, at + 8) - u32(packed, at + 16);
        long rows = u32(packed, at + 12) - u32(packed, at + 20);
        int components = JpegHeader.u16(packed, at + 40);
        int precision = (JpegHeader.u8(packed, at + 42) & 0x7F) + 1;
        if (rows != layout.rows() || columns != layout.columns() || components != layout.samples()) {
            throw new CodecException("does not fit the image: it has " + rows + " rows, " + columns + " columns and "
                    + components + " samples a pixel, the image " + layout.rows() + ", " + layout.columns() + " and "
                    + layout.samples());
        }
        if (precision > layout.bitsAllocated() || precision > 16) {
            throw new CodecException("does not fit the image: " + precision + " bits a sample where "
                    + layout.bitsAllocated() + " are allocated");
        }
        long tiles = tiles(packed, at + 8) * tiles(packed, at + 12);
        if (tiles < 1 || tiles > 1 + packed.length / LEAST_TILE) {
            throw new CodecException("is damaged: its tiles do not fit into it");
        }
        if (!whole(packed)) {
            throw new CodecException("is cut short: the JPEG 2000 stream has no end");
        }
        check(packed, at + 2);
        return Samples.read(PROVIDER, packed, layout);
    }

    /**
     * Refuses what keeps the library busy without end: two bytes FF in a row, which packets never hold (ISO 15444-1, B.10.1),
     * and packet headers in a place of their own, whose end it does not look for.
     */
    private static void check(byte[] b, int from) throws CodecException {
        int at = from;
        boolean packets = false;
        while (at + 4 <= b.length) {
            int marker = JpegHeader.u16(b, at);
            if (packets && marker < TILE_PART) {
                at++;
            } else if (packets && marker == 0xFFFF) {
                throw new CodecException("is damaged: its packets hold a marker that cannot be at byte " + at);
            } else if (marker == HEADERS_APART || marker == TILE_HEADERS_APART) {
                throw new CodecException(
                        "has the headers of its packets in a place of their own, which cannot be read");
            } else if (marker == DATA) {
                packets = true;
                at += 2;
            } else if (packets && marker == PACKET) {
                at += 6;
            } else if (packets && marker != TILE_PART) {
                at += 2;
            } else {
                packets = false;
                at += 2 + JpegHeader.u16(b, at + 2);
            }
        }
    }

    /** Tiles along an axis whose end stands at some byte; the library takes memory for each. 0 where they miss the image. */
    private static long tiles(byte[] b, int at) {
        long end = u32(b, at);
        long start = u32(b, at + 8);
        long size = u32(b, at + 16);
        long offset = u32(b, at + 24);
        return size < 1 || offset > start || offset + size <= start ? 0 : (end - offset + size - 1) / size;
    }

    /** Where the stream begins: at once, or in the box of a JP2 file. */
    private static int codestream(byte[] b) {
        for (int at = 0; at + 4 <= b.length; at++) {
            if (JpegHeader.u16(b, at) == START && JpegHeader.u16(b, at + 2) == SIZE) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the stream has its end marker; a byte or two of padding may follow. The decoder itself fills in what lacks. */
    private static boolean whole(byte[] b) {
        for (int at = b.length - 2; at >= Math.max(0, b.length - 8); at--) {
            if (JpegHeader.u16(b, at) == END) {
                return true;
            }
        }
        return false;
    }

    private static long u32(byte[] b, int at) {
        return (long) JpegHeader.u16(b, at) << 16 | JpegHeader.u16(b, at + 2);
    }
}
