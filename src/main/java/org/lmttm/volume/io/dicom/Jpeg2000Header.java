package org.lmttm.volume.io.dicom;

import java.util.BitSet;

/**
 * What the headers of a JPEG 2000 stream say (ISO 15444-1, annex A), checked against its length: the library takes memory
 * for every tile, precinct, layer and block that they claim.
 */
final class Jpeg2000Header {
    private static final int START = 0xFF4F;
    private static final int SIZE = 0xFF51;
    private static final int CODING = 0xFF52;
    private static final int COMPONENT_CODING = 0xFF53;
    private static final int HEADERS_APART = 0xFF60;
    private static final int TILE_HEADERS_APART = 0xFF61;
    private static final int TILE_PART = 0xFF90;
    private static final int PACKET = 0xFF91;
    private static final int DATA = 0xFF93;
    private static final int END = 0xFFD9;

    /** Bytes of the headers that even an empty tile has. */
    private static final int LEAST_TILE = 14;
    /** The library keeps five numbers for every layer of a block. */
    private static final int LAYER_BYTES = 20;
    /** What these may take: as much as a few of the image's own arrays, and some. */
    private static final long LEAST_LAYER_BYTES = 16L << 20;

    private static final int MOST_LEVELS = 32;

    private final byte[] stream;
    private final int start;
    private int layers = 1;

    private Jpeg2000Header(byte[] stream, int start) {
        this.stream = stream;
        this.start = start;
    }

    /** The headers of a stream, which begins at once or in the box of a JP2 file. */
    static Jpeg2000Header of(byte[] packed) throws CodecException {
        int at = 0;
        while (at + 44 <= packed.length
                && (JpegHeader.u16(packed, at) != START || JpegHeader.u16(packed, at + 2) != SIZE)) {
            at++;
        }
        if (at + 44 > packed.length) {
            throw new CodecException("is not a JPEG 2000 stream");
        }
        return new Jpeg2000Header(packed, at);
    }

    /** The stream's first byte. */
    int start() {
        return start;
    }

    private long columns() {
        return u32(8) - u32(16);
    }

    private long rows() {
        return u32(12) - u32(20);
    }

    private int components() {
        return u16(40);
    }

    /** Refuses a stream whose image is not the one expected, or whose claims it cannot hold, before memory is taken. */
    void check(PixelLayout layout) throws CodecException {
        int precision = (JpegHeader.u8(stream, start + 42) & 0x7F) + 1;
        new JpegHeader(
                        0,
                        precision,
                        Math.clamp(rows(), -1, Integer.MAX_VALUE),
                        Math.clamp(columns(), -1, Integer.MAX_VALUE),
                        components())
                .check(layout);
        checkComponents();
        long tiles = tiles(8) * tiles(12);
        if (tiles < 1 || tiles > 1 + stream.length / LEAST_TILE) {
            throw new CodecException("is damaged: its tiles do not fit into it");
        }
        if (!whole()) {
            throw new CodecException("is cut short: the JPEG 2000 stream has no end");
        }
        checkSegments((int) tiles);
    }

    /** Components must have one size and precision: what DICOM knows. */
    private void checkComponents() throws CodecException {
        if (start + 42 + 3 * components() > stream.length) {
            throw new CodecException("is cut short");
        }
        for (int c = 0; c < components(); c++) {
            int at = start + 42 + 3 * c;
            if (stream[at] != stream[start + 42] || JpegHeader.u16(stream, at + 1) != 0x0101) {
                throw new CodecException("has components of different sizes or precisions, which cannot be read");
            }
        }
    }

    /**
     * Walks headers and packets. Refuses what keeps the library busy without end (two bytes FF in a row, which packets never
     * hold, B.10.1; packet headers in a place of their own), tiles without data, and claims of blocks and precincts.
     */
    private void checkSegments(int tiles) throws CodecException {
        BitSet found = new BitSet();
        int at = start + 2;
        boolean packets = false;
        while (at + 4 <= stream.length) {
            int marker = JpegHeader.u16(stream, at);
            if (packets && marker < TILE_PART) {
                at++;
            } else if (packets && marker == 0xFFFF) {
                throw new CodecException("is damaged: its packets hold a marker that cannot be at byte " + at);
            } else if (marker == DATA) {
                packets = true;
                at += 2;
            } else if (packets && marker != TILE_PART) {
                at += marker == PACKET ? 6 : 2;
            } else {
                packets = false;
                at = checkSegment(at, found);
            }
        }
        if (found.cardinality() < tiles) {
            throw new CodecException("is damaged: it lacks some of its " + tiles + " tiles");
        }
    }

    /** A segment of a header; where the next begins. */
    private int checkSegment(int at, BitSet tiles) throws CodecException {
        int length = JpegHeader.u16(stream, at + 2);
        if (length < 2 || at + 2 + length > stream.length) {
            throw new CodecException(
                    "is damaged: a segment of its header at byte " + at + " has a length of " + length);
        }
        int content = at + 4;
        switch (JpegHeader.u16(stream, at)) {
            case HEADERS_APART, TILE_HEADERS_APART ->
                throw new CodecException(
                        "has the headers of its packets in a place of their own, which cannot be read");
            case TILE_PART -> tiles.set(JpegHeader.u16(stream, content));
            case CODING -> {
                need(length, 12);
                layers = JpegHeader.u16(stream, content + 2);
                checkCoding(content + 5, (stream[content] & 1) != 0, length - 7);
            }
            case COMPONENT_CODING -> {
                int index = components() < 257 ? 1 : 2;
                need(length, 8 + index);
                checkCoding(content + index + 1, (stream[content + index] & 1) != 0, length - 3 - index);
            }
            default -> {
                // nothing that takes memory
            }
        }
        return at + 2 + length;
    }

    private static void need(int length, int least) throws CodecException {
        if (length < least) {
            throw new CodecException("is damaged: a segment of its header is too short");
        }
    }

    /** Levels, size of blocks and precincts, from the byte that holds the number of levels (table A.15). */
    private void checkCoding(int at, boolean precincts, int length) throws CodecException {
        int levels = JpegHeader.u8(stream, at);
        int blockBits = JpegHeader.u8(stream, at + 1) + JpegHeader.u8(stream, at + 2) + 4;
        if (levels > MOST_LEVELS || blockBits > 12 || (precincts && length < 6 + levels)) {
            throw new CodecException(
                    "is damaged: it has " + levels + " levels and blocks of 2^" + blockBits + " numbers");
        }
        long samples = rows() * columns() * components();
        long blocks = components() + (samples >> blockBits);
        if (blocks * layers * LAYER_BYTES > LEAST_LAYER_BYTES + LAYER_BYTES * samples) {
            throw new CodecException("is damaged: it claims " + layers + " layers");
        }
        long packets = 0;
        for (int level = 0; level <= levels; level++) {
            int size = precincts ? JpegHeader.u8(stream, at + 5 + level) : 0xFF;
            int reduced = levels - level;
            packets += count(columns() >> reduced, size & 15) * count(rows() >> reduced, size >> 4);
        }
        // each has at least a byte
        if (packets * layers > stream.length) {
            throw new CodecException("is damaged: it claims more packets than it holds");
        }
    }

    private static long count(long length, int bits) {
        return Math.ceilDivExact(length, 1L << bits);
    }

    /** Tiles along an axis whose end stands at some byte. 0 where they miss the image. */
    private long tiles(int at) {
        long end = u32(at);
        long first = u32(at + 8);
        long size = u32(at + 16);
        long offset = u32(at + 24);
        return size < 1 || offset > first || offset + size <= first ? 0 : (end - offset + size - 1) / size;
    }

    /** Whether the stream has its end marker; a byte or two of padding may follow. The decoder itself fills in what lacks. */
    private boolean whole() {
        for (int at = stream.length - 2; at >= Math.max(0, stream.length - 8); at--) {
            if (JpegHeader.u16(stream, at) == END) {
                return true;
            }
        }
        return false;
    }

    private int u16(int at) {
        return JpegHeader.u16(stream, start + at);
    }

    private long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }
}
