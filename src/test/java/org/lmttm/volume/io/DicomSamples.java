package org.lmttm.volume.io;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.lmttm.volume.io.dicom.DicomBytes;

/** Small sound DICOM files of every transfer syntax and kind, made here. */
final class DicomSamples {
    private static final String SYNTAX = "1.2.840.10008.1.2";

    /** The example of ISO 14495-1, H.3: 4 × 4 pixels of 8 bit. */
    static final byte[] JPEG_LS = HexFormat.of()
            .parseHex("ffd8fff7000b080004000401011100ffda0008010100000000c000006c80208e01c0000057400000"
                    + "6ee6000001bc18000005d800009160ffd9");

    /**
     * JPEG extended of 12 bit, 8 × 16 pixels: two blocks, whose constant parts are 512 and what that of the first was. A
     * constant part of 512 makes 2048 + 512 / 8 of each pixel; the first block's second coefficient, 1, changes none.
     */
    static final byte[] JPEG_12 = HexFormat.of()
            .parseHex("ffd8" + "ffdb004300" + "01".repeat(64) + "ffc1000b0c00080010010111" + "00"
                    + "ffc40016" + "00" + "00030000000000000000000000000000" + "00050a"
                    + "ffc40015" + "10" + "01010000000000000000000000000000" + "0001"
                    + "ffda0008010100003f00" + "a00a1f" + "ffd9");

    private DicomSamples() {}

    /** Whether the pixels of a sample lie in its file as they are. */
    static boolean isPlain(String name) {
        return !name.contains("jpeg") && !name.equals("rle") && !name.endsWith("deflated");
    }

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

    /** Files by a name for each. */
    static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("implicit", slice(SYNTAX).pixels(pixels(12)).toBytes());
        files.put("explicit", slice(SYNTAX + ".1").pixels(pixels(12)).toBytes());
        files.put("big", slice(SYNTAX + ".2").pixels(pixels(12)).toBytes());
        files.put("deflated", slice(SYNTAX + ".1.99").pixels(pixels(12)).toBytes());
        files.put("bare", slice(SYNTAX).withoutPreamble().pixels(pixels(12)).toBytes());
        packed(files);
        files.put(
                "table",
                slice(SYNTAX + ".1")
                        .sequence(
                                0x0028_3000,
                                new DicomBytes().shorts(0x0028_3002, 3, 10, 16).shorts(0x0028_3006, 500, 600, 65_000))
                        .pixels(pixels(12))
                        .toBytes());
        files.put("palette", palette());
        files.put("enhanced", enhanced());
        files.put(
                "mosaic",
                slice(SYNTAX + ".1")
                        .text(0x0008_0008, "CS", "ORIGINAL\\PRIMARY\\MOSAIC")
                        .shorts(0x0019_100A, 3)
                        .image(6, 8, 16, 12, true)
                        .pixels(pixels(48))
                        .toBytes());
        return files;
    }

    private static void packed(Map<String, byte[]> files) throws IOException {
        byte[] rle = new byte[64 + 5 + 5];
        rle[0] = 2;
        rle[4] = 64;
        rle[8] = 69;
        rle[64] = 3;
        rle[69] = 3;
        files.put("rle", frame(".5", 2, 2, 16, rle));
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY), "jpeg", jpeg);
        files.put("jpeg", frame(".4.50", 8, 8, 8, jpeg.toByteArray()));
        files.put("jpeg-12", frame(".4.51", 8, 16, 12, JPEG_12));
        int[] steps = {5, 4000, 17, 17, 18, 2047, 2048, 1, 9, 0, 4095, 33};
        files.put(
                "jpeg-lossless", frame(".4.70", 3, 4, 12, JpegLosslessFramesTest.packed(steps, 3, 4, 1, 12, 1, 0, 1)));
        files.put("jpeg-ls", frame(".4.80", 4, 4, 8, JPEG_LS));
        files.put("jpeg-2000", frame(".4.90", 8, 8, 16, Jpeg2000FramesTest.packed(pixels(64), 8, 8, 16, true)));
    }

    private static byte[] frame(String syntax, int rows, int columns, int bits, byte[] packed) {
        return new DicomBytes(SYNTAX + syntax)
                .image(rows, columns, bits == 8 ? 8 : 16, bits, false)
                .fragments(packed)
                .toBytes();
    }

    /** Two pixels of a palette: the second colour, then the first. */
    static byte[] palette() {
        return new DicomBytes()
                .image(1, 2, 8, 8, false)
                .text(0x0028_0004, "CS", "PALETTE COLOR")
                .shorts(0x0028_1101, 2, 0, 16)
                .shorts(0x0028_1102, 2, 0, 16)
                .shorts(0x0028_1103, 2, 0, 16)
                .shorts(0x0028_1201, 1, 60_000)
                .shorts(0x0028_1202, 2, 50_000)
                .shorts(0x0028_1203, 3, 40_000)
                .bytes(0x7FE0_0010, "OB", new byte[] {1, 0})
                .toBytes();
    }

    private static byte[] enhanced() {
        DicomBytes[] frames = new DicomBytes[3];
        for (int f = 0; f < 3; f++) {
            frames[f] = new DicomBytes().sequence(0x0020_9113, new DicomBytes().numbers(0x0020_0032, 4 * f, 0, 0));
        }
        return new DicomBytes()
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
                .toBytes();
    }
}
