package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lmttm.volume.VolumeFormatException;

/** Where the packed frames of a file lie: each in one fragment or in several that follow each other (PS3.5, A.4). */
final class Fragments {
    private static final int HEADER = 8;
    private static final int MOST = 4_000_000;
    private static final int LARGEST = 1 << 30;

    private final FrameSource source;
    private final DicomImage image;
    private final List<List<Fragment>> frames;

    /** Bytes of a fragment and where they begin. */
    private record Fragment(long offset, int length) {}

    private Fragments(FrameSource source, DicomImage image, List<List<Fragment>> frames) {
        this.source = source;
        this.image = image;
        this.frames = frames;
    }

    /** Finds the frames; refuses a file that has not as many as it says. */
    static Fragments of(FrameSource source, DicomImage image) throws IOException {
        List<Fragment> all = walk(source, image);
        if (all.isEmpty()) {
            throw failure(image, "has no pixels: the fragments are missing");
        }
        Fragment table = all.removeFirst();
        return new Fragments(source, image, frames(source, image, table, all));
    }

    private static List<Fragment> walk(FrameSource source, DicomImage image) throws IOException {
        List<Fragment> found = new ArrayList<>();
        long at = image.pixels().offset();
        while (at + HEADER <= image.size()) {
            byte[] header = source.bytes(at, HEADER);
            int tag = (int) (u16(header, 0) << 16 | u16(header, 2));
            long length = u16(header, 4) | u16(header, 6) << 16;
            at += HEADER;
            if (tag == Tag.SEQUENCE_DELIMITATION) {
                return found;
            }
            if (tag != Tag.ITEM || length > LARGEST || found.size() >= MOST) {
                throw failure(image, "is damaged: the fragments of its pixels are broken at byte " + (at - HEADER));
            }
            if (at + length > image.size()) {
                throw failure(
                        image,
                        "is cut short: a fragment of its pixels should have " + length + " bytes, "
                                + (image.size() - at) + " are there");
            }
            found.add(new Fragment(at, (int) length));
            at += length;
        }
        throw failure(image, "is cut short: the mark at the end of its pixels is missing");
    }

    private static List<List<Fragment>> frames(FrameSource source, DicomImage image, Fragment table, List<Fragment> all)
            throws IOException {
        int count = image.stored().frames();
        if (count == 1 && !all.isEmpty()) {
            return List.of(all);
        }
        if (all.size() == count) {
            return all.stream().map(List::of).toList();
        }
        List<List<Fragment>> frames = table.length() / 4 == count
                ? byTable(source.bytes(table.offset(), table.length()), all)
                : byStart(source, all);
        if (frames.size() != count) {
            throw failure(image, "has the pixels of " + frames.size() + " frames where its header says " + count);
        }
        return frames;
    }

    private static List<List<Fragment>> byTable(byte[] table, List<Fragment> all) {
        List<List<Fragment>> frames = new ArrayList<>();
        long origin = all.isEmpty() ? 0 : all.getFirst().offset() - HEADER;
        int next = 0;
        for (Fragment fragment : all) {
            long start = fragment.offset() - HEADER - origin;
            boolean begins =
                    4 * next + 4 <= table.length && start == (u16(table, 4 * next) | u16(table, 4 * next + 2) << 16);
            if (begins || frames.isEmpty()) {
                frames.add(new ArrayList<>());
                next++;
            }
            frames.getLast().add(fragment);
        }
        return frames;
    }

    /** Without a table a new frame begins where a fragment begins with the mark of a JPEG stream of any kind. */
    private static List<List<Fragment>> byStart(FrameSource source, List<Fragment> all) throws IOException {
        List<List<Fragment>> frames = new ArrayList<>();
        for (Fragment fragment : all) {
            int mark = 0;
            if (fragment.length() >= 2) {
                byte[] head = source.bytes(fragment.offset(), 2);
                mark = JpegHeader.u16(head, 0);
            }
            if (frames.isEmpty() || mark == 0xFFD8 || mark == 0xFF4F) {
                frames.add(new ArrayList<>());
            }
            frames.getLast().add(fragment);
        }
        return frames;
    }

    /** The packed bytes of a frame. */
    byte[] frame(int index) throws IOException {
        List<Fragment> parts = frames.get(index);
        long total = parts.stream().mapToLong(Fragment::length).sum();
        if (total > LARGEST) {
            throw failure(image, "has a frame of over " + LARGEST + " packed bytes, which cannot be read");
        }
        byte[] packed = new byte[(int) total];
        int at = 0;
        for (Fragment part : parts) {
            System.arraycopy(source.bytes(part.offset(), part.length()), 0, packed, at, part.length());
            at += part.length();
        }
        return packed;
    }

    private static long u16(byte[] b, int at) {
        return (b[at] & 0xFF) | (b[at + 1] & 0xFF) << 8;
    }

    private static VolumeFormatException failure(DicomImage image, String reason) {
        return new VolumeFormatException(image.path(), reason);
    }
}
