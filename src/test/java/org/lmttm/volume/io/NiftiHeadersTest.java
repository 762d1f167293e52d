package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/** NIfTI headers of every kind, written by the test byte by byte (nifti1.h, nifti2.h). */
class NiftiHeadersTest {
    private static final int HEADER = 352;

    @TempDir
    private Path folder = Path.of("");

    /** A NIfTI-1 header of 2 × 1 × 1 voxels with an sform of 2 × 3 × 4 mm at (5, 6, 7). */
    private static ByteBuffer one(ByteOrder order, int type, int bits, int... dim) {
        ByteBuffer b = ByteBuffer.allocate(HEADER + 64).order(order);
        b.putInt(0, 348);
        b.putShort(40, (short) dim.length);
        for (int d = 0; d < dim.length; d++) {
            b.putShort(42 + 2 * d, (short) dim[d]);
        }
        b.putShort(70, (short) type).putShort(72, (short) bits);
        float[] pixdim = {1, 2, 3, 4, 2.5f};
        for (int d = 0; d < pixdim.length; d++) {
            b.putFloat(76 + 4 * d, pixdim[d]);
        }
        b.putFloat(108, HEADER).putFloat(112, 1).put(123, (byte) 2).putShort(254, (short) 1);
        float[] sform = {2, 0, 0, 5, 0, 3, 0, 6, 0, 0, 4, 7};
        for (int x = 0; x < sform.length; x++) {
            b.putFloat(280 + 4 * x, sform[x]);
        }
        return b.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer floats() {
        return one(ByteOrder.LITTLE_ENDIAN, 16, 32, 2, 1, 1)
                .putFloat(HEADER, -1.5f)
                .putFloat(HEADER + 4, 1e30f);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    private Path write(ByteBuffer bytes) throws IOException {
        return Files.write(folder.resolve("a.nii"), bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 8, UINT8, 255",
        "4, 16, INT16, -32768",
        "8, 32, INT32, -2147483648",
        "16, 32, FLOAT32, -2.5",
        "64, 64, FLOAT64, 1e300",
        "256, 8, INT8, -128",
        "512, 16, UINT16, 65535",
        "768, 32, UINT32, 4294967295",
        "1024, 64, INT64, -9007199254740992",
        "1280, 64, UINT64, 9223372036854775808"
    })
    void everyTypeIsReadInBothByteOrders(int code, int bits, VoxelType type, double value) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer b = one(order, code, bits, 2, 1, 1);
            int at = HEADER + bits / 8;
            switch (type) {
                case FLOAT32 -> b.putFloat(at, (float) value);
                case FLOAT64 -> b.putDouble(at, value);
                case UINT64 -> b.putLong(at, Long.parseUnsignedLong("9223372036854775808"));
                case INT64 -> b.putLong(at, (long) value);
                case INT32, UINT32 -> b.putInt(at, (int) (long) value);
                case INT16, UINT16 -> b.putShort(at, (short) (long) value);
                default -> b.put(at, (byte) (long) value);
            }
            try (Volume volume = VolumeFiles.open(write(b))) {
                assertThat(volume.description().type()).isEqualTo(type);
                assertThat(volume.value(1, 0, 0)).isEqualTo(value);
                assertThat(volume.value(0, 0, 0)).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, single bits",
        "32, 64, complex numbers",
        "1792, 128, complex numbers",
        "2048, 256, complex numbers",
        "1536, 128, 128-bit floats",
        "1234, 16, unknown datatype 1234"
    })
    void whatIsNoPlainNumberIsRefusedByName(int code, int bits, String reason) throws IOException {
        Path file = write(one(ByteOrder.LITTLE_ENDIAN, code, bits, 2, 1, 1));
        assertThatThrownBy(() -> VolumeFiles.open(file).close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith("a.nii: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void coloursAreChannels(int components) throws IOException {
        ByteBuffer b = one(ByteOrder.LITTLE_ENDIAN, components == 3 ? 128 : 2304, 8 * components, 2, 1, 1);
        for (int x = 0; x < 2 * components; x++) {
            b.put(HEADER + x, (byte) (10 * x));
        }
        Path file = write(b.putFloat(112, 7));
        assertThat(VolumeFiles.list(file).axis().labels())
                .isEqualTo(List.of("red", "green", "blue", "opacity").subList(0, components));
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            assertThat(series.size()).isEqualTo(components);
            assertThat(series.get(2).value(1, 0, 0))
                    .as("colours are not scaled")
                    .isEqualTo(10 * (components + 2));
        }
    }

    @Test
    void theSformGoesBeforeTheQformAndAFaultyOneIsLeftOut() throws IOException {
        // half a turn about z: x and y to the other side
        ByteBuffer b = floats().putShort(252, (short) 1).putFloat(264, 1).putFloat(268, 9);
        try (Volume volume = VolumeFiles.open(write(b))) {
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(2, 0, 0, 5);
        }
        b.putFloat(280, Float.NaN);
        try (Volume volume = VolumeFiles.open(write(b))) {
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(-2, 0, 0, 9);
            assertThat(volume.affineOrVoxels().rows()[1][1]).isEqualTo(-3);
            assertThat(volume.description().warnings())
                    .singleElement()
                    .asString()
                    .startsWith("sform is not");
        }
        b.putFloat(76, -1);
        try (Volume volume = VolumeFiles.open(write(b))) {
            assertThat(volume.affineOrVoxels().rows()[2][2]).as("qfac").isEqualTo(-4);
        }
        b.putShort(252, (short) 0).putShort(254, (short) 0);
        try (Volume volume = VolumeFiles.open(write(b))) {
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(-2, 0, 0, 1);
            assertThat(volume.description().warnings())
                    .singleElement()
                    .asString()
                    .contains("left, right");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1000", "2, 1", "3, 0.001"})
    void lengthsAreShownInMillimetres(int unit, double mm) throws IOException {
        try (Volume volume = VolumeFiles.open(write(floats().put(123, (byte) unit)))) {
            assertThat(volume.spacing()).containsExactly(2 * mm, 3 * mm, 4 * mm);
            assertThat(volume.affineOrVoxels().get(2, 3)).isEqualTo(7 * mm);
            assertThat(volume.description().warnings()).hasSize(mm == 1 ? 0 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 2.5 s", "16, 2.5 ms", "24, 2.5 µs", "32, ''"})
    void timesAreLabelledInTheHeadersUnit(int unit, String second) throws IOException {
        Path file = write(one(ByteOrder.LITTLE_ENDIAN, 2, 8, 2, 1, 1, 3).put(123, (byte) (2 | unit)));
        VolumeAxis axis = VolumeFiles.list(file).axis();
        assertThat(axis.kind()).isEqualTo(VolumeAxis.Kind.TIME);
        assertThat(axis.label(1)).isEqualTo(second);
    }

    @Test
    void slopesThatSayNothingScaleNothing() throws IOException {
        try (Volume volume = VolumeFiles.open(write(floats().putFloat(112, 0).putFloat(116, 5)))) {
            assertThat(volume.value(0, 0, 0)).isEqualTo(-1.5);
        }
        try (Volume volume = VolumeFiles.open(write(floats().putFloat(112, Float.NaN)))) {
            assertThat(volume.value(0, 0, 0)).isEqualTo(-1.5);
            assertThat(volume.description().warnings())
                    .singleElement()
                    .asString()
                    .contains("scl_slope");
        }
        try (Volume volume = VolumeFiles.open(write(floats().putFloat(112, 2).putFloat(116, 5)))) {
            assertThat(volume.value(0, 0, 0)).isEqualTo(2);
        }
    }

    @Test
    void vectorsInTheFifthDimensionAreChannels() throws IOException {
        ByteBuffer b = one(ByteOrder.BIG_ENDIAN, 4, 16, 2, 1, 1, 1, 3).putShort(68, (short) 1007);
        for (int x = 0; x < 6; x++) {
            b.putShort(HEADER + 2 * x, (short) x);
        }
        Path file = write(b);
        assertThat(VolumeFiles.list(file).axis().kind()).isEqualTo(VolumeAxis.Kind.CHANNEL);
        try (Volume third = VolumeFiles.open(file, VolumeChoice.volume(2))) {
            assertThat(third.value(1, 0, 0)).isEqualTo(5);
        }
        assertThat(VolumeFiles.header(file, VolumeChoice.FIRST))
                .contains(
                        new HeaderField("intent_code", "Intent", "1007 (vectors)", false),
                        new HeaderField("datatype", "Data type", "4 (int16)", false),
                        new HeaderField("xyzt_units", "Units of space and time", "2 (mm)", false),
                        new HeaderField("sform_code", "Space of sform", "1 (scanner)", false));
    }

    @Test
    void extensionsAreListedAndStepOutOfTheVoxelsWay() throws IOException {
        ByteBuffer plain = floats().put(348, (byte) 1).putFloat(108, HEADER + 48);
        ByteBuffer extensions = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        extensions.putInt(32).putInt(6).put("made for Quill".getBytes(StandardCharsets.US_ASCII));
        extensions.position(32).putInt(16).putInt(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes(plain), 0, HEADER);
        out.writeBytes(extensions.array());
        out.write(bytes(plain), HEADER, 8);
        Path file = Files.write(folder.resolve("e.nii"), out.toByteArray());
        try (Volume volume = VolumeFiles.open(file)) {
            assertThat(volume.value(0, 0, 0)).isEqualTo(-1.5);
        }
        assertThat(VolumeFiles.header(file, VolumeChoice.FIRST))
                .endsWith(
                        new HeaderField("extension 1", "Extension (comment)", "made for Quill", true),
                        new HeaderField("extension 2", "Extension (DICOM)", "16 bytes", true));
    }

    @Test
    void aPairAndTheSecondVersionHoldTheSame() throws IOException {
        ByteBuffer header =
                floats().put(344, "ni1\0".getBytes(StandardCharsets.US_ASCII)).putFloat(108, 4);
        byte[] voxels = new byte[12];
        System.arraycopy(bytes(header), HEADER, voxels, 4, 8);
        Files.write(folder.resolve("p.HDR"), java.util.Arrays.copyOf(bytes(header), 348));
        Files.write(folder.resolve("p.IMG"), voxels);
        try (Volume volume = VolumeFiles.open(folder.resolve("p.IMG"))) {
            assertThat(volume.value(1, 0, 0)).isEqualTo(1e30f);
            assertThat(volume.description().format()).isEqualTo("NIfTI-1 pair");
        }
        ByteBuffer two =
                ByteBuffer.allocate(544 + 16).order(ByteOrder.BIG_ENDIAN).putInt(0, 540);
        two.put(4, new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1A, '\n'}).putShort(12, (short) 64);
        two.putShort(14, (short) 64)
                .putLong(16, 3)
                .putLong(24, 2)
                .putLong(32, 1)
                .putLong(40, 1);
        two.putLong(168, 544).putDouble(176, 1).putInt(500, 2).putInt(348, 4);
        double[] sform = {0, 3, 0, 5, 2, 0, 0, 6, 0, 0, 4, 7};
        for (int x = 0; x < sform.length; x++) {
            two.putDouble(400 + 8 * x, sform[x]);
        }
        two.putDouble(552, 0.1);
        try (Volume volume = VolumeFiles.open(write(two))) {
            assertThat(volume.value(1, 0, 0)).isEqualTo(0.1);
            assertThat(volume.affineOrVoxels().rows()[0]).containsExactly(0, 3, 0, 5);
            assertThat(volume.description().format()).isEqualTo("NIfTI-2");
            assertThat(volume.description().warnings()).isEmpty();
        }
    }
}
