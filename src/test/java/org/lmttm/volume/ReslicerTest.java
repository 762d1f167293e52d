package org.lmttm.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lmttm.volume.Resampler.Interpolation;
import org.lmttm.volume.Slab.Projection;

/** Slices at any angle and thickness against slices along the axes and against what can be computed by hand. */
class ReslicerTest {
    private static final int NI = 23;
    private static final int NJ = 19;
    private static final int NK = 17;

    /** Axes flipped and swapped, odd spacing, tilted: what scanners bring. */
    private static final List<Affine> AFFINES = List.of(
            Affine.scaling(1, 1, 1),
            Affine.of(new double[][] {{-0.8833, 0, 0, 91.7}, {0, 0.8833, 0, -113.21}, {0, 0, 2.5, 17.3}}),
            Affine.of(new double[][] {{0, 0, 1.2, -31.3}, {0.7, 0, 0, 5.1}, {0, -0.7, 0, 44.9}}),
            Affine.of(new double[][] {{0.9, -0.21, 0.13, -40.123}, {0.23, 0.88, -0.11, 12.77}, {-0.09, 0.14, 1.7, -5.31}
            }));

    @SuppressWarnings("MustBeClosedChecker") // the volume closes the arena
    private static Volume random(VoxelType type, Affine affine, boolean swapped) {
        Volume.Description d = new Volume.Description(
                "random",
                "memory",
                NI,
                NJ,
                NK,
                type,
                swapped == (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN)
                        ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN,
                Volume.StorageOrder.FIRST_FASTEST,
                1.7,
                -3.1,
                Optional.of(affine),
                List.of());
        Arena arena = Arena.ofShared();
        MemorySegment voxels = arena.allocate(d.byteCount(), 8);
        byte[] bytes = new byte[(int) d.byteCount()];
        new Random(7).nextBytes(bytes);
        voxels.copyFrom(MemorySegment.ofArray(bytes));
        return new Volume(d, voxels, arena);
    }

    @ParameterizedTest
    @EnumSource(VoxelType.class)
    void atNoAngleASliceIsTheVolumesOwnBitForBit(VoxelType type) {
        for (Affine affine : AFFINES) {
            for (Interpolation interpolation : Interpolation.values()) {
                try (Volume volume = random(type, affine, true)) {
                    SliceExtractor slices = new SliceExtractor(volume);
                    Reslicer reslicer = new Reslicer(volume, interpolation);
                    for (Plane plane : Plane.values()) {
                        SliceGeometry g = slices.geometry(plane);
                        int index = g.count() / 3;
                        float[] values = reslicer.extract(PlaneGrid.of(volume, g, index));
                        assertThat(values)
                                .isEqualTo(slices.extract(plane, index).values());
                    }
                }
            }
        }
    }

    @Test
    void theLastSliceIsItsOwnToo() {
        try (Volume volume = random(VoxelType.INT16, AFFINES.get(1), false)) {
            SliceExtractor slices = new SliceExtractor(volume);
            Reslicer reslicer = new Reslicer(volume, Interpolation.TRILINEAR);
            for (Plane plane : Plane.values()) {
                int last = slices.geometry(plane).count() - 1;
                assertThat(reslicer.extract(PlaneGrid.of(volume, slices.geometry(plane), last)))
                        .isEqualTo(slices.extract(plane, last).values());
            }
        }
    }

    /** Values that are linear in patient space, which trilinear interpolation gives back exactly. */
    private static Volume linear(Affine affine) {
        float[] values = new float[NI * NJ * NK];
        for (int k = 0; k < NK; k++) {
            for (int j = 0; j < NJ; j++) {
                for (int i = 0; i < NI; i++) {
                    values[(k * NJ + j) * NI + i] = (float) linear(Point.of(affine.apply(i, j, k)));
                }
            }
        }
        return Volume.ofFloats("linear", NI, NJ, NK, values, affine);
    }

    private static double linear(Point p) {
        return 3 * p.x() - 2 * p.y() + 5 * p.z() + 11;
    }

    @Test
    void anObliquePixelHasTheValueOfItsPlaceInThePatient() {
        for (Affine affine : AFFINES) {
            try (Volume volume = linear(affine)) {
                Rotation turn = Rotation.about(new Point(1, 2, -0.5), 0.7);
                Point middle = Point.of(affine.apply(NI / 2.0, NJ / 2.0, NK / 2.0));
                PlaneGrid grid = PlaneGrid.through(
                        volume, middle, turn.apply(new Point(-1, 0, 0)), turn.apply(new Point(0, -1, 0)), 0);
                float[] values = new Reslicer(volume, Interpolation.TRILINEAR).extract(grid);
                int count = 0;
                Affine inverse = affine.inverse();
                for (int y = 0; y < grid.height(); y++) {
                    for (int x = 0; x < grid.width(); x++) {
                        Point p = grid.patient(x, y);
                        double[] v = inverse.apply(p.x(), p.y(), p.z());
                        float value = values[y * grid.width() + x];
                        if (inside(v, 0)) {
                            count++;
                            assertThat((double) value).isCloseTo(linear(p), within(1e-3));
                        } else if (!inside(v, 0.5 + 1e-6)) {
                            assertThat(value).isNaN();
                        }
                    }
                }
                assertThat(count).as("the plane crosses the volume").isGreaterThan(100);
            }
        }
    }

    private static boolean inside(double[] v, double margin) {
        return v[0] >= -margin
                && v[0] <= NI - 1 + margin
                && v[1] >= -margin
                && v[1] <= NJ - 1 + margin
                && v[2] >= -margin
                && v[2] <= NK - 1 + margin;
    }

    @Test
    void aQuarterTurnGivesTheOtherPlane() {
        Affine affine = Affine.of(new double[][] {{-1.5, 0, 0, 30}, {0, 1.5, 0, -20}, {0, 0, 1.5, 7}});
        try (Volume volume = random(VoxelType.INT16, affine, false)) {
            SliceExtractor slices = new SliceExtractor(volume);
            int i = 8;
            int j = 9;
            int k = 6;
            Point point = Point.of(affine.apply(i, j, k));
            // the axial plane, turned about the line from right to left until the head is on top: the coronal one
            Rotation turn = Rotation.about(new Point(1, 0, 0), Math.PI / 2);
            Point right = turn.apply(new Point(-1, 0, 0));
            Point down = turn.apply(new Point(0, -1, 0));
            PlaneGrid grid = PlaneGrid.through(volume, point, right, down, 0);
            float[] values = new Reslicer(volume, Interpolation.TRILINEAR).extract(grid);
            Slice coronal = slices.extract(Plane.CORONAL, j);
            assertThat(grid.width()).isEqualTo(coronal.width());
            assertThat(grid.height()).isEqualTo(coronal.height());
            for (int p = 0; p < values.length; p++) {
                assertThat(values[p]).isCloseTo(coronal.values()[p], within(0.05f));
            }
        }
    }

    @Test
    void aGridAtNoAngleCoversTheSliceExactly() {
        Affine affine = Affine.of(new double[][] {{-1.5, 0, 0, 30}, {0, 1.5, 0, -20}, {0, 0, 1.5, 7}});
        try (Volume volume = random(VoxelType.UINT8, affine, false)) {
            Point point = Point.of(affine.apply(8, 9, 6));
            PlaneGrid grid = PlaneGrid.through(volume, point, new Point(-1, 0, 0), new Point(0, -1, 0), 0);
            float[] values = new Reslicer(volume, Interpolation.TRILINEAR).extract(grid);
            assertThat(values)
                    .isEqualTo(
                            new SliceExtractor(volume).extract(Plane.AXIAL, 6).values());
        }
    }

    @ParameterizedTest
    @EnumSource(Projection.class)
    void aSlabOfOneVoxelIsTheSlice(Projection projection) {
        try (Volume volume = random(VoxelType.INT16, AFFINES.get(1), false)) {
            SliceExtractor slices = new SliceExtractor(volume);
            for (Plane plane : Plane.values()) {
                double step = volume.spacing()[slices.geometry(plane).normalAxis()];
                Slab slab = new Slab(projection, step);
                assertThat(slices.extract(plane, 5, slab).values())
                        .isEqualTo(slices.extract(plane, 5).values());
                PlaneGrid grid = PlaneGrid.of(volume, slices.geometry(plane), 5);
                assertThat(new Reslicer(volume, Interpolation.TRILINEAR).extract(grid, slab))
                        .isEqualTo(slices.extract(plane, 5).values());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Projection.class)
    void aSlabIsTheSameAtNoAngleAndByHand(Projection projection) {
        try (Volume volume = random(VoxelType.INT16, AFFINES.get(1), false)) {
            SliceExtractor slices = new SliceExtractor(volume);
            SliceGeometry g = slices.geometry(Plane.AXIAL);
            double step = volume.spacing()[g.normalAxis()];
            // four slices thick: the middle one, one whole and one half to either side
            Slab slab = new Slab(projection, 4 * step);
            float[] slabbed = slices.extract(Plane.AXIAL, 8, slab).values();
            assertThat(new Reslicer(volume, Interpolation.TRILINEAR).extract(PlaneGrid.of(volume, g, 8), slab))
                    .isEqualTo(slabbed);
            double[] shares = {0.5, 1, 1, 1, 0.5};
            for (int p = 0; p < slabbed.length; p += 7) {
                double sum = 0;
                double largest = Double.NEGATIVE_INFINITY;
                double smallest = Double.POSITIVE_INFINITY;
                for (int o = -2; o <= 2; o++) {
                    float v = slices.extract(Plane.AXIAL, 8 + o).values()[p];
                    sum += shares[o + 2] * v;
                    largest = Math.max(largest, v);
                    smallest = Math.min(smallest, v);
                }
                double wanted =
                        projection == Projection.MEAN ? sum / 4 : projection == Projection.MAXIMUM ? largest : smallest;
                assertThat((double) slabbed[p]).isCloseTo(wanted, within(0.05));
            }
        }
    }

    @Test
    void aSlabEndsWhereTheVolumeDoes() {
        try (Volume volume = linear(AFFINES.get(0))) {
            SliceExtractor slices = new SliceExtractor(volume);
            Slice slab = slices.extract(Plane.AXIAL, 0, new Slab(Projection.MEAN, 5));
            float[] first = slices.extract(Plane.AXIAL, 0).values();
            // slices 0, 1, 2 of a value that grows by 5 a slice
            assertThat(slab.values()[0]).isCloseTo(first[0] + 5, within(1e-3f));
        }
    }

    @Test
    void colorsAreTheTablesAtTheWindowedValue() {
        int[] table = new int[256];
        for (int x = 0; x < 256; x++) {
            table[x] = 0xff000000 | x;
        }
        for (Affine affine : AFFINES) {
            try (Volume volume = random(VoxelType.INT16, affine, false)) {
                SliceExtractor slices = new SliceExtractor(volume);
                Window window = new Window(-20_000, 30_000);
                for (Plane plane : Plane.values()) {
                    Slice slice = slices.extract(plane, 4);
                    int[] plain = slices.argb(plane, 4, window, table, false);
                    int[] mirrored = slices.argb(plane, 4, window, table, true);
                    int w = slice.width();
                    for (int y = 0; y < slice.height(); y++) {
                        for (int x = 0; x < w; x++) {
                            assertThat(plain[y * w + x]).isEqualTo(table[window.grey(slice.value(x, y))]);
                            assertThat(mirrored[y * w + w - 1 - x]).isEqualTo(plain[y * w + x]);
                        }
                    }
                }
            }
        }
    }

    @Test
    void whatIsNoNumberIsBlackAndAStepIsAStep() {
        int[] table = new int[256];
        table[0] = 0xff000001;
        table[255] = 0xffffffff;
        float[] values = {Float.NaN, 6, 7, 8};
        assertThat(SliceColors.argb(values, 4, 1, new Window(7, 7), table))
                .containsExactly(0xff000000, 0xff000001, 0xffffffff, 0xffffffff);
        assertThat(SliceColors.argb(values, 4, 1, new Window(7, 8), table))
                .containsExactly(0xff000000, 0xff000001, 0xff000001, 0xffffffff);
    }

    @Test
    void rotationsTurnAsTheRightHandDoes() {
        Rotation quarter = Rotation.about(new Point(0, 0, 2), Math.PI / 2);
        Point y = quarter.apply(new Point(1, 0, 0));
        assertThat(y.minus(new Point(0, 1, 0)).length()).isLessThan(1e-12);
        Rotation half = quarter.after(quarter);
        assertThat(half.apply(new Point(1, 0, 0)).minus(new Point(-1, 0, 0)).length())
                .isLessThan(1e-12);
        assertThat(half.angle()).isCloseTo(Math.PI, within(1e-9));
        Random random = new Random(3);
        for (int t = 0; t < 100; t++) {
            Point a = new Point(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).unit();
            Point b = new Point(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).unit();
            assertThat(Rotation.between(a, b).apply(a).minus(b).length()).isLessThan(1e-9);
            assertThat(Rotation.between(a, a.times(-1)).apply(a).plus(a).length())
                    .isLessThan(1e-9);
        }
        assertThat(Rotation.NONE.isNone()).isTrue();
        assertThat(quarter.isNone()).isFalse();
    }

    @Test
    void presetsAreWindowsOfTheirModality() {
        try (Volume volume = linear(AFFINES.get(0))) {
            Histogram histogram = Histogram.of(volume, 64);
            assertThat(WindowPreset.CT_LUNG.window(histogram)).isEqualTo(new Window(-1350, 150));
            assertThat(WindowPreset.MR_SOFT.window(histogram)).isEqualTo(histogram.window(0.5, 99.5));
            assertThat(WindowPreset.looksLikeCt(volume, VolumeStatistics.of(volume)))
                    .isFalse();
        }
    }
}
