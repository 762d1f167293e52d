package org.lmttm.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A part of a labelled dataset, as MedMNIST names them. */
public enum Split {
    TRAIN,
    VAL,
    TEST;

    /** The name in files: train, val or test. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The split of a name.
     *
     * @throws IllegalArgumentException when it is none of train, val and test
     */
    public static Split of(String label) {
        return Arrays.stream(values())
                .filter(split -> split.label().equals(label.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a split is one of "
                        + Arrays.stream(values()).map(Split::label).collect(Collectors.joining(", ")) + ", not '"
                        + label + "'"));
    }
}
