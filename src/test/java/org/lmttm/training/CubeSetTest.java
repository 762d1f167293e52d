package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture.Extent;

class CubeSetTest {
    private static final Extent EXTENT = new Extent(2, 3, 4);

    private static CubeSet cubes(int count) {
        byte[][] voxels = new byte[count][EXTENT.count()];
        for (int c = 0; c < count; c++) {
            for (int i = 0; i < voxels[c].length; i++) {
                voxels[c][i] = (byte) (1 + c * 31 + i);
            }
        }
        return new CubeSet(EXTENT, voxels, IntStream.range(0, count).toArray());
    }

    @Test
    void aBatchHoldsItsCasesBehindEachOther() {
        CubeSet cubes = cubes(3);
        byte[] batch = cubes.gather(new int[] {2, 0}, Augmentation.NONE, 1, 0);
        assertThat(Arrays.copyOfRange(batch, 0, 24)).isEqualTo(cubes.voxels()[2]);
        assertThat(Arrays.copyOfRange(batch, 24, 48)).isEqualTo(cubes.voxels()[0]);
        assertThat(cubes.labelsOf(new int[] {2, 0})).containsExactly(2, 0);
    }

    @Test
    void flipsKeepTheVoxelsAndFollowFromSeedAndStep() {
        CubeSet cubes = cubes(1);
        Augmentation flips = new Augmentation(true, 0);
        byte[] first = cubes.gather(new int[] {0}, flips, 5, 0);
        assertThat(cubes.gather(new int[] {0}, flips, 5, 0)).isEqualTo(first);
        byte[] sorted = first.clone();
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(cubes.voxels()[0]);
        assertThat(IntStream.range(0, 300)
                        .mapToObj(step -> Arrays.toString(cubes.gather(new int[] {0}, flips, 5, step)))
                        .distinct())
                .hasSize(8);
    }

    @Test
    void shiftsMoveZerosIn() {
        CubeSet cubes = cubes(1);
        Augmentation shift = new Augmentation(false, 1);
        boolean moved = false;
        for (int step = 0; step < 10; step++) {
            byte[] batch = cubes.gather(new int[] {0}, shift, 5, step);
            long zeros =
                    IntStream.range(0, batch.length).filter(i -> batch[i] == 0).count();
            moved |= zeros > 0;
            assertThat(zeros).isLessThanOrEqualTo(24 - 1 * 2 * 3);
        }
        assertThat(moved).isTrue();
    }
}
