package org.lmttm.volume.io;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the volumes of one file are one after another of.
 *
 * @param kind what changes from one volume to the next
 * @param labels what to call each volume, such as {@code 2.5 s} or {@code red}; empty where the file names none
 * @param step from one volume to the next, in {@code unit}; 0 where it is not known
 * @param unit {@code s}, {@code ms}, {@code µs}, or empty where it is not known
 */
public record VolumeAxis(Kind kind, List<String> labels, double step, String unit) {
    private static final int MOST_LABELS = 1 << 16;

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

    /** Volumes at no known distance. */
    public VolumeAxis(Kind kind, List<String> labels) {
        this(kind, labels, 0, "");
    }

    /**
     * Time points at equal distance, labelled where there are few enough to be looked at one by one.
     *
     * @param count how many
     * @param start of the first
     * @param step from one to the next; not positive or not finite where it is not known
     * @param unit of both, or empty
     */
    static VolumeAxis times(int count, double start, double step, String unit) {
        if (!(step > 0) || !Double.isFinite(start + step * count)) {
            return new VolumeAxis(Kind.TIME, List.of());
        }
        boolean labelled = !unit.isEmpty() && count <= MOST_LABELS;
        List<String> labels = labelled
                ? IntStream.range(0, count)
                        .mapToObj(t -> number(start + t * step) + " " + unit)
                        .toList()
                : List.of();
        return new VolumeAxis(Kind.TIME, labels, step, unit);
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
