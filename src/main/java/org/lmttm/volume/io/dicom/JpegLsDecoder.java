package org.lmttm.volume.io.dicom;

/** JPEG-LS (ISO 14495-1), lossless and near-lossless, grey and colour in every interleaving. */
final class JpegLsDecoder implements FrameDecoder {
    private static final int START_OF_SCAN = 0xDA;
    private static final int PRESETS = 0xF8;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int END = 0xD9;

    @Override
    public byte[] decode(byte[] packed, PixelLayout layout) throws CodecException {
        JpegHeader header = JpegHeader.of(packed);
        header.check(layout);
        if (header.marker() != JpegHeader.JPEG_LS) {
            throw new CodecException("is not a JPEG-LS stream");
        }
        try {
            return Samples.bytes(samples(packed, header), layout);
        } catch (IndexOutOfBoundsException e) {
            throw new CodecException("is cut short or damaged", e);
        }
    }

    private static int[] samples(byte[] b, JpegHeader header) throws CodecException {
        int components = header.components();
        int[] samples = new int[header.rows() * header.columns() * components];
        JpegLsPresets presets = JpegLsPresets.NONE;
        int decoded = 0;
        int at = 2;
        while (decoded < components) {
            if (JpegHeader.u8(b, at) != 0xFF) {
                throw new CodecException("is damaged: no marker at byte " + at);
            }
            int marker = JpegHeader.u8(b, at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == END) {
                throw new CodecException("is cut short: " + decoded + " of " + components + " colours are there");
            }
            int length = JpegHeader.u16(b, at + 2);
            if (length < 2) {
                throw new CodecException("is damaged: a segment at byte " + at + " has no length");
            }
            int body = at + 4;
            at += 2 + length;
            switch (marker) {
                case PRESETS -> presets = JpegLsPresets.of(b, body);
                case RESTART_INTERVAL -> {
                    if (JpegHeader.u16(b, body) != 0) {
                        throw new CodecException("has restart intervals, which cannot be read in JPEG-LS");
                    }
                }
                case START_OF_SCAN -> {
                    int inScan = JpegHeader.u8(b, body);
                    int near = JpegHeader.u8(b, body + 1 + 2 * inScan);
                    int interleave = JpegHeader.u8(b, body + 2 + 2 * inScan);
                    if (inScan < 1
                            || decoded + inScan > components
                            || (inScan > 1 && (interleave < 1 || interleave > 2))) {
                        throw new CodecException("is damaged: a scan of " + inScan + " colours");
                    }
                    JpegLsCoding coding = JpegLsCoding.of(header.precision(), near, presets);
                    JpegLsScan scan = new JpegLsScan(b, at, coding, header, samples, decoded, inScan);
                    at = scan.decode(interleave == 2);
                    decoded += inScan;
                }
                default -> {
                    // tables and comments mean nothing here
                }
            }
        }
        return samples;
    }
}
