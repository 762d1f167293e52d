package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Point;
import org.lmttm.volume.Rotation;

class CutTest {
    private static final Affine OBLIQUE =
            Affine.of(new double[][] {{0.6, -0.5, 0.1, 3}, {0.5, 0.6, 0.2, -8}, {-0.1, 0.2, 1.3, 20}, {0, 0, 0, 1}});

    @Test
    void aTurnedCutRemovesWhatTheCutRemovesTurned() {
        Random random = new Random(4);
        double[] voxel = {15, 20, 18};
        Point centre = Point.of(OBLIQUE.apply(voxel[0], voxel[1], voxel[2]));
        for (int[] sides : new int[][] {{1, 0, 0}, {0, -1, 0}, {1, -1, 1}}) {
            Cut cut = Cut.at(OBLIQUE, voxel, sides);
            Rotation turn = Rotation.about(new Point(1, 2, -1), 0.7);
            Cut turned = cut.turned(turn, centre);
            assertThat(turned.planes()).isEqualTo(cut.planes());
            int removed = 0;
            int different = 0;
            for (int trial = 0; trial < 2000; trial++) {
                Point from = new Point(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(20);
                Point before = centre.plus(from);
                Point after = centre.plus(turn.apply(from));
                boolean goes = cut.removes(before.x(), before.y(), before.z());
                assertThat(turned.removes(after.x(), after.y(), after.z())).isEqualTo(goes);
                removed += goes ? 1 : 0;
                different += turned.removes(before.x(), before.y(), before.z()) == goes ? 0 : 1;
            }
            assertThat(removed).isBetween(100, 1900);
            assertThat(different).isPositive();
        }
        assertThat(Cut.NONE
                        .turned(Rotation.about(new Point(1, 0, 0), 1), centre)
                        .isNone())
                .isTrue();
    }
}
