package org.lmttm.volume.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lists the fields of a binary header of fixed layout. A field that lies beyond the bytes there are is left out. */
final class StructFields {
    private final ByteBuffer bytes;
    private final List<HeaderField> fields = new ArrayList<>();

    /** @param bytes the header, its byte order set */
    StructFields(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    List<HeaderField> fields() {
        return List.copyOf(fields);
    }

    StructFields bytes(String key, String name, int at) {
        return numbers(key, name, at, 1, 1, x -> String.valueOf(bytes.get(x)));
    }

    /** A whole number of 1, 2 or 4 bytes that stands for something, with the word for it. */
    StructFields code(String key, String name, int at, int size, IntFunction<String> words) {
        return numbers(key, name, at, 1, size, x -> {
            int code = size == 1 ? bytes.get(x) : size == 2 ? bytes.getShort(x) : bytes.getInt(x);
            String word = words.apply(code);
            return word.isEmpty() ? String.valueOf(code) : code + " (" + word + ")";
        });
    }

    StructFields shorts(String key, String name, int at, int count) {
        return numbers(key, name, at, count, 2, x -> String.valueOf(bytes.getShort(x)));
    }

    StructFields ints(String key, String name, int at, int count) {
        return numbers(key, name, at, count, 4, x -> String.valueOf(bytes.getInt(x)));
    }

    StructFields longs(String key, String name, int at, int count) {
        return numbers(key, name, at, count, 8, x -> String.valueOf(bytes.getLong(x)));
    }

    StructFields floats(String key, String name, int at, int count) {
        return numbers(key, name, at, count, 4, x -> number(bytes.getFloat(x), Float.toString(bytes.getFloat(x))));
    }

    StructFields doubles(String key, String name, int at, int count) {
        return numbers(key, name, at, count, 8, x -> number(bytes.getDouble(x), Double.toString(bytes.getDouble(x))));
    }

    /** Text that the format defines, such as its mark. */
    StructFields mark(String key, String name, int at, int length) {
        return text(key, name, at, length, false);
    }

    /** Text in which anything may stand, the patient's name too. */
    StructFields freeText(String key, String name, int at, int length) {
        return text(key, name, at, length, true);
    }

    private StructFields text(String key, String name, int at, int length, boolean patientData) {
        if (at + length <= bytes.limit()) {
            byte[] raw = new byte[length];
            bytes.get(at, raw);
            fields.add(new HeaderField(key, name, printable(raw), patientData));
        }
        return this;
    }

    private StructFields numbers(String key, String name, int at, int count, int size, IntFunction<String> get) {
        if (at + count * size <= bytes.limit()) {
            String value = IntStream.range(0, count)
                    .mapToObj(n -> get.apply(at + n * size))
                    .collect(Collectors.joining(" "));
            fields.add(new HeaderField(key, name, value, false));
        }
        return this;
    }

    /** Text up to its first zero byte, with control characters left out. */
    static String printable(byte[] raw) {
        int end = 0;
        while (end < raw.length && raw[end] != 0) {
            end++;
        }
        return new String(raw, 0, end, StandardCharsets.ISO_8859_1)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }

    private static String number(double value, String text) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : text;
    }
}
