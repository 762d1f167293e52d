package org.lmttm.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmttm.volume.Resampler.Interpolation;
import org.lmttm.volume.Volume.StorageOrder;

/** Rows within a volume give, bit for bit, what single reads with neighbours looked up one by one give. */
class InnerRowsTest {
    private static final int NI = 29;
    private static final int NJ = 23;
    private static final int NK = 19;
    private static final int WIDTH = 37;

    /** What a row's pixels are apart: oblique, along an axis, with a fraction only along one, backwards, on voxels. */
    private static final double[][][] ROWS = {
        {{1.37, 2.21, 0.93}, {0.6, 0.43, 0.37}},
        {{0.5, 3, 4}, {0.7, 0, 0}},
        {{27.9, 20.3, 17.1}, {-0.71, -0.52, -0.44}},
        {{2, 3.25, 5}, {0, 0, 0.25}},
        {{4, 5, 6}, {0.5, 0.25, 0}},
        {{-0.4, 21.6, -0.3}, {0.77, -0.61, 0.5}},
        {{0, 0, 0}, {0.75, 0.5, 0.5}},
    };

    static Stream<Arguments> volumes() {
        return Stream.of(VoxelType.values())
                .flatMap(type -> Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                        .flatMap(order -> Stream.of(StorageOrder.values())
                                .flatMap(storage -> Stream.of(
                                        Arguments.of(type, order, storage, 1.0, 0.0),
                                        Arguments.of(type, order, storage, -1.73, 1024.1)))));
    }

    @SuppressWarnings("MustBeClosedChecker") // the volume closes the arena
    private static Volume random(VoxelType type, ByteOrder bytes, StorageOrder storage, double slope, double offset) {
        Volume.Description d = new Volume.Description(
                "random",
                "memory",
                NI,
                NJ,
                NK,
                type,
                bytes,
                storage,
                slope,
                offset,
                Optional.of(Affine.scaling(1, 1, 1)),
                List.of());
        Arena arena = Arena.ofShared();
        MemorySegment voxels = arena.allocate(d.byteCount(), 8);
        byte[] content = new byte[(int) d.byteCount()];
        new Random(11).nextBytes(content);
        voxels.copyFrom(MemorySegment.ofArray(content));
        return new Volume(d, voxels, arena);
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void aRowIsWhatItsPixelsAreOneByOne(
            VoxelType type, ByteOrder bytes, StorageOrder storage, double slope, double offset) {
        try (Volume volume = random(type, bytes, storage, slope, offset)) {
            for (double[][] row : ROWS) {
                for (Interpolation interpolation : Interpolation.values()) {
                    int first = first(row);
                    int end = end(row, first);
                    float[] values = new float[WIDTH + 2];
                    new RowSampler(volume, interpolation, WIDTH).sample(row[0], row[1], first, end, values, 1);
                    float[] single = new float[WIDTH + 2];
                    for (int p = first; p < end; p++) {
                        double[] at = at(row, p);
                        single[1 + p] = (float) (slope * value(volume, interpolation, at) + offset);
                    }
                    assertThat(values).isEqualTo(single);
                }
            }
        }
    }

    private static double[] at(double[][] row, int p) {
        return new double[] {row[0][0] + p * row[1][0], row[0][1] + p * row[1][1], row[0][2] + p * row[1][2]};
    }

    private static boolean inside(double[] at) {
        return at[0] >= -0.5
                && at[0] <= NI - 0.5
                && at[1] >= -0.5
                && at[1] <= NJ - 0.5
                && at[2] >= -0.5
                && at[2] <= NK - 0.5;
    }

    private static int first(double[][] row) {
        int first = 0;
        while (!inside(at(row, first))) {
            first++;
        }
        return first;
    }

    private static int end(double[][] row, int first) {
        int end = first;
        while (end < WIDTH && inside(at(row, end))) {
            end++;
        }
        return end;
    }

    private static double stored(Volume volume, int i, int j, int k) {
        boolean swap = !volume.description().byteOrder().equals(ByteOrder.nativeOrder());
        long place = i * volume.stride(0) + j * volume.stride(1) + k * volume.stride(2);
        return VoxelAccess.get(volume.voxels(), volume.description().type(), swap, place);
    }

    private static double value(Volume volume, Interpolation interpolation, double[] at) {
        int[] whole = new int[3];
        double[] fraction = new double[3];
        int[] size = {NI, NJ, NK};
        for (int axis = 0; axis < 3; axis++) {
            if (interpolation == Interpolation.NEAREST) {
                whole[axis] = Math.clamp((long) Math.floor(at[axis] + 0.5), 0, size[axis] - 1);
            } else {
                double x = Math.clamp(at[axis], 0, size[axis] - 1.0);
                whole[axis] = (int) Math.floor(x);
                fraction[axis] = x - whole[axis];
            }
        }
        return along(volume, whole, fraction, 2);
    }

    /** Between the two neighbours along an axis of what is found along the lower ones; at a fraction of 0 the first alone. */
    private static double along(Volume volume, int[] whole, double[] fraction, int axis) {
        if (axis < 0) {
            return stored(volume, whole[0], whole[1], whole[2]);
        }
        double a = along(volume, whole, fraction, axis - 1);
        if (fraction[axis] == 0) {
            return a;
        }
        int[] next = whole.clone();
        next[axis]++;
        double b = along(volume, next, fraction, axis - 1);
        return a + fraction[axis] * (b - a);
    }
}
