package org.lmttm.model;

import java.util.Optional;

/** How a model treats memory and position between cases; every checkpoint, result and trace states it. */
public enum Mode {
    /** Memory and pointer start fresh for every case; a prediction never depends on another patient. */
    DETERMINISTIC("deterministic"),
    /** The published code's behaviour, kept for comparison: memory carried over cases, patients of a batch mixed. */
    PUBLISHED_CODE("published-code");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    /** What anyone who reads a result of this mode must know, in one sentence; empty where there is nothing. */
    public Optional<String> warning() {
        return this == DETERMINISTIC
                ? Optional.empty()
                : Optional.of("mode published-code repeats the published program for comparison only: position"
                        + " embeddings, if it has any, are random, the patients of a batch are mixed and memory is carried on, so a"
                        + " prediction depends on the cases before it");
    }

    /** The name that users and files see. */
    public String label() {
        return label;
    }
}
