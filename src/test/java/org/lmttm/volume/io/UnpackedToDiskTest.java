package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;

/** What unpacks to more than the limit in memory, lowered here, goes into a mapped file that leaves nothing behind. */
class UnpackedToDiskTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void lowerTheLimit() throws IOException {
        FormatFiles.write(folder);
        System.setProperty(VoxelArena.LARGEST_IN_MEMORY, "40");
    }

    @AfterEach
    void clearTheLimit() {
        System.clearProperty(VoxelArena.LARGEST_IN_MEMORY);
    }

    private static long temporaryFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("lmttm-voxels"))
                    .count();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii.gz", "a.mgz", "gzip.nrrd", "bzip2.nrrd", "text.nrrd", "zlib.mha", "deflate.tif"})
    void voxelsAreTheSame(String name) throws IOException {
        long before = temporaryFiles();
        try (Volume volume = VolumeFiles.open(folder.resolve(name))) {
            assertThat(volume.voxels().isMapped()).isTrue();
            FormatFilesTest.assertCounts(volume, name.endsWith(".tif"));
        }
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void whatFitsStaysInMemory() throws IOException {
        System.setProperty(VoxelArena.LARGEST_IN_MEMORY, "48");
        try (Volume volume = VolumeFiles.open(folder.resolve("a.nii.gz"))) {
            assertThat(volume.voxels().isMapped()).isFalse();
        }
    }

    @Test
    void aRefusalLeavesNothingBehind() throws IOException {
        long before = temporaryFiles();
        byte[] sound = Files.readAllBytes(folder.resolve("a.nii.gz"));
        Path cut = Files.write(folder.resolve("cut.nii.gz"), Arrays.copyOf(sound, sound.length - 12));
        assertThatThrownBy(() -> VolumeFiles.open(cut).close())
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith("cut.nii.gz: ");
        assertThat(temporaryFiles()).isEqualTo(before);
    }
}
