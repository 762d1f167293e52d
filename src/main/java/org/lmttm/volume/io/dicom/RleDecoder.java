package org.lmttm.volume.io.dicom;

/** RLE lossless (PS3.5, annex G): a plane of bytes a segment, the most significant byte first, packed by PackBits. */
final class RleDecoder implements FrameDecoder {
    private static final int HEADER = 64;
    /** Two bytes stand for 128 at most. */
    private static final int MOST_IN_ONE = 64;

    @Override
    public byte[] decode(byte[] packed, PixelLayout layout) throws CodecException {
        int bytes = layout.sampleBytes();
        int planes = layout.samples() * bytes;
        if (packed.length < HEADER || word(packed, 0) != planes) {
            throw new CodecException("has a damaged RLE header: " + planes + " segments are needed");
        }
        if (layout.frameBytes() / MOST_IN_ONE > packed.length) {
            throw new CodecException("is cut short: " + packed.length + " bytes cannot hold " + layout.frameBytes());
        }
        int pixels = Math.toIntExact(layout.pixels());
        byte[] frame = new byte[Math.toIntExact(layout.frameBytes())];
        for (int plane = 0; plane < planes; plane++) {
            long from = word(packed, 4 * (plane + 1));
            long to = plane + 1 < planes ? word(packed, 4 * (plane + 2)) : packed.length;
            if (from < HEADER || from > to || to > packed.length) {
                throw new CodecException("has a damaged RLE header: segment " + (plane + 1) + " lies at bytes " + from
                        + " to " + to + " of " + packed.length);
            }
            int sample = plane / bytes;
            int first = sample * bytes + bytes - 1 - plane % bytes;
            unpack(packed, (int) from, (int) to, frame, first, planes, pixels);
        }
        return frame;
    }

    private static void unpack(byte[] packed, int from, int to, byte[] frame, int first, int step, int pixels)
            throws CodecException {
        int at = from;
        int done = 0;
        while (done < pixels && at < to) {
            int control = packed[at++];
            if (control == -128) {
                continue;
            }
            boolean run = control < 0;
            int count = Math.min(run ? 1 - control : control + 1, pixels - done);
            if (at + (run ? 1 : count) > to) {
                break;
            }
            for (int x = 0; x < count; x++) {
                frame[first + (done + x) * step] = packed[run ? at : at + x];
            }
            done += count;
            at += run ? 1 : count;
        }
        if (done < pixels) {
            throw new CodecException("is cut short: " + done + " of " + pixels + " pixels are there");
        }
    }

    private static long word(byte[] b, int at) {
        return (b[at] & 0xFFL) | (b[at + 1] & 0xFFL) << 8 | (b[at + 2] & 0xFFL) << 16 | (b[at + 3] & 0xFFL) << 24;
    }
}
