package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/** Volumes whose value is a linear function of patient space, so that every sample says where it was taken. */
class CubeInputTest {
    private static final double LO = -400;
    private static final double HI = 400;
    private static final int NI = 40;
    private static final int NJ = 36;
    private static final int NK = 30;
    private static final Offset<Float> CLOSE = within(1e-5f);

    /** A head tilted about two axes, with unequal spacing; i runs to the left. */
    private static Affine oblique() {
        double a = Math.toRadians(20);
        double b = Math.toRadians(-35);
        double[][] turn = {
            {Math.cos(a), -Math.sin(a) * Math.cos(b), Math.sin(a) * Math.sin(b)},
            {Math.sin(a), Math.cos(a) * Math.cos(b), -Math.cos(a) * Math.sin(b)},
            {0, Math.sin(b), Math.cos(b)}
        };
        double[] spacing = {-1.1, 0.9, 1.4};
        double[] centre = {(NI - 1) / 2.0, (NJ - 1) / 2.0, (NK - 1) / 2.0};
        double[] middle = {5, -12, 30};
        double[][] rows = new double[3][4];
        for (int r = 0; r < 3; r++) {
            rows[r][3] = middle[r];
            for (int c = 0; c < 3; c++) {
                rows[r][c] = turn[r][c] * spacing[c];
                rows[r][3] -= rows[r][c] * centre[c];
            }
        }
        return Affine.of(rows);
    }

    private static double ramp(double x, double y, double z) {
        return 3 * x - 2 * y + 1.5 * z + 10;
    }

    private static float scaled(double value) {
        return (float) ((value - LO) / (HI - LO));
    }

    private static Volume ramp(@Nullable Affine affine) {
        Affine places = affine == null ? Affine.scaling(1, 1, 1) : affine;
        float[] values = new float[NI * NJ * NK];
        for (int index = 0; index < values.length; index++) {
            int i = index % NI;
            int j = index / NI % NJ;
            int k = index / (NI * NJ);
            double[] p = places.apply(i, j, k);
            values[index] = (float) ramp(p[0], p[1], p[2]);
        }
        return Volume.ofFloats("ramp", NI, NJ, NK, values, affine);
    }

    private static Preprocessing region(String axes, @Nullable List<Double> edges) {
        return new Preprocessing(
                new Preprocessing.Window(LO, HI),
                new Architecture.Extent(4, 5, 6),
                edges,
                axes,
                Preprocessing.Interpolation.TRILINEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAR", "IPL", "RSA", "ALI"})
    void anObliqueRegionIsSampledWhereThePatientIs(String axes) {
        double[] edges = {12, 9, 10};
        double[] centre = {6, -11, 28};
        try (Volume volume = ramp(oblique())) {
            float[] cube = CubeInput.of(volume, region(axes, List.of(12.0, 9.0, 10.0)), centre);
            assertThat(cube).hasSize(4 * 5 * 6);
            int[] size = {4, 5, 6};
            for (int index = 0; index < cube.length; index++) {
                int[] at = {index / 30, index / 6 % 5, index % 6};
                double[] p = centre.clone();
                for (int axis = 0; axis < 3; axis++) {
                    int letter = "RLAPSI".indexOf(axes.charAt(axis));
                    double along = ((at[axis] + 0.5) / size[axis] - 0.5) * edges[axis];
                    p[letter / 2] += letter % 2 == 0 ? along : -along;
                }
                // cells that cover parts of voxels: 0.4 of the window's 800
                assertThat(cube[index]).isCloseTo(scaled(ramp(p[0], p[1], p[2])), within(5e-4f));
            }
        }
    }

    @Test
    void withoutACentreTheRegionLiesInTheMiddleOfTheVolume() {
        try (Volume volume = ramp(oblique())) {
            Preprocessing one = new Preprocessing(
                    new Preprocessing.Window(LO, HI),
                    Architecture.Extent.cube(1),
                    List.of(8.0, 8.0, 8.0),
                    "SAR",
                    Preprocessing.Interpolation.TRILINEAR);
            assertThat(CubeInput.of(volume, one)[0]).isCloseTo(scaled(ramp(5, -12, 30)), CLOSE);
        }
    }

    @Test
    void aWholeVolumeReachesFromEdgeToEdge() {
        Affine affine = Affine.of(new double[][] {{-2, 0, 0, 40}, {0, 0, 3, -50}, {0, 1, 0, 7}});
        try (Volume volume = ramp(affine)) {
            // S grows with j, A with k, R against i: cubes of the volume's own voxels give them back, reordered
            Preprocessing whole = new Preprocessing(
                    new Preprocessing.Window(LO, HI),
                    new Architecture.Extent(NJ, NK, NI),
                    null,
                    "SAR",
                    Preprocessing.Interpolation.NEAREST);
            float[] cube = CubeInput.of(volume, whole);
            for (int index = 0; index < cube.length; index++) {
                int i = NI - 1 - index % NI;
                int j = index / (NI * NK);
                int k = index / NI % NK;
                assertThat(cube[index]).isEqualTo((float) ((volume.value(i, j, k) - LO) / (HI - LO)));
            }
        }
    }

    @Test
    void beyondTheVolumeItsBorderGoesOn() {
        try (Volume volume = ramp(Affine.scaling(1, 1, 1))) {
            float[] cube = CubeInput.of(volume, region("SAR", List.of(4.0, 5.0, 6.0)), new double[] {-50, 10, 12});
            // all six samples along R lie left of the first voxel; the others within the volume
            for (int index = 0; index < cube.length; index++) {
                double y = 10 + index / 6 % 5 - 2;
                double z = 12 + index / 30 - 1.5;
                assertThat(cube[index]).isCloseTo(scaled(ramp(0, y, z)), CLOSE);
            }
        }
    }

    @Test
    void anArrayThatIsAMultipleOfTheCubeGivesTheMeansOfItsBlocks() {
        try (Volume volume = ramp(null)) {
            Preprocessing stored = new Preprocessing(
                    new Preprocessing.Window(LO, HI),
                    new Architecture.Extent(NI / 2, NJ / 3, NK / 5),
                    null,
                    Preprocessing.AS_STORED,
                    Preprocessing.Interpolation.TRILINEAR);
            float[] cube = CubeInput.of(volume, stored);
            for (int index = 0; index < cube.length; index++) {
                int i = index / (NK / 5 * NJ / 3);
                int j = index / (NK / 5) % (NJ / 3);
                int k = index % (NK / 5);
                // the mean of a linear function is its value in the middle of the block
                assertThat(cube[index]).isCloseTo(scaled(ramp(2 * i + 0.5, 3 * j + 1, 5 * k + 2)), CLOSE);
            }
        }
    }

    @Test
    void aVolumeThatDoesNotSuitSaysWhy() {
        try (Volume volume = ramp(null)) {
            assertThatThrownBy(() -> CubeInput.of(volume, region("SAR", null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ramp: has no patient geometry");
        }
    }

    @Test
    void aCoarseRegionSeesWhatLiesBetweenItsSamples() {
        // slices alternate between 0 and 100 along every axis: point samples would give either, averages give 50
        float[] stripes = new float[24 * 24 * 24];
        for (int v = 0; v < stripes.length; v++) {
            stripes[v] = (v % 24 + v / 24 % 24 + v / 576) % 2 * 100;
        }
        Affine affine = Affine.of(new double[][] {{-2, 0, 0, 40}, {0, 0, 3, -50}, {0, 1, 0, 7}});
        Preprocessing sixth = new Preprocessing(
                new Preprocessing.Window(0, 100),
                new Architecture.Extent(4, 6, 3),
                null,
                "SAR",
                Preprocessing.Interpolation.TRILINEAR);
        try (Volume volume = Volume.ofFloats("stripes", 24, 24, 24, stripes, affine)) {
            for (float value : CubeInput.of(volume, sixth)) {
                assertThat(value).isCloseTo(0.5f, CLOSE);
            }
        }
    }

    @Test
    void anArrayOfAnotherSizeIsResampledAndKeepsItsMean() {
        try (Volume volume = ramp(null)) {
            Preprocessing stored = new Preprocessing(
                    new Preprocessing.Window(LO, HI),
                    Architecture.Extent.cube(28),
                    null,
                    Preprocessing.AS_STORED,
                    Preprocessing.Interpolation.TRILINEAR);
            double mean = 0;
            for (float value : CubeInput.of(volume, stored)) {
                mean += value / (28.0 * 28 * 28);
            }
            assertThat((float) mean).isCloseTo(scaled(ramp((NI - 1) / 2.0, (NJ - 1) / 2.0, (NK - 1) / 2.0)), CLOSE);
        }
        float[] values = {0, 1, 2, 3};
        Preprocessing two = Preprocessing.medMnist(new Architecture.Extent(1, 1, 2));
        assertThat(CubeInput.of(values, new Architecture.Extent(1, 1, 4), two)).containsExactly(0.5f, 2.5f);
        assertThat(CubeInput.of(values, new Architecture.Extent(2, 1, 2), two)).containsExactly(1f, 2f);
    }

    @Test
    void aMaskBecomesDistancesWhetherItIsAVolumeOrAStoredCube() {
        int plates = 5;
        float[] stored = new float[NI * NJ * NK]; // i fastest
        float[] cube = new float[stored.length]; // k fastest
        float[] expected = new float[stored.length];
        for (int v = 0; v < cube.length; v++) {
            int j = v / NK % NJ;
            int depth = Math.min(j - 2, 3 + plates - j); // voxels to the nearer of planes 2 and 3 + plates
            cube[v] = depth > 0 ? 1 : 0;
            expected[v] = Math.round(Math.max(0, depth) / 4f * 255) / 255f;
            stored[v / (NJ * NK) + NI * (j + NJ * (v % NK))] = 255 * cube[v];
        }
        Architecture.Extent size = new Architecture.Extent(NI, NJ, NK);
        Preprocessing distances = new Preprocessing(
                new Preprocessing.Distance(4),
                size,
                null,
                Preprocessing.AS_STORED,
                Preprocessing.Interpolation.TRILINEAR);
        assertThat(CubeInput.of(cube.clone(), size, distances)).containsExactly(expected);
        try (Volume volume = Volume.ofFloats("mask", NI, NJ, NK, stored, null)) {
            assertThat(CubeInput.of(volume, distances)).containsExactly(expected);
        }
        assertThat(ModelJson.read(ModelJson.write(distances), Preprocessing.class))
                .isEqualTo(distances);
    }
}
