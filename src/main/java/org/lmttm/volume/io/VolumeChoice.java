package org.lmttm.volume.io;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.dicom.DicomSeries;

/**
 * Which volume of a file that holds several.
 *
 * @param volume index along time or channel of a 4D file, or along the first axis of an array of volumes; from 0
 * @param split name of the split in a MedMNIST file, such as {@code train}; empty: the first split there is
 * @param index case in that split, from 0
 * @param raw how voxels lie in a file without a header; empty: the file tells
 * @param series which series of a folder or DICOMDIR; empty: the only one
 */
public record VolumeChoice(
        int volume, Optional<String> split, int index, Optional<RawLayout> raw, Optional<SeriesChoice> series) {
    /** The first volume, the first case. */
    public static final VolumeChoice FIRST = new VolumeChoice(0, Optional.empty(), 0);

    private static final Pattern CASE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*):(\\d{1,9})");

    /** A choice in a file that tells how its voxels lie. */
    public VolumeChoice(int volume, Optional<String> split, int index) {
        this(volume, split, index, Optional.empty(), Optional.empty());
    }

    /** The same choice in a file whose voxels lie as stated. */
    public VolumeChoice withRaw(RawLayout layout) {
        return new VolumeChoice(volume, split, index, Optional.of(layout), series);
    }

    /** The same choice but for the volume along time or channel. */
    public VolumeChoice withVolume(int other) {
        return new VolumeChoice(other, split, index, raw, series);
    }

    /** The same choice in one series of a folder or DICOMDIR. */
    public VolumeChoice withSeries(SeriesChoice chosen) {
        return new VolumeChoice(volume, split, index, raw, Optional.of(chosen));
    }

    /**
     * Which series of a folder or DICOMDIR. Two choices are equal when they name the same series and files,
     * which is also all that is kept of one in JSON.
     */
    public static final class SeriesChoice {
        private final String id;
        private final List<Path> files;
        private final @Nullable DicomSeries headers;

        SeriesChoice(String id, List<Path> files, @Nullable DicomSeries headers) {
            this.id = id;
            this.files = List.copyOf(files);
            this.headers = headers;
        }

        /**
         * A series of known files.
         *
         * @param id the series' {@link SeriesEntry#id()}
         * @param files its files, where they are known: then no other is looked at; else empty
         */
        @JsonCreator
        public SeriesChoice(@JsonProperty("id") String id, @JsonProperty("files") List<Path> files) {
            this(id, files, null);
        }

        /** A series of which only the id is known. */
        public static SeriesChoice of(String id) {
            return new SeriesChoice(id, List.of());
        }

        /** The series' {@link SeriesEntry#id()}. */
        @JsonProperty("id")
        public String id() {
            return id;
        }

        /** Its files; empty where they are not known. */
        @JsonProperty("files")
        public List<Path> files() {
            return files;
        }

        /** What its headers said when they were read, as long as no file has changed since. */
        Optional<DicomSeries> headers() {
            return headers != null && headers.unchanged() ? Optional.of(headers) : Optional.empty();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SeriesChoice that && id.equals(that.id) && files.equals(that.files);
        }

        @Override
        public int hashCode() {
            return 31 * id.hashCode() + files.hashCode();
        }

        @Override
        public String toString() {
            return "series " + id;
        }
    }

    /** Checks that indices are not negative. */
    public VolumeChoice {
        if (volume < 0 || index < 0) {
            throw new IllegalArgumentException("volume and case count from 0, not " + Math.min(volume, index));
        }
    }

    /** A volume along time or channel. */
    public static VolumeChoice volume(int volume) {
        return new VolumeChoice(volume, Optional.empty(), 0);
    }

    /** A case of a MedMNIST split. */
    public static VolumeChoice ofCase(String split, int index) {
        return new VolumeChoice(0, Optional.of(split), index);
    }

    /** Fails where a split is asked of a file that has none. */
    void refuseSplit(FileHead head) throws VolumeFormatException {
        if (split.isPresent()) {
            throw head.failure("has no splits: a case such as train:0 is for MedMNIST files");
        }
    }

    /**
     * A case written as {@code SPLIT:N}, such as {@code test:12}.
     *
     * @throws IllegalArgumentException when it is not written so
     */
    public static VolumeChoice parseCase(String text) {
        Matcher m = CASE.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("a case is SPLIT:N, such as test:12, not '" + text + "'");
        }
        return ofCase(m.group(1), Integer.parseInt(m.group(2)));
    }
}
