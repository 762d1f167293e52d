package org.lmttm.volume.io.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Red, green and blue of colour pixels (PS3.3, C.7.6.3.1.2). */
final class Colours {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Colours() {}

    /** Writes one colour of a frame into its slice. */
    static void write(byte[] pixels, DicomImage image, int channel, MemorySegment slice) {
        PixelLayout layout = image.layout();
        int bytes = layout.sampleBytes();
        boolean mixed = layout.photometric().equals("YBR_FULL") || layout.halfChroma();
        boolean wide = slice.byteSize() > layout.pixels();
        int most = (1 << layout.bitsStored()) - 1;
        for (int x = 0; x < layout.pixels(); x++) {
            int value;
            if (!image.palettes().isEmpty()) {
                value = image.palettes().get(channel).at(StoredBits.number(pixels, x * bytes, layout));
            } else if (mixed) {
                value = unmixed(pixels, x * 3 * bytes, bytes, channel, most);
            } else {
                value = (int) StoredBits.word(pixels, (x * 3 + channel) * bytes, bytes);
            }
            if (wide) {
                slice.set(SHORT, 2L * x, (short) value);
            } else {
                slice.set(ValueLayout.JAVA_BYTE, x, (byte) value);
            }
        }
    }

    /** Brightness and two colour differences as red, green or blue. */
    private static int unmixed(byte[] pixels, int at, int bytes, int channel, int most) {
        double half = (most + 1) / 2.0;
        double y = StoredBits.word(pixels, at, bytes);
        double cb = StoredBits.word(pixels, at + bytes, bytes) - half;
        double cr = StoredBits.word(pixels, at + 2 * bytes, bytes) - half;
        double value = switch (channel) {
            case 0 -> y + 1.402 * cr;
            case 1 -> y - 0.344136 * cb - 0.714136 * cr;
            default -> y + 1.772 * cb;
        };
        return (int) Math.clamp(Math.round(value), 0L, most);
    }
}
