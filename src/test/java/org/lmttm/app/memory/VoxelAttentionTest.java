package org.lmttm.app.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.SliceOverlay.Box;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.RandomTraces;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelMap;
import org.lmttm.model.Architecture.Border;
import org.lmttm.model.CubePlace;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Volume;

class VoxelAttentionTest {
    /** Patches of 3 in 28 voxels: the last slice, row and column are seen by none. */
    private final TraceReading reading = new TraceReading(RandomTraces.lmttm(Border.DROP, 4));

    private VoxelAttention painted(List<float[]> patches, double cap, boolean boxed) {
        try (Volume volume = Volume.ofFloats("cube", 28, 28, 28, new float[28 * 28 * 28], null)) {
            CubePlace place = CubePlace.of(
                    volume, Preprocessing.medMnist(reading.architecture().input()), null);
            return new VoxelAttention(reading, patches, place, cap, boxed, "read");
        }
    }

    private List<float[]> read() {
        List<float[]> all = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            all.add(reading.patchAttention(t, AttentionKind.READ));
        }
        return all;
    }

    @Test
    void everyVoxelHasTheValueOfThePatchThatSeesIt() {
        VoxelAttention overlay = painted(read(), 2, false);
        CubePlaceWalk walk = new CubePlaceWalk();
        for (int i = 0; i < 28; i++) {
            for (int j = 0; j < 28; j++) {
                int[] cube = walk.cube(i, j, 13);
                boolean seen = cube[0] < 27 && cube[1] < 27 && cube[2] < 27;
                assertThat(overlay.seen(i, j, 13)).isEqualTo(seen);
                if (seen) {
                    float expected = read().get(cube[0] / 3)[cube[1] / 3 * 9 + cube[2] / 3];
                    assertThat(overlay.value(i, j, 13)).isEqualTo(expected);
                } else {
                    assertThat(overlay.value(i, j, 13)).isNaN();
                }
            }
        }
        assertThat(overlay.seen(-1, 0, 0)).isFalse();
        assertThat(overlay.boxes()).isEmpty();
    }

    @Test
    void whatOtherTimestampsSeeIsNotUnseen() {
        VoxelAttention overlay = painted(VoxelMap.only(read(), 4), 2, false);
        CubePlaceWalk walk = new CubePlaceWalk();
        int painted = 0;
        for (int i = 0; i < 27; i++) {
            for (int k = 0; k < 27; k++) {
                assertThat(overlay.seen(i, 5, k)).isTrue();
                boolean now = walk.cube(i, 5, k)[0] / 3 == 4;
                assertThat(Float.isNaN(overlay.value(i, 5, k))).isEqualTo(!now);
                painted += now ? 1 : 0;
            }
        }
        assertThat(painted).isEqualTo(3 * 27);
    }

    @Test
    void patchesInTheUpperHalfOfTheColoursAreBoxes() {
        List<float[]> patches = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            patches.add(new float[81]);
        }
        patches.get(2)[3 * 9 + 5] = 1.5f;
        patches.get(2)[3 * 9 + 6] = 0.9f;
        List<Box> boxes = painted(patches, 2, true).boxes();
        assertThat(boxes).hasSize(1);
        assertThat(boxes.getFirst().value()).isEqualTo(1.5f);
        CubePlaceWalk walk = new CubePlaceWalk();
        double[] low = walk.exact(boxes.getFirst().corners()[0]);
        double[] high = walk.exact(boxes.getFirst().corners()[7]);
        assertThat(low).containsExactly(new double[] {5.5, 8.5, 14.5}, within(1e-6));
        assertThat(high).containsExactly(new double[] {8.5, 11.5, 17.5}, within(1e-6));
    }

    /** From voxels to the model's cube. */
    private final class CubePlaceWalk {
        private final CubePlace place;

        CubePlaceWalk() {
            try (Volume volume = Volume.ofFloats("cube", 28, 28, 28, new float[28 * 28 * 28], null)) {
                place = CubePlace.of(
                        volume, Preprocessing.medMnist(reading.architecture().input()), null);
            }
        }

        double[] exact(double[] voxel) {
            return place.cube(voxel[0], voxel[1], voxel[2]);
        }

        int[] cube(int i, int j, int k) {
            double[] at = place.cube(i, j, k);
            return new int[] {(int) Math.rint(at[0]), (int) Math.rint(at[1]), (int) Math.rint(at[2])};
        }
    }
}
