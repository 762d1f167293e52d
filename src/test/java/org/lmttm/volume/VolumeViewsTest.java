package org.lmttm.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Slices, windows, histograms, statistics and resampling on volumes small enough to check by hand. */
class VolumeViewsTest {
    private static final int NI = 3;
    private static final int NJ = 4;
    private static final int NK = 5;

    /** A volume whose value names its voxel: 100 i + 10 j + k. */
    private static Volume numbered(boolean geometry) {
        float[] values = new float[NI * NJ * NK];
        for (int k = 0; k < NK; k++) {
            for (int j = 0; j < NJ; j++) {
                for (int i = 0; i < NI; i++) {
                    values[(k * NJ + j) * NI + i] = 100 * i + 10 * j + k;
                }
            }
        }
        Affine affine = Affine.of(new double[][] {{2, 0, 0, -10}, {0, 3, 0, -20}, {0, 0, 4, -30}});
        return Volume.ofFloats("numbered", NI, NJ, NK, values, geometry ? affine : null);
    }

    @Test
    void anAxialSliceShowsLeftOnTheRightAndTheFrontOnTop() {
        try (Volume volume = numbered(true)) {
            Slice slice = new SliceExtractor(volume).extract(Plane.AXIAL, 2);
            assertThat(slice.width()).isEqualTo(NI);
            assertThat(slice.height()).isEqualTo(NJ);
            // i grows to the patient's right, which is on the left of the picture; j grows to the front, on top.
            assertThat(slice.value(0, 0)).isEqualTo(232);
            assertThat(slice.value(NI - 1, NJ - 1)).isEqualTo(2);
            assertThat(slice.geometry().letters()).contains(new SliceGeometry.Letters("R", "L", "A", "P"));
            assertThat(slice.geometry().pixelWidth()).isEqualTo(2);
            assertThat(slice.geometry().pixelHeight()).isEqualTo(3);
        }
    }

    @Test
    void sagittalSlicesLookFromTheLeftWithTheFrontOnTheLeft() {
        try (Volume volume = numbered(true)) {
            Slice slice = new SliceExtractor(volume).extract(Plane.SAGITTAL, 1);
            assertThat(slice.geometry().letters()).contains(new SliceGeometry.Letters("A", "P", "S", "I"));
            assertThat(slice.value(0, 0)).isEqualTo(134);
        }
    }

    @ParameterizedTest
    @EnumSource(Plane.class)
    void everyPixelIsTheVoxelThatTheGeometryNames(Plane plane) {
        for (boolean geometry : new boolean[] {true, false}) {
            try (Volume volume = numbered(geometry)) {
                SliceExtractor extractor = new SliceExtractor(volume);
                SliceGeometry g = extractor.geometry(plane);
                for (int index = 0; index < g.count(); index++) {
                    Slice slice = extractor.extract(plane, index);
                    for (int y = 0; y < g.height(); y++) {
                        for (int x = 0; x < g.width(); x++) {
                            double[] v = g.voxel(index, x, y);
                            assertThat((double) slice.value(x, y)).isEqualTo(100 * v[0] + 10 * v[1] + v[2]);
                            assertThat(g.pixel(v)).containsExactly(x, y);
                        }
                    }
                }
                assertThatThrownBy(() -> extractor.extract(plane, g.count()))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void withoutGeometryAxialSlicesAreTheArraysFirstIndex() {
        try (Volume volume = numbered(false)) {
            Slice slice = new SliceExtractor(volume).extract(Plane.AXIAL, 1);
            assertThat(slice.height()).isEqualTo(NJ);
            assertThat(slice.width()).isEqualTo(NK);
            assertThat(slice.value(4, 3)).isEqualTo(134);
            assertThat(slice.geometry().letters()).isEmpty();
        }
    }

    @Test
    void windowsClipAndNeverDivideByZero() {
        Window window = Window.ofLevelWidth(50, 100);
        assertThat(window).isEqualTo(new Window(0, 100));
        assertThat(window.level()).isEqualTo(50);
        assertThat(window.map(-1)).isZero();
        assertThat(window.map(25)).isEqualTo(0.25);
        assertThat(window.map(1e30)).isEqualTo(1);
        assertThat(window.map(Double.NaN)).isZero();
        Window step = new Window(7, 7);
        assertThat(step.grey(6.9)).isZero();
        assertThat(step.grey(7)).isEqualTo(255);
        assertThatThrownBy(() -> new Window(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void statisticsLeaveOutWhatIsNotFinite() {
        float[] values = {1, Float.NaN, 5, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3};
        try (Volume volume = Volume.ofFloats("odd", 6, 1, 1, values, null)) {
            VolumeStatistics s = VolumeStatistics.of(volume);
            assertThat(s).isEqualTo(new VolumeStatistics(1, 5, 3, 3, 1, 2));
            assertThat(Histogram.of(volume, 4).total()).isEqualTo(3);
            assertThat(Histogram.of(volume, 4).counts()).containsExactly(1, 0, 1, 1);
        }
    }

    @Test
    void otsuSplitsTwoHeapsBetweenThem() {
        float[] values = new float[1000];
        for (int x = 0; x < values.length; x++) {
            values[x] = x < 700 ? 10 + x % 7 : 90 + x % 5;
        }
        try (Volume volume = Volume.ofFloats("heaps", 10, 10, 10, values, null)) {
            Histogram histogram = Histogram.of(volume, 256);
            assertThat(histogram.otsu()).isBetween(17.0, 90.0).isCloseTo(53, within(3.0));
            assertThat(histogram.percentile(0)).isEqualTo(10);
            assertThat(histogram.percentile(100)).isCloseTo(94, within(1e-9));
            assertThat(histogram.percentile(50)).isBetween(10.0, 17.0);
        }
    }

    @Test
    void aConstantVolumeHasAWindowAndAThreshold() {
        float[] values = new float[27];
        Arrays.fill(values, 7);
        try (Volume volume = Volume.ofFloats("constant", 3, 3, 3, values, null)) {
            Histogram histogram = Histogram.of(volume, 16);
            assertThat(histogram.autoWindow()).isEqualTo(new Window(7, 7));
            assertThat(histogram.otsu()).isEqualTo(7);
        }
    }

    @Test
    void aGridOfTheSameShapeGivesTheVoxelsBack() {
        try (Volume volume = numbered(true)) {
            Resampler resampler = new Resampler(volume, Resampler.Interpolation.TRILINEAR, -1);
            float[] block = resampler.whole(Resampler.AS_STORED, NI, NJ, NK);
            assertThat(block[(2 * NJ + 3) * NK + 4]).isEqualTo(234);
            float[] turned = resampler.whole("IPL", NK, NJ, NI);
            assertThat(turned[0]).isEqualTo(234);
            assertThat(turned[turned.length - 1]).isZero();
        }
    }

    @Test
    void aRegionIsSampledInMillimetresAndOutsideIsSaid() {
        try (Volume volume = numbered(true)) {
            Resampler resampler = new Resampler(volume, Resampler.Interpolation.TRILINEAR, -1);
            // Voxel (1, 1, 1) lies at (-8, -17, -26); a cell of one sample has its centre there.
            Region there = Region.of(new double[] {-8, -17, -26}, new double[] {4, 3, 2});
            assertThat(resampler.region(there, "SAR", 1, 1, 1)).containsExactly(111);
            float[] line =
                    resampler.region(new Region(List.of(-8.0, -17.0, -26.0), List.of(4.0, 3.0, 12.0)), "SAR", 1, 1, 6);
            // Steps of 2 mm are one voxel along i: voxels -1.5 to 3.5; the border reaches to -0.5 and 2.5.
            assertThat(line).containsExactly(-1, 11, 61, 161, 211, -1);
        }
    }

    @Test
    void lettersNeedPatientGeometry() {
        try (Volume volume = numbered(false)) {
            Resampler resampler = new Resampler(volume, Resampler.Interpolation.NEAREST, 0);
            assertThatThrownBy(() -> resampler.whole("RAS", 2, 2, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("numbered");
        }
    }

    @Test
    void aClosedVolumeIsNotRead() {
        Volume volume = numbered(true);
        volume.close();
        volume.close();
        assertThatThrownBy(() -> volume.value(0, 0, 0)).isInstanceOf(IllegalStateException.class);
    }
}
