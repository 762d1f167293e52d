package org.lmttm.volume.io.dicom;

/**
 * The frame header of a JPEG or JPEG-LS stream.
 *
 * @param marker the start-of-frame marker's second byte, which names the process
 * @param precision bits a sample
 * @param rows lines
 * @param columns samples a line
 * @param components 1 for grey, 3 for colour
 */
record JpegHeader(int marker, int precision, int rows, int columns, int components) {
    static final int BASELINE = 0xC0;
    static final int EXTENDED = 0xC1;
    static final int PROGRESSIVE = 0xC2;
    static final int LOSSLESS = 0xC3;
    static final int JPEG_LS = 0xF7;

    /** The first frame header of a stream. */
    static JpegHeader of(byte[] stream) throws CodecException {
        int at = 2;
        if (stream.length < 4 || u8(stream, 0) != 0xFF || u8(stream, 1) != 0xD8) {
            throw new CodecException("is not a JPEG stream");
        }
        while (at + 4 <= stream.length) {
            if (u8(stream, at) != 0xFF) {
                throw new CodecException("is a damaged JPEG stream: no marker at byte " + at);
            }
            int marker = u8(stream, at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = u16(stream, at + 2);
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame || marker == JPEG_LS) {
                if (length < 8 || at + 10 > stream.length) {
                    break;
                }
                return new JpegHeader(
                        marker, u8(stream, at + 4), u16(stream, at + 5), u16(stream, at + 7), u8(stream, at + 9));
            }
            if (marker == 0xDA || length < 2) {
                break;
            }
            at += 2 + length;
        }
        throw new CodecException("is a damaged JPEG stream: it has no frame header");
    }

    /** Refuses a stream whose size is not the image's, before anything is unpacked. */
    void check(PixelLayout layout) throws CodecException {
        if (rows != layout.rows() || columns != layout.columns() || components != layout.samples()) {
            throw new CodecException("does not fit the image: it has " + rows + " rows, " + columns + " columns and "
                    + components + " samples a pixel, the image " + layout.rows() + ", " + layout.columns() + " and "
                    + layout.samples());
        }
        if (precision < 2 || precision > layout.bitsAllocated() || precision > 16) {
            throw new CodecException("does not fit the image: " + precision + " bits a sample where "
                    + layout.bitsAllocated() + " are allocated");
        }
    }

    static int u8(byte[] b, int at) {
        return b[at] & 0xFF;
    }

    static int u16(byte[] b, int at) {
        return u8(b, at) << 8 | u8(b, at + 1);
    }
}
