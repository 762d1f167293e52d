package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;

/** TIFF pages however they are packed: by the Java library where it can, else by the test. */
class TiffPagesTest {
    private static final int WIDTH = 53;
    private static final int HEIGHT = 37;

    @TempDir
    private Path folder = Path.of("");

    private static int sample(int x, int y, int page) {
        return (x / 7 * 1009 + y * 257 + (x % 5 == 0 ? 40_000 : 3) + 77 * page) & 0xFFFF;
    }

    private static BufferedImage picture(int page) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
        short[] samples = ((DataBufferUShort) picture.getRaster().getDataBuffer()).getData();
        for (int p = 0; p < samples.length; p++) {
            samples[p] = (short) sample(p % WIDTH, p / WIDTH, page);
        }
        return picture;
    }

    @ParameterizedTest
    @CsvSource({
        "LZW, false, false",
        "LZW, true, true",
        "PackBits, false, true",
        "PackBits, true, false",
        "ZLib, true, true",
        "Deflate, false, false",
        "'', true, false",
        "'', false, true"
    })
    void theJavaLibrarysFilesAreExact(String compression, boolean tiled, boolean big) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            out.setByteOrder(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            if (!compression.isEmpty()) {
                how.setCompressionType(compression);
            } else {
                how.setCompressionMode(ImageWriteParam.MODE_DISABLED);
            }
            if (tiled) {
                how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
                how.setTiling(32, 16, 0, 0);
            }
            writer.prepareWriteSequence(writer.getDefaultStreamMetadata(how));
            for (int page = 0; page < 3; page++) {
                writer.writeToSequence(new IIOImage(picture(page), null, null), how);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        Path file = Files.write(folder.resolve("a.tif"), bytes.toByteArray());
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(new int[] {volume.ni(), volume.nj(), volume.nk()}).containsExactly(3, HEIGHT, WIDTH);
            for (int page = 0; page < 3; page++) {
                for (int p = 0; p < WIDTH * HEIGHT; p++) {
                    assertThat(volume.value(page, p / WIDTH, p % WIDTH)).isEqualTo(sample(p % WIDTH, p / WIDTH, page));
                }
            }
        }
    }

    /** One page in one strip, deflated; rows are already differences where a predictor says so. */
    private static byte[] page(ByteOrder order, boolean bigTiff, int predictor, int photometric, byte[] rows)
            throws IOException {
        boolean little = order.equals(ByteOrder.LITTLE_ENDIAN);
        int bits = 8 * rows.length / (WIDTH * HEIGHT);
        byte[] strip = FormatFiles.zlib(rows);
        int[][] tags = {
            {256, WIDTH},
            {257, HEIGHT},
            {258, bits},
            {259, 8},
            {262, photometric},
            {273, 0},
            {277, 1},
            {278, HEIGHT},
            {279, strip.length},
            {317, predictor},
            {339, bits == 32 ? 3 : 1}
        };
        int start = bigTiff ? 16 : 8;
        int entry = bigTiff ? 20 : 12;
        int data = start + (bigTiff ? 16 : 6) + tags.length * entry;
        ByteBuffer b = ByteBuffer.allocate(data + strip.length).order(order);
        b.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M')).putShort((short) (bigTiff ? 43 : 42));
        if (bigTiff) {
            b.putShort((short) 8).putShort((short) 0).putLong(start).putLong(tags.length);
        } else {
            b.putInt(start).putShort((short) tags.length);
        }
        for (int[] tag : tags) {
            int value = tag[0] == 273 ? data : tag[1];
            b.putShort((short) tag[0]).putShort((short) (bigTiff ? 16 : 4));
            if (bigTiff) {
                b.putLong(1).putLong(value);
            } else {
                b.putInt(1).putInt(value);
            }
        }
        return b.put(data, strip).array();
    }

    private static byte[] floats(ByteOrder order, int predictor) {
        ByteBuffer rows = ByteBuffer.allocate(WIDTH * HEIGHT * 4).order(order);
        for (int y = 0; y < HEIGHT; y++) {
            byte[] row = new byte[WIDTH * 4];
            ByteBuffer values = ByteBuffer.wrap(row).order(predictor == 3 ? ByteOrder.BIG_ENDIAN : order);
            for (int x = 0; x < WIDTH; x++) {
                values.putFloat(value(x, y));
            }
            rows.put(predictor == 3 ? differences(row) : row);
        }
        return rows.array();
    }

    private static float value(int x, int y) {
        return (float) Math.sin(x * 0.3 + y) * 1e5f - (x == 4 ? 1e-30f : 0);
    }

    /** The highest bytes of all values first, then each byte less the one before. */
    private static byte[] differences(byte[] row) {
        byte[] planes = new byte[row.length];
        for (int x = 0; x < WIDTH; x++) {
            for (int n = 0; n < 4; n++) {
                planes[n * WIDTH + x] = row[4 * x + n];
            }
        }
        for (int x = planes.length - 1; x > 0; x--) {
            planes[x] -= planes[x - 1];
        }
        return planes;
    }

    @ParameterizedTest
    @CsvSource({"true, false, 3", "false, false, 3", "true, true, 3", "false, true, 1"})
    void floatsAreExact(boolean little, boolean bigTiff, int predictor) throws IOException {
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Path file = Files.write(folder.resolve("a.tif"), page(order, bigTiff, predictor, 1, floats(order, predictor)));
        try (Volume volume = VolumeFiles.open(file)) {
            for (int p = 0; p < WIDTH * HEIGHT; p++) {
                assertThat(volume.value(p / WIDTH, p % WIDTH, 0)).isEqualTo(value(p % WIDTH, p / WIDTH));
            }
            assertThat(volume.description().hints().inverted()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void differencesOfNeighboursAreExact(boolean little, boolean bigTiff) throws IOException {
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer rows = ByteBuffer.allocate(WIDTH * HEIGHT * 2).order(order);
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
            int x = p % WIDTH;
            rows.putShort((short) (sample(x, p / WIDTH, 0) - (x == 0 ? 0 : sample(x - 1, p / WIDTH, 0))));
        }
        Path file = Files.write(folder.resolve("a.tif"), page(order, bigTiff, 2, 1, rows.array()));
        try (Volume volume = VolumeFiles.open(file)) {
            for (int p = 0; p < WIDTH * HEIGHT; p++) {
                assertThat(volume.value(p / WIDTH, p % WIDTH, 0)).isEqualTo(sample(p % WIDTH, p / WIDTH, 0));
            }
        }
    }

    @Test
    void whiteAsZeroIsShownSoAndValuesStay() throws IOException {
        Path file = Files.write(
                folder.resolve("a.tif"),
                page(ByteOrder.LITTLE_ENDIAN, false, 1, 0, floats(ByteOrder.LITTLE_ENDIAN, 1)));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(volume.value(0, 0, 0)).isEqualTo(value(0, 0));
            assertThat(volume.description().hints().inverted()).isTrue();
            assertThat(volume.description().warnings()).anyMatch(w -> w.contains("white is zero"));
        }
    }

    @Test
    void aPlainPageLargerThanItsFileIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] bytes = FormatFiles.tiff(1, FormatFiles.counting(ByteOrder.LITTLE_ENDIAN));
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 10; at < 10 + 8 * 12; at += 12) {
            if (b.getShort(at) == 256 || b.getShort(at) == 257) {
                b.putInt(at + 8, 100);
            }
        }
        Path file = Files.write(folder.resolve("a.tif"), bytes);
        assertThatThrownBy(() -> VolumeFiles.open(file).close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageContaining("a.tif: is cut short or its header is damaged");
    }
}
