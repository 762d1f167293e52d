package org.lmttm.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values counted in one pass, sampled within milliseconds, and coloured straight from their codes. */
class VolumeSummaryTest {
    private static Volume volume(int n, VoxelType type, ByteOrder order, double slope, double intercept) {
        return volume(n, type, order, Volume.StorageOrder.FIRST_FASTEST, slope, intercept);
    }

    private static Volume volume(int n, VoxelType type, Volume.StorageOrder storage) {
        return volume(n, type, ByteOrder.nativeOrder(), storage, 1, 0);
    }

    @SuppressWarnings("MustBeClosedChecker") // the volume closes it
    private static Volume volume(
            int n, VoxelType type, ByteOrder order, Volume.StorageOrder storage, double slope, double intercept) {
        Volume.Description d = new Volume.Description(
                "random",
                "memory",
                n,
                n + 1,
                n + 2,
                type,
                order,
                storage,
                slope,
                intercept,
                Optional.of(Affine.scaling(1, 1, 1)),
                List.of());
        byte[] bytes = new byte[(int) d.byteCount()];
        new Random(7).nextBytes(bytes);
        if (type == VoxelType.BOOL) {
            for (int x = 0; x < bytes.length; x++) {
                bytes[x] &= 1;
            }
        }
        Arena arena = Arena.ofShared();
        MemorySegment voxels = arena.allocate(bytes.length, 64);
        voxels.copyFrom(MemorySegment.ofArray(bytes));
        return new Volume(d, voxels, arena);
    }

    @ParameterizedTest
    @EnumSource(VoxelType.class)
    void onePassSaysWhatTwoPassesSay(VoxelType type) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (double slope : new double[] {1, -0.25}) {
                try (Volume volume = volume(13, type, order, slope, slope == 1 ? 0 : 10)) {
                    VolumeSummary summary = VolumeSummary.exact(volume, 64, ReadProgress.NONE);
                    VolumeStatistics expected = VolumeStatistics.of(volume);
                    assertThat(summary.exact()).isTrue();
                    assertThat(summary.statistics().min()).isEqualTo(expected.min());
                    assertThat(summary.statistics().max()).isEqualTo(expected.max());
                    assertThat(summary.statistics().finite()).isEqualTo(expected.finite());
                    assertThat(summary.statistics().nonFinite()).isEqualTo(expected.nonFinite());
                    assertThat(summary.statistics().mean())
                            .isCloseTo(expected.mean(), within(1e-9 * Math.abs(expected.max() - expected.min())));
                    Histogram histogram = Histogram.of(volume, 64);
                    assertThat(summary.histogram().counts()).isEqualTo(histogram.counts());
                    assertThat(summary.histogram().lo()).isEqualTo(histogram.lo());
                    assertThat(summary.histogram().hi()).isEqualTo(histogram.hi());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(VoxelType.class)
    void colorsFromCodesAreThoseOfTheValues(VoxelType type) {
        int[] table = new int[256];
        Arrays.setAll(table, x -> 0xff000000 | x);
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            try (Volume volume = volume(19, type, order, 0.5, -3)) {
                SliceExtractor slices = new SliceExtractor(volume);
                for (Plane plane : Plane.values()) {
                    for (Window window : List.of(new Window(-20, 45), new Window(3, 3), new Window(-4000, 9000))) {
                        Slice slice = slices.extract(plane, 5);
                        int[] expected = new int[slice.values().length];
                        SliceColors.argb(slice.values(), 0, expected.length, window, table, expected);
                        assertThat(slices.argb(plane, 5, window, table, false)).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void aSampleOfALargeVolumeIsSparseAndAlwaysTheSame() {
        int n = 150;
        float[] values = new float[n * n * n];
        for (int x = 0; x < values.length; x++) {
            values[x] = x % n + 2 * (x / n % n) + 4 * (x / n / n);
        }
        try (Volume volume = Volume.ofFloats("large", n, n, n, values, null)) {
            VolumeSummary quick = VolumeSummary.quick(volume, 256);
            assertThat(quick.exact()).isFalse();
            assertThat(quick.histogram().total()).isLessThan(values.length / 4);
            Window exact = VolumeSummary.exact(volume, 256, ReadProgress.NONE)
                    .histogram()
                    .autoWindow();
            Window sampled = quick.histogram().autoWindow();
            assertThat(sampled.lo()).isCloseTo(exact.lo(), within(0.02 * exact.width()));
            assertThat(sampled.hi()).isCloseTo(exact.hi(), within(0.02 * exact.width()));
            VolumeSummary again = VolumeSummary.quick(volume, 256);
            assertThat(again.histogram().counts()).isEqualTo(quick.histogram().counts());
            assertThat(again.statistics()).isEqualTo(quick.statistics());
        }
    }

    @Test
    void countingEndsWhenItIsNotWantedAnyMore() {
        ReadProgress cancelled = new ReadProgress() {
            @Override
            public void update(double share) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        try (Volume bytes = volume(5, VoxelType.UINT8, ByteOrder.nativeOrder(), 1, 0);
                Volume floats = volume(5, VoxelType.FLOAT64, ByteOrder.nativeOrder(), 1, 0)) {
            for (Volume volume : List.of(bytes, floats)) {
                assertThatThrownBy(() -> VolumeSummary.exact(volume, 16, cancelled))
                        .isInstanceOf(CancellationException.class);
            }
        }
    }

    @Test
    void nothingFiniteIsNoError() {
        try (Volume volume = volume(3, VoxelType.FLOAT32, ByteOrder.nativeOrder(), Double.NaN, 0)) {
            VolumeSummary summary = VolumeSummary.quick(volume, 16);
            assertThat(summary.statistics().finite()).isZero();
            assertThat(summary.histogram().autoWindow()).isEqualTo(new Window(0, 0));
        }
    }

    @Test
    void aQuickPictureHasTheMiddleOfEachBlock() {
        int[] table = new int[256];
        Arrays.setAll(table, x -> 0xff000000 | x);
        Window window = new Window(-20, 300);
        for (Volume.StorageOrder order : Volume.StorageOrder.values()) {
            for (boolean mirrored : new boolean[] {false, true}) {
                try (Volume volume = volume(21, VoxelType.UINT8, order)) {
                    SliceExtractor slices = new SliceExtractor(volume);
                    for (Plane plane : Plane.values()) {
                        SliceGeometry g = slices.geometry(plane);
                        int[] all = slices.argb(plane, 7, window, table, mirrored);
                        int[] few = slices.argb(plane, 7, window, table, mirrored, 4);
                        int w = SliceExtractor.blocks(g.width(), 4);
                        int h = SliceExtractor.blocks(g.height(), 4);
                        assertThat(few).hasSize(w * h);
                        for (int p = 0; p < few.length; p++) {
                            assertThat(few[p]).isEqualTo(all[(p / w * 4 + 2) * g.width() + p % w * 4 + 2]);
                        }
                        assertThat(slices.argb(plane, 7, window, table, mirrored, 99))
                                .hasSize(1);
                    }
                }
            }
        }
    }
}
