package org.lmttm.volume.io.dicom;

/** The bits of a JPEG-LS scan: after a byte of eight ones, the next has one bit less (ISO 14495-1, A.1). */
final class JpegLsBits {
    private final byte[] stream;
    private int at;
    private int last;
    /** The next bits, the first of them highest. */
    private long buffer;

    private int held;
    /** How many of the held bits the stream did not have; they stand last. */
    private int missing;

    JpegLsBits(byte[] stream, int at) {
        this.stream = stream;
        this.at = at;
    }

    private void fill() {
        while (held <= 48) {
            if (at >= stream.length || isMarker(at)) {
                held += 8;
                missing += 8;
                continue;
            }
            int width = last == 0xFF ? 7 : 8;
            last = JpegHeader.u8(stream, at++);
            buffer |= (long) last << (Long.SIZE - width - held);
            held += width;
        }
    }

    private boolean isMarker(int x) {
        return stream[x] == (byte) 0xFF && x + 1 < stream.length && (stream[x + 1] & 0x80) != 0;
    }

    int bit() throws CodecException {
        return bits(1);
    }

    int bits(int count) throws CodecException {
        if (count == 0) {
            return 0;
        }
        if (held < count) {
            fill();
        }
        int value = (int) (buffer >>> (Long.SIZE - count));
        drop(count);
        return value;
    }

    private void drop(int count) throws CodecException {
        buffer <<= count;
        held -= count;
        if (held < missing) {
            throw new CodecException("is cut short or damaged");
        }
    }

    /**
     * A Golomb code of limited length (A.5.3).
     *
     * @param k bits after the unary part
     * @param limit longest code word
     * @param errorBits bits of a value that is written in full
     */
    int golomb(int k, int limit, int errorBits) throws CodecException {
        int most = limit - errorBits - 1;
        int zeros = 0;
        while (true) {
            fill();
            int here = Math.min(Long.numberOfLeadingZeros(buffer), held);
            zeros += here;
            if (zeros > most) {
                throw new CodecException("is damaged: a code word is too long");
            }
            drop(here);
            if (held > 0) {
                drop(1);
                break;
            }
        }
        return zeros < most ? zeros << k | bits(k) : bits(errorBits) + 1;
    }

    /** Where the marker after the scan begins. */
    int end() throws CodecException {
        for (int x = at; x + 1 < stream.length; x++) {
            if (isMarker(x) && stream[x + 1] != (byte) 0xFF) {
                return x;
            }
        }
        throw new CodecException("is cut short: no marker after a scan");
    }
}
