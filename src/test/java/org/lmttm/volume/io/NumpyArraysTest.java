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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/** NumPy arrays of every order and type, as numpy.lib.format writes them. */
class NumpyArraysTest {
    @TempDir
    private Path folder = Path.of("");

    private Path write(String descr, String order, String shape, byte[] elements) throws IOException {
        String dict = "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': (" + shape + "), }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
        out.write(dict.length());
        out.write(dict.length() >> 8);
        out.writeBytes(dict.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(elements);
        return Files.write(folder.resolve("a.npy"), out.toByteArray());
    }

    @Test
    void fortranOrderIsTheSameArray() throws IOException {
        // of shape (2, 3, 4): element (i, j, k) is 100 i + 10 j + k
        ByteBuffer fortran = ByteBuffer.allocate(48).order(ByteOrder.BIG_ENDIAN);
        for (int k = 0; k < 4; k++) {
            for (int j = 0; j < 3; j++) {
                for (int i = 0; i < 2; i++) {
                    fortran.putShort((short) (100 * i + 10 * j + k));
                }
            }
        }
        try (Volume volume = VolumeFiles.open(write("'>i2'", "True", "2, 3, 4", fortran.array()))) {
            assertThat(new int[] {volume.ni(), volume.nj(), volume.nk()}).containsExactly(2, 3, 4);
            assertThat(volume.value(1, 2, 3)).isEqualTo(123);
            assertThat(volume.value(0, 1, 2)).isEqualTo(12);
            assertThat(volume.affine()).isEmpty();
        }
    }

    @Test
    void severalVolumesInFortranOrderAreParted() throws IOException {
        byte[] bytes = new byte[2 * 2 * 2 * 2];
        for (int x = 0; x < bytes.length; x++) {
            bytes[x] = (byte) x; // first index fastest
        }
        Path file = write("'|u1'", "True", "2, 2, 2, 2", bytes);
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            assertThat(series.size()).isEqualTo(2);
            assertThat(series.get(1).value(1, 0, 1)).isEqualTo(1 + 2 + 8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<f2, FLOAT16, 003c00c0, 1, -2",
        ">f2, FLOAT16, 3c00c000, 1, -2",
        "|b1, BOOL, 0100, 1, 0",
        ">u4, UINT32, 00000001ffffffff, 1, 4294967295",
        "<i8, INT64, 0100000000000000feffffffffffffff, 1, -2",
        ">f8, FLOAT64, 3ff0000000000000c000000000000000, 1, -2"
    })
    void typesInEitherByteOrder(String descr, VoxelType type, String hex, double first, double second)
            throws IOException {
        byte[] elements = java.util.HexFormat.of().parseHex(hex);
        try (Volume volume = VolumeFiles.open(write("'" + descr + "'", "False", "1, 1, 2", elements))) {
            assertThat(volume.description().type()).isEqualTo(type);
            assertThat(volume.value(0, 0, 0)).isEqualTo(first);
            assertThat(volume.value(0, 0, 1)).isEqualTo(second);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "[('x', '<f4'), ('y', '<f4')] ; structured",
                "'|O' ; pickle",
                "'<c8' ; complex",
                "'<U4' ; text",
                "'<f16' ; 'f16'",
                "'<M8' ; dates"
            })
    void whatIsNoPlainNumberIsRefusedByName(String descr, String reason) throws IOException {
        Path file = write(descr, "False", "1, 1, 2", new byte[64]);
        assertThatThrownBy(() -> VolumeFiles.open(file).close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith("a.npy: ")
                .hasMessageContaining(reason);
    }
}
