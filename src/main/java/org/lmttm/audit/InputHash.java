package org.lmttm.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** SHA-256 hashes, hexadecimal, by which an input is known without its name. */
public final class InputHash {
    private static final int CHUNK = 1 << 20;

    private InputHash() {}

    /**
     * The hash of a file's content; of a folder, of the sorted hashes of the files right in it, one a line. Names play no
     * part. About a second a gigabyte.
     *
     * @param cancelled asked between chunks
     * @throws IOException when it cannot be read
     * @throws CancellationException when it was cancelled
     */
    public static String of(Path path, BooleanSupplier cancelled) throws IOException {
        if (!Files.isDirectory(path)) {
            return ofFile(path, cancelled);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        return of(files, cancelled);
    }

    /** The hash of several files: of their sorted hashes, one a line; of a single one, its own. */
    public static String of(List<Path> files, BooleanSupplier cancelled) throws IOException {
        if (files.size() == 1) {
            return ofFile(files.getFirst(), cancelled);
        }
        MessageDigest digest = digest();
        String[] hashes = new String[files.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = ofFile(files.get(i), cancelled);
        }
        Stream.of(hashes).sorted().forEach(hash -> digest.update((hash + "\n").getBytes(US_ASCII)));
        return hex(digest);
    }

    private static String ofFile(Path file, BooleanSupplier cancelled) throws IOException {
        MessageDigest digest = digest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("hashing stopped");
                }
                digest.update(chunk, 0, n);
            }
        }
        return hex(digest);
    }

    /** The hash of what a network was given: float32, little-endian, row by row. */
    public static String ofCube(float[] cube) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(cube.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(cube);
        MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    /** The hash of a text, as UTF-8. */
    static String ofText(String text) {
        MessageDigest digest = digest();
        digest.update(text.getBytes(UTF_8));
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
