package org.lmttm.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What has come of a file: {@code FILE.part} beside it, and {@code FILE.part.tag} with the server's name for that
 * version, by which the server knows whether to go on. Locked while open: two programs do not write into one.
 */
final class PartFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Path tag;
    private final FileChannel channel;

    private PartFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.tag = part.resolveSibling(part.getFileName() + ".tag");
        this.channel = channel;
    }

    /**
     * Opens what has come, or begins.
     *
     * @throws DownloadException when someone else writes it
     */
    static PartFile open(Path target) throws IOException {
        Path part = of(target);
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean ours = false;
        try {
            // one byte far behind the end: some systems let nobody read what is locked
            ours = channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
        } catch (OverlappingFileLockException _) {
            // another download of this program has it
        } finally {
            if (!ours) {
                channel.close();
            }
        }
        if (!ours) {
            throw new DownloadException(target.getFileName() + ": is being downloaded already; wait for that one");
        }
        channel.position(channel.size());
        return new PartFile(target, part, channel);
    }

    /** Where what has come of a file is. */
    static Path of(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    Path path() {
        return part;
    }

    /** Bytes that have come. */
    long length() throws IOException {
        return channel.size();
    }

    /** The server's name for the version that has come; empty where it gave none. */
    String tag() throws IOException {
        return Files.exists(tag) ? Files.readString(tag).strip() : "";
    }

    /** Begins anew with a version of that name. */
    void begin(String newTag) throws IOException {
        channel.truncate(0);
        channel.position(0);
        if (newTag.isEmpty()) {
            Files.deleteIfExists(tag);
        } else {
            Files.writeString(tag, newTag);
        }
    }

    void append(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new DownloadException(part + ": cannot be written (" + e.getMessage() + ")", e);
        }
    }

    /** The file is whole: it gets its name, at once. */
    void finish() throws IOException {
        channel.force(true);
        channel.close(); // some systems do not rename open files
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(tag);
    }

    /** What came is of no use. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
    }

    /** What came stays, for the next time; nothing stays where nothing came. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            if (channel.size() == 0) {
                discard();
            }
            channel.close();
        }
    }
}
