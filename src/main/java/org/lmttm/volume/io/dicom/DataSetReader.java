package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses data sets (PS3.5, 7), up to the pixels of the image. Lengths are compared with what the file holds, sequences
 * nest and elements count up to a limit, and values longer than a header's are skipped.
 */
final class DataSetReader {
    /** Longer values are not a header's: look-up tables of 2 × 65 536 entries fit. */
    private static final int LONGEST_VALUE = 1 << 20;

    private static final int DEEPEST = 32;
    private static final int MOST_ELEMENTS = 4_000_000;
    private static final long UNDEFINED = 0xFFFF_FFFFL;

    private final Path file;
    private final DicomInput in;
    private final boolean explicit;
    private int count;
    private @Nullable PixelLocation pixels;

    /**
     * Where the pixels of an image lie.
     *
     * @param tag which of the three elements they are
     * @param offset where the value begins, in the file or in the unpacked data set
     * @param length its bytes, or -1 for fragments
     */
    record PixelLocation(int tag, long offset, long length) {}

    private record Header(int tag, Vr vr, long length) {
        boolean undefined() {
            return length == UNDEFINED;
        }
    }

    DataSetReader(Path file, DicomInput in, boolean explicit) {
        this.file = file;
        this.in = in;
        this.explicit = explicit;
    }

    /** The file's own data set: all elements before the pixels. */
    DataSet read() throws IOException {
        DataSet data = new DataSet(file, null);
        while (!in.atEnd()) {
            if (in.remaining() < 8) {
                break; // padding
            }
            Header header = header(explicit);
            if (Tag.isPixels(header.tag())) {
                pixels = new PixelLocation(header.tag(), in.position(), header.undefined() ? -1 : header.length());
                break;
            }
            if (header.tag() >>> 16 == 0xFFFE || header.tag() == 0) {
                if (data.elements().isEmpty()) {
                    throw in.failure("holds no DICOM data set");
                }
                break; // padding after the last element
            }
            data.add(element(header, data, explicit, 0));
        }
        return data;
    }

    /** The file meta information (PS3.10, 7.1): elements of group 2. */
    DataSet readMeta() throws IOException {
        DataSet meta = new DataSet(file, null);
        while (true) {
            byte[] next = in.peek(2);
            if (next.length < 2 || next[0] != 2 || next[1] != 0) {
                return meta;
            }
            meta.add(element(header(true), meta, true, 0));
        }
    }

    /** Where the pixels lie, once {@link #read()} has met them. */
    @Nullable
    PixelLocation pixels() {
        return pixels;
    }

    private Header header(boolean named) throws IOException {
        long at = in.position();
        int tag = in.tag();
        if (++count > MOST_ELEMENTS) {
            throw in.failure("has over " + MOST_ELEMENTS + " elements");
        }
        if (tag >>> 16 == 0xFFFE) {
            return new Header(tag, Vr.UN, in.u32());
        }
        if (!named) {
            return new Header(tag, DataDictionary.vr(tag), in.u32());
        }
        String code = new String(in.bytes(2), StandardCharsets.ISO_8859_1);
        Vr vr = Vr.of(code);
        if (vr == null) {
            if (!code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
                throw in.failure(
                        "is damaged: the element " + Tag.text(tag) + " at byte " + at + " has no value representation");
            }
            vr = Vr.UN; // one newer than this reader; those are all of the long form
        }
        if (!vr.longLength()) {
            return new Header(tag, vr, in.u16());
        }
        in.skip(2);
        return new Header(tag, vr, in.u32());
    }

    private Element element(Header header, DataSet owner, boolean named, int depth) throws IOException {
        Vr vr = header.vr();
        if (vr == Vr.SQ || (header.undefined() && (vr == Vr.UN || vr == Vr.OB || vr == Vr.OW))) {
            if (header.undefined() && vr != Vr.SQ && vr != Vr.UN) {
                skipFragments(header);
                return Element.skipped(header.tag(), vr, 0);
            }
            // a sequence that its writer did not know is implicit, whatever stands around it (PS3.5, 6.2.2)
            boolean inside = named && vr != Vr.UN;
            return Element.sequence(header.tag(), items(header, owner, inside, depth + 1));
        }
        if (header.undefined()) {
            throw in.failure("is damaged: the element " + Tag.text(header.tag()) + " has no length");
        }
        if (header.length() > in.remaining()) {
            throw in.failure("is cut short or damaged: the element " + Tag.text(header.tag()) + " at byte "
                    + in.position() + " should have " + header.length() + " bytes, but " + in.remaining()
                    + " are left");
        }
        if (header.length() > LONGEST_VALUE) {
            in.skip(header.length());
            return Element.skipped(header.tag(), vr, header.length());
        }
        return Element.of(header.tag(), vr, in.bigEndian(), in.bytes((int) header.length()));
    }

    private List<DataSet> items(Header sequence, DataSet owner, boolean named, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw in.failure("is damaged: sequences nest deeper than " + DEEPEST);
        }
        long end = end(sequence);
        List<DataSet> items = new ArrayList<>();
        while (in.position() < end) {
            Header item = header(named);
            if (item.tag() == Tag.SEQUENCE_DELIMITATION) {
                break;
            }
            if (item.tag() != Tag.ITEM) {
                throw in.failure("is damaged: the sequence " + Tag.text(sequence.tag()) + " has " + Tag.text(item.tag())
                        + " at byte " + in.position() + " where an item should begin");
            }
            items.add(item(item, owner, named, depth));
        }
        return items;
    }

    private DataSet item(Header item, DataSet owner, boolean named, int depth) throws IOException {
        long end = end(item);
        DataSet data = new DataSet(file, owner);
        while (in.position() < end) {
            Header header = header(named);
            if (header.tag() == Tag.ITEM_DELIMITATION) {
                break;
            }
            if (header.tag() >>> 16 == 0xFFFE) {
                throw in.failure("is damaged: an item holds " + Tag.text(header.tag()) + " at byte " + in.position());
            }
            data.add(element(header, data, named, depth));
        }
        return data;
    }

    /** Where a sequence or item ends; undefined ones end at their mark, and at the latest with the file. */
    private long end(Header header) throws IOException {
        if (header.undefined()) {
            return Long.MAX_VALUE;
        }
        if (header.length() > in.remaining()) {
            throw in.failure("is cut short or damaged: " + Tag.text(header.tag()) + " at byte " + in.position()
                    + " should have " + header.length() + " bytes, but " + in.remaining() + " are left");
        }
        return in.position() + header.length();
    }

    /** Passes over packed pixels that are not the image's, such as an icon's. */
    private void skipFragments(Header element) throws IOException {
        while (true) {
            Header fragment = header(explicit);
            if (fragment.tag() == Tag.SEQUENCE_DELIMITATION) {
                return;
            }
            if (fragment.tag() != Tag.ITEM || fragment.undefined()) {
                throw in.failure("is damaged: the fragments of " + Tag.text(element.tag()) + " are broken at byte "
                        + in.position());
            }
            in.skip(fragment.length());
        }
    }
}
