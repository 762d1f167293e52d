package org.lmttm.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One key of a configuration as {@link TrainingConfig#schema()} describes it.
 *
 * @param path the key; a dot leads into an object, as in {@code architecture.patch.depth}
 * @param kind what its values are
 * @param words the values of kind {@link Kind#WORD}, in order; else empty
 * @param description its meaning, one sentence
 * @param nullable whether the value null is allowed
 */
public record ConfigKey(String path, Kind kind, List<String> words, String description, boolean nullable) {
    private static final String WHOLE = "[+-]?\\d{1,18}";
    private static final String NUMBER = "[+-]?(\\d{1,30}\\.?\\d{0,30}|\\.\\d{1,30})([eE][+-]?\\d{1,3})?";
    private static final double SMALL = 0.01;

    /** What the values of a key are. */
    public enum Kind {
        /** true or false. */
        FLAG,
        /** A whole number. */
        WHOLE,
        /** A number. */
        NUMBER,
        /** One of a few words. */
        WORD,
        /** Any text. */
        TEXT,
        /** A list of names; typed with commas between them. */
        NAMES
    }

    /** Makes the words immutable. */
    public ConfigKey {
        words = List.copyOf(words);
    }

    /** Every key, in the order of the schema. */
    public static Map<String, ConfigKey> all() {
        Map<String, ConfigKey> keys = new LinkedHashMap<>();
        collect(RunJson.STRICT.readTree(TrainingConfig.schema()), "", keys);
        return keys;
    }

    private static void collect(JsonNode node, String prefix, Map<String, ConfigKey> keys) {
        for (var entry : node.path("properties").properties()) {
            String path = prefix + entry.getKey();
            if (entry.getValue().has("properties")) {
                collect(entry.getValue(), path + ".", keys);
            } else {
                keys.put(path, of(path, entry.getValue()));
            }
        }
    }

    private static ConfigKey of(String path, JsonNode rule) {
        List<String> words = new ArrayList<>();
        rule.path("enum").forEach(word -> words.add(word.stringValue()));
        List<String> types = new ArrayList<>();
        JsonNode type = rule.path("type");
        if (type.isArray()) {
            type.forEach(one -> types.add(one.stringValue()));
        } else {
            types.add(type.asString(""));
        }
        boolean nullable = types.remove("null");
        Kind kind = words.isEmpty()
                ? switch (types.getFirst()) {
                    case "boolean" -> Kind.FLAG;
                    case "integer" -> Kind.WHOLE;
                    case "number" -> Kind.NUMBER;
                    case "array" -> rule.at("/items/type").asString("").equals("string") ? Kind.NAMES : Kind.TEXT;
                    default -> Kind.TEXT;
                }
                : Kind.WORD;
        return new ConfigKey(path, kind, words, rule.path("description").asString(""), nullable);
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /**
     * What a typed text stands for, to be given to {@link TrainingConfig#with}: a text that cannot be meant stays a
     * text, which the configuration then refuses by name. An empty text is null where that is allowed.
     */
    public @Nullable Object value(String typed) {
        String text = typed.strip();
        if (text.isEmpty() && nullable) {
            return null;
        }
        return switch (kind) {
            case FLAG -> text.equals("true") || text.equals("false") ? (Object) text.equals("true") : text;
            case WHOLE, NUMBER -> number(text);
            case WORD, TEXT -> text;
            case NAMES -> Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        };
    }

    private static Object number(String text) {
        if (text.matches(WHOLE)) {
            return Long.valueOf(text);
        }
        return text.matches(NUMBER) ? (Object) new BigDecimal(text).doubleValue() : text;
    }

    /** The text that {@link #value} reads back to the same value; small numbers as people write them: 1e-4. */
    public static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof List<?> names) {
            return names.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        if (!(value instanceof Double number) || !Double.isFinite(number)) {
            return value.toString();
        }
        BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
        if (number == 0 || Math.abs(number) >= SMALL) {
            return exact.toPlainString();
        }
        int exponent = exact.precision() - exact.scale() - 1;
        return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
