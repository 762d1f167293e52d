package org.lmttm.volume.io.dicom;

import java.io.IOException;

/** Frames that are not packed, brought into the common form of {@link FrameSource}. */
final class NativeFrames {
    private NativeFrames() {}

    /** Bytes that all frames of a file take. */
    static long bytes(PixelLayout layout) {
        if (layout.bitsAllocated() == 1) {
            return (layout.pixels() * layout.frames() + 7) / 8;
        }
        return frameBytes(layout) * layout.frames();
    }

    private static long frameBytes(PixelLayout layout) {
        if (layout.halfChroma()) {
            return 4L * layout.rows() * ((layout.columns() + 1) / 2) * layout.sampleBytes();
        }
        return layout.frameBytes();
    }

    static byte[] frame(FrameSource source, DicomImage image, int index) throws IOException {
        PixelLayout layout = image.stored();
        long first = image.pixels().offset();
        if (layout.bitsAllocated() == 1) {
            return bits(source, first, layout, index);
        }
        int size = Math.toIntExact(frameBytes(layout));
        byte[] stored = source.bytes(first + (long) size * index, size);
        if (image.syntax().bigEndian()) {
            swap(stored, layout.sampleBytes());
        }
        if (layout.halfChroma()) {
            return fullChroma(stored, layout);
        }
        return layout.samples() > 1 && layout.planar() ? pixelByPixel(stored, layout) : stored;
    }

    /** Single bits, the lowest of a byte first; frames follow each other without padding (PS3.5, 8.1.1). */
    private static byte[] bits(FrameSource source, long first, PixelLayout layout, int index) throws IOException {
        long from = layout.pixels() * index;
        long to = from + layout.pixels();
        byte[] stored = source.bytes(first + from / 8, (int) ((to + 7) / 8 - from / 8));
        byte[] frame = new byte[Math.toIntExact(layout.pixels())];
        int skip = (int) (from % 8);
        for (int x = 0; x < frame.length; x++) {
            frame[x] = (byte) ((stored[(x + skip) >> 3] >> ((x + skip) & 7)) & 1);
        }
        return frame;
    }

    private static void swap(byte[] b, int size) {
        for (int at = 0; at + size <= b.length; at += size) {
            for (int x = 0; x < size / 2; x++) {
                byte kept = b[at + x];
                b[at + x] = b[at + size - 1 - x];
                b[at + size - 1 - x] = kept;
            }
        }
    }

    private static byte[] pixelByPixel(byte[] planes, PixelLayout layout) {
        int size = layout.sampleBytes();
        int samples = layout.samples();
        int pixels = Math.toIntExact(layout.pixels());
        byte[] frame = new byte[planes.length];
        for (int s = 0; s < samples; s++) {
            for (int x = 0; x < pixels; x++) {
                System.arraycopy(planes, (s * pixels + x) * size, frame, (x * samples + s) * size, size);
            }
        }
        return frame;
    }

    /** Two pixels are stored as Y, Y, Cb, Cr (PS3.3, C.7.6.3.1.2). */
    private static byte[] fullChroma(byte[] stored, PixelLayout layout) {
        int size = layout.sampleBytes();
        byte[] frame = new byte[Math.toIntExact(layout.frameBytes())];
        int pairs = (layout.columns() + 1) / 2;
        for (int y = 0; y < layout.rows(); y++) {
            for (int x = 0; x < layout.columns(); x++) {
                int from = (y * pairs + x / 2) * 4;
                int to = (y * layout.columns() + x) * 3;
                System.arraycopy(stored, (from + x % 2) * size, frame, to * size, size);
                System.arraycopy(stored, (from + 2) * size, frame, (to + 1) * size, size);
                System.arraycopy(stored, (from + 3) * size, frame, (to + 2) * size, size);
            }
        }
        return frame;
    }
}
