package org.lmttm.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.lmttm.training.RunEvent.Kind;

/**
 * Reads {@code events.jsonl} as it grows. Each {@link #poll} returns the whole lines that are new; a line that is only
 * half there waits for the next poll. Cheap when nothing happened. Not thread-safe, and not for the user interface's
 * thread: it reads a file.
 */
public final class RunFollower {
    private static final int LARGEST_LINE = 1 << 20;
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private long offset;
    private long size;

    /**
     * What a poll found.
     *
     * @param restarted the file became shorter than what was read: it is another file now, everything before is void
     * @param events new events in order
     */
    public record Poll(boolean restarted, List<RunEvent> events) {
        /** Makes the list immutable. */
        public Poll {
            events = List.copyOf(events);
        }
    }

    /** Follows a run from its first event. */
    public RunFollower(RunFolder run) {
        this(run.events());
    }

    /** Follows an event file from its first line; it need not exist yet. */
    public RunFollower(Path events) {
        this.file = events;
    }

    /**
     * Reads what is new.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public Poll poll() throws IOException {
        return poll(Integer.MAX_VALUE);
    }

    /**
     * Reads what is new, a part at a time: while it gives as many events as were asked for, there may be more.
     *
     * @param most events at most, at least 1
     * @throws IOException if the file is there and cannot be read
     */
    public Poll poll(int most) throws IOException {
        if (!Files.exists(file)) {
            boolean gone = offset > 0;
            offset = 0;
            return new Poll(gone, List.of());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            size = channel.size();
            boolean restarted = size < offset;
            if (restarted) {
                offset = 0;
            }
            return new Poll(restarted, size == offset ? List.of() : readLines(channel, most));
        }
    }

    private List<RunEvent> readLines(FileChannel channel, int most) throws IOException {
        List<RunEvent> events = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long position = offset;
        while (channel.read(chunk, position) > 0) {
            chunk.flip();
            while (chunk.hasRemaining() && events.size() < most) {
                byte b = chunk.get();
                position++;
                if (b == '\n') {
                    add(events, line.toString(StandardCharsets.UTF_8), offset);
                    line.reset();
                    offset = position;
                } else if (line.size() < LARGEST_LINE) {
                    line.write(b);
                }
            }
            if (events.size() >= most) {
                break;
            }
            chunk.clear();
        }
        return events;
    }

    /** Share of the file that was read, 0–1, by its size at the last poll. */
    public double share() {
        return size == 0 ? 1 : (double) offset / size;
    }

    private void add(List<RunEvent> events, String line, long at) {
        if (line.isBlank()) {
            return;
        }
        try {
            events.add(RunEvent.parse(line));
        } catch (IllegalArgumentException e) {
            // One damaged line must not hide the rest of a run; the reader is told in the events' own words.
            events.add(RunEvent.now(Kind.WARNING)
                    .with(RunEvent.FILE, String.valueOf(file.getFileName()))
                    .with(RunEvent.REASON, "the line at byte " + at + " is not an event and was left out")
                    .build());
        }
    }
}
