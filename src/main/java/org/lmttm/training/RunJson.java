package org.lmttm.training;

import com.fasterxml.jackson.annotation.JsonValue;
import org.lmttm.model.Mode;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** The mappers for the run folder's JSON: snake_case keys, nothing unknown, no value guessed from another type. */
final class RunJson {
    /** One line. */
    static final JsonMapper STRICT = builder().build();

    /** For people. */
    static final JsonMapper INDENTED =
            builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunJson() {}

    /** A mode stands in JSON by its label. */
    private interface ByLabel {
        @JsonValue
        String label();
    }

    private static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .addMixIn(Mode.class, ByLabel.class)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE);
    }
}
