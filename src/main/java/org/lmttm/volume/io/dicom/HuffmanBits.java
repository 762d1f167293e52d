package org.lmttm.volume.io.dicom;

/** The bits of a Huffman-coded JPEG scan, in which a zero byte follows every byte of ones (ISO 10918-1, F.2.2.5). */
final class HuffmanBits {
    private final byte[] stream;
    private int at;
    private int buffer;
    private int held;

    HuffmanBits(byte[] stream, int at) {
        this.stream = stream;
        this.at = at;
    }

    private int bit() throws CodecException {
        if (held == 0) {
            if (at >= stream.length) {
                throw new CodecException("is cut short");
            }
            buffer = JpegHeader.u8(stream, at);
            if (buffer == 0xFF) {
                if (at + 1 >= stream.length || stream[at + 1] != 0) {
                    throw new CodecException(
                            "is cut short or damaged: a marker at byte " + at + " where pixels should be");
                }
                at++;
            }
            at++;
            held = 8;
        }
        held--;
        return buffer >> held & 1;
    }

    /** The next symbol of a table. */
    int symbol(HuffmanTable table) throws CodecException {
        int code = 0;
        for (int length = 1; length <= HuffmanTable.longest(); length++) {
            code = code << 1 | bit();
            int symbol = table.symbol(code, length);
            if (symbol >= 0) {
                return symbol;
            }
        }
        throw new CodecException("is damaged: a code that no table has");
    }

    /** A number of some bits, of which those that begin with 0 are negative (F.2.2.1). */
    int signed(int size) throws CodecException {
        if (size > 16) {
            throw new CodecException("is damaged: a number of " + size + " bits");
        }
        int value = 0;
        for (int x = 0; x < size; x++) {
            value = value << 1 | bit();
        }
        return size == 0 || value >> (size - 1) != 0 ? value : value - (1 << size) + 1;
    }

    /** Passes the restart marker that should follow. */
    void restart() throws CodecException {
        held = 0;
        int marker = at + 1 < stream.length ? JpegHeader.u16(stream, at) : 0;
        if (marker < 0xFFD0 || marker > 0xFFD7) {
            throw new CodecException("is damaged: no restart marker at byte " + at);
        }
        at += 2;
    }

    /** Where the marker after the scan begins. */
    int end() {
        return at;
    }
}
