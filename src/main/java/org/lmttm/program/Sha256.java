package org.lmttm.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** A SHA-256 hash (FIPS 180-4) of what is added, one after the other. */
public final class Sha256 {
    private static final int CHUNK = 1 << 20;

    private final MessageDigest digest;

    /** A hash of nothing yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds a text, as UTF-8. */
    public Sha256 add(String text) {
        return add(text.getBytes(UTF_8));
    }

    /** Adds bytes. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds the bytes that are left in a buffer. */
    public Sha256 add(ByteBuffer bytes) {
        digest.update(bytes);
        return this;
    }

    /**
     * Adds a file's content. About a second a gigabyte.
     *
     * @param cancelled asked between chunks
     * @return how many bytes the file has
     * @throws IOException when it cannot be read
     * @throws CancellationException when it was cancelled
     */
    public long addFile(Path file, BooleanSupplier cancelled) throws IOException {
        long bytes = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("hashing stopped");
                }
                digest.update(chunk, 0, n);
                bytes += n;
            }
        }
        return bytes;
    }

    /** The hash of what was added, hexadecimal; then begins a new one. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
