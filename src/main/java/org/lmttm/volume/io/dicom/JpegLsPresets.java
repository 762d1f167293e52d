package org.lmttm.volume.io.dicom;

/**
 * Coding parameters that a JPEG-LS stream may state (ISO 14495-1, C.2.4.1.1); 0 leaves the default.
 *
 * @param maximum largest sample
 * @param t1 first threshold of gradients
 * @param t2 second threshold
 * @param t3 third threshold
 * @param reset at how many samples a context's counts are halved
 */
record JpegLsPresets(int maximum, int t1, int t2, int t3, int reset) {
    static final JpegLsPresets NONE = new JpegLsPresets(0, 0, 0, 0, 0);

    /** The presets of a segment whose body begins at a byte. */
    static JpegLsPresets of(byte[] b, int at) throws CodecException {
        int kind = JpegHeader.u8(b, at);
        if (kind != 1) {
            throw new CodecException("uses JPEG-LS tables of kind " + kind + ", which cannot be read");
        }
        return new JpegLsPresets(
                JpegHeader.u16(b, at + 1),
                JpegHeader.u16(b, at + 3),
                JpegHeader.u16(b, at + 5),
                JpegHeader.u16(b, at + 7),
                JpegHeader.u16(b, at + 9));
    }
}
