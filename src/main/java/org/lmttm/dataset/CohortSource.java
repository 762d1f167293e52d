package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lmttm.program.Sha256;
import org.lmttm.volume.VolumeFormatException;

/**
 * What a cohort was read from. The hashes are of the bytes that were read, so that a table edited later is known.
 *
 * @param table the CSV
 * @param sha256 of the table, hexadecimal; empty where it could not be read
 * @param namesSha256 of the JSON beside it that names the classes; empty where there was none
 */
public record CohortSource(Path table, String sha256, String namesSha256) {
    /**
     * The table of labels that a path means.
     *
     * @param path the table, or the folder that holds it
     * @throws VolumeFormatException when there is none
     */
    public static Path table(Path path) throws IOException {
        Path csv = VolumeFolder.table(path);
        if (!Files.isRegularFile(csv)) {
            throw new VolumeFormatException(csv, "there is no such table of labels");
        }
        return csv;
    }

    /** The JSON that names the classes of a table, where there is one. */
    public static Path names(Path table) {
        return ClassNames.json(table.toAbsolutePath().normalize());
    }

    /**
     * Checks that table and class names are those that were read.
     *
     * @throws VolumeFormatException when one of them changed, came or went since
     */
    public void requireUnchanged() throws IOException {
        require(table, sha256);
        require(names(table), namesSha256);
    }

    private static void require(Path file, String known) throws IOException {
        String now = "";
        if (Files.exists(file)) {
            Sha256 hash = new Sha256();
            hash.addFile(file, () -> false);
            now = hash.hex();
        }
        if (!now.equals(known)) {
            throw new VolumeFormatException(file, "changed since the check; check the cohort again");
        }
    }
}
