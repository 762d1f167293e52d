package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.surface.TransferFunction.Mode;
import org.lmttm.surface.TransferFunction.Point;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Volume;

class RayCasterTest {
    private static final Affine OBLIQUE =
            Affine.of(new double[][] {{0.6, -0.5, 0.1, 3}, {0.5, 0.6, 0.2, -8}, {-0.1, 0.2, 1.3, 20}, {0, 0, 0, 1}});

    private static int middle(TransferFunction function, Volume volume, Camera camera, Cut cut, double step) {
        RayVolume rays = RayVolume.of(volume, 2, Progress.NONE);
        int[] pixels = new RayCaster(2, Lighting.BONE)
                .render(new RayCaster.Scene(rays, function, camera, cut, step), 3, 3, Progress.NONE);
        return pixels[4] & 0xFF;
    }

    private static Camera facing(Volume volume, char side) {
        return RayVolume.of(volume, 1, Progress.NONE).framing().from(side);
    }

    /** White light whose opacity is a straight line from 0 at value 0 to {@code most} at value 100. */
    private static TransferFunction ramp(double most) {
        return new TransferFunction(
                Mode.COMPOSITE, List.of(new Point(0, 0xFFFFFF, 0), new Point(100, 0xFFFFFF, most)), false);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.7, 0.5, 0.13})
    void aSlabOfOneDensityDarkensByTheExponentialOfItsThicknessAtAnyStep(double step) {
        // 30 × 2 mm deep along y between voxel centres; 0 is kept in a corner so that values have a range
        try (Volume volume =
                Fields.of(21, 31, 21, Affine.scaling(2, 2, 2), (i, j, k) -> i == 0 && j == 0 && k == 0 ? 0 : 50)) {
            double opacity = 0.04;
            double depth = 30;
            double expected = 255 * (1 - Math.pow(1 - opacity / 2, depth));
            assertThat(middle(ramp(opacity), volume, facing(volume, 'A'), Cut.NONE, step))
                    .isCloseTo((int) Math.round(expected), within(1));
        }
    }

    @Test
    void aRampOfDensityGivesItsAnalyticIntegral() {
        try (Volume volume = Fields.of(21, 41, 21, Affine.scaling(1, 1, 1), (i, j, k) -> 100.0 * j / 40)) {
            double opacity = 0.08;
            // the integral of −ln(1 − a·y/40) over 0 … 40, by its antiderivative
            double density = 40 / opacity * ((1 - opacity) * Math.log(1 - opacity) + opacity);
            double expected = 255 * (1 - Math.exp(-density));
            for (char side : "AP".toCharArray()) {
                assertThat(middle(ramp(opacity), volume, facing(volume, side), Cut.NONE, 0.25))
                        .isCloseTo((int) Math.round(expected), within(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.7, 1, 0.5})
    void aLayerThinnerThanAStepIsNeverMissed(double step) {
        // values 48 to 52 of a ramp of 2.5 a voxel: less than one step at the longest
        TransferFunction layer = new TransferFunction(
                Mode.COMPOSITE,
                List.of(
                        new Point(0, 0xFFFFFF, 0),
                        new Point(48, 0xFFFFFF, 0),
                        new Point(50, 0xFFFFFF, 0.9),
                        new Point(52, 0xFFFFFF, 0),
                        new Point(100, 0xFFFFFF, 0)),
                false);
        // twice the integral of −ln(1 − 0.9 u) over 0 … 1, by its antiderivative, over 0.8 mm
        double density = 2 * 0.8 * (1 + 0.1 / 0.9 * Math.log(0.1));
        double expected = 255 * (1 - Math.exp(-density));
        try (Volume volume = Fields.of(21, 41, 21, Affine.scaling(1, 1, 1), (i, j, k) -> 100.0 * j / 40)) {
            for (char side : "AP".toCharArray()) {
                assertThat(middle(layer, volume, facing(volume, side), Cut.NONE, step))
                        .isCloseTo((int) Math.round(expected), within(2));
            }
        }
    }

    @Test
    void aCutTakesItsHalfAway() {
        try (Volume volume =
                Fields.of(21, 31, 21, Affine.scaling(1, 1, 1), (i, j, k) -> i == 0 && j == 0 && k == 0 ? 0 : 50)) {
            Cut front = Cut.at(volume.affineOrVoxels(), new double[] {10, 10, 10}, new int[] {0, 1, 0});
            double expected = 255 * (1 - Math.pow(1 - 0.02, 10));
            assertThat(middle(ramp(0.04), volume, facing(volume, 'A'), front, 0.25))
                    .isCloseTo((int) Math.round(expected), within(1));
            Cut everythingBut = Cut.at(volume.affineOrVoxels(), new double[] {30, 30, 30}, new int[] {1, 1, 1});
            assertThat(middle(ramp(0.04), volume, facing(volume, 'A'), everythingBut, 0.25))
                    .isEqualTo(middle(ramp(0.04), volume, facing(volume, 'A'), Cut.NONE, 0.25));
        }
    }

    @Test
    void aProjectionShowsTheLargestValueOnItsWay() {
        try (Volume volume =
                Fields.of(9, 9, 9, Affine.scaling(1, 1, 1), (i, j, k) -> i == 4 && k == 4 ? (j == 6 ? 180 : 60) : 0)) {
            TransferFunction grey = TransferFunction.maximum(0, 255);
            assertThat(middle(grey, volume, facing(volume, 'A'), Cut.NONE, 0.05))
                    .isBetween(176, 180);
            Cut front = Cut.at(volume.affineOrVoxels(), new double[] {4, 5, 4}, new int[] {0, 1, 0});
            assertThat(middle(grey, volume, facing(volume, 'A'), front, 0.05)).isCloseTo(60, within(2));
        }
    }

    @Test
    void paintColoursWhatIsThereAndLeavesTheRestAsItWas() {
        try (Volume volume =
                Fields.of(21, 31, 21, Affine.scaling(1, 1, 1), (i, j, k) -> i == 0 && j == 0 && k == 0 ? 0 : 50)) {
            RayVolume rays = RayVolume.of(volume, 2, Progress.NONE);
            for (TransferFunction function : List.of(ramp(0.04), TransferFunction.maximum(0, 100))) {
                int[] plain = pixels(new RayCaster.Scene(rays, function, facing(volume, 'A'), Cut.NONE, 0.25));
                // red for the half at the right hand, x above 10 mm, which from the front stands at the left
                int[] half = pixels(new RayCaster.Scene(
                        rays, function, facing(volume, 'A'), Cut.NONE, 0.25, (x, y, z) -> x > 10 ? 0xFF0000 : -1));
                assertThat(half).hasSameSizeAs(plain).isNotEqualTo(plain);
                int red = 0;
                for (int at = 0; at < plain.length; at++) {
                    int painted = 0xFF000000 | (plain[at] & 0xFF0000);
                    assertThat(half[at]).isIn(plain[at], painted);
                    red += half[at] == painted && painted != plain[at] ? 1 : 0;
                }
                long seen =
                        Arrays.stream(plain).filter(pixel -> (pixel & 0xFF) > 0).count();
                assertThat((double) red / seen).isCloseTo(0.5, within(0.1));
            }
        }
    }

    private static int[] pixels(RayCaster.Scene scene) {
        return new RayCaster(2, Lighting.BONE).render(scene, 40, 40, Progress.NONE);
    }

    @ParameterizedTest
    @EnumSource(RenderPreset.class)
    void skippingEmptySpaceChangesNoPixel(RenderPreset preset) {
        Fields.Field ball = Fields.ball(14, 22, 17, 9);
        Fields.Field other = Fields.ball(28, 10, 25, 5);
        // from −1000 (air) over 0 … 100 to 1200 in the middle, most of it air
        try (Volume volume = Fields.of(
                37,
                33,
                41,
                OBLIQUE,
                (i, j, k) -> Math.max(-1000, Math.max(80 * ball.at(i, j, k), 150 * other.at(i, j, k))))) {
            RayVolume rays = RayVolume.of(volume, 2, Progress.NONE);
            Histogram histogram = Histogram.of(volume, 256);
            TransferFunction function = preset.function(histogram, histogram.autoWindow());
            Cut cut = Cut.at(OBLIQUE, new double[] {15, 20, 18}, new int[] {1, -1, 1});
            int seen = 0;
            for (Cut c : List.of(Cut.NONE, cut)) {
                for (double azimuth : new double[] {0, 33, 211}) {
                    Camera camera = rays.framing().at(azimuth, azimuth / 9 - 10);
                    RayCaster.Scene scene = new RayCaster.Scene(rays, function, camera, c, 0.4);
                    int[] whole = new RayCaster(2, Lighting.BONE, false).render(scene, 60, 50, Progress.NONE);
                    int[] skipped = new RayCaster(1, Lighting.BONE, true).render(scene, 60, 50, Progress.NONE);
                    assertThat(skipped).isEqualTo(whole);
                    for (int pixel : whole) {
                        seen += pixel == SoftwareRasterizer.BACKGROUND ? 0 : 1;
                    }
                }
            }
            assertThat(seen).isPositive();
        }
    }

    @Test
    void aPickedPointLiesOnTheSurfaceThatIsSeen() {
        try (Volume volume = Fields.of(41, 41, 41, Affine.scaling(2, 2, 2), Fields.ball(20, 20, 20, 12))) {
            RayVolume rays = RayVolume.of(volume, 2, Progress.NONE);
            TransferFunction hard = new TransferFunction(
                    Mode.COMPOSITE, List.of(new Point(-0.2, 0xFFFFFF, 0), new Point(0.2, 0xFFFFFF, 1)), true);
            RayCaster caster = new RayCaster(1, Lighting.BONE);
            for (char side : "APLRSI".toCharArray()) {
                RayCaster.Scene scene =
                        new RayCaster.Scene(rays, hard, rays.framing().from(side), Cut.NONE, 0.25);
                double[] p = caster.pick(scene, 50, 50, 100, 100);
                assertThat(p).isNotNull();
                int axis = "LRPAIS".indexOf(side) / 2;
                int sign = "RAS".indexOf(side) >= 0 ? 1 : -1;
                for (int c = 0; c < 3; c++) {
                    assertThat(p[c]).isCloseTo(40 + (c == axis ? sign * 24 : 0), within(0.8));
                }
                assertThat(caster.pick(scene, 1, 1, 100, 100)).isNull();
            }
        }
    }

    @Test
    void aRayIsTheOppositeOfAProjection() {
        Camera camera = new Camera(47, 21, 1.7, 0.2, -0.1, 5, -6, 7, 80);
        double[] ray = camera.ray(123.5, 77.25, 300, 200);
        assertThat(Math.hypot(Math.hypot(ray[3], ray[4]), ray[5])).isCloseTo(1, within(1e-12));
        for (double distance : new double[] {100, 250}) {
            double[] seen = camera.project(
                    ray[0] + distance * ray[3], ray[1] + distance * ray[4], ray[2] + distance * ray[5], 300, 200);
            assertThat(seen[0]).isCloseTo(123.5, within(1e-9));
            assertThat(seen[1]).isCloseTo(77.25, within(1e-9));
        }
    }

    @Test
    void theSuitablePresetFollowsTheValues() {
        try (Volume ct = Fields.of(8, 8, 8, null, (i, j, k) -> -1000 + 250 * i);
                Volume mr = Fields.of(8, 8, 8, null, (i, j, k) -> 30 * i * j);
                Volume mask = Fields.of(8, 8, 8, null, (i, j, k) -> i > 3 ? 1 : 0)) {
            assertThat(RenderPreset.suitable(Histogram.of(ct, 256))).isEqualTo(RenderPreset.CT_BONE);
            assertThat(RenderPreset.suitable(Histogram.of(mr, 256))).isEqualTo(RenderPreset.MR);
            assertThat(RenderPreset.suitable(Histogram.of(mask, 256))).isEqualTo(RenderPreset.SHAPE);
        }
    }
}
