package org.lmttm.volume.io.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lmttm.volume.VolumeFormatException;

/** A DICOMDIR (PS3.3, F; PS3.10, 8): names the files of a medium, none of which may lie outside of its folder. */
final class MediaDirectory {
    private MediaDirectory() {}

    /**
     * The files that a directory names and that are there.
     *
     * @throws VolumeFormatException when none is
     */
    static List<Path> files(DicomFile directory) throws VolumeFormatException {
        Path folder = directory.path().toAbsolutePath().getParent();
        Set<Path> files = new LinkedHashSet<>();
        int named = 0;
        for (DataSet record : directory.data().items(Tag.DIRECTORY_RECORD_SEQUENCE)) {
            List<String> parts = record.texts(Tag.REFERENCED_FILE_ID);
            if (parts.isEmpty() || folder == null) {
                continue;
            }
            named++;
            boolean below = parts.stream().allMatch(MediaDirectory::isName);
            Path file = below ? find(folder, parts) : null;
            if (file != null) {
                files.add(file);
            }
        }
        if (files.isEmpty()) {
            throw directory.failure("names " + named + " files, none of which lies beside it; copy the whole medium");
        }
        return new ArrayList<>(files);
    }

    private static boolean isName(String part) {
        return !part.isEmpty()
                && !part.equals(".")
                && !part.equals("..")
                && part.indexOf('/') < 0
                && part.indexOf(':') < 0
                && part.indexOf(0) < 0;
    }

    /** The file as named, or in lower case, as some systems copy media. */
    private static @org.jspecify.annotations.Nullable Path find(Path folder, List<String> parts) {
        Path asNamed = folder;
        Path lower = folder;
        for (String part : parts) {
            asNamed = asNamed.resolve(part);
            lower = lower.resolve(part.toLowerCase(Locale.ROOT));
        }
        return Files.isRegularFile(asNamed) ? asNamed : Files.isRegularFile(lower) ? lower : null;
    }
}
