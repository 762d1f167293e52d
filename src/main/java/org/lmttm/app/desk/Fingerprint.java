package org.lmttm.app.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What tells whether a file is still the one it was.
 *
 * @param bytes its length; of a folder the sum of its files
 * @param sha256 of its content, hexadecimal; of a folder: of the names and lengths of the files right in it
 */
record Fingerprint(long bytes, String sha256) {
    private static final int CHUNK = 1 << 20;

    /**
     * Reads the whole file: about a second a gigabyte.
     *
     * @param cancelled asked between chunks
     * @throws IOException when it cannot be read
     */
    static Fingerprint of(Path path, BooleanSupplier cancelled) throws IOException {
        MessageDigest digest = newDigest();
        long bytes = Files.isDirectory(path) ? folder(path, digest) : file(path, digest, cancelled);
        return new Fingerprint(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** The length alone, which costs nothing; the same number as {@link #bytes}. */
    static long length(Path path) throws IOException {
        return Files.isDirectory(path) ? folder(path, newDigest()) : Files.size(path);
    }

    private static long file(Path path, MessageDigest digest, BooleanSupplier cancelled) throws IOException {
        long bytes = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(path)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                digest.update(chunk, 0, n);
                bytes += n;
            }
        }
        return bytes;
    }

    private static long folder(Path path, MessageDigest digest) throws IOException {
        long bytes = 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            long length = Files.size(file);
            digest.update((file.getFileName() + "\0" + length + "\n").getBytes(StandardCharsets.UTF_8));
            bytes += length;
        }
        return bytes;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
