package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.volume.NamedWindow;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.dicom.DicomBytes;

/** Single DICOM files of every kind, written by the test. */
class DicomFilesTest {
    private static final short[] PIXELS = {0, 1, -2, 300, 40, 5, 60, 7, 800, -900, 10, 32_767};

    @TempDir
    private Path folder = Path.of("");

    private static DicomBytes slice(DicomBytes file) {
        return file.slice("CT", 1, -20, -30, 40).image(3, 4, 16, 16, true);
    }

    private static double[] values(Volume volume) {
        double[] values = new double[volume.ni() * volume.nj() * volume.nk()];
        volume.read(0, 1, values.length, values, 0);
        return values;
    }

    private static double[] doubles(short[] pixels) {
        double[] values = new double[pixels.length];
        for (int x = 0; x < values.length; x++) {
            values[x] = pixels[x];
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"})
    void nativePixelsOfEverySyntaxAreTheSame(String syntax) throws IOException {
        Path file = slice(new DicomBytes(syntax)).pixels(PIXELS).write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume)).containsExactly(doubles(PIXELS));
            assertThat(volume.description().type()).isEqualTo(VoxelType.INT16);
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(-0.75, 0, 0, 20);
            assertThat(volume.affineOrVoxels().rows()[1]).containsExactly(0, -0.5, 0, 30);
            assertThat(volume.affineOrVoxels().rows()[2]).containsExactly(0, 0, 2, 40);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"})
    void aFileWithoutPreambleOpens(String syntax) throws IOException {
        Path file =
                slice(new DicomBytes(syntax)).withoutPreamble().pixels(PIXELS).write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume)).containsExactly(doubles(PIXELS));
        }
    }

    @Test
    void rescaleAndWindowsComeFromTheFile() throws IOException {
        Path file = slice(new DicomBytes())
                .numbers(0x0028_1052, -1024)
                .numbers(0x0028_1053, 2)
                .numbers(0x0028_1050, 40, 300)
                .numbers(0x0028_1051, 80, 1500)
                .text(0x0028_1055, "LO", "BRAIN\\BONE")
                .pixels(PIXELS)
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(volume.value(3, 0, 0)).isEqualTo(2 * 300 - 1024);
            assertThat(volume.description().hints().modality()).contains("CT");
            assertThat(volume.description().hints().windows())
                    .containsExactly(
                            new NamedWindow("BRAIN", new Window(0, 80)),
                            new NamedWindow("BONE", new Window(-450, 1050)));
        }
    }

    @Test
    void twelveBitsWithASignThatTheFileLeavesOut() throws IOException {
        Path file = slice(new DicomBytes())
                .image(3, 4, 16, 12, true)
                .pixels(
                        (short) 0x0FFF,
                        (short) 0x0800,
                        (short) 0x07FF,
                        (short) 0,
                        (short) 1,
                        (short) 2,
                        (short) 3,
                        (short) 4,
                        (short) 5,
                        (short) 6,
                        (short) 7,
                        (short) 8)
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume)).startsWith(-1, -2048, 2047, 0);
        }
    }

    @Test
    void theModalityTableGivesTheValues() throws IOException {
        DicomBytes table = new DicomBytes().shorts(0x0028_3002, 3, 10, 16).shorts(0x0028_3006, 500, 600, 65_000);
        Path file = slice(new DicomBytes())
                .image(1, 4, 16, 16, false)
                .sequence(0x0028_3000, table)
                .pixels((short) 3, (short) 10, (short) 11, (short) 900)
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume)).containsExactly(500, 500, 600, 65_000);
        }
    }

    @Test
    void coloursBecomeThreeVolumes() throws IOException {
        byte[] planes = {10, 20, 30, 40, 50, 60};
        Path rgb = new DicomBytes()
                .image(1, 2, 8, 8, false)
                .shorts(0x0028_0002, 3)
                .shorts(0x0028_0006, 1)
                .text(0x0028_0004, "CS", "RGB")
                .bytes(0x7FE0_0010, "OB", planes)
                .write(folder.resolve("rgb"));
        try (VolumeSeries series = VolumeFiles.openAll(rgb, VolumeChoice.FIRST)) {
            assertThat(series.size()).isEqualTo(3);
            assertThat(values(series.get(0))).containsExactly(10, 20);
            assertThat(values(series.get(2))).containsExactly(50, 60);
            assertThat(VolumeFiles.list(rgb).axis().labels()).containsExactly("red", "green", "blue");
        }
        Path ybr = new DicomBytes()
                .image(1, 2, 8, 8, false)
                .shorts(0x0028_0002, 3)
                .text(0x0028_0004, "CS", "YBR_FULL_422")
                .bytes(0x7FE0_0010, "OB", new byte[] {76, (byte) 149, 85, (byte) 255})
                .write(folder.resolve("ybr"));
        try (VolumeSeries series = VolumeFiles.openAll(ybr, VolumeChoice.FIRST)) {
            assertThat(values(series.get(0))).containsExactly(254, 255);
            assertThat(values(series.get(1))).containsExactly(0, 73);
        }
        Path palette = Files.write(folder.resolve("palette"), DicomSamples.palette());
        try (VolumeSeries series = VolumeFiles.openAll(palette, VolumeChoice.FIRST)) {
            assertThat(values(series.get(0))).containsExactly(60_000, 1);
            assertThat(values(series.get(2))).containsExactly(40_000, 3);
        }
    }

    @Test
    void singleBitsAreUnpackedAcrossFrames() throws IOException {
        Path file = new DicomBytes()
                .image(1, 5, 1, 1, false)
                .text(0x0028_0008, "IS", "2")
                .bytes(0x7FE0_0010, "OB", new byte[] {(byte) 0b0011_0101, 0b10})
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume)).containsExactly(1, 0, 1, 0, 1, 1, 0, 0, 0, 1);
        }
    }

    @Test
    void runLengthsUnpackPlaneByPlane() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] header = new byte[64];
        header[0] = 2;
        header[4] = 64;
        header[8] = 68;
        packed.writeBytes(header);
        packed.writeBytes(new byte[] {-2, 1, 0, 2}); // high bytes: three of 1, one of 2
        packed.writeBytes(new byte[] {3, 9, 8, 7, 6}); // low bytes as they are
        Path file = new DicomBytes("1.2.840.10008.1.2.5")
                .image(2, 2, 16, 16, false)
                .fragments(packed.toByteArray())
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume)).containsExactly(265, 264, 263, 518);
        }
    }

    @Test
    void theExampleOfTheJpegLsStandardDecodes() throws IOException {
        Path file = new DicomBytes("1.2.840.10008.1.2.4.80")
                .image(4, 4, 8, 8, false)
                .fragments(DicomSamples.JPEG_LS)
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume))
                    .containsExactly(0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNumberWithoutEndInAJpeg2000StreamIsRefused() throws IOException {
        // the packet's header has FF after FF, which the library's reader takes for ones without end
        byte[] stream = HexFormat.of()
                .parseHex("ff4fff5100290000000000080000000800000000000000000000000800000008000000000000000000018f0101ff"
                        + "52000c00000001000504040001ff5c00134080888890888890888890888890888890ff6400220001437265617465"
                        + "642062793a204a4a323030302076657273696f6e20342e31ff90000a0000000000440001ff93c07ec040042d0000"
                        + "c00fc00a03ffffffff70047645c007da0900fd81000d02f9740b3e010fc001f383801f8030221883037e6cab8918"
                        + "ffd900");
        Path file = new DicomBytes("1.2.840.10008.1.2.4.90")
                .image(8, 8, 16, 16, true)
                .fragments(stream)
                .write(folder.resolve("a"));
        assertRefused(file, "frame 1 of 1 (JPEG 2000 lossless) is damaged: its packets hold a marker that cannot be");
    }

    @Test
    void moreTilesThanAJpeg2000StreamHoldsAreRefused() throws IOException {
        byte[] stream = Jpeg2000FramesTest.packed(new short[64 * 64], 64, 64, 16, true);
        String hex = HexFormat.of().formatHex(stream);
        int size = hex.indexOf("ff4fff51") / 2;
        Arrays.fill(stream, size + 24, size + 32, (byte) 0);
        stream[size + 27] = 1;
        stream[size + 31] = 1;
        Path file = new DicomBytes("1.2.840.10008.1.2.4.90")
                .image(64, 64, 16, 16, true)
                .fragments(stream)
                .write(folder.resolve("a"));
        assertRefused(file, "is damaged: its tiles do not fit into it");
    }

    @Test
    void jpegOfTwelveBitDecodes() throws IOException {
        Path file = new DicomBytes("1.2.840.10008.1.2.4.51")
                .image(8, 16, 16, 12, false)
                .fragments(DicomSamples.JPEG_12)
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume)).containsOnly(2048 + 512 / 8);
        }
    }

    @Test
    void cosinesOfADepthThatJpegDoesNotHaveAreRefused() throws IOException {
        byte[] deep = DicomSamples.JPEG_12.clone();
        deep[HexFormat.of().formatHex(deep).indexOf("ffc1") / 2 + 4] = 16;
        Path file = new DicomBytes("1.2.840.10008.1.2.4.51")
                .image(8, 16, 16, 16, false)
                .fragments(deep)
                .write(folder.resolve("a"));
        assertRefused(file, "uses a JPEG process that cannot be read: marker FFC1 with 16 bits");
    }

    @Test
    void narrowPalettesOfBigEndianFilesKeepTheirOrder() throws IOException {
        DicomBytes bytes = new DicomBytes("1.2.840.10008.1.2.2")
                .image(1, 3, 8, 8, false)
                .text(0x0028_0004, "CS", "PALETTE COLOR")
                .bytes(0x7FE0_0010, "OB", new byte[] {0, 1, 3});
        for (int c = 0; c < 3; c++) {
            bytes.shorts(0x0028_1101 + c, 4, 0, 8);
            // words of two entries, the first of which is the lower byte
            bytes.bytes(0x0028_1201 + c, "OW", new byte[] {(byte) (20 + c), (byte) (10 + c), 40, (byte) (30 + c)});
        }
        try (VolumeSeries series = VolumeFiles.openAll(bytes.write(folder.resolve("a")), VolumeChoice.FIRST)) {
            for (int c = 0; c < 3; c++) {
                assertThat(values(series.get(c))).containsExactly(10 + c, 20 + c, 40);
            }
        }
    }

    @Test
    void coloursOfTwelveBitAreUnmixedAboutTheirOwnMiddle() throws IOException {
        Path file = new DicomBytes()
                .image(1, 2, 16, 12, false)
                .shorts(0x0028_0002, 3)
                .text(0x0028_0004, "CS", "YBR_FULL")
                .pixels((short) 1000, (short) 2048, (short) 2048, (short) 4095, (short) 2048, (short) 2148)
                .write(folder.resolve("a"));
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            assertThat(values(series.get(0))).containsExactly(1000, 4095);
            assertThat(values(series.get(1))).containsExactly(1000, 4095 - 71);
            assertThat(values(series.get(2))).containsExactly(1000, 4095);
        }
    }

    @Test
    void jpeg2000AndJpegFramesDecodeEachOnItsOwn() throws IOException {
        BufferedImage deep = new BufferedImage(16, 16, BufferedImage.TYPE_USHORT_GRAY);
        short[] samples = ((DataBufferUShort) deep.getRaster().getDataBuffer()).getData();
        for (int x = 0; x < samples.length; x++) {
            samples[x] = (short) (x * 200);
        }
        byte[] packed = written(
                deep,
                "jpeg2000",
                new com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi().createWriterInstance(null));
        Path file = new DicomBytes("1.2.840.10008.1.2.4.90")
                .image(16, 16, 16, 16, false)
                .text(0x0028_0008, "IS", "2")
                .fragments(packed, packed)
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(volume.nk()).isEqualTo(2);
            assertThat(volume.value(3, 2, 1)).isEqualTo((2 * 16 + 3) * 200);
            assertThat(volume.value(15, 15, 0)).isEqualTo(255 * 200);
        }
        BufferedImage flat = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 128; x++) {
            flat.getRaster().setSample(x % 16, x / 16, 0, x / 64 * 200);
        }
        byte[] jpeg = written(
                flat, "jpeg", ImageIO.getImageWritersByFormatName("jpeg").next());
        Path baseline = new DicomBytes("1.2.840.10008.1.2.4.50")
                .image(8, 16, 8, 8, false)
                .fragments(jpeg)
                .write(folder.resolve("b"));
        assertHalves(baseline);
        // written coefficient by coefficient, in many scans
        byte[] progressive = written(
                flat, "jpeg", ImageIO.getImageWritersByFormatName("jpeg").next(), true);
        assertThat(HexFormat.of().formatHex(progressive)).contains("ffc2");
        Path full = new DicomBytes("1.2.840.10008.1.2.4.55")
                .image(8, 16, 8, 8, false)
                .fragments(progressive)
                .write(folder.resolve("c"));
        assertHalves(full);
    }

    private static void assertHalves(Path file) throws IOException {
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(volume.value(0, 0, 0)).isBetween(0.0, 12.0);
            assertThat(volume.value(15, 7, 0)).isBetween(188.0, 212.0);
        }
    }

    private static byte[] written(BufferedImage image, String format, ImageWriter writer) throws IOException {
        return written(image, format, writer, false);
    }

    private static byte[] written(BufferedImage image, String format, ImageWriter writer, boolean progressive)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            if (how instanceof J2KImageWriteParam lossless) {
                lossless.setLossless(true);
                lossless.setFilter(J2KImageWriteParam.FILTER_53);
            }
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        assertThat(out.size()).as(format).isPositive();
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void framesOfAnEnhancedImageLieWhereTheirGroupsSay(boolean undefined) throws IOException {
        DicomBytes orientation = new DicomBytes().numbers(0x0020_0037, 0, 1, 0, 0, 0, -1);
        DicomBytes measures = new DicomBytes().numbers(0x0018_0050, 5).numbers(0x0028_0030, 2, 3);
        DicomBytes shared = new DicomBytes()
                .sequence(0x0020_9116, orientation)
                .sequence(0x0028_9110, measures)
                .sequence(0x0028_9145, new DicomBytes().numbers(0x0028_1052, 10).numbers(0x0028_1053, 1));
        DicomBytes[] frames = new DicomBytes[3];
        for (int f = 0; f < 3; f++) {
            frames[f] = new DicomBytes().sequence(0x0020_9113, new DicomBytes().numbers(0x0020_0032, 4 * f, 0, 0));
        }
        DicomBytes bytes = new DicomBytes();
        if (undefined) {
            bytes.withUndefinedLengths();
        }
        Path file = bytes.image(1, 2, 16, 16, false)
                .text(0x0008_0060, "CS", "MR")
                .text(0x0028_0008, "IS", "3")
                .sequence(0x5200_9229, shared)
                .sequence(0x5200_9230, frames)
                .pixels((short) 1, (short) 2, (short) 3, (short) 4, (short) 5, (short) 6)
                .write(folder.resolve("a"));
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(values(volume)).containsExactly(11, 12, 13, 14, 15, 16);
            assertThat(volume.spacing()).containsExactly(3, 2, 4);
            assertThat(volume.affineOrVoxels().apply(0, 0, 2)).containsExactly(-8, 0, 0);
            assertThat(volume.description().warnings()).isEmpty();
        }
    }

    @Test
    void whatIsNoImageIsRefusedInPlainWords() throws IOException {
        Path report = new DicomBytes().text(0x0008_0060, "CS", "SR").write(folder.resolve("report"));
        assertRefused(report, "not an image");
        Path cut = slice(new DicomBytes()).pixels((short) 1, (short) 2).write(folder.resolve("cut"));
        assertRefused(cut, "cut short");
        Path depth = slice(new DicomBytes())
                .image(3, 4, 13, 13, false)
                .pixels(PIXELS)
                .write(folder.resolve("depth"));
        assertRefused(depth, "13 bits");
        Path unknown =
                slice(new DicomBytes("1.2.840.10008.1.2.9")).pixels(PIXELS).write(folder.resolve("unknown"));
        assertRefused(unknown, "1.2.840.10008.1.2.9");
        Path number = slice(new DicomBytes())
                .text(0x0028_0008, "IS", "1A")
                .pixels(PIXELS)
                .write(folder.resolve("n"));
        assertRefused(number, "Number Of Frames (0028,0008) is not a number: '1A'");
        Path none = slice(new DicomBytes()).pixels(PIXELS).write(folder.resolve("none"));
        assertThatThrownBy(() -> VolumeFiles.open(none, VolumeChoice.volume(1)))
                .hasMessageContaining("has no volume 1");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> VolumeFiles.open(file))
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith(file.getFileName() + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void headerFieldsMarkWhatTellsThePatient() throws IOException {
        Path file = slice(new DicomBytes())
                .text(0x0008_103E, "LO", "AX T1")
                .bytes(0x0009_1001, "UN", new byte[] {1, 2})
                .pixels(PIXELS)
                .write(folder.resolve("a"));
        assertThat(VolumeFiles.header(file, VolumeChoice.FIRST))
                .contains(
                        new HeaderField("(0010,0010)", "Patient Name", "Doe^Jane", true),
                        new HeaderField("(0020,000E)", "Series Instance UID", "1.2.3.4", true),
                        new HeaderField("(0008,103E)", "Series Description", "AX T1", true),
                        new HeaderField("(0009,1001)", "Private", "2 bytes", true),
                        new HeaderField("(0008,0060)", "Modality", "CT", false),
                        new HeaderField("(0028,0030)", "Pixel Spacing", "0.5000000000\\0.7500000000", false),
                        new HeaderField(
                                "(0020,0032)",
                                "Image Position Patient",
                                "-20.00000000\\-30.00000000\\40.00000000",
                                false),
                        new HeaderField("(0028,0010)", "Rows", "3", false));
    }
}
