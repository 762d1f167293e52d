package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a dataset's file is called, as MedMNIST does it: {@code adrenalmnist3d_64.npz} has the flag adrenalmnist3d and
 * 64 voxels an axis.
 *
 * @param flag the dataset
 * @param size the size that the name states after an underscore, "" where it states none
 */
public record DatasetName(String flag, String size) {
    private static final Pattern MEDMNIST = Pattern.compile("([a-z]+mnist3d)(?:_(\\d+))?(?:_.*)?");
    private static final Pattern SIZED = Pattern.compile("(.+)_(\\d+)");

    /** The name that a file carries. */
    public static DatasetName of(Path file) {
        String stem = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.npz$", "");
        Matcher known = MEDMNIST.matcher(stem.toLowerCase(Locale.ROOT));
        if (known.matches()) {
            return new DatasetName(known.group(1), known.group(2) == null ? "" : known.group(2));
        }
        Matcher sized = SIZED.matcher(stem);
        return sized.matches() ? new DatasetName(sized.group(1), sized.group(2)) : new DatasetName(stem, "");
    }

    /**
     * The classes that MedMNIST gives the flag, in the order of their labels; empty for other datasets.
     *
     * @throws IOException when this build lacks them
     */
    public List<String> knownClasses() throws IOException {
        return ClassNames.medMnist(flag);
    }

    /** Flag and size as files are named: {@code adrenalmnist3d_64}. */
    public String text() {
        return size.isEmpty() ? flag : flag + "_" + size;
    }
}
