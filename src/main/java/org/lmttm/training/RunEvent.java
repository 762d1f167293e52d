package org.lmttm.training;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of {@code events.jsonl}: something that happened in a run. A value.
 *
 * @param time when, to the millisecond
 * @param kind what
 * @param values numbers and texts by the keys below, in the order they were written; numbers that are not finite stand
 *     in JSON as "NaN", "Infinity", "-Infinity"
 */
public record RunEvent(Instant time, Kind kind, Map<String, Object> values) {
    /** Epochs: 1-based number of the epoch this belongs to; in {@code start}: epochs already completed. */
    public static final String EPOCH = "epoch";
    /** Optimizer steps done since the beginning of the run. */
    public static final String STEP = "step";
    /** Cross-entropy: of the step's batch, or the mean over the epoch's training cases. */
    public static final String LOSS = "loss";
    /** Mean cross-entropy over the validation split. */
    public static final String VAL_LOSS = "val_loss";
    /** AUC on the validation split, in [0, 1]. */
    public static final String VAL_AUC = "val_auc";
    /** Accuracy on the validation split, in [0, 1]. */
    public static final String VAL_ACC = "val_acc";
    /** The learning rate of the step. */
    public static final String LEARNING_RATE = "learning_rate";
    /** Training cases a second. */
    public static final String SAMPLES_PER_SECOND = "samples_per_second";
    /** Estimated seconds until the run ends. */
    public static final String ETA_SECONDS = "eta_seconds";
    /** A file of the run, relative to its folder, with forward slashes. */
    public static final String FILE = "file";
    /** Why; one line for people. */
    public static final String REASON = "reason";

    /** What an event tells. */
    public enum Kind {
        /** A trainer begins: at epoch 0, or, resumed, at the checkpoint's epoch and step; later events are void. */
        START,
        /** A training step. */
        BATCH,
        /** An epoch and its validation are done. */
        EPOCH,
        /** A checkpoint was written. */
        CHECKPOINT,
        /** A trace of the pinned case was written. */
        TRACE,
        /** Something a person should know. */
        WARNING,
        /** The trainer ends; {@code reason} is "completed", "stopped" or what failed. */
        END;

        /** The name in the file. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Makes the values immutable, keeping their order. */
    public RunEvent {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Starts an event that happens now. */
    public static Builder now(Kind kind) {
        return new Builder(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS), kind);
    }

    /** A number; empty where the event has none of that key. May be NaN or infinite. */
    public OptionalDouble number(String key) {
        return values.get(key) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** A whole number; empty where the event has none of that key. */
    public OptionalLong whole(String key) {
        return values.get(key) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    /** A text; empty where the event has none of that key. */
    public Optional<String> text(String key) {
        return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The event as one JSON object without a line end. */
    public String toJson() {
        ObjectNode node = RunJson.STRICT.createObjectNode();
        node.put("time", time.toString());
        node.put("kind", kind.label());
        values.forEach((key, value) -> {
            switch (value) {
                case Long whole -> node.put(key, whole);
                case Double number when Double.isFinite(number) -> node.put(key, number);
                default -> node.put(key, value.toString());
            }
        });
        return RunJson.STRICT.writeValueAsString(node);
    }

    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException if the line is not an event
     */
    public static RunEvent parse(String line) {
        try {
            JsonNode node = RunJson.STRICT.readTree(line);
            if (!(node instanceof ObjectNode object)) {
                throw new IllegalArgumentException("an event must be a JSON object");
            }
            Instant time = Instant.parse(required(object, "time"));
            Kind kind = Kind.valueOf(required(object, "kind").toUpperCase(Locale.ROOT));
            Builder event = new Builder(time, kind);
            for (var entry : object.properties()) {
                if (!entry.getKey().equals("time") && !entry.getKey().equals("kind")) {
                    event.put(entry.getKey(), value(entry.getValue()));
                }
            }
            return event.build();
        } catch (JacksonException | DateTimeParseException e) {
            throw new IllegalArgumentException("not an event: " + e.getMessage(), e);
        }
    }

    private static String required(ObjectNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException("an event needs \"" + key + "\"");
        }
        return value.stringValue();
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (!node.isString()) {
            return null;
        }
        return switch (node.stringValue()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> node.stringValue();
        };
    }

    /** Collects an event's values in order. */
    public static final class Builder {
        private final Instant time;
        private final Kind kind;
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder(Instant time, Kind kind) {
            this.time = time;
            this.kind = kind;
        }

        /** Adds a whole number. */
        public Builder with(String key, long value) {
            values.put(key, value);
            return this;
        }

        /** Adds a number. */
        public Builder with(String key, double value) {
            values.put(key, value);
            return this;
        }

        /** Adds a text. */
        public Builder with(String key, String value) {
            values.put(key, value);
            return this;
        }

        private void put(String key, @Nullable Object value) {
            if (value != null) {
                values.put(key, value);
            }
        }

        /** The event. */
        public RunEvent build() {
            return new RunEvent(time, kind, values);
        }
    }
}
