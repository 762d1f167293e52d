package org.lmttm.model;

import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records of this package as JSON with snake_case keys, for checkpoints, run configurations and trace files. */
public final class ModelJson {
    /** Refuses missing and unknown keys: a checkpoint that is only half understood would compute something else. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private ModelJson() {}

    /** The value as JSON text. */
    public static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** The value of JSON text; throws Jackson's unchecked exception where it does not fit. */
    public static <T> T read(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    /** An architecture; one that names no variant was written before there was a choice. */
    static Architecture readArchitecture(String json) {
        JsonNode tree = JSON.readTree(json);
        completeArchitecture(tree);
        return JSON.treeToValue(tree, Architecture.class);
    }

    /** A value one of whose keys, {@code architecture}, may be older than the choice of a variant. */
    static <T> T readWithArchitecture(String json, Class<T> type) {
        JsonNode tree = JSON.readTree(json);
        completeArchitecture(tree.path("architecture"));
        return JSON.treeToValue(tree, type);
    }

    private static void completeArchitecture(JsonNode architecture) {
        if (architecture instanceof ObjectNode object && !object.has("variant")) {
            object.set("variant", JSON.valueToTree(Variant.DEFAULT));
        }
    }

    static List<String> readTexts(String json) {
        return JSON.readValue(json, new TypeReference<List<String>>() {});
    }

    static Map<String, Object> readMap(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
    }
}
