package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.training.RunEvent.Kind;

/** What TensorBoard is given, read back by a reader that shares nothing with the writer. */
class TensorBoardLogTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    private Path folder;

    /** An event as read: its scalars by tag, or what else it says. */
    private record Read(double time, long step, String version, boolean restart, Map<String, Float> scalars) {}

    private List<Path> files() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> path.getFileName().toString().startsWith("events.out.tfevents."))
                    .sorted()
                    .toList();
        }
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private static RunEvent event(Kind kind, Instant time, Map<String, Object> values) {
        return new RunEvent(time, kind, values);
    }

    private static RunEvent batch(Instant time, long step, double loss) {
        return event(
                Kind.BATCH,
                time,
                Map.of("step", step, "loss", loss, "learning_rate", 1e-3, "samples_per_second", 64.5));
    }

    private static RunEvent start(Instant time, long step) {
        return event(Kind.START, time, Map.of("step", step, "epoch", 0L));
    }

    @Test
    void stepsAndEpochsAreScalarsWithTheirTagsStepsAndTimes() throws IOException {
        try (TensorBoardLog log = new TensorBoardLog(folder, at(NOON))) {
            log.append(List.of(start(NOON, 0)));
            log.append(List.of(batch(NOON.plusSeconds(1), 1, 0.75), batch(NOON.plusSeconds(2), 2, Double.NaN)));
            log.append(List.of(event(
                    Kind.EPOCH,
                    NOON.plusSeconds(3),
                    Map.of(
                            "step",
                            2L,
                            "epoch",
                            1L,
                            "loss",
                            0.5,
                            "val_loss",
                            0.625,
                            "val_auc",
                            0.875,
                            "val_acc",
                            0.25))));
            log.append(List.of(event(Kind.END, NOON.plusSeconds(4), Map.of("reason", "completed"))));
        }
        assertThat(files())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("events.out.tfevents." + NOON.getEpochSecond() + ".lmttm.000");
        double noon = NOON.getEpochSecond();
        assertThat(read(files().getFirst()))
                .containsExactly(
                        new Read(noon, 0, "brain.Event:2", false, Map.of()),
                        new Read(noon, 1, "", true, Map.of()),
                        new Read(
                                noon + 1,
                                1,
                                "",
                                false,
                                Map.of("loss/train", 0.75f, "learning_rate", 1e-3f, "throughput", 64.5f)),
                        new Read(
                                noon + 2,
                                2,
                                "",
                                false,
                                Map.of("loss/train", Float.NaN, "learning_rate", 1e-3f, "throughput", 64.5f)),
                        new Read(
                                noon + 3,
                                2,
                                "",
                                false,
                                Map.of(
                                        "loss/train_epoch", 0.5f,
                                        "loss/val", 0.625f,
                                        "auc/val", 0.875f,
                                        "acc/val", 0.25f,
                                        "epoch", 1f)));
    }

    @Test
    void aResumedTrainerWritesAFileThatSortsLaterAndVoidsTheStepsItDoesAgain() throws IOException {
        Instant[] starts = {NOON, NOON, NOON.minusSeconds(3600)}; // the same second, then a clock that was set back
        for (Instant start : starts) {
            try (TensorBoardLog log = new TensorBoardLog(folder, at(start))) {
                log.append(List.of(start(start, 40)));
                log.append(List.of(batch(start.plusSeconds(1), 41, 0.5)));
            }
        }
        assertThat(files())
                .extracting(path -> path.getFileName().toString().replaceAll(".*lmttm", ""))
                .containsExactly(".000", ".001", ".002");
        for (Path file : files()) {
            assertThat(read(file))
                    .filteredOn(Read::restart)
                    .extracting(Read::step)
                    .containsExactly(41L);
        }
    }

    @Test
    void timeNeverGoesBackAndAStepThatDoesVoidsWhatItRepeats() throws IOException {
        try (TensorBoardLog log = new TensorBoardLog(folder, at(NOON))) {
            log.append(List.of(batch(NOON, 5, 0.5)));
            log.append(List.of(batch(NOON.minusSeconds(60), 3, 0.25)));
        }
        List<Read> events = read(files().getFirst());
        assertThat(events).extracting(Read::time).isSorted();
        assertThat(events).extracting(Read::step).containsExactly(0L, 5L, 3L, 3L);
        assertThat(events).extracting(Read::restart).containsExactly(false, false, true, false);
    }

    @Test
    void aTrainingsNumbersAreThoseOfItsEventsAlsoAfterAStop() throws IOException {
        Path dataset = TinyRuns.dataset(folder);
        RunFolder run = RunFolder.create(folder.resolve("run"), TinyRuns.config(dataset, 2));
        TrainingRun.train(
                run,
                event -> {
                    if (event.kind() == Kind.BATCH && event.whole(RunEvent.STEP).orElse(0) == 8) {
                        request(run);
                    }
                },
                0);
        TrainingRun.train(run, _ -> {}, 0);
        RunHistory history = new RunHistory();
        history.add(new RunFollower(run).poll());
        folder = run.path();
        assertThat(files()).hasSize(2);

        Map<Long, Float> losses = new TreeMap<>();
        Map<Long, Float> aucs = new TreeMap<>();
        for (Path file : files()) {
            for (Read event : read(file)) {
                if (event.restart()) {
                    losses.keySet().removeIf(step -> step >= event.step());
                    aucs.keySet().removeIf(step -> step >= event.step());
                }
                put(losses, event, "loss/train");
                put(aucs, event, "auc/val");
            }
        }
        Map<Long, Float> expectedLosses = new TreeMap<>();
        history.batches().forEach(batch -> expectedLosses.put(batch.step(), (float) batch.loss()));
        Map<Long, Float> expectedAucs = new TreeMap<>();
        history.epochs().forEach(epoch -> expectedAucs.put(epoch.step(), (float) epoch.valAuc()));
        assertThat(losses).hasSize(12).isEqualTo(expectedLosses);
        assertThat(aucs).hasSize(2).isEqualTo(expectedAucs);
    }

    private static void request(RunFolder run) {
        try {
            run.requestStop();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void put(Map<Long, Float> into, Read event, String tag) {
        Float value = event.scalars().get(tag);
        if (value != null) {
            into.put(event.step(), value);
        }
    }

    @Test
    void aFullDiskIsSaidAndNamesTheFile() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "a full disk is at hand on Linux only");
        String name = "events.out.tfevents." + NOON.getEpochSecond() + ".lmttm.000";
        Files.createSymbolicLink(folder.resolve(name), full);
        try (TensorBoardLog log = new TensorBoardLog(folder, at(NOON))) {
            assertThatThrownBy(() -> log.append(List.of(batch(NOON, 1, 0.5))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(name + ": TensorBoard's events cannot be written")
                    .hasMessageContaining("No space left on device");
        }
    }

    private static List<Read> read(Path file) throws IOException {
        List<Read> events = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            while (in.available() > 0) {
                byte[] head = in.readNBytes(8);
                assertThat(little(in.readNBytes(4)).getInt()).isEqualTo(checksum(head));
                byte[] message = in.readNBytes((int) little(head).getLong());
                assertThat(little(in.readNBytes(4)).getInt()).isEqualTo(checksum(message));
                events.add(event(little(message)));
            }
        }
        return events;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** CRC-32C (Castagnoli) bit by bit, then TFRecord's mask. */
    private static int checksum(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78;
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static Read event(ByteBuffer in) {
        double time = 0;
        long step = 0;
        String version = "";
        boolean restart = false;
        Map<String, Float> scalars = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            switch ((int) key) {
                case 1 << 3 | 1 -> time = in.getDouble();
                case 2 << 3 -> step = varint(in);
                case 3 << 3 | 2 -> version = text(message(in));
                case 5 << 3 | 2 -> summary(message(in), scalars);
                case 7 << 3 | 2 -> restart = Map.of(8L, 1L).equals(numbers(message(in)));
                default -> throw new AssertionError("a field that Event does not have: " + key);
            }
        }
        return new Read(time, step, version, restart, scalars);
    }

    private static Map<Long, Long> numbers(ByteBuffer in) {
        Map<Long, Long> numbers = new TreeMap<>();
        while (in.hasRemaining()) {
            numbers.put(varint(in), varint(in));
        }
        return numbers;
    }

    private static void summary(ByteBuffer in, Map<String, Float> scalars) {
        while (in.hasRemaining()) {
            assertThat(varint(in)).isEqualTo(1 << 3 | 2);
            ByteBuffer value = message(in);
            assertThat(varint(value)).isEqualTo(1 << 3 | 2);
            String tag = text(message(value));
            assertThat(varint(value)).isEqualTo(2 << 3 | 5);
            scalars.put(tag, value.getFloat());
            assertThat(value.hasRemaining()).isFalse();
        }
    }

    private static ByteBuffer message(ByteBuffer in) {
        int length = (int) varint(in);
        ByteBuffer slice = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return slice;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
