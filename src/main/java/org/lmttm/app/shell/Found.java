package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lmttm.app.desk.DeskFiles;
import org.lmttm.experiment.RunSeries;

/**
 * A file or folder that the user gave, and what it is taken for.
 *
 * @param path where it is
 * @param kind what it is taken for
 */
record Found(Path path, Kind kind) {
    /** How a checkpoint's name ends. */
    static final String CHECKPOINT = ".safetensors";

    private static final String TABLE_ENDING = ".csv";

    private static final String OTHER_FORMATS =
            ".*\\.(nii|gz|hdr|img|npy|npz|nrrd|nhdr|mha|mhd|mgh|mgz|tif|tiff|png|jpg|jpeg|bmp|raw|zip|txt|json)";

    /** What the workbench opens. */
    enum Kind {
        /** A saved desk. */
        DESK,
        /** A table of labels. */
        TABLE,
        /** A checkpoint. */
        MODEL,
        /** A run folder. */
        RUN,
        /** Folds or seeds of one configuration. */
        RUNS,
        /** One of a format's files. */
        VOLUME,
        /** What may be of DICOM: folders, and files that are not named as those of another format. */
        MAYBE_SERIES
    }

    /** Looks at names and at what is in folders: not for the user interface thread. */
    static Found of(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (DeskFiles.isDesk(path)) {
            return new Found(path, Kind.DESK);
        } else if (name.endsWith(TABLE_ENDING) && !Files.isDirectory(path)) {
            return new Found(path, Kind.TABLE);
        } else if (name.endsWith(CHECKPOINT)) {
            return new Found(path, Kind.MODEL);
        } else if (Files.isRegularFile(path.resolve("config.json"))) {
            return new Found(path, Kind.RUN);
        } else if (isSeries(path)) {
            return new Found(path, Kind.RUNS);
        }
        boolean series = Files.isDirectory(path) || !name.matches(OTHER_FORMATS);
        return new Found(path, series ? Kind.MAYBE_SERIES : Kind.VOLUME);
    }

    /** Whether it opens as a volume, or as several. */
    boolean isVolume() {
        return kind == Kind.VOLUME || kind == Kind.MAYBE_SERIES;
    }

    /** A folder that cannot be listed is none: opened as a volume, it then says why. */
    private static boolean isSeries(Path path) {
        try {
            return RunSeries.isSeries(path);
        } catch (IOException _) { // opening it will say why
            return false;
        }
    }
}
