package org.lmttm.volume.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lmttm.volume.VolumeFormatException;

/**
 * A file with its first bytes, from which its format is told.
 *
 * @param path the file, or a folder of files
 * @param size its bytes; 0 for a folder
 * @param gzip whether it begins as a gzip stream does
 * @param bytes its first bytes, unpacked where {@code gzip}: {@value #WANTED}, or all there are
 */
record FileHead(Path path, long size, boolean gzip, byte[] bytes) {
    static final int WANTED = 1024;
    /** Deflate packs at most 1032 bytes into one, so a longer claim is false before anything is unpacked. */
    private static final long DEFLATE_RATIO = 1032;

    private static final long DEFLATE_SLACK = 4096;

    static FileHead of(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (Files.isDirectory(path)) {
            return new FileHead(path, 0, false, new byte[0]);
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(WANTED);
        }
        boolean gzip = head.length > 2 && head[0] == (byte) 0x1F && head[1] == (byte) 0x8B;
        long size = Files.size(path);
        if (size == 0) {
            throw new VolumeFormatException(path, "the file is empty");
        }
        return new FileHead(path, size, gzip, gzip ? inflate(path, head) : head);
    }

    private static byte[] inflate(Path path, byte[] head) throws IOException {
        byte[] inflated = new byte[WANTED];
        int count = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
            while (count < WANTED) {
                int n = in.read(inflated, count, WANTED - count);
                if (n < 0) {
                    break;
                }
                count += n;
            }
        } catch (ZipException e) {
            throw new VolumeFormatException(path, "damaged gzip stream: " + e.getMessage(), e);
        } catch (EOFException _) {
            // Only the head was given: the stream goes on in the file, or the reader will miss the rest and say so.
        }
        return Arrays.copyOf(inflated, count);
    }

    /** The name in lower case, without folders. */
    String name() {
        Path name = path.getFileName();
        return (name == null ? path.toString() : name.toString()).toLowerCase(Locale.ROOT);
    }

    /** The name as it is, without folders. */
    String displayName() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The content from its first byte, unpacked where {@code gzip}; fails at a damaged checksum when read to its end. */
    InputStream content() throws IOException {
        InputStream raw = Files.newInputStream(path);
        try {
            return gzip ? new GZIPInputStream(raw, 1 << 16) : new BufferedInputStream(raw, 1 << 16);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** Most bytes that the content can have. */
    long largestContent() {
        return gzip ? largestInflated(size) : size;
    }

    /** Most bytes that a deflate stream of some size can unpack to. */
    static long largestInflated(long packed) {
        return packed > Long.MAX_VALUE / DEFLATE_RATIO - DEFLATE_SLACK
                ? Long.MAX_VALUE
                : packed * DEFLATE_RATIO + DEFLATE_SLACK;
    }

    /** A failure that names this file. */
    VolumeFormatException failure(String reason) {
        return new VolumeFormatException(path, reason);
    }
}
