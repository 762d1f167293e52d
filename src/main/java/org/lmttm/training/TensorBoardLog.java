package org.lmttm.training;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lmttm.training.RunEvent.Kind;

/**
 * The numbers of a run as TensorBoard reads them: a file {@code events.out.tfevents.<seconds>.lmttm.<n>} beside
 * {@code events.jsonl}. It names no computer. Each trainer writes a file of its own; one that resumes first says from
 * which step on what earlier files hold is void, so TensorBoard drops it.
 *
 * <p>A file is a sequence of TFRecords (length, checksum, bytes, checksum) that hold {@code tensorflow.Event} messages,
 * as <a href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">event.proto</a> and
 * <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details">TFRecords format</a> have
 * them.
 */
final class TensorBoardLog implements Closeable {
    /** Beginning of every file's name, by which TensorBoard knows it. */
    static final String PREFIX = "events.out.tfevents.";

    private static final String VERSION = "brain.Event:2";
    private static final String SUFFIX = ".lmttm.";
    /** A stamp of seconds has ten digits from 2001 to 2286, so names sort by time; TensorBoard reads them in that order. */
    private static final int DIGITS = 10;

    private static final int CRC_MASK = 0xa282ead8;

    private static final Map<Kind, Map<String, String>> TAGS = Map.of(
            Kind.BATCH,
            tags(
                    RunEvent.LOSS, "loss/train",
                    RunEvent.LEARNING_RATE, "learning_rate",
                    RunEvent.SAMPLES_PER_SECOND, "throughput"),
            Kind.EPOCH,
            tags(
                    RunEvent.LOSS, "loss/train_epoch",
                    RunEvent.VAL_LOSS, "loss/val",
                    RunEvent.VAL_AUC, "auc/val",
                    RunEvent.VAL_ACC, "acc/val",
                    RunEvent.EPOCH, "epoch"));

    private final Path folder;
    private final Clock clock;
    private @Nullable FileChannel channel;
    private Path file;
    private double lastTime = Double.NEGATIVE_INFINITY;
    private long lastStep = Long.MIN_VALUE;

    /**
     * A log that makes its file with the first event.
     *
     * @param folder the run's folder
     * @param clock names the file
     */
    TensorBoardLog(Path folder, Clock clock) {
        this.folder = folder;
        this.file = folder;
        this.clock = clock;
    }

    private static Map<String, String> tags(String... keysAndTags) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int at = 0; at < keysAndTags.length; at += 2) {
            tags.put(keysAndTags[at], keysAndTags[at + 1]);
        }
        return tags;
    }

    /**
     * Appends the numbers of events in one write, so that who reads along sees whole records; what is not a training step
     * is flushed to the disk before the call returns.
     *
     * @throws IOException naming the file; nothing of these events is left in it
     */
    void append(List<RunEvent> events) throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        double first = Double.NaN;
        boolean flush = false;
        double time = lastTime;
        long step = lastStep;
        for (RunEvent event : events) {
            Map<String, String> tags = TAGS.get(event.kind());
            if (event.kind() != Kind.START && tags == null) {
                continue;
            }
            // viewers draw against the time since the first event: a clock that was set back must not draw to the left
            time = Math.max(time, event.time().toEpochMilli() / 1000.0);
            first = Double.isNaN(first) ? time : first;
            long now = event.whole(RunEvent.STEP).orElse(0);
            if (event.kind() == Kind.START) {
                record(records, restart(time, now + 1)); // the step that is done next
            } else if (tags != null) {
                if (now < step) {
                    record(records, restart(time, now));
                }
                record(records, scalars(time, now, event, tags));
            }
            step = now;
            flush |= event.kind() != Kind.BATCH;
        }
        if (records.size() > 0) {
            write(records.toByteArray(), first, flush);
            lastTime = time;
            lastStep = step;
        }
    }

    private void write(byte[] records, double time, boolean flush) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = begin(time);
            channel = open;
        }
        long before = open.position();
        try {
            put(open, records);
            if (flush) {
                open.force(false);
            }
        } catch (IOException e) {
            IOException named = unwritable(e);
            try {
                open.truncate(before); // half a record would hide all that follow
            } catch (IOException second) {
                named.addSuppressed(second);
            }
            throw named;
        }
    }

    private IOException unwritable(IOException e) {
        return new IOException(file + ": TensorBoard's events cannot be written: " + RunFolder.reason(e), e);
    }

    private static void put(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private FileChannel begin(double time) throws IOException {
        file = folder.resolve(name());
        FileChannel made = null;
        try {
            made = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            record(head, message(time, 0, out -> out.writeString(3, VERSION)));
            put(made, head.toByteArray());
            return made;
        } catch (IOException e) {
            IOException named = unwritable(e);
            if (made != null) {
                try {
                    made.close();
                } catch (IOException second) {
                    named.addSuppressed(second);
                }
            }
            throw named;
        }
    }

    /** A name that sorts after those of earlier trainers, also where the clock was set back. */
    private String name() throws IOException {
        long stamp = clock.millis() / 1000;
        int ordinal = 0;
        for (String name : earlier()) {
            long other = Long.parseLong(name.substring(PREFIX.length(), PREFIX.length() + DIGITS));
            int number = Integer.parseInt(name.substring(name.length() - 3));
            if (other >= stamp) {
                ordinal = other > stamp ? number + 1 : Math.max(ordinal, number + 1);
                stamp = other;
            }
        }
        return PREFIX + String.format(Locale.ROOT, "%0" + DIGITS + "d%s%03d", stamp, SUFFIX, ordinal);
    }

    private List<String> earlier() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("\\Q" + PREFIX + "\\E\\d{10}\\Q" + SUFFIX + "\\E\\d{3}"))
                    .sorted()
                    .toList();
        }
    }

    /** Writes the fields of a message. */
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] bytes(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    /** {@code Event}: 1 wall_time (s), 2 step, and what it holds. */
    private static byte[] message(double time, long step, Fields what) throws IOException {
        return bytes(out -> {
            out.writeDouble(1, time);
            out.writeInt64(2, step);
            what.write(out);
        });
    }

    /** {@code Event}: 7 session_log { 1 status = START }; from this step on, what was read before is void. */
    private static byte[] restart(double time, long step) throws IOException {
        byte[] start = bytes(out -> out.writeEnum(1, 1));
        return message(time, step, out -> out.writeByteArray(7, start));
    }

    /** {@code Event}: 5 summary { 1 value { 1 tag, 2 simple_value } … }. */
    private static byte[] scalars(double time, long step, RunEvent event, Map<String, String> tags) throws IOException {
        byte[] summary = bytes(out -> {
            for (Map.Entry<String, String> entry : tags.entrySet()) {
                if (event.number(entry.getKey()).isPresent()) {
                    float number = (float) event.number(entry.getKey()).getAsDouble();
                    out.writeByteArray(1, bytes(value -> {
                        value.writeString(1, entry.getValue());
                        value.writeFloat(2, number);
                    }));
                }
            }
        });
        return message(time, step, out -> out.writeByteArray(5, summary));
    }

    /** TFRecord: length (8 bytes), masked CRC32C of it, the message, masked CRC32C of that; little endian. */
    private static void record(ByteArrayOutputStream to, byte[] message) {
        ByteBuffer record = ByteBuffer.allocate(8 + 4 + message.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(message.length);
        record.putInt(masked(record.array(), 8));
        record.put(message);
        record.putInt(masked(message, message.length));
        to.writeBytes(record.array());
    }

    private static int masked(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
