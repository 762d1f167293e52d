package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VolumeStatistics;

/**
 * Damaged files of every format but DICOM give a volume or one line that names the file: no crash, no hang, no memory
 * beyond what the file can hold. {@code -Dlmttm.fuzz=N} asks for N inputs.
 */
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("lmttm.fuzz", 16_800);
    private static final long SECONDS = 2;
    /** Heap that opening the smallest file may take: buffers, tables of codes, bzip2's blocks, ImageIO. */
    private static final long HEAP = 48L << 20;

    private static final String[] WORDS = {
        "-1", "0", "1", "2147483648", "99999999999999999999", "1e308", "nan", "inf", "-0", "3", "(", ")", "none",
                "LIST",
        "%d", "../x", "/etc/hostname", "\n", "\n\n", ": ", ":=", " = ", "big", "gzip", "hex", "ascii", "double",
                "MET_DOUBLE"
    };
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void damagedFilesGiveAVolumeOrOneLine() throws IOException {
        List<String> names = FormatFiles.write(folder);
        int each = (INPUTS + names.size() - 1) / names.size();
        List<String> silent = new ArrayList<>();
        int inputs = 0;
        for (String name : names) {
            byte[] sound = Files.readAllBytes(folder.resolve(name));
            assertThat(opens(folder.resolve(name), sound.length)).as(name).isTrue();
            Random random = new Random(name.length() * 31L + name.charAt(0) * 7L + sound.length);
            int refused = 0;
            for (int n = 0; n < each; n++) {
                refused += refuses(name, damaged(sound, n, random)) ? 1 : 0;
                inputs++;
            }
            if (refused == 0) {
                silent.add(name);
            }
        }
        assertThat(inputs).isGreaterThanOrEqualTo(INPUTS);
        assertThat(silent).as("formats of which nothing was refused").isEmpty();
    }

    /** A third cut off, the others with bytes changed, words put in, or parts repeated or taken out. */
    private static byte[] damaged(byte[] sound, int n, Random random) {
        if (n % 6 == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] bytes = sound.clone();
        int count = 1 + random.nextInt(4);
        for (int c = 0; c < count; c++) {
            int at = random.nextInt(random.nextInt(5) == 0 ? bytes.length : Math.min(bytes.length, 360));
            switch (n % 6) {
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextBoolean() ? 0x7F : 0);
                case 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 4 -> bytes = with(bytes, at, WORDS[random.nextInt(WORDS.length)], random.nextInt(5));
                default -> bytes = repeated(bytes, at, random.nextInt(bytes.length), random.nextBoolean());
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

    private boolean refuses(String name, byte[] bytes) throws IOException {
        // A file that is mapped must not be overwritten, so each takes the name anew.
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.write(file, bytes);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long heap = THREADS.getCurrentThreadAllocatedBytes();
        try {
            return !opens(file, bytes.length);
        } catch (IOException | RuntimeException | Error e) {
            return fail("%s, damaged: %s", name, java.util.HexFormat.of().formatHex(bytes), e);
        } finally {
            assertThat(THREADS.getCurrentThreadCpuTime() - cpu)
                    .as("processor time")
                    .isLessThan(SECONDS * 1_000_000_000);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - heap)
                    .as("heap")
                    .isLessThan(HEAP);
        }
    }

    /** Whether the file opens and can be read to its last voxel; a refusal must name the file in one line. */
    private static boolean opens(Path file, long size) throws IOException {
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            long bytes = 0;
            for (var volume : series) {
                bytes += volume.voxels().byteSize();
            }
            assertThat(bytes).as("bytes of voxels").isLessThanOrEqualTo(FileHead.largestInflated(size + 64));
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
