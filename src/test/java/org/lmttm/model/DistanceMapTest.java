package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture.Extent;

/** Distances of masks against their definition: the nearest voxel outside, found by looking at every one. */
class DistanceMapTest {
    @Test
    void aVoxelsValueIsItsDistanceToTheNearestVoxelOutside() {
        Random random = new Random(3);
        for (int round = 0; round < 30; round++) {
            Extent extent = new Extent(1 + random.nextInt(6), 1 + random.nextInt(7), 1 + random.nextInt(8));
            float[] mask = new float[extent.count()];
            double inside = random.nextDouble();
            for (int v = 0; v < mask.length; v++) {
                mask[v] = random.nextDouble() < inside ? 0.5f + random.nextFloat() / 2 : random.nextFloat() * 0.499f;
            }
            double reach = 1 + 4 * random.nextDouble();
            float[] expected = new float[mask.length];
            for (int v = 0; v < mask.length; v++) {
                expected[v] = Math.round(Math.min(1, nearestOutside(mask, extent, v) / reach) * 255) / 255f;
            }
            DistanceMap.replace(mask, extent, reach);
            assertThat(mask).as("%s, reach %s", extent, reach).containsExactly(expected);
        }
    }

    @Test
    void aMaskWithNothingOutsideIsAtTheFullReach() {
        float[] mask = {1, 1, 1, 1, 1, 1};
        DistanceMap.replace(mask, new Extent(1, 2, 3), 4);
        assertThat(mask).containsOnly(1);
    }

    private static double nearestOutside(float[] mask, Extent extent, int voxel) {
        double nearest = Double.POSITIVE_INFINITY;
        int plane = extent.height() * extent.width();
        for (int v = 0; v < mask.length; v++) {
            if (mask[v] < 0.5f) {
                double d = v / plane - voxel / plane;
                double h = v % plane / extent.width() - voxel % plane / extent.width();
                double w = v % extent.width() - voxel % extent.width();
                nearest = Math.min(nearest, Math.sqrt(d * d + h * h + w * w));
            }
        }
        return nearest;
    }
}
