package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema against what the program reads: a key added to a record of the configuration must be added to
 * {@code config.schema.json}, with its default, range and words.
 */
class ConfigSchemaTest {
    private static final JsonNode SCHEMA = JsonMapper.shared().readTree(TrainingConfig.schema());

    /** A key of the schema: its path in the configuration and what is said about it. */
    record Key(String path, JsonNode rule) {
        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Key> keys() {
        List<Key> keys = new ArrayList<>();
        collect(SCHEMA, "", keys);
        return keys.stream();
    }

    private static void collect(JsonNode node, String path, List<Key> keys) {
        assertThat(node.path("additionalProperties").asBoolean(true)).as(path).isFalse();
        for (var entry : node.path("properties").properties()) {
            String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            assertThat(entry.getValue().path("description").asString(""))
                    .as(name)
                    .endsWith(".")
                    .isNotBlank();
            if (entry.getValue().has("properties")) {
                collect(entry.getValue(), name, keys);
            } else {
                keys.add(new Key(name, entry.getValue()));
            }
        }
    }

    private static List<String> paths(ObjectNode node, String path) {
        List<String> paths = new ArrayList<>();
        for (var entry : node.properties()) {
            String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            if (entry.getValue() instanceof ObjectNode inner) {
                paths.addAll(paths(inner, name));
            } else {
                paths.add(name);
            }
        }
        return paths;
    }

    private static void check(String path, JsonNode value) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode at = root;
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            at = at.putObject(steps[i]);
        }
        at.set(steps[steps.length - 1], value);
        if (path.equals("fold")) {
            root.put("folds", 5);
        }
        TrainingConfig.parse(root.toString());
    }

    private static void refuses(Key key, double value) {
        JsonNode number = key.rule().path("type").asString("").equals("number")
                ? JsonMapper.shared().valueToTree(value)
                : JsonMapper.shared().valueToTree((long) value);
        assertThatThrownBy(() -> check(key.path(), number))
                .as("%s = %s", key, number)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyKeyStandsInTheSchemaAndNoOther() {
        ObjectNode config = ConfigJson.write(TrainingConfig.recommended());
        assertThat(keys().map(Key::path)).containsExactlyInAnyOrderElementsOf(paths(config, ""));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void defaultsAreThoseOfTheRecommendedConfiguration(Key key) {
        JsonNode value = ConfigJson.write(TrainingConfig.recommended())
                .at("/" + key.path().replace('.', '/'));
        JsonNode stated = key.rule().path("default");
        if (value.isNumber()) {
            assertThat(stated.doubleValue()).isEqualTo(value.doubleValue());
        } else {
            assertThat(stated).isEqualTo(value);
        }
        check(key.path(), stated);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void rangesAndWordsAreThoseTheProgramHolds(Key key) {
        JsonNode rule = key.rule();
        if (rule.has("enum")) {
            assertThatThrownBy(() -> check(key.path(), JsonMapper.shared().valueToTree("no such word")))
                    .as(key.path())
                    .hasMessageContaining("must be one of "
                            + String.join(
                                    ", ",
                                    rule.path("enum")
                                            .valueStream()
                                            .map(JsonNode::stringValue)
                                            .toList())
                            + ", not");
            return;
        }
        double step = rule.path("type").asString("").equals("number") ? 1e-9 : 1;
        if (rule.has("minimum")) {
            refuses(key, rule.path("minimum").doubleValue() - step);
        }
        if (rule.has("exclusiveMinimum")) {
            refuses(key, rule.path("exclusiveMinimum").doubleValue());
        }
        if (rule.has("maximum")) {
            refuses(key, rule.path("maximum").doubleValue() + step);
        }
        if (rule.has("exclusiveMaximum")) {
            refuses(key, rule.path("exclusiveMaximum").doubleValue());
        }
    }
}
