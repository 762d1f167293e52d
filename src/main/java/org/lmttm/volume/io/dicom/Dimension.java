package org.lmttm.volume.io.dicom;

import java.util.Locale;
import java.util.Optional;

/** What may tell the volumes of one series apart, the more telling first. */
enum Dimension {
    TEMPORAL_POSITION,
    B_VALUE,
    GRADIENT,
    ECHO_TIME,
    TRIGGER_TIME,
    IMAGE_TYPE,
    ACQUISITION,
    ACQUISITION_TIME,
    CONTENT_TIME;

    /** A value in words, for the names of volumes; empty where it would tell nothing, or a time of day. */
    Optional<String> label(double value) {
        return switch (this) {
            case TEMPORAL_POSITION -> Optional.of("time " + number(value));
            case B_VALUE -> Optional.of("b " + number(value));
            case ECHO_TIME -> Optional.of("echo " + number(value) + " ms");
            case TRIGGER_TIME -> Optional.of("phase " + number(value) + " ms");
            case ACQUISITION -> Optional.of("acquisition " + number(value));
            case GRADIENT, IMAGE_TYPE, ACQUISITION_TIME, CONTENT_TIME -> Optional.empty();
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
