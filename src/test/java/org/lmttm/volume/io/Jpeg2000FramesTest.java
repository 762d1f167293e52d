package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
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
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.dicom.DicomBytes;

/**
 * Reversible JPEG 2000 comes back exactly. The frames have at least 64 pixels a side: of smaller ones, whose coarsest band
 * is a single number, the library's writer (not its reader) makes streams that say something else.
 */
class Jpeg2000FramesTest {
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
