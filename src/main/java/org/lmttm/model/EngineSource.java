package org.lmttm.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which libraries of PyTorch the engine loads.
 *
 * @param kind whose they are
 * @param folder where they lie; null for the program's own
 */
public record EngineSource(Kind kind, @Nullable Path folder) {
    /** The program's own. */
    static final EngineSource OWN = new EngineSource(Kind.OWN, null);

    /** Whose libraries they are. */
    public enum Kind {
        /** The program's own, for the CPU. */
        OWN,
        /** Chosen by the user. */
        CHOSEN,
        /** Named by the environment, which goes before every choice. */
        ENVIRONMENT
    }
}
