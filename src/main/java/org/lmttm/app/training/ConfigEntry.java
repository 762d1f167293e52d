package org.lmttm.app.training;

import java.util.List;
import java.util.Locale;
import org.lmttm.training.ConfigKey;
import org.lmttm.training.TrainingConfig;

/**
 * One value of a run's configuration.
 *
 * @param key as in JSON, such as {@code architecture.dim}
 * @param value as people write it; empty for none
 * @param recommended what the recommended configuration has there
 * @param meaning one sentence
 */
record ConfigEntry(String key, String value, String recommended, String meaning) {
    /** Every value of a configuration, in the order of the schema. */
    static List<ConfigEntry> all(TrainingConfig config) {
        TrainingConfig recommended = TrainingConfig.recommended();
        return ConfigKey.all().values().stream()
                .map(key -> new ConfigEntry(
                        key.path(),
                        ConfigKey.text(config.value(key.path())),
                        ConfigKey.text(recommended.value(key.path())),
                        key.description()))
                .toList();
    }

    /** Whether it is not what is recommended. */
    boolean own() {
        return !value.equals(recommended);
    }

    /** Whether key, value or meaning contain a text, whatever its case; the empty text is in all. */
    boolean contains(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return (key + " " + value + " " + meaning).toLowerCase(Locale.ROOT).contains(wanted);
    }
}
