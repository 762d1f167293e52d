package org.lmttm.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.lmttm.program.Program;

/**
 * The append-only log of predictions, one JSON line each, chained by hashes. Several processes and threads may append at
 * the same time. A line is written in one piece under the file's lock and forced to the disk; what a crash tore off is
 * left where it is, on a line of its own.
 */
public final class AuditLog {
    /** Locks of one process do not exclude its own threads. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private static final int CHUNK = 1 << 16;

    private final Path file;

    /**
     * A log.
     *
     * @param file made with its folder when something is first appended
     */
    public AuditLog(Path file) {
        this.file = file;
    }

    /** The log of a settings folder: {@code audit/predictions.jsonl}. */
    public static AuditLog in(Path settings) {
        return new AuditLog(settings.resolve("audit").resolve("predictions.jsonl"));
    }

    /** The log of the person who runs the program. */
    public static AuditLog usual() {
        return in(Program.settingsFolder());
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /**
     * Appends a line.
     *
     * @throws IOException naming the log, when it cannot be written; it is then as it was, or has a torn line more
     */
    public void append(AuditEntry entry) throws IOException {
        WRITING.lock();
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            try (FileChannel channel = FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                append(channel, entry, lock);
            }
        } catch (IOException e) {
            throw new IOException(file + ": the prediction could not be recorded: " + reason(e), e);
        } finally {
            WRITING.unlock();
        }
    }

    private static void append(FileChannel channel, AuditEntry entry, FileLock lock) throws IOException {
        if (!lock.isValid()) {
            throw new IOException("its lock was lost");
        }
        long size = channel.size();
        boolean torn = size > 0 && read(channel, size - 1, 1)[0] != '\n';
        String line = (torn ? "\n" : "") + AuditLine.write(entry, lastHash(channel, size)) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
        channel.position(size);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** The hash of the last whole line, found from the end, so that a long log costs no more than a short one. */
    private static String lastHash(FileChannel channel, long size) throws IOException {
        for (long reach = Math.min(size, CHUNK); reach > 0; reach = Math.min(size, reach * 4)) {
            String end = new String(read(channel, size - reach, Math.toIntExact(reach)), UTF_8);
            List<String> lines = end.lines().toList();
            // the first of them may be cut unless the file begins there
            for (int i = lines.size() - 1; i >= (reach == size ? 0 : 1); i--) {
                Optional<AuditLine> whole = AuditLine.read(lines.get(i));
                if (whole.isPresent()) {
                    return whole.get().hash();
                }
            }
            if (reach == size) {
                break;
            }
        }
        return AuditLine.NONE;
    }

    private static byte[] read(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // until all is there
        }
        return bytes.array();
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /**
     * All whole lines, the oldest first; none where nothing was recorded yet.
     *
     * @throws IOException when the log cannot be read; names it
     */
    public List<AuditLine> read() throws IOException {
        List<AuditLine> lines = new ArrayList<>();
        forEach((number, line) -> line.ifPresent(lines::add));
        return lines;
    }

    /** Checks every line and the chain; see {@link AuditCheck}. */
    public AuditCheck verify() throws IOException {
        Chain chain = new Chain();
        forEach(chain::add);
        return new AuditCheck(chain.lines, chain.torn, chain.problems, chain.lines == 0 ? "" : chain.last);
    }

    private interface Line {
        void at(int number, Optional<AuditLine> line);
    }

    private void forEach(Line hears) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        // a reader of its own: one of Files refuses what a crash tore within a character
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            int number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                if (!text.isEmpty()) {
                    hears.at(number, AuditLine.read(text));
                }
            }
        } catch (IOException e) {
            throw new IOException(file + ": the log cannot be read: " + reason(e), e);
        }
    }

    private static final class Chain {
        private final List<String> problems = new ArrayList<>();
        private String last = AuditLine.NONE;
        private int lines;
        private int torn;

        void add(int number, Optional<AuditLine> read) {
            if (read.isEmpty()) {
                torn++;
                return;
            }
            AuditLine line = read.get();
            lines++;
            if (!line.whole()) {
                problems.add("line " + number + " was changed: its content no longer has its hash");
            }
            if (!line.previous().equals(last)) {
                problems.add("line " + number + " does not follow the line before: lines were taken out, put in, moved"
                        + " or damaged before it");
            }
            last = line.hash();
        }
    }
}
