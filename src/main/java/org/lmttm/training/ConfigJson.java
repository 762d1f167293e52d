package org.lmttm.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A configuration as a JSON object. Its groups (optimization, regularization, …) have no key of their own there: what
 * is in them stands beside the rest, because people write these files.
 */
final class ConfigJson {
    private static final JsonMapper JSON = RunJson.STRICT;
    private static final Map<String, Class<? extends Record>> GROUPS = groups();
    private static final Set<String> NULLABLE = ConfigKey.all().values().stream()
            .filter(ConfigKey::nullable)
            .map(ConfigKey::path)
            .collect(Collectors.toUnmodifiableSet());

    private ConfigJson() {}

    private static Map<String, Class<? extends Record>> groups() {
        Map<String, Class<? extends Record>> groups = new LinkedHashMap<>();
        groups.put("cross_validation", CrossValidation.class);
        groups.put("optimization", Optimization.class);
        groups.put("regularization", Regularization.class);
        groups.put("keeping", Keeping.class);
        groups.put("compute", Compute.class);
        return groups;
    }

    /** Every key with its value. */
    static ObjectNode write(TrainingConfig config) {
        ObjectNode flat = JSON.createObjectNode();
        ObjectNode nested = JSON.valueToTree(config);
        for (var entry : nested.properties()) {
            if (GROUPS.containsKey(entry.getKey())) {
                entry.getValue().properties().forEach(inner -> flat.set(inner.getKey(), inner.getValue()));
            } else {
                flat.set(entry.getKey(), entry.getValue());
            }
        }
        return flat;
    }

    /**
     * Reads what {@link #write} made, perhaps changed.
     *
     * @throws IllegalArgumentException naming the key whose value does not fit
     */
    static TrainingConfig read(ObjectNode flat) {
        ObjectNode nested = flat.deepCopy();
        GROUPS.forEach((name, type) -> {
            ObjectNode group = JSON.createObjectNode();
            for (String key : keys(type)) {
                JsonNode value = nested.remove(key);
                if (value != null) {
                    group.set(key, value);
                }
            }
            nested.set(name, group);
        });
        try {
            return JSON.treeToValue(nested, TrainingConfig.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e, nested), e);
        }
    }

    private static List<String> keys(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    /**
     * Replaces the values of the keys that are given.
     *
     * @throws IllegalArgumentException naming a key that is not there, and the one that may be meant
     */
    static void overlay(ObjectNode base, ObjectNode given) {
        overlay(base, given, "");
    }

    private static void overlay(ObjectNode base, ObjectNode given, String path) {
        for (var entry : given.properties()) {
            String key = entry.getKey();
            JsonNode known = base.get(key);
            if (known == null) {
                throw new IllegalArgumentException(unknown(path, key, base.propertyNames()));
            }
            if (known instanceof ObjectNode inner) {
                if (!(entry.getValue() instanceof ObjectNode innerGiven)) {
                    throw new IllegalArgumentException("\"" + path + key + "\" must be an object");
                }
                overlay(inner, innerGiven, path + key + ".");
            } else if (entry.getValue().isNull() && !NULLABLE.contains(path + key)) {
                throw new IllegalArgumentException(path + key + " must be a value, not null");
            } else {
                base.set(key, entry.getValue());
            }
        }
    }

    private static String unknown(String path, String key, Iterable<String> known) {
        String nearest = NearestText.of(key, known);
        return "unknown key \"" + path + key + "\"" + (nearest == null ? "" : "; did you mean \"" + nearest + "\"?")
                + " Known here: " + String.join(", ", known);
    }

    /** Why JSON was refused, in one line; names the key where there is one. */
    static String reason(JacksonException e, @Nullable ObjectNode nested) {
        if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
            return cause.getMessage();
        }
        List<String> path = path(e);
        String wanted = wanted(e);
        if (nested != null && !wanted.isEmpty() && !path.isEmpty()) {
            JsonNode value = nested.at("/" + String.join("/", path));
            if (GROUPS.containsKey(path.getFirst())) {
                path.removeFirst();
            }
            return String.join(".", path) + " must be " + wanted + ", not " + value;
        }
        String message = e.getOriginalMessage();
        return message == null ? "not readable" : message.lines().findFirst().orElse("not readable") + place(e);
    }

    private static String place(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static List<String> path(JacksonException e) {
        List<String> names = new ArrayList<>();
        e.getPath().forEach(reference -> names.add(String.valueOf(reference.getPropertyName())));
        return names;
    }

    /** What a value should have been; empty where the exception is not about a value. */
    private static String wanted(JacksonException e) {
        return switch (e) {
            case MismatchedInputException mismatch -> wanted(mismatch);
            case InputCoercionException tooLarge ->
                "a whole number up to " + (tooLarge.getTargetType() == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
            default -> "";
        };
    }

    private static String wanted(MismatchedInputException e) {
        JavaType type = e.getTargetType() == null ? null : JSON.constructType(e.getTargetType());
        if (type == null) {
            return "something else";
        }
        if (type.isEnumType()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getRawClass().getEnumConstants())
                                    .map(constant -> JSON.valueToTree(constant).stringValue())
                                    .toList());
        }
        Class<?> raw = type.getRawClass();
        if (raw == int.class || raw == long.class || raw == Integer.class) {
            return "a whole number";
        }
        if (raw == boolean.class) {
            return "true or false";
        }
        if (List.class.isAssignableFrom(raw)) {
            return "a list";
        }
        return raw == double.class ? "a number" : raw == String.class ? "a text" : "an object";
    }
}
