package org.lmttm.app.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.lmttm.program.Sha256;

/**
 * What tells whether a file is still the one it was.
 *
 * @param bytes its length; of a folder the sum of its files
 * @param sha256 of its content, hexadecimal; of a folder: of the names and lengths of the files right in it
 */
record Fingerprint(long bytes, String sha256) {
    /**
     * Reads the whole file: about a second a gigabyte.
     *
     * @param cancelled asked between chunks
     * @throws IOException when it cannot be read
     */
    static Fingerprint of(Path path, BooleanSupplier cancelled) throws IOException {
        Sha256 digest = new Sha256();
        long bytes = Files.isDirectory(path) ? folder(path, digest) : digest.addFile(path, cancelled);
        return new Fingerprint(bytes, digest.hex());
    }

    /** The length alone, which costs nothing; the same number as {@link #bytes}. */
    static long length(Path path) throws IOException {
        return Files.isDirectory(path) ? folder(path, new Sha256()) : Files.size(path);
    }

    private static long folder(Path path, Sha256 digest) throws IOException {
        long bytes = 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            long length = Files.size(file);
            digest.add(file.getFileName() + "\0" + length + "\n");
            bytes += length;
        }
        return bytes;
    }
}
