package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VolumeStatistics;
import org.lmttm.volume.io.dicom.DicomBytes;

/**
 * Damaged DICOM files of every syntax give a volume or one line that names the file: no crash, no hang, no memory beyond
 * what the header declares. {@code -Dlmttm.fuzz=N} asks for N inputs.
 */
class DicomFuzzTest {
    private static final int INPUTS = Integer.getInteger("lmttm.fuzz", 4_200);
    private static final long SECONDS = 2;
    /** Heap that reading the smallest header may take. */
    private static final long HEAP = 48L << 20;

    private static final long VOXELS = 96L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder = Path.of("");

    private static DicomBytes slice(String syntax) {
        return new DicomBytes(syntax).slice("CT", 1, -20, -30, 40).image(3, 4, 16, 16, true);
    }

    private static short[] pixels(int count) {
        short[] pixels = new short[count];
        for (int x = 0; x < count; x++) {
            pixels[x] = (short) (x * 31);
        }
        return pixels;
    }

    private static Map<String, byte[]> sound() throws IOException {
        Map<String, byte[]> sound = new LinkedHashMap<>();
        for (String end : new String[] {"", ".1", ".2", ".1.99"}) {
            sound.put(
                    "native" + end,
                    slice("1.2.840.10008.1.2" + end).pixels(pixels(12)).toBytes());
        }
        sound.put(
                "bare",
                slice("1.2.840.10008.1.2").withoutPreamble().pixels(pixels(12)).toBytes());
        byte[] rle = new byte[64 + 5 + 5];
        rle[0] = 2;
        rle[4] = 64;
        rle[8] = 69;
        rle[64] = 3;
        rle[69] = 3;
        sound.put(
                "rle",
                new DicomBytes("1.2.840.10008.1.2.5")
                        .image(2, 2, 16, 16, false)
                        .fragments(rle)
                        .toBytes());
        byte[] jpegLs = HexFormat.of()
                .parseHex("ffd8fff7000b080004000401011100ffda0008010100000000c000006c80208e01c0000057400000"
                        + "6ee6000001bc18000005d800009160ffd9");
        sound.put(
                "jpeg-ls",
                new DicomBytes("1.2.840.10008.1.2.4.80")
                        .image(4, 4, 8, 8, false)
                        .fragments(jpegLs)
                        .toBytes());
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY), "jpeg", jpeg);
        sound.put(
                "jpeg",
                new DicomBytes("1.2.840.10008.1.2.4.50")
                        .image(8, 8, 8, 8, false)
                        .fragments(jpeg.toByteArray())
                        .toBytes());
        sound.put(
                "table",
                slice("1.2.840.10008.1.2.1")
                        .sequence(
                                0x0028_3000,
                                new DicomBytes().shorts(0x0028_3002, 3, 10, 16).shorts(0x0028_3006, 500, 600, 65_000))
                        .pixels(pixels(12))
                        .toBytes());
        sound.put(
                "palette",
                new DicomBytes()
                        .image(1, 2, 8, 8, false)
                        .text(0x0028_0004, "CS", "PALETTE COLOR")
                        .shorts(0x0028_1101, 2, 0, 16)
                        .shorts(0x0028_1102, 2, 0, 16)
                        .shorts(0x0028_1103, 2, 0, 16)
                        .shorts(0x0028_1201, 1, 60_000)
                        .shorts(0x0028_1202, 2, 50_000)
                        .shorts(0x0028_1203, 3, 40_000)
                        .bytes(0x7FE0_0010, "OB", new byte[] {1, 0})
                        .toBytes());
        DicomBytes[] frames = new DicomBytes[3];
        for (int f = 0; f < 3; f++) {
            frames[f] = new DicomBytes().sequence(0x0020_9113, new DicomBytes().numbers(0x0020_0032, 4 * f, 0, 0));
        }
        sound.put(
                "enhanced",
                new DicomBytes()
                        .withUndefinedLengths()
                        .image(1, 2, 16, 12, true)
                        .text(0x0028_0008, "IS", "3")
                        .sequence(
                                0x5200_9229,
                                new DicomBytes()
                                        .sequence(0x0020_9116, new DicomBytes().numbers(0x0020_0037, 0, 1, 0, 0, 0, -1))
                                        .sequence(0x0028_9110, new DicomBytes().numbers(0x0028_0030, 2, 3)))
                        .sequence(0x5200_9230, frames)
                        .pixels(pixels(6))
                        .toBytes());
        return sound;
    }

    @Test
    void damagedFilesGiveAVolumeOrOneLine() throws IOException {
        Map<String, byte[]> sound = sound();
        int each = (INPUTS + sound.size() - 1) / sound.size();
        int inputs = 0;
        for (var entry : sound.entrySet()) {
            Path whole = Files.write(folder.resolve("whole-" + entry.getKey()), entry.getValue());
            assertThat(opens(whole)).as(entry.getKey()).isTrue();
            Random random =
                    new Random(entry.getValue().length * 31L + entry.getKey().length());
            int refused = 0;
            for (int n = 0; n < each; n++) {
                refused += refuses(entry.getKey(), damaged(entry.getValue(), n, random)) ? 1 : 0;
                inputs++;
            }
            assertThat(refused).as(entry.getKey()).isPositive();
        }
        assertThat(inputs).isGreaterThanOrEqualTo(INPUTS);
    }

    /** A sixth cut off, the others with bytes, lengths or bits changed, mostly behind the mark at byte 128. */
    private static byte[] damaged(byte[] sound, int n, Random random) {
        if (n % 6 == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] bytes = sound.clone();
        int first = bytes[128] == 'D' && bytes[131] == 'M' ? 132 : 0;
        int count = 1 + random.nextInt(3);
        for (int c = 0; c < count; c++) {
            int at = first + random.nextInt(bytes.length - first - 4);
            switch (n % 6) {
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextBoolean() ? 0x7F : 0);
                case 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 4 -> Arrays.fill(bytes, at, at + 4, (byte) (random.nextBoolean() ? 0xFF : 0));
                default -> System.arraycopy(sound, first + random.nextInt(sound.length - first - 4), bytes, at, 4);
            }
        }
        return bytes;
    }

    private boolean refuses(String name, byte[] bytes) throws IOException {
        // A file that is mapped must not be overwritten, so each takes the name anew.
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.write(file, bytes);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long heap = THREADS.getCurrentThreadAllocatedBytes();
        try {
            return !opens(file);
        } catch (IOException | RuntimeException | Error e) {
            return fail("%s, damaged: %s".formatted(name, HexFormat.of().formatHex(bytes)), e);
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
    private static boolean opens(Path file) throws IOException {
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            long bytes = 0;
            for (var volume : series) {
                bytes += volume.voxels().byteSize();
            }
            assertThat(bytes).as("bytes of voxels").isLessThanOrEqualTo(VOXELS);
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
