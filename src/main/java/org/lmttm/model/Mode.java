package org.lmttm.model;

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

    /** The name that users and files see. */
    public String label() {
        return label;
    }
}
