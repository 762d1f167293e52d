package org.lmttm.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are either the old or the new ones, whenever the process or the machine dies. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** Something that writes a file at the path it is given. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the file. */
        void write(Path temporary) throws IOException;
    }

    /** Replaces a file's text. */
    public static void writeText(Path file, String text) throws IOException {
        write(file, temporary -> {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        });
    }

    /**
     * Lets {@code writer} make a temporary file beside {@code file}, flushes it to the disk, and renames it.
     *
     * @throws IOException naming the file; the one that was there stays
     */
    public static void write(Path file, Writer writer) throws IOException {
        // The extension stays last: some writers choose their format by it.
        Path temporary = file.resolveSibling(".part-" + file.getFileName());
        try {
            writer.write(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            IOException named = new IOException(file + ": cannot be written: " + RunFolder.reason(e), e);
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException second) {
                named.addSuppressed(second);
            }
            throw named;
        }
    }
}
