package org.lmttm.volume.io;

import java.util.List;

/**
 * What the volumes of one file are one after another of.
 *
 * @param kind what changes from one volume to the next
 * @param labels what to call each volume, such as {@code 2.5 s} or {@code red}; empty where the file names none
 */
public record VolumeAxis(Kind kind, List<String> labels) {
    /** Volumes of which nothing more is known. */
    public static final VolumeAxis UNKNOWN = new VolumeAxis(Kind.VOLUME, List.of());

    /** What changes from one volume to the next. */
    public enum Kind {
        /** Time points. */
        TIME,
        /** Colours, vector components, echoes. */
        CHANNEL,
        /** Time points of several channels, or something else. */
        VOLUME
    }

    /** Copies the labels. */
    public VolumeAxis {
        labels = List.copyOf(labels);
    }

    /** What to call a volume; empty where the file does not name it. */
    public String label(int volume) {
        return volume >= 0 && volume < labels.size() ? labels.get(volume) : "";
    }

    /** A number without needless digits. */
    static String number(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
                ? String.valueOf((long) rounded)
                : String.valueOf(rounded);
    }
}
