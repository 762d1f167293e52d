package org.lmttm.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/**
 * What the content of a file must hash to.
 *
 * @param kind of hash
 * @param hex hexadecimal digits in lower case
 */
public record Checksum(Kind kind, String hex) {
    private static final int CHUNK = 1 << 18;

    /** How a publisher hashes its files. */
    public enum Kind {
        /** RFC 1321; tells a damaged file from a whole one, not a forged one. */
        MD5("MD5"),
        /** FIPS 180-4. */
        SHA256("SHA-256");

        private final String standard;

        Kind(String standard) {
            this.standard = standard;
        }

        /** Its usual name, which is also Java's. */
        @Override
        public String toString() {
            return standard;
        }

        /**
         * Reads a file and computes its hash.
         *
         * @return hexadecimal digits in lower case
         * @throws IOException when it cannot be read
         * @throws CancellationException when the progress says so
         */
        public String of(Path file, DownloadProgress progress) throws IOException {
            MessageDigest digest = digest();
            long total = Files.size(file);
            long done = 0;
            byte[] chunk = new byte[CHUNK];
            try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    if (progress.cancelled()) {
                        throw new CancellationException(
                                file.getFileName() + ": stopped while its " + this + " was computed");
                    }
                    digest.update(chunk, 0, n);
                    done += n;
                    progress.update(done, total);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        }

        private MessageDigest digest() {
            try {
                return MessageDigest.getInstance(standard);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + standard, e);
            }
        }
    }

    /** An MD5 of 32 digits. */
    public static Checksum md5(String hex) {
        return new Checksum(Kind.MD5, hex);
    }

    /** A SHA-256 of 64 digits. */
    public static Checksum sha256(String hex) {
        return new Checksum(Kind.SHA256, hex);
    }
}
