package org.lmttm.volume.io.dicom;

/** Settles the bits that are allocated but not stored, of which files make different use. */
final class StoredBits {
    private StoredBits() {}

    /** Whether a frame's numbers can be taken as they are without looking at them. */
    static boolean plain(DicomImage image) {
        PixelLayout layout = image.layout();
        return layout.floating()
                || layout.bitsAllocated() == 1
                || layout.bitsStored() == layout.bitsAllocated()
                || (!layout.signed() && layout.highBit() == layout.bitsStored() - 1 && !image.overlayInHighBits());
    }

    /**
     * Brings the numbers of a frame into place: the bits that count lowest, with their sign. Numbers with a sign that
     * fill the bits above it themselves are taken as they are, even where they say that they store fewer bits.
     *
     * @param frame little endian numbers, which are changed
     */
    static void settle(byte[] frame, DicomImage image) {
        if (plain(image)) {
            return;
        }
        PixelLayout layout = image.layout();
        int bytes = layout.sampleBytes();
        int shift = layout.highBit() + 1 - layout.bitsStored();
        long mask = ((1L << layout.bitsStored()) - 1) << shift;
        boolean strip = image.overlayInHighBits() || shift > 0;
        if (!strip && fillsHighBits(frame, bytes, ~mask)) {
            return;
        }
        int unused = Long.SIZE - layout.bitsStored();
        for (int at = 0; at < frame.length; at += bytes) {
            long value = (word(frame, at, bytes) & mask) >>> shift;
            if (layout.signed()) {
                value = value << unused >> unused;
            }
            for (int b = 0; b < bytes; b++) {
                frame[at + b] = (byte) (value >> (8 * b));
            }
        }
    }

    private static boolean fillsHighBits(byte[] frame, int bytes, long unused) {
        for (int at = 0; at < frame.length; at += bytes) {
            if ((word(frame, at, bytes) & unused) != 0) {
                return true;
            }
        }
        return false;
    }

    /** A little endian number without sign. */
    static long word(byte[] b, int at, int bytes) {
        long value = 0;
        for (int x = bytes - 1; x >= 0; x--) {
            value = value << 8 | Byte.toUnsignedInt(b[at + x]);
        }
        return value;
    }

    /** A little endian number with the sign that the layout gives it. */
    static long number(byte[] b, int at, PixelLayout layout) {
        int bytes = layout.sampleBytes();
        long value = word(b, at, bytes);
        int unused = Long.SIZE - 8 * bytes;
        return layout.signed() ? value << unused >> unused : value;
    }
}
