package org.lmttm.volume.io;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VolumeStatistics;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpyFiles;
import org.lmttm.volume.io.numpy.NpzFile;

/** Files cut or changed at random give a volume or a plain refusal, never anything else. */
class DamagedFilesTest {
    private static final int CHANGES = 800;
    private static final Random SEEDED = new Random(20_240_607);

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, byte[]> sound = new LinkedHashMap<>();

    @BeforeEach
    void writeSoundFiles() throws IOException {
        float[] values = new float[4 * 5 * 6];
        for (int x = 0; x < values.length; x++) {
            values[x] = x;
        }
        Affine affine = Affine.of(new double[][] {{2, 0, 0, 1}, {0, 2, 0, 2}, {0, 0, 3, 3}});
        try (Volume volume = Volume.ofFloats("sound", 4, 5, 6, values, affine)) {
            NiftiWriter.write(folder.resolve("a.nii"), volume, VoxelType.INT16);
            NiftiWriter.write(folder.resolve("a.nii.gz"), volume, VoxelType.FLOAT32);
        }
        NpyFiles.write(folder.resolve("a.npy"), NpyArray.of(values, 4, 5, 6));
        NpzFile.write(
                folder.resolve("a.npz"), Map.of("train_images", NpyArray.of(new byte[3 * 2 * 2 * 2], 3, 2, 2, 2)));
        for (String name : new String[] {"a.nii", "a.nii.gz", "a.npy", "a.npz"}) {
            sound.put(name, Files.readAllBytes(folder.resolve(name)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nii.gz", "a.npy", "a.npz"})
    void changedBytesGiveAVolumeOrARefusal(String name) throws IOException {
        byte[] original = requireNonNull(sound.get(name));
        Path file = folder.resolve("changed-" + name);
        int refused = 0;
        for (int change = 0; change < CHANGES; change++) {
            byte[] bytes = original.clone();
            int count = 1 + SEEDED.nextInt(4);
            for (int c = 0; c < count; c++) {
                // Mostly the header, where a change matters.
                int at = SEEDED.nextInt(SEEDED.nextInt(4) == 0 ? bytes.length : Math.min(bytes.length, 352));
                bytes[at] = (byte) SEEDED.nextInt(256);
            }
            refused += opens(file, bytes) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nii.gz", "a.npy", "a.npz"})
    void cutFilesAreRefused(String name) throws IOException {
        byte[] original = requireNonNull(sound.get(name));
        Path file = folder.resolve("cut-" + name);
        for (int length = 0; length < original.length; length += 1 + length / 40) {
            assertThat(opens(file, Arrays.copyOf(original, length)))
                    .as("%s cut to %d bytes", name, length)
                    .isFalse();
        }
        assertThat(opens(file, original)).isTrue();
    }

    @Test
    void aPackedFileWithMoreBehindItsVoxelsIsNotUnpackedFurther() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(sound.get("a.nii"));
            gzip.write(new byte[1 << 20]);
        }
        assertThat(opens(folder.resolve("long.nii.gz"), packed.toByteArray())).isTrue();
    }

    @Test
    void anotherFormatIsRefusedWithWhatCanBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("note.txt"), "not a volume");
        assertThatThrownBy(() -> VolumeFiles.open(file).close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith("note.txt: ")
                .hasMessageContaining("NIfTI")
                .hasMessageContaining("NumPy");
    }

    /** Whether the file opens and can be read to its last voxel; any failure but a refusal fails the test. */
    private static boolean opens(Path file, byte[] bytes) throws IOException {
        // A file that is mapped must not be overwritten, so each takes the name anew.
        Files.deleteIfExists(file);
        Files.write(file, bytes);
        try (VolumeSeries series = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            VolumeStatistics.of(series);
            return true;
        } catch (VolumeFormatException e) {
            assertThat(e.getMessage()).startsWith(file.getFileName() + ": ");
            return false;
        }
    }
}
