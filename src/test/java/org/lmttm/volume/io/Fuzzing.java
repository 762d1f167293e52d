package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VolumeStatistics;

/**
 * Damages a sound file in many ways and holds what opening the result may be and cost: a volume, or one line that names
 * the file; two seconds of processor time; heap for buffers and decoders' tables; voxels that the file can hold. The same
 * file is damaged in the same ways every time.
 */
final class Fuzzing {
    private static final long SECONDS = 2;
    /** Heap that opening the smallest file may take: buffers, tables of codes, bzip2's blocks, ImageIO. */
    private static final long HEAP = 48L << 20;

    private static final String[] WORDS = {
        "-1", "0", "1", "2147483648", "99999999999999999999", "1e308", "nan", "inf", "-0", "3", "(", ")", "none",
                "LIST",
        "%d", "../x", "/etc/hostname", "\n", "\n\n", ": ", ":=", " = ", "big", "gzip", "hex", "ascii", "double",
                "MET_DOUBLE"
    };
    private static final int WAYS = 8;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path file;
    private final byte[] sound;
    private final int first;
    private final int header;
    private final long mostVoxels;

    /**
     * A file to be damaged.
     *
     * @param file sound, alone in what it is or with what it needs beside it
     * @param first bytes at its beginning that stay, so that it is still taken for its format
     * @param header bytes after those in which most of the damage is done
     * @param mostVoxels bytes of voxels that a damaged one may open to
     */
    Fuzzing(Path file, int first, int header, long mostVoxels) throws IOException {
        this.file = file;
        this.sound = Files.readAllBytes(file);
        this.first = first;
        this.header = header;
        this.mostVoxels = mostVoxels;
    }

    /** How many inputs a test tries; {@code -Dlmttm.fuzz=N} asks for N. */
    static int inputs(int usual) {
        return Integer.getInteger("lmttm.fuzz", usual);
    }

    /** Tries a number of damaged files, after the sound one: how many of them were refused. */
    int refused(int count) throws IOException {
        assertThat(opens()).as(file.getFileName() + ", sound").isTrue();
        Random random = new Random(file.getFileName().toString().length() * 31L + sound.length);
        int refused = 0;
        for (int n = 0; n < count; n++) {
            refused += refuses(damaged(n, random)) ? 1 : 0;
        }
        return refused;
    }

    /** An eighth cut off, the others with bytes changed, words put in, or parts repeated or taken out. */
    private byte[] damaged(int n, Random random) {
        if (n % WAYS == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] bytes = sound.clone();
        int changes = 1 + random.nextInt(4);
        for (int c = 0; c < changes; c++) {
            int span = Math.max(1, bytes.length - first - 4);
            int at = first + random.nextInt(random.nextInt(5) == 0 ? span : Math.min(span, header));
            switch (n % WAYS) {
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextBoolean() ? 0x7F : 0);
                case 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 4 -> bytes = with(bytes, at, WORDS[random.nextInt(WORDS.length)], random.nextInt(5));
                case 5 -> bytes = repeated(bytes, at, first + random.nextInt(span), random.nextBoolean());
                case 6 ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0xFF : 0));
                default -> {
                    int from = random.nextInt(sound.length);
                    int length = Math.min(4, Math.min(sound.length - from, bytes.length - at));
                    System.arraycopy(sound, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, String word, int dropped) {
        byte[] put = word.getBytes(StandardCharsets.US_ASCII);
        int rest = Math.min(bytes.length, at + dropped);
        byte[] all = Arrays.copyOf(bytes, at + put.length + bytes.length - rest);
        System.arraycopy(put, 0, all, at, put.length);
        System.arraycopy(bytes, rest, all, at + put.length, bytes.length - rest);
        return all;
    }

    private static byte[] repeated(byte[] bytes, int a, int b, boolean twice) {
        int from = Math.min(a, b);
        int to = Math.min(Math.max(a, b), from + 40);
        byte[] rest = Arrays.copyOfRange(bytes, twice ? from : to, bytes.length);
        byte[] all = Arrays.copyOf(bytes, (twice ? to : from) + rest.length);
        System.arraycopy(rest, 0, all, twice ? to : from, rest.length);
        return all;
    }

    private boolean refuses(byte[] bytes) throws IOException {
        // A file that is mapped must not be overwritten, so each takes the name anew.
        Files.deleteIfExists(file);
        Files.write(file, bytes);
        // of all threads, since some formats are read by several
        long cpu = SYSTEM.getProcessCpuTime();
        long heap = THREADS.getTotalThreadAllocatedBytes();
        try {
            return !opens();
        } catch (IOException | RuntimeException | Error e) {
            return fail(input(bytes), e);
        } finally {
            assertThat(SYSTEM.getProcessCpuTime() - cpu)
                    .as(() -> "processor time, " + input(bytes))
                    .isLessThan(SECONDS * 1_000_000_000);
            assertThat(THREADS.getTotalThreadAllocatedBytes() - heap)
                    .as(() -> "heap, " + input(bytes))
                    .isLessThan(HEAP);
        }
    }

    /** What was tried, so that it can be tried again. */
    private String input(byte[] bytes) {
        return "%s, damaged: %s".formatted(file.getFileName(), HexFormat.of().formatHex(bytes));
    }

    /** Whether the file opens and can be read to its last voxel; a refusal must name the file in one line. */
    private boolean opens() throws IOException {
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            long bytes = 0;
            for (Volume volume : series) {
                bytes += volume.voxels().byteSize();
            }
            assertThat(bytes).as("bytes of voxels").isLessThanOrEqualTo(mostVoxels);
            VolumeStatistics.of(series);
            VolumeFiles.header(file, VolumeChoice.FIRST);
            return true;
        } catch (VolumeFormatException e) {
            assertThat(e.getMessage())
                    .startsWith(file.getFileName() + ": ")
                    .doesNotContain("\n")
                    .hasSizeLessThan(600);
            return false;
        }
    }
}
