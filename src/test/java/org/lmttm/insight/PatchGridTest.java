package org.lmttm.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture.Border;

class PatchGridTest {
    private final PatchGrid padded =
            new PatchGrid(RandomTraces.lmttm(Border.PAD, 1).architecture());
    private final PatchGrid dropped =
            new PatchGrid(RandomTraces.lmttm(Border.DROP, 1).architecture());

    @Test
    void aPatchIsItsVoxels() {
        assertThat(dropped.box(5, 4 * 9 + 4)).isEqualTo(new VoxelBox(15, 18, 12, 15, 12, 15));
        assertThat(padded.box(5, 4 * 10 + 4)).isEqualTo(new VoxelBox(15, 18, 12, 15, 12, 15));
    }

    @Test
    void paddedPatchesAreCutToTheCube() {
        assertThat(padded.box(9, 99)).isEqualTo(new VoxelBox(27, 28, 27, 28, 27, 28));
        assertThat(padded.lastSlice(9)).isEqualTo(27);
        assertThat(padded.stepAt(27)).isEqualTo(9);
    }

    @Test
    void droppedVoxelsAreSeenByNoPatch() {
        assertThat(dropped.stepAt(27)).isEqualTo(-1);
        assertThat(dropped.patchAt(27, 3)).isEqualTo(-1);
        assertThat(dropped.patchAt(3, 27)).isEqualTo(-1);
        assertThat(dropped.patchAt(26, 26)).isEqualTo(80);
        assertThat(dropped.patchAt(-1, 0)).isEqualTo(-1);
    }

    @Test
    void paintingGivesEachVoxelItsPatch() {
        List<float[]> values = new ArrayList<>();
        for (int t = 0; t < 9; t++) {
            float[] step = new float[81];
            for (int patch = 0; patch < 81; patch++) {
                step[patch] = t * 100 + patch;
            }
            values.add(step);
        }
        float[] voxels = dropped.paint(values);
        for (int z = 0; z < 28; z++) {
            for (int y = 0; y < 28; y++) {
                for (int x = 0; x < 28; x++) {
                    float value = voxels[(z * 28 + y) * 28 + x];
                    if (z == 27 || y == 27 || x == 27) {
                        assertThat(value).isNaN();
                    } else {
                        assertThat(dropped.box(z / 3, (int) value % 100).contains(z, y, x))
                                .isTrue();
                        assertThat((int) value / 100).isEqualTo(z / 3);
                    }
                }
            }
        }
    }
}
