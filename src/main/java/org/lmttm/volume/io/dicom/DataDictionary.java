package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the standard calls its elements and how it represents them (PS3.6), for implicit VR and for people. */
final class DataDictionary {
    private static final int TAG_DIGITS = 8;

    private DataDictionary() {}

    private record Entry(Vr vr, String keyword) {}

    /** Loaded with the first question. */
    private static final class Table {
        static final Map<Integer, Entry> TAGS = new HashMap<>(8192);
        /** Elements of groups such as 60xx, by their tag in the group's first form. */
        static final Map<Integer, Entry> REPEATING = new HashMap<>();

        static {
            try (InputStream in = DataDictionary.class.getResourceAsStream("data-dictionary.txt")) {
                if (in == null) {
                    throw new IllegalStateException("the DICOM data dictionary is missing from the application");
                }
                new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(Table::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void add(String line) {
            String tag = line.substring(0, TAG_DIGITS);
            Vr vr = Vr.of(line.substring(TAG_DIGITS, TAG_DIGITS + 2));
            Entry entry = new Entry(vr == null ? Vr.UN : vr, line.substring(TAG_DIGITS + 2));
            if (tag.indexOf('x') < 0) {
                TAGS.put(Integer.parseUnsignedInt(tag, 16), entry);
            } else if (tag.startsWith("xx", 2)) {
                REPEATING.put(Integer.parseUnsignedInt(tag.replace('x', '0'), 16), entry);
            }
        }
    }

    private static @Nullable Entry entry(int tag) {
        Entry entry = Table.TAGS.get(tag);
        return entry == null ? Table.REPEATING.get(tag & 0xFF00_FFFF) : entry;
    }

    /** How the standard represents an element; private and unknown ones are UN. */
    static Vr vr(int tag) {
        if ((tag & 0xFFFF) == 0) {
            return Vr.UL; // group length
        }
        Entry entry = isPrivate(tag) ? null : entry(tag);
        return entry == null ? Vr.UN : entry.vr();
    }

    /** The standard's keyword, such as {@code PixelSpacing}; empty for private and unknown elements. */
    static String keyword(int tag) {
        Entry entry = isPrivate(tag) ? null : entry(tag);
        return entry == null ? "" : entry.keyword();
    }

    /** The keyword as words, such as "Pixel Spacing". */
    static String name(int tag) {
        return keyword(tag)
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .replace(" I Ds", " IDs")
                .replace("UI Ds", "UIDs");
    }

    /** Whether a maker of devices defined the element, not the standard. */
    static boolean isPrivate(int tag) {
        return (tag >>> 16 & 1) == 1;
    }
}
