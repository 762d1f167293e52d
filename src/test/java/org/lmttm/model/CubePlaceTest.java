package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Region;
import org.lmttm.volume.Volume;

/** A cube of a volume that holds its own coordinates says where each of its voxels was taken. */
class CubePlaceTest {
    private static final int[] SIZE = {24, 20, 16};
    private static final Region BOX = new Region(List.of(3.0, -8.0, 21.0), List.of(9.0, 7.5, 8.0));

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("as-stored", null, null),
                Arguments.of("as-stored", null, BOX),
                Arguments.of("SAR", null, BOX),
                Arguments.of("ILP", List.of(8.0, 9.0, 10.0), null));
    }

    private static Affine oblique() {
        double a = 0.4;
        double[][] rows = {
            {-1.1 * Math.cos(a), -0.9 * Math.sin(a), 0, 20},
            {-1.1 * Math.sin(a), 0.9 * Math.cos(a), 0, -12},
            {0, 0, 1.4, 10}
        };
        return Affine.of(rows);
    }

    /** One of the patient's coordinates in every voxel, moved into 0 … 255. */
    private static Volume coordinate(int axis) {
        float[] values = new float[SIZE[0] * SIZE[1] * SIZE[2]];
        for (int v = 0; v < values.length; v++) {
            int j = v / SIZE[0] % SIZE[1];
            int k = v / (SIZE[0] * SIZE[1]);
            double[] p = oblique().apply(v % SIZE[0], j, k);
            values[v] = (float) (p[axis] + 100);
        }
        return Volume.ofFloats("coordinate", SIZE[0], SIZE[1], SIZE[2], values, oblique());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyVoxelOfTheCubeLiesWhereItWasTaken(String axes, @Nullable List<Double> region, @Nullable Region box) {
        Preprocessing preprocessing = new Preprocessing(
                new Preprocessing.Window(0, 255),
                new Architecture.Extent(6, 5, 4),
                region,
                axes,
                Preprocessing.Interpolation.TRILINEAR);
        float[][] cubes = new float[3][];
        CubePlace place = null;
        for (int axis = 0; axis < 3; axis++) {
            try (Volume volume = coordinate(axis)) {
                cubes[axis] =
                        box == null ? CubeInput.of(volume, preprocessing) : CubeInput.ofBox(volume, preprocessing, box);
                place = CubePlace.of(volume, preprocessing, box);
            }
        }
        assertThat(place).isNotNull();
        for (int index = 0; index < 120; index++) {
            int d = index / 20;
            int h = index / 4 % 5;
            int w = index % 4;
            double[] voxel = place.voxel(d, h, w);
            double[] patient = oblique().apply(voxel[0], voxel[1], voxel[2]);
            for (int axis = 0; axis < 3; axis++) {
                assertThat(cubes[axis][index] * 255 - 100).isCloseTo((float) patient[axis], offset(0.12f));
            }
            double[] back = place.cube(voxel[0], voxel[1], voxel[2]);
            assertThat(back[0]).isCloseTo(d, offset(1e-9));
            assertThat(back[1]).isCloseTo(h, offset(1e-9));
            assertThat(back[2]).isCloseTo(w, offset(1e-9));
        }
    }
}
