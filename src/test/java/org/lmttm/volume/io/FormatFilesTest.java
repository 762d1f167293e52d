package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.Volume;

/** The same voxels come out of every format, however they are packed, parted or ordered. */
class FormatFilesTest {
    private static final List<String> OTHER_SHAPES = List.of("a.png", "a.npz", "a.npy");

    @TempDir
    private Path folder = Path.of("");

    /**
     * Voxels that count from 0.
     *
     * @param pages whether the file has no space: a page is the first index, a column the last
     */
    static void assertCounts(Volume volume, boolean pages) {
        for (int x = 0; x < FormatFiles.COUNT; x++) {
            int i = x % FormatFiles.NI;
            int j = x / FormatFiles.NI % FormatFiles.NJ;
            int k = x / (FormatFiles.NI * FormatFiles.NJ);
            assertThat(pages ? volume.value(k, j, i) : volume.value(i, j, k)).isEqualTo(x);
        }
    }

    @Test
    void everyFileHoldsTheSame() throws IOException {
        for (String name : FormatFiles.write(folder)) {
            if (OTHER_SHAPES.contains(name)) {
                continue;
            }
            try (Volume volume = VolumeFiles.open(folder.resolve(name))) {
                boolean pages = name.endsWith(".tif");
                assertCounts(volume, pages);
                assertThat(volume.affine().isPresent()).as(name).isEqualTo(!pages);
                if (!pages) {
                    assertThat(volume.spacing()).as(name).containsExactly(2, 2.5, 3);
                }
            }
        }
    }
}
