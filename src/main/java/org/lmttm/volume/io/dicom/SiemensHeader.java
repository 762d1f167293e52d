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
 * Siemens's private image header, CSA version 2 (mark SV10), as NiBabel's documentation describes it: named lists of
 * texts. What is damaged or of another version reads as empty; nothing of it is needed.
 *
 * @param texts the values by name
 */
record SiemensHeader(Map<String, List<String>> texts) {
    private static final SiemensHeader EMPTY = new SiemensHeader(Map.of());
    private static final int MARK = 0x30315653; // SV10
    private static final int FIRST = 16;
    private static final int TAG = 84;
    private static final int ITEM = 16;
    private static final int MOST = 4096;

    /** The header in an element; empty where there is none. */
    static SiemensHeader of(@Nullable Element element) {
        if (element == null || element.value().length < FIRST) {
            return EMPTY;
        }
        ByteBuffer b = ByteBuffer.wrap(element.value()).order(ByteOrder.LITTLE_ENDIAN);
        int count = b.getInt(8);
        if (b.getInt(0) != MARK || count < 1 || count > MOST) {
            return EMPTY;
        }
        Map<String, List<String>> texts = new HashMap<>();
        b.position(FIRST);
        for (int tag = 0; tag < count && b.remaining() >= TAG; tag++) {
            int start = b.position();
            int items = b.getInt(start + 76);
            b.position(start + TAG);
            List<String> values = values(b, items);
            if (values.size() < items) {
                break; // damaged from here on
            }
            texts.put(
                    text(b, start, 64),
                    values.stream().filter(v -> !v.isEmpty()).toList());
        }
        return new SiemensHeader(texts);
    }

    private static List<String> values(ByteBuffer b, int items) {
        List<String> values = new ArrayList<>();
        for (int item = 0; item < Math.min(items, MOST) && b.remaining() >= ITEM; item++) {
            int length = b.getInt(b.position() + 4);
            int at = b.position() + ITEM;
            if (length < 0 || length > b.limit() - at) {
                break;
            }
            values.add(text(b, at, length));
            b.position(Math.min(b.limit(), at + (length + 3) / 4 * 4));
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
