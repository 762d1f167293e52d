package org.lmttm.app.training;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which fields of the form mean something beside the others. Pure functions of the fields' texts. */
final class FieldRules {
    private static final String FALSE = "false";

    private FieldRules() {}

    /**
     * Whether a field changes anything: momentum does with SGD only, the step schedule's numbers with that schedule
     * only.
     *
     * @param text the other fields' texts
     */
    static boolean applies(ConfigField field, Function<ConfigField, String> text) {
        return switch (field) {
            case HEADS -> is(text, ConfigField.UNIT, "TRANSFORMER") || is(text, ConfigField.ACCESS, "ATTENTION");
            case SHARED_LAYERS -> !is(text, ConfigField.LAYERS, "1");
            case NOISE_RATE -> !is(text, ConfigField.NOISE, "NONE");
            case NOISE_AT -> !is(text, ConfigField.NOISE, "NONE") && is(text, ConfigField.MODE, "deterministic");
            case MOMENTUM, NESTEROV -> is(text, ConfigField.OPTIMIZER, "sgd");
            case STEP_EPOCHS, STEP_FACTOR -> is(text, ConfigField.SCHEDULE, "step");
            case FOLD -> !is(text, ConfigField.FOLDS, "0");
            case TF32 -> !is(text, ConfigField.DEVICE, "cpu");
            case LOW -> is(text, ConfigField.VALUES, "window") || is(text, ConfigField.VALUES, "percentiles");
            case HIGH -> !is(text, ConfigField.VALUES, "uint8");
            case TRACE_EVERY -> !text.apply(ConfigField.PINNED).isBlank();
            default -> true;
        };
    }

    /**
     * The only text a field can have beside the others; null where it is free.
     *
     * @param text the other fields' texts
     */
    static @Nullable String only(ConfigField field, Function<ConfigField, String> text) {
        boolean lmttm = is(text, ConfigField.FAMILY, "LMTTM");
        boolean slices = is(text, ConfigField.STEM, "RESNET18");
        return switch (field) {
            case BLOCKS -> lmttm ? null : "1";
            case ACCESS -> lmttm ? "TOKEN_SUMMARIZATION" : null;
            case INITIAL_MEMORY -> is(text, ConfigField.MODE, "deterministic") ? null : "ZERO";
            case PATCH_DEPTH -> slices ? "1" : null;
            case PATCH_HEIGHT, PATCH_WIDTH -> slices ? "8" : null;
            case BORDER -> slices ? "PAD" : null;
            case NESTEROV -> is(text, ConfigField.MOMENTUM, "0") ? FALSE : null;
            default -> null;
        };
    }

    private static boolean is(Function<ConfigField, String> text, ConfigField field, String word) {
        return text.apply(field).strip().equals(word);
    }
}
