package org.lmttm.volume.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Siemens's private image header, CSA version 1 or 2 (mark SV10), as NiBabel's documentation describes it: named lists
 * of texts. What is damaged or of another kind reads as empty; nothing of it is needed.
 *
 * @param texts the values by name
 */
record SiemensHeader(Map<String, List<String>> texts) {
    private static final SiemensHeader EMPTY = new SiemensHeader(Map.of());
    private static final int MARK = 0x30315653; // SV10
    private static final int FIRST = 16;
    private static final int FIRST_OLD = 8;
    /** Names in a header without a mark, so that other bytes are hardly taken for one. */
    private static final int MOST_OLD = 128;

    private static final int TAG = 84;
    private static final int ITEM = 16;
    private static final int MOST = 4096;

    /** The header in an element; empty where there is none. */
    static SiemensHeader of(@Nullable Element element) {
        if (element == null || element.value().length < FIRST) {
            return EMPTY;
        }
        ByteBuffer b = ByteBuffer.wrap(element.value()).order(ByteOrder.LITTLE_ENDIAN);
        boolean marked = b.getInt(0) == MARK;
        int first = marked ? FIRST : FIRST_OLD;
        int count = b.getInt(first - 8);
        if (count < 1 || count > (marked ? MOST : MOST_OLD)) {
            return EMPTY;
        }
        Map<String, List<String>> texts = new HashMap<>();
        b.position(first);
        int firstItems = b.remaining() < TAG ? 0 : b.getInt(first + 76);
        for (int tag = 0; tag < count && b.remaining() >= TAG; tag++) {
            int start = b.position();
            int items = b.getInt(start + 76);
            b.position(start + TAG);
            // version 1 counts the first name's items with every length
            List<String> values = marked ? values(b, items, 4, 0) : values(b, items, 0, firstItems);
            if (marked && values.size() < items) {
                break; // damaged from here on
            }
            texts.put(
                    text(b, start, 64),
                    values.stream().filter(v -> !v.isEmpty()).toList());
        }
        return new SiemensHeader(texts);
    }

    /** The texts of a name, up to the first that does not fit, whose lengths lie at a place of each and count too much. */
    private static List<String> values(ByteBuffer b, int items, int place, int surplus) {
        List<String> values = new ArrayList<>();
        for (int item = 0; item < Math.min(items, MOST) && b.remaining() >= ITEM; item++) {
            long length = (long) b.getInt(b.position() + place) - surplus;
            int at = b.position() + ITEM;
            if (length < 0 || length > b.limit() - at) {
                if (place == 0) {
                    b.position(at); // version 1 ends a list so
                }
                break;
            }
            values.add(text(b, at, (int) length));
            b.position((int) Math.min(b.limit(), at + (length + 3) / 4 * 4));
        }
        return values;
    }

    private static String text(ByteBuffer b, int at, int length) {
        byte[] letters = new byte[length];
        b.get(at, letters);
        String text = new String(letters, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(0);
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    /** The numbers of a name; one that is not a number where there are none. */
    double[] numbers(String name) {
        List<String> values = texts.getOrDefault(name, List.of());
        double[] numbers = new double[Math.max(1, values.size())];
        numbers[0] = Double.NaN;
        for (int x = 0; x < values.size(); x++) {
            try {
                numbers[x] = Double.parseDouble(values.get(x));
            } catch (NumberFormatException _) {
                numbers[x] = Double.NaN; // a text among numbers is none of them
            }
        }
        return numbers;
    }
}
