package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.NativeEngine;
import org.lmttm.training.Augmentation.Turns;
import org.lmttm.volume.Affine;

class DeviceCubesTest {
    private static final Extent BRICK = new Extent(2, 3, 4);
    private static final Extent CUBE = Extent.cube(6);
    private static final int SEED = 5;

    @SuppressWarnings("NullAway.Init")
    private static NDManager manager;

    @BeforeAll
    static void start() {
        manager = NativeEngine.newManager();
    }

    @AfterAll
    static void stop() {
        manager.close();
    }

    /** Voxel values 1 to 255, never 0, so that zeros are those that moved in. */
    private static CubeSet cubes(Extent extent, int count) {
        Random random = new Random(3);
        byte[][] voxels = new byte[count][extent.count()];
        for (byte[] cube : voxels) {
            for (int i = 0; i < cube.length; i++) {
                cube[i] = (byte) (1 + random.nextInt(255));
            }
        }
        return new CubeSet(extent, voxels, IntStream.range(0, count).toArray());
    }

    private static CubeSet cube(Extent extent, IntUnaryOperator value) {
        byte[] voxels = new byte[extent.count()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) value.applyAsInt(i);
        }
        return new CubeSet(extent, new byte[][] {voxels}, new int[] {0});
    }

    private static float[] batch(CubeSet cubes, Augmentation augmentation, long step, int... cases) {
        try (NDManager scratch = manager.newSubManager()) {
            return new DeviceCubes(cubes, scratch)
                    .batch(scratch, cases, augmentation, SEED, step)
                    .toFloatArray();
        }
    }

    private static Augmentation warp(double rotate, double scale, double shear) {
        return new Augmentation(false, 0, Turns.NONE, rotate, scale, shear, 0, 0);
    }

    private static float[] scaled(byte[] voxels) {
        float[] values = new float[voxels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (voxels[i] & 0xff) / 255f;
        }
        return values;
    }

    @Test
    void aBatchHoldsItsCasesBehindEachOtherAsTheyAre() {
        CubeSet cubes = cubes(BRICK, 3);
        float[] batch = batch(cubes, Augmentation.NONE, 0, 2, 0);
        assertThat(Arrays.copyOfRange(batch, 0, 24)).isEqualTo(scaled(cubes.voxels()[2]));
        assertThat(Arrays.copyOfRange(batch, 24, 48)).isEqualTo(scaled(cubes.voxels()[0]));
        try (NDManager scratch = manager.newSubManager()) {
            DeviceCubes there = new DeviceCubes(cubes, scratch);
            assertThat(there.labelsOf(new int[] {2, 0})).containsExactly(2, 0);
            assertThat(there.scaled(1)).isEqualTo(scaled(cubes.voxels()[1]));
        }
    }

    /** Flips and shifts as plain loops, with the draws in the order that runs were trained with so far. */
    private static float[] plainly(byte[] from, Augmentation augmentation, long step, int index) {
        Random random = Seeds.augmentation(SEED, step, index);
        int[][] sources = new int[3][];
        int[] size = {2, 3, 4};
        for (int axis = 0; axis < 3; axis++) {
            boolean flip = augmentation.flips() && random.nextBoolean();
            int most = augmentation.shift();
            int shift = most == 0 ? 0 : random.nextInt(2 * most + 1) - most;
            int n = size[axis];
            sources[axis] = IntStream.range(0, n)
                    .map(i -> (flip ? n - 1 - i : i) - shift)
                    .toArray();
        }
        float[] to = new float[24];
        int at = 0;
        for (int z : sources[0]) {
            for (int y : sources[1]) {
                for (int x : sources[2]) {
                    boolean inside = z >= 0 && z < 2 && y >= 0 && y < 3 && x >= 0 && x < 4;
                    to[at++] = inside ? (from[(z * 3 + y) * 4 + x] & 0xff) / 255f : 0;
                }
            }
        }
        return to;
    }

    @Test
    void flipsAndShiftsEqualPlainLoops() {
        CubeSet cubes = cubes(BRICK, 2);
        for (Augmentation each :
                List.of(new Augmentation(true, 0), new Augmentation(false, 2), new Augmentation(true, 1))) {
            for (long step = 0; step < 20; step++) {
                float[] batch = batch(cubes, each, step, 1, 0);
                assertThat(Arrays.copyOfRange(batch, 0, 24)).isEqualTo(plainly(cubes.voxels()[1], each, step, 1));
                assertThat(Arrays.copyOfRange(batch, 24, 48)).isEqualTo(plainly(cubes.voxels()[0], each, step, 0));
            }
        }
    }

    @Test
    void turnsAreTheFourOfASquarePlane() {
        CubeSet cubes = cubes(new Extent(2, 3, 3), 1);
        float[] cube = scaled(cubes.voxels()[0]);
        List<float[]> expected = new ArrayList<>(List.of(cube));
        for (int q = 1; q < 4; q++) {
            float[] before = expected.get(q - 1);
            float[] turned = new float[cube.length];
            for (int i = 0; i < turned.length; i++) {
                int y = i / 3 % 3;
                int x = i % 3;
                turned[i] = before[i / 9 * 9 + x * 3 + (2 - y)];
            }
            expected.add(turned);
        }
        Augmentation turns = new Augmentation(false, 0, Turns.ALL, 0, 0, 0, 0, 0);
        List<String> seen = IntStream.range(0, 60)
                .mapToObj(step -> Arrays.toString(batch(cubes, turns, step, 0)))
                .distinct()
                .toList();
        assertThat(seen)
                .as("height and width turn; depth, of another length, does not")
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Arrays::toString).toList());
        assertThat(batch(cubes, new Augmentation(false, 0, Turns.WIDTH, 0, 0, 0, 0, 0), 1, 0))
                .isEqualTo(cube);
    }

    @Test
    void turnsAboutAllAxesReachThe24RotationsOfACube() {
        CubeSet cubes = cubes(Extent.cube(3), 1);
        Augmentation turns = new Augmentation(false, 0, Turns.ALL, 0, 0, 0, 0, 0);
        assertThat(IntStream.range(0, 400)
                        .mapToObj(step -> Arrays.toString(batch(cubes, turns, step, 0)))
                        .distinct())
                .hasSize(24);
    }

    @Test
    void aVanishingWarpLeavesTheCaseAsItIs() {
        CubeSet cubes = cubes(CUBE, 1);
        float[] inner = batch(cubes, warp(1e-9, 1e-9, 1e-9), 0, 0);
        float[] expected = scaled(cubes.voxels()[0]);
        for (int i = 0; i < inner.length; i++) {
            assertThat(inner[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }

    /** A ramp is linear, so trilinear interpolation must give exactly its value at the source. */
    @Test
    void aWarpedRampIsTheRampAtTheSource() {
        Extent extent = new Extent(7, 9, 8);
        CubeSet ramp = cube(extent, i -> 10 + 7 * (i / 72) + 5 * (i / 8 % 9) + 3 * (i % 8));
        Augmentation warp = warp(40, 0.3, 0.4);
        int compared = 0;
        for (long step = 0; step < 5; step++) {
            var source = CaseChange.draw(warp, extent, Seeds.augmentation(SEED, step, 0))
                    .source();
            float[] warped = batch(ramp, warp, step, 0);
            for (int i = 0; i < warped.length; i++) {
                int depth = i / 72;
                int height = i / 8 % 9;
                double[] p = source.apply(depth, height, i % 8);
                if (p[0] >= 0 && p[0] <= 6 && p[1] >= 0 && p[1] <= 8 && p[2] >= 0 && p[2] <= 7) {
                    assertThat(warped[i])
                            .isCloseTo((float) ((10 + 7 * p[0] + 5 * p[1] + 3 * p[2]) / 255), within(2e-5f));
                    compared++;
                } else if (p[0] < -1 || p[0] > 7 || p[1] < -1 || p[1] > 9 || p[2] < -1 || p[2] > 8) {
                    assertThat(warped[i]).isZero();
                }
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    @Test
    void aWarpOverAQuarterTurnIsTheTurn() {
        CubeSet cubes = cubes(CUBE, 1);
        float[] cube = scaled(cubes.voxels()[0]);
        // Angles are drawn, so a quarter turn is handed in.
        CaseChange quarter =
                new CaseChange(Affine.of(new double[][] {{1, 0, 0, 0}, {6e-17, 0, 1, 0}, {0, -1, 6e-17, 5}}), 1, 0, 0);
        try (NDManager scratch = manager.newSubManager()) {
            var voxels = scratch.create(ByteBuffer.wrap(cubes.voxels()[0]), new Shape(1, 6, 6, 6), DataType.UINT8)
                    .duplicate();
            float[] warped = new VoxelMoves(CUBE, voxels)
                    .warped(scratch, new int[] {0}, new CaseChange[] {quarter})
                    .toFloatArray();
            for (int i = 0; i < warped.length; i++) {
                int y = i / 6 % 6;
                int x = i % 6;
                assertThat(warped[i] / 255f).isEqualTo(cube[i / 36 * 36 + x * 6 + (5 - y)], within(1e-6f));
            }
        }
    }

    @Test
    void theHostWarpsToTheSameBitsAsTheEngine() {
        Extent extent = new Extent(7, 5, 9);
        CubeSet cubes = cubes(extent, 4);
        byte[] few = cubes.voxels()[2];
        Arrays.fill(few, 0, 140, (byte) 0);
        Arrays.fill(few, 190, few.length, (byte) 0);
        Arrays.fill(cubes.voxels()[3], (byte) 0);
        int[] cases = {2, 0, 3, 1};
        try (NDManager scratch = manager.newSubManager()) {
            byte[] all = new byte[4 * extent.count()];
            for (int c = 0; c < 4; c++) {
                System.arraycopy(cubes.voxels()[c], 0, all, c * extent.count(), extent.count());
            }
            VoxelMoves moves = new VoxelMoves(
                    extent,
                    scratch.create(ByteBuffer.wrap(all), new Shape(4, 7, 5, 9), DataType.UINT8)
                            .duplicate());
            for (Augmentation warp : List.of(
                    warp(180, 0.9, 1), warp(5, 0.02, 0.01), new Augmentation(true, 6, Turns.ALL, 30, 0.3, 0.2, 0, 0))) {
                CaseChange[] changes = new CaseChange[cases.length];
                for (int b = 0; b < cases.length; b++) {
                    changes[b] = CaseChange.draw(warp, extent, Seeds.augmentation(SEED, b, cases[b]));
                }
                float[] host = moves.warpedOnHost(scratch, cases, changes, 3).toFloatArray();
                assertThat(host)
                        .isEqualTo(moves.warpedByEngine(scratch, cases, changes).toFloatArray())
                        .isEqualTo(
                                moves.warpedOnHost(scratch, cases, changes, 1).toFloatArray())
                        .contains(0f);
                assertThat(IntStream.range(0, host.length).filter(i -> host[i] % 1 != 0))
                        .as("between voxels")
                        .hasSizeGreaterThan(100);
            }
        }
    }

    /** Distance from the middle of a cube of 21 voxels. */
    private static double fromMiddle(int voxel) {
        int depth = voxel / 441 - 10;
        int height = voxel / 21 % 21 - 10;
        int width = voxel % 21 - 10;
        return Math.sqrt(depth * depth + height * height + width * width);
    }

    @Test
    void growingMovesMassOutwardAndShrinkingInward() {
        // A shell around the middle: its radius tells the factor.
        Extent extent = Extent.cube(21);
        CubeSet shell = cube(extent, i -> {
            double r = fromMiddle(i);
            return Math.abs(r - 5) < 0.8 ? 255 : 0;
        });
        Augmentation scale = warp(0, 0.4, 0);
        for (long step = 0; step < 4; step++) {
            double factor = 1
                    / CaseChange.draw(scale, extent, Seeds.augmentation(SEED, step, 0))
                            .source()
                            .get(0, 0);
            float[] scaled = batch(shell, scale, step, 0);
            double mass = 0;
            double moment = 0;
            for (int i = 0; i < scaled.length; i++) {
                mass += scaled[i];
                moment += scaled[i] * fromMiddle(i);
            }
            assertThat(moment / mass).isCloseTo(5 * factor, within(0.15));
        }
    }

    @Test
    void intensityIsOneGainAndOffsetACase() {
        CubeSet cubes = cubes(CUBE, 1);
        float[] cube = scaled(cubes.voxels()[0]);
        Augmentation bright = new Augmentation(false, 0, Turns.NONE, 0, 0, 0, 0, 0.3);
        CaseChange change = CaseChange.draw(bright, CUBE, Seeds.augmentation(SEED, 0, 0));
        assertThat(change.gain()).isBetween(0.7f, 1.3f).isNotEqualTo(1);
        assertThat(change.offset()).isBetween(-0.3f, 0.3f).isNotEqualTo(0);
        float[] changed = batch(cubes, bright, 0, 0);
        for (int i = 0; i < cube.length; i++) {
            assertThat(changed[i])
                    .isCloseTo(Math.clamp(cube[i] * change.gain() + change.offset(), 0, 1), within(1e-6f));
        }
    }

    @Test
    void noiseHasItsDeviationAndNoMean() {
        CubeSet cubes = cubes(Extent.cube(20), 2);
        float[] noisy = batch(cubes, new Augmentation(false, 0, Turns.NONE, 0, 0, 0, 0.1, 0), 0, 0, 1);
        float[] plain = batch(cubes, Augmentation.NONE, 0, 0, 1);
        double sum = 0;
        double squares = 0;
        double together = 0;
        for (int i = 0; i < noisy.length; i++) {
            double noise = noisy[i] - plain[i];
            sum += noise;
            squares += noise * noise;
            together += i < 8000 ? noise * (noisy[i + 8000] - plain[i + 8000]) : 0;
        }
        assertThat(sum / noisy.length).isCloseTo(0, within(0.003));
        assertThat(Math.sqrt(squares / noisy.length)).isCloseTo(0.1, within(0.003));
        assertThat(together / 8000).as("each case has noise of its own").isCloseTo(0, within(0.001));
    }

    @Test
    void aCaseIsChangedTheSameInAnyCompany() {
        CubeSet cubes = cubes(CUBE, 5);
        Augmentation everything = new Augmentation(true, 1, Turns.ALL, 30, 0.1, 0.2, 0.05, 0.1);
        float[] alone = batch(cubes, everything, 7, 3);
        float[] company = batch(cubes, everything, 7, 0, 4, 3, 1);
        assertThat(Arrays.copyOfRange(company, 2 * 216, 3 * 216)).isEqualTo(alone);
        assertThat(batch(cubes, everything, 7, 3)).isEqualTo(alone);
        assertThat(batch(cubes, everything, 8, 3)).isNotEqualTo(alone);
    }

    @Test
    void theConfigurationNamesTheKeyThatIsWrong() {
        TrainingConfig config = TrainingConfig.parse("""
                {"augmentation": {"turns": "depth", "rotate": 15, "scale": 0.1, "shear": 0.05, "noise": 0.02,
                                  "intensity": 0.1, "shift": 2}}
                """);
        assertThat(config.augmentation()).isEqualTo(new Augmentation(true, 2, Turns.DEPTH, 15, 0.1, 0.05, 0.02, 0.1));
        assertThat(TrainingConfig.parse(config.toJson())).isEqualTo(config);
        assertThat(TrainingConfig.parse("{\"augmentation\": {\"flips\": false, \"shift\": 1}}")
                        .augmentation())
                .isEqualTo(new Augmentation(false, 1));
        for (String wrong : List.of(
                "\"rotate\": 181",
                "\"scale\": 0.95",
                "\"shear\": -1",
                "\"noise\": 2",
                "\"intensity\": 1.5",
                "\"shift\": -1")) {
            String key = wrong.substring(1, wrong.indexOf('"', 1));
            assertThatThrownBy(() -> TrainingConfig.parse("{\"augmentation\": {" + wrong + "}}"))
                    .hasMessageContaining("augmentation." + key + " must be 0 to ");
        }
        assertThatThrownBy(() -> TrainingConfig.parse("{\"augmentation\": {\"turns\": \"sideways\"}}"))
                .hasMessageContaining("turns");
    }
}
