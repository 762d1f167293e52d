package org.lmttm.volume.io.dicom;

/** The bits of a Huffman-coded JPEG scan, in which a zero byte follows every byte of ones (ISO 10918-1, F.2.2.5). */
final class HuffmanBits {
    private static final int LONGEST = 16;

    private final byte[] stream;
    private int at;
    /** Bits read ahead, never beyond a marker: of the lowest {@link #held} the highest is next. */
    private long buffer;

    private int held;

    HuffmanBits(byte[] stream, int at) {
        this.stream = stream;
        this.at = at;
    }

    /** Reads ahead until there are enough bits for a code or number, or a marker or the end follows. */
    private void fill() {
        while (held <= Integer.SIZE && at < stream.length) {
            int next = stream[at] & 0xFF;
            if (next == 0xFF) {
                if (at + 1 >= stream.length || stream[at + 1] != 0) {
                    return;
                }
                at++;
            }
            at++;
            buffer = buffer << 8 | next;
            held += 8;
        }
    }

    /** The next 16 bits, filled up with zeros where fewer follow. */
    private int ahead() {
        if (held < LONGEST) {
            fill();
        }
        return (int) (held >= LONGEST ? buffer >>> (held - LONGEST) : buffer << (LONGEST - held)) & 0xFFFF;
    }

    private void take(int bits) throws CodecException {
        if (bits > held) {
            throw new CodecException(
                    at >= stream.length
                            ? "is cut short"
                            : "is cut short or damaged: a marker at byte " + at + " where pixels should be");
        }
        held -= bits;
    }

    /** The next symbol of a table. */
    int symbol(HuffmanTable table) throws CodecException {
        int found = table.find(ahead());
        if (found < 0) {
            take(LONGEST);
            throw new CodecException("is damaged: a code that no table has");
        }
        take(found >> 8);
        return found & 0xFF;
    }

    /** A number of some bits, of which those that begin with 0 are negative (F.2.2.1). */
    int signed(int size) throws CodecException {
        if (size > LONGEST) {
            throw new CodecException("is damaged: a number of " + size + " bits");
        }
        if (size == 0) {
            return 0;
        }
        int value = ahead() >> (LONGEST - size);
        take(size);
        return value >> (size - 1) != 0 ? value : value - (1 << size) + 1;
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
