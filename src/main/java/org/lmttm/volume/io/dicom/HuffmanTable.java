package org.lmttm.volume.io.dicom;

import java.util.Arrays;

/** A Huffman table of a JPEG stream (ISO 10918-1, C). */
final class HuffmanTable {
    private static final int LONGEST = 16;
    /** Codes up to this length are found at once. */
    private static final int SHORT = 8;

    private final int[] firstCode = new int[LONGEST + 1];
    private final int[] firstIndex = new int[LONGEST + 1];
    private final int[] counts = new int[LONGEST + 1];
    private final int[] symbols;
    /** By the first eight bits: length and symbol, 0 for longer codes. */
    private final short[] atOnce = new short[1 << SHORT];

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
        for (int length = 1; length <= SHORT; length++) {
            for (int x = 0; x < counts[length]; x++) {
                int first = (firstCode[length] + x) << (SHORT - length);
                short found = (short) (length << 8 | symbols[firstIndex[length] + x]);
                int end = Math.min(first + (1 << (SHORT - length)), atOnce.length); // more codes than fit are damage
                Arrays.fill(atOnce, Math.min(first, end), end, found);
            }
        }
    }

    /** Bytes that the table takes in the stream. */
    int bytes() {
        return LONGEST + symbols.length;
    }

    /** The code with which 16 bits begin: its length times 256 and its symbol, or -1 where no code fits. */
    int find(int bits) {
        int found = atOnce[bits >> (LONGEST - SHORT)];
        if (found != 0) {
            return found;
        }
        for (int length = SHORT + 1; length <= LONGEST; length++) {
            int index = (bits >> (LONGEST - length)) - firstCode[length];
            if (index >= 0 && index < counts[length]) {
                return length << 8 | symbols[firstIndex[length] + index];
            }
        }
        return -1;
    }
}
