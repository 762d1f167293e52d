package org.lmttm.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lmttm.volume.Markup.Kind;

/** Statistics of regions against counting voxel by voxel. */
class RegionStatisticsTest {
    private static final int N = 24;

    /** Turned by 90° and sheared by spacing: i runs to the front, j to the feet, k to the left. */
    private static final Affine TURNED =
            Affine.of(new double[][] {{0, 0, -2.5, 40}, {0.8, 0, 0, -9}, {0, -1.2, 0, 13}, {0, 0, 0, 1}});

    private static Volume random(Affine affine) {
        Random random = new Random(3);
        float[] values = new float[N * N * N];
        for (int x = 0; x < values.length; x++) {
            values[x] = random.nextInt(2000) - 1000;
        }
        return Volume.ofFloats("noise", N, N, N, values, affine);
    }

    @Test
    void aRectangleHoldsTheVoxelsThatAHandWouldCount() {
        try (Volume volume = random(TURNED)) {
            // on slice k = 7: i 3 … 9, j 5 … 8, in voxels; the half axes are along them
            Point centre = Point.of(TURNED.apply(6, 6.5, 7));
            Markup region = Markup.of(
                    Kind.RECTANGLE, centre, Point.of(TURNED.apply(9.2, 6.5, 7)), Point.of(TURNED.apply(6, 8.2, 7)));
            List<Double> values = new ArrayList<>();
            for (int i = 3; i <= 9; i++) {
                for (int j = 5; j <= 8; j++) {
                    values.add(volume.value(i, j, 7));
                }
            }
            RegionStatistics s = RegionStatistics.of(volume, region);
            double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
            double squares =
                    values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            assertThat(s.count()).isEqualTo(28);
            assertThat(s.mean()).isEqualTo(mean, within(1e-9));
            assertThat(s.deviation()).isEqualTo(Math.sqrt(squares / 27), within(1e-9));
            assertThat(s.min())
                    .isEqualTo(values.stream().mapToDouble(v -> v).min().orElseThrow());
            assertThat(s.max())
                    .isEqualTo(values.stream().mapToDouble(v -> v).max().orElseThrow());
            assertThat(region.area()).isEqualTo(6.4 * 0.8 * 3.4 * 1.2, within(1e-9));
        }
    }

    @Test
    void anEllipseHoldsAboutItsAreaInVoxelsInEveryPlane() {
        Affine affine = Affine.scaling(0.5, 0.5, 0.5);
        try (Volume volume = random(affine)) {
            Point[] axes = {new Point(4, 0, 0), new Point(0, 4, 0), new Point(0, 0, 4)};
            Point centre = new Point(5.5, 5.5, 5.5);
            for (int plane = 0; plane < 3; plane++) {
                Markup circle =
                        Markup.of(Kind.ELLIPSE, centre, centre.plus(axes[plane]), centre.plus(axes[(plane + 1) % 3]));
                double voxels = circle.area() / 0.25;
                assertThat((double) RegionStatistics.of(volume, circle).count())
                        .isEqualTo(voxels, within(voxels * 0.06));
            }
        }
    }

    @Test
    void anObliqueRegionOfAConstantFieldHasItsValueAndItsSize() {
        float[] values = new float[N * N * N];
        java.util.Arrays.fill(values, 7);
        try (Volume volume = Volume.ofFloats("even", N, N, N, values, Affine.scaling(1, 1, 1))) {
            Point centre = new Point(12, 12, 12);
            double s = 5 / Math.sqrt(2);
            Markup region =
                    Markup.of(Kind.RECTANGLE, centre, centre.plus(new Point(s, s, 0)), centre.plus(new Point(0, 0, 4)));
            RegionStatistics statistics = RegionStatistics.of(volume, region);
            assertThat(statistics.mean()).isEqualTo(7);
            assertThat(statistics.deviation()).isZero();
            assertThat(statistics.count()).isEqualTo(11 * 9);
        }
    }

    @Test
    void whatLiesOutsideOrIsNotFiniteIsNotCounted() {
        float[] values = new float[N * N * N];
        values[0] = Float.NaN;
        values[1] = Float.POSITIVE_INFINITY;
        try (Volume volume = Volume.ofFloats("gaps", N, N, N, values, null)) {
            Markup corner = Markup.of(Kind.RECTANGLE, new Point(0, 0, 0), new Point(2.5, 0, 0), new Point(0, 0.5, 0));
            RegionStatistics statistics = RegionStatistics.of(volume, corner);
            assertThat(statistics.count()).isEqualTo(1);
            assertThat(statistics.mean()).isZero();
            RegionStatistics nothing = RegionStatistics.of(volume, corner.movedBy(new Point(0, 0, 90)));
            assertThat(nothing.count()).isZero();
            assertThat(nothing.mean()).isNaN();
        }
    }
}
