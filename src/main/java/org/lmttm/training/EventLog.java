package org.lmttm.training;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.lmttm.training.RunEvent.Kind;

/**
 * Appends events to {@code events.jsonl}. A line goes out in one write; everything but {@code batch} events is flushed
 * to the disk before the call returns. What a killed trainer left half written at the end is cut off on opening.
 */
public final class EventLog implements Closeable {
    private final Path file;
    private final FileChannel channel;

    private EventLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the log for appending.
     *
     * @throws IOException if it cannot be written
     */
    public static EventLog open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            channel.truncate(endOfLastLine(channel));
            channel.position(channel.size());
            return new EventLog(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long end = channel.size();
        while (end > 0) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
            end--;
        }
        return 0;
    }

    /** Appends events in order. */
    public void append(List<RunEvent> events) throws IOException {
        StringBuilder lines = new StringBuilder();
        boolean flush = false;
        for (RunEvent event : events) {
            lines.append(event.toJson()).append('\n');
            flush |= event.kind() != Kind.BATCH;
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        long before = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (flush) {
                channel.force(false);
            }
        } catch (IOException e) {
            IOException named = new IOException(file + ": events cannot be written: " + RunFolder.reason(e), e);
            try {
                channel.truncate(before); // half a line would spoil the next one
            } catch (IOException second) {
                named.addSuppressed(second);
            }
            throw named;
        }
    }

    /** Appends one event. */
    public void append(RunEvent event) throws IOException {
        append(List.of(event));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
