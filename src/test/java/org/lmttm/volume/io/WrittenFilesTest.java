package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpyFiles;
import org.lmttm.volume.io.numpy.NpzFile;

/** What we write, we read back; the same content gives the same bytes. */
class WrittenFilesTest {
    private static final Affine OBLIQUE =
            Affine.of(new double[][] {{-1.5, 0.25, 0, 10}, {0.25, 1.5, 0.125, -20}, {0, -0.125, 2, 30}});

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"a.nii, UINT8", "a.nii.gz, INT16", "a.nii, FLOAT32"})
    void niftiComesBack(String name, VoxelType type) throws IOException {
        Path file = folder.resolve(name);
        float[] values = {0, 1, 2, 3, 4, 255};
        try (Volume volume = Volume.ofFloats("v", 1, 2, 3, values, OBLIQUE)) {
            NiftiWriter.write(file, volume, type);
            byte[] first = Files.readAllBytes(file);
            NiftiWriter.write(file, volume, type);
            assertThat(Files.readAllBytes(file)).isEqualTo(first);
        }
        try (Volume back = VolumeFiles.open(file)) {
            assertThat(back.affine()).contains(OBLIQUE);
            assertThat(back.description().type()).isEqualTo(type);
            assertThat(back.description().warnings()).isEmpty();
            assertThat(back.value(0, 1, 2)).isEqualTo(255);
            assertThat(back.value(0, 1, 0)).isEqualTo(1);
        }
    }

    @Test
    void aValueThatDoesNotFitIsRefusedAndLeavesNoFile() throws IOException {
        Path file = folder.resolve("a.nii");
        try (Volume volume = Volume.ofFloats("v", 1, 1, 1, new float[] {256}, null)) {
            assertThatThrownBy(() -> NiftiWriter.write(file, volume, VoxelType.UINT8))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("256");
        }
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void archivesComeBackAndAreTheSameBytesEachTime() throws IOException {
        Path file = folder.resolve("a.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("logits", NpyArray.of(new float[] {1, -2.5f}, 1, 2));
        arrays.put("labels", NpyArray.of(new long[] {3, -4}, 2));
        arrays.put("scalar", NpyArray.of(new double[] {0.1}));
        NpzFile.write(file, arrays);
        byte[] first = Files.readAllBytes(file);
        NpzFile.write(file, arrays);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        Map<String, NpyArray> back = NpzFile.read(file);
        assertThat(back.keySet()).containsExactly("logits", "labels", "scalar");
        assertThat(arrays.get("logits").shape()).containsExactly(1, 2);
        assertThat(floats(back, "logits")).containsExactly(1, -2.5f);
        try (NpzFile npz = NpzFile.open(file)) {
            assertThat(npz.header("labels").shape()).isEqualTo(List.of(2));
            assertThat(npz.array("labels").ints()).containsExactly(3, -4);
            assertThat(npz.array("scalar").doubles()).containsExactly(0.1);
            assertThatThrownBy(() -> npz.array("absent"))
                    .isInstanceOf(VolumeFormatException.class)
                    .hasMessageContaining("absent");
        }
    }

    private static float[] floats(Map<String, NpyArray> arrays, String name) {
        NpyArray array = arrays.get(name);
        assertThat(array).isNotNull();
        return array == null ? new float[0] : array.floats();
    }

    @Test
    void anArrayOfVolumesIsOneVolumeAnEntry() throws IOException {
        Path file = folder.resolve("batch.npy");
        float[] values = new float[2 * 3 * 4 * 5];
        for (int x = 0; x < values.length; x++) {
            values[x] = x;
        }
        NpyFiles.write(file, NpyArray.of(values, 2, 1, 3, 4, 5));
        assertThat(VolumeFiles.list(file).volumes()).isEqualTo(2);
        try (Volume second = VolumeFiles.open(file, VolumeChoice.volume(1))) {
            assertThat(second.size(0)).isEqualTo(3);
            assertThat(second.value(2, 3, 4)).isEqualTo(119);
        }
        assertThatThrownBy(() -> VolumeFiles.open(file, VolumeChoice.volume(2)).close())
                .hasMessageContaining("there are 2");
    }
}
