package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.dicom.DicomBytes;

/** Siemens's mosaics: slices of 4 × 3 pixels side by side in one frame of 12 × 9, whose values tell where they lie. */
class DicomMosaicTest {
    private static final int SLICES = 5;
    private static final int ACROSS = 3;

    @TempDir
    private Path folder = Path.of("");

    private static DicomBytes mosaic(int time) {
        short[] pixels = new short[12 * 9];
        for (int s = 0; s < SLICES; s++) {
            for (int j = 0; j < 3; j++) {
                for (int i = 0; i < 4; i++) {
                    int row = s / ACROSS * 3 + j;
                    int column = s % ACROSS * 4 + i;
                    pixels[row * 12 + column] = (short) (1000 * time + 100 * s + 10 * j + i);
                }
            }
        }
        // of a slice of 12 × 9 pixels about the same centre, which is what such files state
        return new DicomBytes()
                .slice("MR", time, -20 - 4 * 0.75, -30 - 3 * 0.5, 10)
                .text(0x0008_0008, "CS", "ORIGINAL\\PRIMARY\\M\\MOSAIC")
                .text(0x0008_0070, "LO", "SIEMENS")
                .text(0x0020_0012, "IS", String.valueOf(time))
                .numbers(0x0018_0088, 2.5)
                .image(9, 12, 16, 12, false)
                .pixels(pixels);
    }

    /** A private header as scanners write it, with lists of texts. */
    private static byte[] header(Map<String, List<String>> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("SV10\4\3\2\1".getBytes(StandardCharsets.ISO_8859_1));
        put(out, values.size(), 77);
        values.forEach((name, texts) -> {
            byte[] field = new byte[64];
            byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(letters, 0, field, 0, letters.length);
            out.writeBytes(field);
            put(out, texts.size());
            out.writeBytes("FD\0\0".getBytes(StandardCharsets.ISO_8859_1));
            put(out, 0, texts.size(), 77);
            for (String text : texts) {
                int length = text.length();
                put(out, length, length, 77, length);
                out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
                out.writeBytes(new byte[(4 - length % 4) % 4]);
            }
        });
        return out.toByteArray();
    }

    /** The header of older scanners: no mark, and lengths that count the first name's items too. */
    private static byte[] oldHeader(Map<String, List<String>> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, values.size(), 77);
        int surplus = values.values().iterator().next().size();
        values.forEach((name, texts) -> {
            byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
            out.writeBytes(Arrays.copyOf(letters, 64));
            put(out, texts.size());
            out.writeBytes("FD\0\0".getBytes(StandardCharsets.ISO_8859_1));
            put(out, 0, texts.size(), 77);
            for (String text : texts) {
                put(out, text.length() + surplus, 77, 77, 77);
                byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
                out.writeBytes(Arrays.copyOf(body, (body.length + 3) / 4 * 4));
            }
        });
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, int... numbers) {
        for (int number : numbers) {
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(number)
                    .array());
        }
    }

    private static void assertSlices(Volume volume, int time) {
        assertThat(new int[] {volume.ni(), volume.nj(), volume.nk()}).containsExactly(4, 3, SLICES);
        for (int s = 0; s < SLICES; s++) {
            assertThat(volume.value(0, 0, s)).isEqualTo(1000 * time + 100 * s);
            assertThat(volume.value(3, 2, s)).isEqualTo(1000 * time + 100 * s + 23);
        }
        assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(-0.75, 0, 0, 20);
        assertThat(volume.affineOrVoxels().rows()[1]).containsExactly(0, -0.5, 0, 30);
    }

    @Test
    void itsSlicesLieWhereTheyWereMeasured() throws IOException {
        byte[] header = header(Map.of(
                "SliceNormalVector", List.of("0.00000000", "0.00000000", "1.00000000", "", ""),
                "Other", List.of()));
        Path file = mosaic(1)
                .shorts(0x0019_100A, SLICES)
                .bytes(0x0029_1010, "OB", header)
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertSlices(volume, 1);
            assertThat(volume.affineOrVoxels().rows()[2]).containsExactly(0, 0, 2.5, 10);
            assertThat(volume.description().warnings())
                    .containsExactly("is a mosaic: its 5 slices, which lie side by side in one image, are shown one"
                            + " behind the other");
        }
    }

    @Test
    void slicesThatFollowAgainstTheNormalDoSo() throws IOException {
        byte[] header = header(Map.of(
                "SliceNormalVector", List.of("0", "0", "-1"),
                "NumberOfImagesInMosaic", List.of("5       ")));
        Path file = mosaic(1).bytes(0x0029_1010, "OB", header).write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertSlices(volume, 1);
            assertThat(volume.affineOrVoxels().rows()[2]).containsExactly(0, 0, -2.5, 10);
        }
    }

    @Test
    void theHeaderOfOlderScannersSaysTheSame() throws IOException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("EchoLinePosition", List.of("128", "", "", "", "", ""));
        values.put("SliceNormalVector", List.of("0.00000000", "0.00000000", "-1.00000000", "", "", ""));
        values.put("NumberOfImagesInMosaic", List.of("5", "", "", "", "", ""));
        byte[] header = oldHeader(values);
        Path file = mosaic(1).bytes(0x0029_1010, "OB", header).write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertSlices(volume, 1);
            assertThat(volume.affineOrVoxels().rows()[2]).containsExactly(0, 0, -2.5, 10);
        }
        for (int cut = 0; cut < header.length; cut += 7) {
            byte[] damaged = Arrays.copyOf(header, cut);
            Path cutShort = mosaic(1).bytes(0x0029_1010, "OB", damaged).write(folder.resolve("b"));
            try (Volume volume = VolumeFiles.open(cutShort)) {
                assertThat(volume.nk()).isIn(1, SLICES);
            }
        }
    }

    @Test
    void mosaicsOfSeveralTimesAreVolumesOneAfterTheOther() throws IOException {
        for (int time = 1; time <= 3; time++) {
            mosaic(time).shorts(0x0019_100A, SLICES).write(folder.resolve("t" + time));
        }
        try (VolumeSeries series = VolumeFiles.openAll(folder, VolumeChoice.FIRST)) {
            assertThat(series.size()).isEqualTo(3);
            for (int time = 1; time <= 3; time++) {
                assertSlices(series.get(time - 1), time);
            }
            assertThat(series.get(0).description().warnings())
                    .anyMatch(w -> w.contains("in which direction the mosaic's slices follow"));
        }
    }

    @Test
    void aMosaicOfUnknownNumberIsShownAsItIsAndSaid() throws IOException {
        Path file = mosaic(1).write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(new int[] {volume.ni(), volume.nj(), volume.nk()}).containsExactly(12, 9, 1);
            assertThat(volume.description().warnings()).anyMatch(w -> w.startsWith("calls itself a mosaic"));
        }
        byte[] damaged = header(Map.of("NumberOfImagesInMosaic", List.of("5")));
        damaged[8] = 100; // more tags than there are
        damaged[16 + 84 + 4] = -1; // a text longer than the header
        Path other = mosaic(1).bytes(0x0029_1010, "OB", damaged).write(folder.resolve("b"));
        try (Volume volume = VolumeFiles.open(other)) {
            assertThat(volume.nk()).isEqualTo(1);
        }
    }
}
