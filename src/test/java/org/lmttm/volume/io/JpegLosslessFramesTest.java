package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.dicom.DicomBytes;

/** Lossless JPEG comes back exactly, to the last pixel, whatever the predictor, the depth and the colours. */
class JpegLosslessFramesTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "1, 8, 8, 1, 0, 0", "2, 8, 8, 3, 0, 0", "3, 16, 12, 1, 0, 0", "4, 16, 16, 3, 0, 0", "5, 16, 16, 1, 0, 0",
        "6, 16, 12, 3, 0, 2", "7, 16, 14, 1, 0, 3", "1, 16, 16, 3, 0, 1", "7, 16, 16, 1, 3, 0", "4, 8, 8, 3, 2, 2"
    })
    void framesAreExact(int predictor, int allocated, int bits, int colours, int transform, int restartLines)
            throws IOException {
        int rows = 9;
        int columns = 13;
        Random random = new Random(31L * predictor + bits);
        for (int trial = 0; trial < 20; trial++) {
            int[] samples = new int[rows * columns * colours];
            for (int x = 0; x < samples.length; x++) {
                // both ends of the range beside each other, whose difference has a code without bits
                int level = x % 5 == 0 ? (x & 1) << (bits - 1) : random.nextInt(1 << bits);
                samples[x] = level >> transform << transform;
            }
            byte[] stream = packed(samples, rows, columns, colours, bits, predictor, transform, restartLines);
            Path file = new DicomBytes("1.2.840.10008.1.2.4.57")
                    .image(rows, columns, allocated, bits, false)
                    .shorts(0x0028_0002, colours)
                    .text(0x0028_0004, "CS", colours == 1 ? "MONOCHROME2" : "RGB")
                    .fragments(stream)
                    .write(folder.resolve("a"));
            try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
                for (int x = 0; x < samples.length; x++) {
                    int pixel = x / colours;
                    assertThat(series.get(x % colours).value(pixel % columns, pixel / columns, 0))
                            .isEqualTo(samples[x]);
                }
            }
        }
    }

    @Test
    void damagedStreamsAreRefused() throws IOException {
        int[] samples = new Random(5).ints(64, 0, 4096).toArray();
        byte[] sound = packed(samples, 8, 8, 1, 12, 1, 0, 0);
        assertRefused(Arrays.copyOf(sound, sound.length - 20), "cut short");
        byte[] predictor = sound.clone();
        predictor[indexOf(sound, 0xDA) + 5] = 8;
        assertRefused(predictor, "is damaged: a scan of 1 colours by predictor 8");
        byte[] table = sound.clone();
        table[indexOf(sound, 0xDA) + 4] = 0x10;
        assertRefused(table, "an unknown table");
        assertRefused(packed(samples, 8, 8, 1, 12, 1, 0, 1, 5), "it restarts within a line");
    }

    private void assertRefused(byte[] stream, String reason) throws IOException {
        Path file = new DicomBytes("1.2.840.10008.1.2.4.70")
                .image(8, 8, 16, 12, false)
                .fragments(stream)
                .write(folder.resolve("b"));
        assertThatThrownBy(() -> VolumeFiles.open(file))
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith("b: frame 1 of 1 (JPEG lossless, first-order prediction) ")
                .hasMessageContaining(reason);
    }

    private static int indexOf(byte[] stream, int marker) {
        int at = 0;
        while (stream[at] != (byte) 0xFF || stream[at + 1] != (byte) marker) {
            at++;
        }
        return at + 2;
    }

    /** A stream of one scan (ISO 10918-1, annex H), whose 17 codes have five bits each; restarts after some lines. */
    static byte[] packed(
            int[] samples,
            int rows,
            int columns,
            int colours,
            int bits,
            int predictor,
            int transform,
            int restartLines) {
        return packed(
                samples, rows, columns, colours, bits, predictor, transform, restartLines, restartLines * columns);
    }

    private static byte[] packed(
            int[] samples,
            int rows,
            int columns,
            int colours,
            int bits,
            int predictor,
            int transform,
            int restartLines,
            int statedRestart) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, 0xFF, 0xD8, 0xFF, 0xC3, 0, 8 + 3 * colours, bits, 0, rows, 0, columns, colours);
        for (int c = 0; c < colours; c++) {
            put(out, c, 0x11, 0);
        }
        put(out, 0xFF, 0xC4, 0, 19 + 17, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (int size = 0; size <= 16; size++) {
            put(out, size);
        }
        put(out, 0xFF, 0xDD, 0, 4, 0, statedRestart, 0xFF, 0xDA, 0, 6 + 2 * colours, colours);
        for (int c = 0; c < colours; c++) {
            put(out, c, 0);
        }
        put(out, predictor, 0, transform);
        StringBuilder scan = new StringBuilder();
        for (int y = 0; y < rows; y++) {
            boolean first = restartLines == 0 ? y == 0 : y % restartLines == 0;
            if (first && y > 0) {
                putScan(out, scan);
                put(out, 0xFF, 0xD0 + (y / restartLines - 1) % 8);
            }
            for (int x = 0; x < columns * colours; x++) {
                int at = y * columns * colours + x;
                int a = x < colours ? 0 : samples[at - colours] >> transform;
                int b = first ? 0 : samples[at - columns * colours] >> transform;
                int c = first || x < colours ? 0 : samples[at - columns * colours - colours] >> transform;
                int predicted = x < colours
                        ? first ? 1 << (bits - transform - 1) : b
                        : first
                                ? a
                                : switch (predictor) {
                                    case 1 -> a;
                                    case 2 -> b;
                                    case 3 -> c;
                                    case 4 -> a + b - c;
                                    case 5 -> a + ((b - c) >> 1);
                                    case 6 -> b + ((a - c) >> 1);
                                    default -> (a + b) >> 1;
                                };
                difference(scan, (short) ((samples[at] >> transform) - predicted));
            }
        }
        putScan(out, scan);
        put(out, 0xFF, 0xD9);
        return out.toByteArray();
    }

    private static void difference(StringBuilder scan, int difference) {
        int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
        append(scan, size, 5);
        if (size < 16) {
            append(scan, difference < 0 ? difference + (1 << size) - 1 : difference, size);
        }
    }

    private static void append(StringBuilder scan, int number, int bits) {
        for (int bit = bits - 1; bit >= 0; bit--) {
            scan.append(number >> bit & 1);
        }
    }

    /** Bits, filled up with ones, and a zero after every byte of ones. */
    private static void putScan(ByteArrayOutputStream out, StringBuilder scan) {
        scan.append("1".repeat((8 - scan.length() % 8) % 8));
        for (int at = 0; at < scan.length(); at += 8) {
            int next = Integer.parseInt(scan, at, at + 8, 2);
            put(out, next);
            if (next == 0xFF) {
                put(out, 0);
            }
        }
        scan.setLength(0);
    }

    private static void put(ByteArrayOutputStream out, int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
    }
}
