package org.lmttm.volume.io.dicom;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a data set and its pixels are written (PS3.5, 10 and annex A).
 *
 * @param uid the transfer syntax UID
 * @param name what the standard calls it
 * @param explicit whether elements name their value representation
 * @param bigEndian whether numbers have their most significant byte first
 * @param deflated whether the data set is packed as a whole
 * @param encoding how the pixels are written
 */
record TransferSyntax(
        String uid, String name, boolean explicit, boolean bigEndian, boolean deflated, Encoding encoding) {
    /** How the pixels are written. */
    enum Encoding {
        NATIVE,
        RLE,
        /** ISO 10918-1 with discrete cosines, 8 or 12 bit. */
        JPEG,
        /** ISO 10918-1, process 14. */
        JPEG_LOSSLESS,
        /** ISO 14495-1. */
        JPEG_LS,
        /** ISO 15444-1. */
        JPEG_2000
    }

    private static final String ROOT = "1.2.840.10008.1.2";

    static final TransferSyntax IMPLICIT_LITTLE =
            new TransferSyntax(ROOT, "implicit VR little endian", false, false, false, Encoding.NATIVE);
    static final TransferSyntax EXPLICIT_LITTLE = packed(".1", "explicit VR little endian", Encoding.NATIVE);
    static final TransferSyntax EXPLICIT_BIG =
            new TransferSyntax(ROOT + ".2", "explicit VR big endian", true, true, false, Encoding.NATIVE);
    private static final TransferSyntax DEFLATED = new TransferSyntax(
            ROOT + ".1.99", "deflated explicit VR little endian", true, false, true, Encoding.NATIVE);

    private static final Map<String, TransferSyntax> KNOWN = Map.ofEntries(
            entry(IMPLICIT_LITTLE),
            entry(EXPLICIT_LITTLE),
            entry(EXPLICIT_BIG),
            entry(DEFLATED),
            entry(packed(".5", "RLE lossless", Encoding.RLE)),
            entry(packed(".4.50", "JPEG baseline", Encoding.JPEG)),
            entry(packed(".4.51", "JPEG extended", Encoding.JPEG)),
            entry(packed(".4.53", "JPEG spectral selection", Encoding.JPEG)),
            entry(packed(".4.55", "JPEG full progression", Encoding.JPEG)),
            entry(packed(".4.57", "JPEG lossless", Encoding.JPEG_LOSSLESS)),
            entry(packed(".4.70", "JPEG lossless, first-order prediction", Encoding.JPEG_LOSSLESS)),
            entry(packed(".4.80", "JPEG-LS lossless", Encoding.JPEG_LS)),
            entry(packed(".4.81", "JPEG-LS near-lossless", Encoding.JPEG_LS)),
            entry(packed(".4.90", "JPEG 2000 lossless", Encoding.JPEG_2000)),
            entry(packed(".4.91", "JPEG 2000", Encoding.JPEG_2000)));

    private static TransferSyntax packed(String end, String name, Encoding encoding) {
        return new TransferSyntax(ROOT + end, name, true, false, false, encoding);
    }

    private static Map.Entry<String, TransferSyntax> entry(TransferSyntax syntax) {
        return Map.entry(syntax.uid(), syntax);
    }

    /** The transfer syntax of a UID, or null when it cannot be read. */
    static @Nullable TransferSyntax of(String uid) {
        return KNOWN.get(uid);
    }

    /** Whether frames are packed and lie in fragments. */
    boolean encapsulated() {
        return encoding != Encoding.NATIVE;
    }
}
