package org.lmttm.volume.io.dicom;

/** A Huffman table of a JPEG stream (ISO 10918-1, C). */
final class HuffmanTable {
    private static final int LONGEST = 16;

    private final int[] firstCode = new int[LONGEST + 1];
    private final int[] firstIndex = new int[LONGEST + 1];
    private final int[] counts = new int[LONGEST + 1];
    private final int[] symbols;

    /** A table whose sixteen counts begin at a byte. */
    HuffmanTable(byte[] stream, int at) throws CodecException {
        int code = 0;
        int total = 0;
        for (int length = 1; length <= LONGEST; length++) {
            counts[length] = JpegHeader.u8(stream, at + length - 1);
            firstCode[length] = code;
            firstIndex[length] = total;
            total += counts[length];
            code = (code + counts[length]) << 1;
        }
        if (total > 256) {
            throw new CodecException("is damaged: a Huffman table has " + total + " codes");
        }
        symbols = new int[total];
        for (int x = 0; x < total; x++) {
            symbols[x] = JpegHeader.u8(stream, at + LONGEST + x);
        }
    }

    /** Bytes that the table takes in the stream. */
    int bytes() {
        return LONGEST + symbols.length;
    }

    /** The symbol of a code of some length, or -1 when no code of that length is this one. */
    int symbol(int code, int length) {
        int index = code - firstCode[length];
        return index >= 0 && index < counts[length] ? symbols[firstIndex[length] + index] : -1;
    }

    static int longest() {
        return LONGEST;
    }
}
