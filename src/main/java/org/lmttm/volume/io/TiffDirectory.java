package org.lmttm.volume.io;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lmttm.volume.VolumeFormatException;

/**
 * One image file directory of a TIFF or BigTIFF (TIFF 6.0; bigtiff.org): tags with their numbers.
 *
 * @param file for messages
 * @param tags numbers by tag
 */
record TiffDirectory(FileHead file, Map<Integer, long[]> tags) {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int DESCRIPTION = 270;
    static final int STRIP_OFFSETS = 273;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTES = 279;
    static final int PLANAR = 284;
    static final int PREDICTOR = 317;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTES = 325;
    static final int SAMPLE_FORMAT = 339;
    private static final int MOST_PAGES = 1 << 16;
    private static final Set<Integer> KEPT = Set.of(
            WIDTH,
            HEIGHT,
            BITS,
            COMPRESSION,
            PHOTOMETRIC,
            STRIP_OFFSETS,
            SAMPLES,
            ROWS_PER_STRIP,
            STRIP_BYTES,
            PLANAR,
            PREDICTOR,
            TILE_WIDTH,
            TILE_HEIGHT,
            TILE_OFFSETS,
            TILE_BYTES,
            SAMPLE_FORMAT);
    /** Numbers in all directories that even an empty file may have. */
    private static final long NUMBERS = 1 << 16;

    /** Bytes of each field type; 0 for unknown. */
    private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    static boolean recognises(byte[] b) {
        if (b.length < 8) {
            return false;
        }
        int mark = b[0] == 'I' && b[1] == 'I' ? b[2] | b[3] << 8 : b[0] == 'M' && b[1] == 'M' ? b[3] | b[2] << 8 : 0;
        return mark == 42 || mark == 43;
    }

    static ByteOrder order(FileHead file) {
        return file.bytes()[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** All directories of a file, in order. */
    static List<TiffDirectory> all(FileHead file, MemorySegment m) throws VolumeFormatException {
        Walk walk = new Walk(file, m, order(file));
        Set<Long> seen = new LinkedHashSet<>();
        List<TiffDirectory> all = new ArrayList<>();
        long at = walk.big ? walk.number(8, 8) : walk.number(4, 4);
        while (at != 0) {
            if (!seen.add(at) || all.size() >= MOST_PAGES) {
                throw file.failure("has a damaged TIFF structure: its pages run in a circle or are over " + MOST_PAGES);
            }
            TreeMap<Integer, long[]> tags = new TreeMap<>();
            at = walk.directory(at, all.isEmpty(), tags);
            all.add(new TiffDirectory(file, tags));
        }
        if (all.isEmpty()) {
            throw file.failure("is a TIFF file without pages");
        }
        return all;
    }

    long number(int tag, long otherwise) {
        long[] numbers = tags.get(tag);
        return numbers == null || numbers.length == 0 ? otherwise : numbers[0];
    }

    long[] numbers(int tag) {
        return tags.getOrDefault(tag, new long[0]);
    }

    /** Text of a tag; empty where there is none. */
    String text(int tag) {
        long[] numbers = numbers(tag);
        byte[] bytes = new byte[numbers.length];
        for (int x = 0; x < bytes.length; x++) {
            bytes[x] = (byte) numbers[x];
        }
        return new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    }

    /** Reads numbers of a file, each checked against its end. */
    private static final class Walk {
        private final FileHead file;
        private final MemorySegment m;
        private final ByteOrder order;
        private final boolean big;
        private long kept;

        Walk(FileHead file, MemorySegment m, ByteOrder order) throws VolumeFormatException {
            this.file = file;
            this.m = m;
            this.order = order;
            this.big = number(2, 2) == 43;
        }

        long number(long at, int size) throws VolumeFormatException {
            if (at < 0 || at > m.byteSize() - size) {
                throw file.failure("is cut short: its structure points to byte " + at + " of " + m.byteSize());
            }
            return switch (size) {
                case 1 -> m.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
                case 2 -> m.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at) & 0xFFFF;
                case 4 -> m.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at) & 0xFFFF_FFFFL;
                default -> m.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
            };
        }

        /**
         * Reads the directory at a byte: what pages are made of, and of the first page everything. Returns where the next
         * one is, 0 after the last.
         */
        long directory(long start, boolean everything, Map<Integer, long[]> tags) throws VolumeFormatException {
            long count = number(start, big ? 8 : 2);
            int entry = big ? 20 : 12;
            long at = start + (big ? 8 : 2);
            if (count < 0 || count > (m.byteSize() - at) / entry) {
                throw file.failure("is cut short: a TIFF directory at byte " + start + " has " + count + " entries");
            }
            for (long n = 0; n < count; n++, at += entry) {
                int type = (int) number(at + 2, 2);
                int size = type < SIZES.length ? SIZES[type] : 0;
                long values = number(at + 4, big ? 8 : 4);
                int tag = (int) number(at, 2);
                if (size == 0 || !(everything || KEPT.contains(tag))) {
                    continue;
                }
                if (values < 0 || values > m.byteSize() / size) {
                    throw file.failure("is cut short: a TIFF tag declares " + values + " numbers");
                }
                int inline = big ? 8 : 4;
                long from = at + 4 + inline;
                kept += values;
                if (kept > file.size() + NUMBERS) {
                    throw file.failure("has a damaged TIFF structure: its pages point to the same numbers many times");
                }
                tags.put(tag, values(values * size <= inline ? from : number(from, inline), values, size));
            }
            return number(at, big ? 8 : 4);
        }

        private long[] values(long from, long count, int size) throws VolumeFormatException {
            if (count > 0) {
                number(from + (count - 1) * size, size);
            }
            long[] values = new long[(int) count];
            for (int x = 0; x < values.length; x++) {
                values[x] = number(from + (long) x * size, size);
            }
            return values;
        }
    }
}
