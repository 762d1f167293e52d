package org.lmttm.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** System properties that tell the engine what to load, and what they were before. */
final class EngineProperties {
    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    /** Sets one. */
    void set(String name, String value) {
        String old = System.setProperty(name, value);
        if (!before.containsKey(name)) {
            before.put(name, old);
        }
    }

    /** Makes all as they were: an engine that did not start may be tried again with other libraries. */
    void restore() {
        before.forEach((name, old) -> {
            if (old == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, old);
            }
        });
        before.clear();
    }
}
