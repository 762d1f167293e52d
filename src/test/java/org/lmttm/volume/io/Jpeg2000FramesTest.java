package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import com.sun.management.ThreadMXBean;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferShort;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.dicom.DicomBytes;

/**
 * Reversible JPEG 2000 comes back exactly. The frames have at least 64 pixels a side: of smaller ones, whose coarsest band
 * is a single number, the library's writer (not its reader) makes streams that say something else.
 */
class Jpeg2000FramesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "8, 8, false, 64, 64",
        "16, 12, false, 64, 96",
        "16, 12, true, 96, 64",
        "16, 14, false, 65, 127",
        "16, 16, false, 96, 64",
        "16, 16, true, 64, 96",
        "16, 16, true, 127, 65"
    })
    void reversibleFramesAreExact(int allocated, int stored, boolean signed, int rows, int columns) throws IOException {
        int lo = signed ? -(1 << (stored - 1)) : 0;
        short[] samples = new short[rows * columns];
        Random random = new Random(100L * stored + rows);
        for (int x = 0; x < samples.length; x++) {
            // noise over the whole range beside a smooth ramp, and both ends
            int level = x % columns < columns / 2
                    ? random.nextInt(1 << stored)
                    : (int) ((long) x * (1 << stored) / samples.length);
            samples[x] = (short) (lo + (x == 7 ? 0 : x == 8 ? (1 << stored) - 1 : level));
        }
        Path file = new DicomBytes("1.2.840.10008.1.2.4.90")
                .image(rows, columns, allocated, stored, signed)
                .fragments(packed(samples, rows, columns, stored, signed))
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            for (int x = 0; x < samples.length; x++) {
                int expected = signed ? samples[x] : Short.toUnsignedInt(samples[x]);
                assertThat(volume.value(x % columns, x / columns, 0)).isEqualTo(expected);
            }
        }
    }

    /**
     * A frame of 8 × 8 pixels whose first packet claims a block of some length. A block that would begin before the stream, as
     * negative lengths make it, is refused like one that ends behind it.
     */
    @ParameterizedTest
    @CsvSource({"26, true", "26, false", "28, true", "28, false", "29, true", "29, false", "40, true"})
    void blocksThatClaimMoreThanTheStreamHoldsAreRefusedBeforeMemoryIsTaken(int increments, boolean openEnded)
            throws IOException {
        // not empty; included; no zero bit planes; one pass; then the length's bits and the length
        byte[] stream = withPacket("1110" + "1".repeat(increments) + "0" + "1".repeat(3 + increments));
        int tilePart = indexOf(stream, "ff90");
        // up to the end of the stream, or as long as can be said
        System.arraycopy(new byte[] {(byte) (openEnded ? 0 : 0x7F), 0, 0, 0}, 0, stream, tilePart + 6, 4);
        assertRefusedCheaply(stream, 8, "(JPEG 2000 lossless) is damaged: ");
    }

    @Test
    void aBlockOfNegativeLengthIsRefused() throws IOException {
        // 32 bits: -2, back into the packet's own header
        byte[] stream = withPacket("1110" + "1".repeat(29) + "0" + "1".repeat(31) + "0");
        Arrays.fill(stream, indexOf(stream, "ff90") + 6, indexOf(stream, "ff90") + 10, (byte) 0);
        assertRefusedCheaply(stream, 8, "is damaged: ");
    }

    @Test
    void moreLayersThanAStreamHoldsAreRefused() throws IOException {
        byte[] stream = packed(new short[512 * 512], 512, 512, 16, true);
        int coding = indexOf(stream, "ff52");
        stream[coding + 6] = (byte) 0xFF;
        assertRefusedCheaply(stream, 512, "is damaged: it claims 65283 layers");
        stream[coding + 6] = 0x10;
        assertRefusedCheaply(stream, 512, "is damaged: it claims more packets than it holds");
    }

    @Test
    void missingTilesAreRefused() throws IOException {
        byte[] stream = packed(new short[64 * 64], 64, 64, 16, true);
        int size = indexOf(stream, "ff51");
        // two tiles, of which the stream holds one
        stream[size + 25] = 32;
        assertRefusedCheaply(stream, 64, "is damaged: it lacks some of its 2 tiles");
    }

    private void assertRefusedCheaply(byte[] stream, int size, String reason) throws IOException {
        Path file = new DicomBytes("1.2.840.10008.1.2.4.90")
                .image(size, size, 16, 16, true)
                .fragments(stream)
                .write(folder.resolve("a"));
        long before = THREADS.getTotalThreadAllocatedBytes();
        assertThatThrownBy(() -> VolumeFiles.open(file))
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
        assertThat(THREADS.getTotalThreadAllocatedBytes() - before).isLessThan(48L << 20);
    }

    /** A stream of 8 × 8 pixels whose packets begin with some header; what follows it are empty packets. */
    private static byte[] withPacket(String bits) throws IOException {
        byte[] sound = packed(new short[64], 8, 8, 16, true);
        int data = indexOf(sound, "ff93") + 2;
        byte[] claim = packetBits(bits);
        byte[] stream = Arrays.copyOf(sound, data + claim.length + 64);
        Arrays.fill(stream, data, stream.length, (byte) 0);
        System.arraycopy(claim, 0, stream, data, claim.length);
        stream[stream.length - 2] = (byte) 0xFF;
        stream[stream.length - 1] = (byte) 0xD9;
        return stream;
    }

    /** Bits of a packet's header: after a byte of ones, a zero is put in (ISO 15444-1, B.10.1). */
    private static byte[] packetBits(String bits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bits.length(); ) {
            boolean stuffed = out.size() > 0 && (out.toByteArray()[out.size() - 1] & 0xFF) == 0xFF;
            int count = stuffed ? 7 : 8;
            String part = bits.substring(at, Math.min(bits.length(), at + count));
            out.write(Integer.parseInt(part + "0".repeat(count - part.length()), 2));
            at += count;
        }
        return out.toByteArray();
    }

    private static int indexOf(byte[] stream, String marker) {
        int at = 0;
        while (!HexFormat.of().formatHex(stream, at, at + 2).equals(marker)) {
            at++;
        }
        return at;
    }

    /** A reversible stream (5/3 wavelets), in the box of a file as the library writes it. */
    static byte[] packed(short[] samples, int rows, int columns, int bits, boolean signed) throws IOException {
        int type = signed ? DataBuffer.TYPE_SHORT : DataBuffer.TYPE_USHORT;
        DataBuffer data =
                signed ? new DataBufferShort(samples, samples.length) : new DataBufferUShort(samples, samples.length);
        var model = new ComponentSampleModel(type, columns, rows, 1, columns, new int[] {0});
        var colors = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), new int[] {bits}, false, false, Transparency.OPAQUE, type);
        var image = new BufferedImage(colors, Raster.createWritableRaster(model, data, null), false, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = new J2KImageWriterSpi().createWriterInstance(null);
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            J2KImageWriteParam how = (J2KImageWriteParam) writer.getDefaultWriteParam();
            how.setLossless(true);
            how.setFilter(J2KImageWriteParam.FILTER_53);
            how.setEncodingRate(Double.MAX_VALUE);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
