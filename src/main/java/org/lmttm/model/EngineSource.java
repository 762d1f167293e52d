package org.lmttm.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which libraries of PyTorch the engine loads.
 *
 * @param kind whose they are
 * @param place where they lie: the folder that was chosen, or the environment's value as it is, which may be no path;
 *     empty for the program's own
 */
public record EngineSource(Kind kind, String place) {
    /** The program's own. */
    public static final EngineSource OWN = new EngineSource(Kind.OWN, "");

    /** Whose libraries they are. */
    public enum Kind {
        /** The program's own, for the CPU. */
        OWN,
        /** Chosen by the user. */
        CHOSEN,
        /** Named by the environment, which goes before every choice. */
        ENVIRONMENT
    }

    /** Those of a folder that was chosen. */
    public static EngineSource chosen(Path folder) {
        return new EngineSource(Kind.CHOSEN, folder.toString());
    }

    /** The folder that was chosen; empty for those of others. */
    public Optional<Path> folder() {
        return kind == Kind.CHOSEN ? Optional.of(Path.of(place)) : Optional.empty();
    }
}
