package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/** Choice of parts, smoothing and decimation: properties of closed manifolds hold, measures stay near the truth. */
class MeshProcessingTest {
    private static final double RADIUS = 13;

    private static Mesh sphere(Affine affine) {
        try (Volume volume = Fields.of(32, 32, 32, affine, Fields.ball(15.3, 15.6, 15.1, RADIUS))) {
            return Isosurface.extract(volume, 0);
        }
    }

    /** A ball of whole voxels, with the stairs that a segmentation has. */
    private static Mesh steppedSphere() {
        Fields.Field ball = Fields.ball(15.3, 15.6, 15.1, RADIUS);
        try (Volume volume = Fields.of(32, 32, 32, null, (i, j, k) -> ball.at(i, j, k) >= 0 ? 1 : 0)) {
            return Isosurface.extract(volume, 0.5);
        }
    }

    private static Mesh noisy(long seed) {
        try (Volume volume = Fields.noise(12, seed)) {
            return Isosurface.extract(volume, 0.1);
        }
    }

    private static double volume(Mesh mesh) {
        return mesh.enclosedVolume().orElseThrow();
    }

    @Test
    void smoothingTakesTheStairsOffASphereWithinOnePercentOfItsVolume() {
        Mesh stepped = steppedSphere();
        Mesh smooth = TaubinSmoother.smooth(stepped, 25, 2, Progress.NONE);
        double trueArea = 4 * Math.PI * RADIUS * RADIUS;
        double trueVolume = trueArea * RADIUS / 3;
        assertThat(stepped.area()).isGreaterThan(1.05 * trueArea);
        assertThat(smooth.area()).isCloseTo(trueArea, within(0.025 * trueArea));
        assertThat(volume(smooth)).isCloseTo(trueVolume, within(0.01 * trueVolume));
        assertThat(smooth.triangles()).isEqualTo(stepped.triangles());
        assertThat(Topology.of(smooth).watertight()).isTrue();
        assertThat(spread(smooth)).isLessThan(0.55 * spread(stepped));
    }

    /** Standard deviation of the distance of vertices from the centre. */
    private static double spread(Mesh mesh) {
        double sum = 0;
        double squares = 0;
        float[] p = mesh.vertices();
        for (int v = 0; v < p.length; v += 3) {
            double r =
                    Math.sqrt(Math.pow(p[v] - 15.3, 2) + Math.pow(p[v + 1] - 15.6, 2) + Math.pow(p[v + 2] - 15.1, 2));
            sum += r;
            squares += r * r;
        }
        double n = mesh.vertexCount();
        return Math.sqrt(squares / n - sum / n * (sum / n));
    }

    @Test
    void smoothingGivesTheSameBitsWithAnyNumberOfThreadsAndKeepsABorderInPlace() {
        Mesh stepped = steppedSphere();
        assertThat(TaubinSmoother.smooth(stepped, 5, 3, Progress.NONE).vertices())
                .isEqualTo(TaubinSmoother.smooth(stepped, 5, 1, Progress.NONE).vertices());
        try (Volume cut = Fields.of(20, 20, 12, null, Fields.ball(9.5, 9.5, 4, 7))) {
            Mesh open = Isosurface.extract(cut, 0);
            assertThat(open.closed()).isFalse();
            Mesh smooth = TaubinSmoother.smooth(open, 10, 2, Progress.NONE);
            boolean[] border = MeshBorder.vertices(open);
            int moved = 0;
            for (int v = 0; v < border.length; v++) {
                for (int c = 0; c < 3; c++) {
                    if (border[v]) {
                        assertThat(smooth.vertices()[3 * v + c]).isEqualTo(open.vertices()[3 * v + c]);
                    } else if (smooth.vertices()[3 * v + c] != open.vertices()[3 * v + c]) {
                        moved++;
                    }
                }
            }
            assertThat(moved).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.97})
    void decimationKeepsASphereClosedAndItsMeasuresWithinAPercent(double reduction) {
        Affine oblique =
                Affine.of(new double[][] {{0.7, -0.2, 0.1, 5}, {0.3, 0.9, 0, -7}, {0, 0.2, 1.4, 2}, {0, 0, 0, 1}});
        Mesh mesh = sphere(oblique);
        int wanted = (int) (mesh.triangleCount() * (1 - reduction));
        Mesh small = QuadricDecimator.decimate(mesh, wanted, Progress.NONE);
        assertThat(small.triangleCount()).isBetween(wanted - 2, wanted);
        assertThat(Topology.of(small).watertight()).isTrue();
        assertThat(Topology.of(small).eulerCharacteristic()).isEqualTo(2);
        double tolerance = reduction > 0.95 ? 0.03 : 0.01;
        assertThat(volume(small)).isCloseTo(volume(mesh), within(tolerance * volume(mesh)));
        assertThat(small.area()).isCloseTo(mesh.area(), within(tolerance * mesh.area()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decimationOfAnyMeshLeavesEveryEdgeItsTwoTriangles(long seed) {
        Mesh mesh = noisy(seed);
        Topology before = Topology.of(mesh);
        assertThat(before.watertight()).isTrue();
        for (double kept : new double[] {0.6, 0.2, 0}) {
            Mesh small = QuadricDecimator.decimate(mesh, (int) (kept * mesh.triangleCount()), Progress.NONE);
            Topology after = Topology.of(small);
            assertThat(after.watertight()).isTrue();
            assertThat(after.eulerCharacteristic()).isEqualTo(before.eulerCharacteristic());
            assertThat(small.triangleCount()).isLessThan(mesh.triangleCount());
            assertThat(MeshComponents.count(small)).isEqualTo(MeshComponents.count(mesh));
        }
    }

    @Test
    void decimationOfAnOpenMeshKeepsItsBorder() {
        try (Volume cut = Fields.of(24, 24, 14, null, Fields.ball(11.5, 11.5, 3, 9))) {
            Mesh open = Isosurface.extract(cut, 0);
            Mesh small = QuadricDecimator.decimate(open, open.triangleCount() / 5, Progress.NONE);
            assertThat(small.triangleCount()).isLessThanOrEqualTo(open.triangleCount() / 5);
            assertThat(Topology.of(small).oddEdges()).isZero();
            assertThat(Topology.of(small).eulerCharacteristic())
                    .isEqualTo(Topology.of(open).eulerCharacteristic());
            boolean[] border = MeshBorder.vertices(small);
            double rim = Math.sqrt(81 - 9);
            int found = 0;
            for (int v = 0; v < border.length; v++) {
                if (border[v]) {
                    found++;
                    double x = small.vertices()[3 * v] - 11.5;
                    double y = small.vertices()[3 * v + 1] - 11.5;
                    assertThat(small.vertices()[3 * v + 2]).isCloseTo(0f, within(0.05f));
                    assertThat(Math.sqrt(x * x + y * y)).isCloseTo(rim, within(0.25));
                }
            }
            assertThat(found).isGreaterThan(8);
            assertThat(small.area()).isCloseTo(open.area(), within(0.01 * open.area()));
        }
    }

    @Test
    void decimationCanBeCancelled() {
        Progress stop = new Progress() {
            @Override
            public void update(double fraction) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        Mesh mesh = sphere(Affine.scaling(1, 1, 1));
        assertThatThrownBy(() -> QuadricDecimator.decimate(mesh, 4, stop)).isInstanceOf(CancellationException.class);
    }

    @Test
    void partsAreChosenByTheirArea() {
        Fields.Field big = Fields.ball(10, 10, 10, 7);
        Fields.Field small = Fields.ball(24, 24, 24, 3);
        Fields.Field dust = Fields.ball(24, 6, 24, 1.2);
        try (Volume volume = Fields.of(
                30,
                30,
                30,
                Affine.scaling(2, 2, 2),
                (i, j, k) -> Math.max(big.at(i, j, k), Math.max(small.at(i, j, k), dust.at(i, j, k))))) {
            Mesh all = Isosurface.extract(volume, 0);
            assertThat(MeshComponents.count(all)).isEqualTo(3);
            Mesh two = MeshComponents.filter(all, false, 4 * Math.PI * 4 * 4);
            assertThat(MeshComponents.count(two)).isEqualTo(2);
            Mesh one = MeshComponents.filter(all, true, 0);
            assertThat(MeshComponents.count(one)).isEqualTo(1);
            double area = 4 * Math.PI * 14 * 14;
            assertThat(one.area()).isCloseTo(area, within(0.02 * area));
            assertThat(one.bounds()[3]).isLessThan(36);
            assertThat(Topology.of(one).watertight()).isTrue();
            assertThat(MeshComponents.filter(all, false, 1e9).triangleCount()).isZero();
            assertThat(MeshComponents.filter(all, false, 0)).isSameAs(all);
        }
    }

    @Test
    void everyLabelBecomesAWatertightSurfaceOfItsOwn() {
        Random random = new Random(11);
        int[] centres = random.ints(24, 0, 24).toArray();
        // cells of a Voronoi diagram fill the volume to its border; label 0 stays for one of them
        Fields.Field cells = (i, j, k) -> {
            int best = 0;
            double least = Double.MAX_VALUE;
            for (int c = 0; c < 8; c++) {
                double x = i - centres[3 * c];
                double y = j - centres[3 * c + 1];
                double z = k - centres[3 * c + 2];
                double distance = x * x + y * y + z * z;
                if (distance < least) {
                    least = distance;
                    best = c;
                }
            }
            return best * 1000;
        };
        try (Volume volume = Fields.of(24, 24, 24, Affine.scaling(1, 1, 3), cells)) {
            LabelMap map = LabelMap.of(volume, Progress.NONE).orElseThrow();
            assertThat(map.labels()).hasSize(7);
            for (LabelMap.Label label : map.labels()) {
                Mesh mesh = Isosurface.ofLabel(volume, label, Isosurface.Options.DEFAULT, Progress.NONE);
                assertThat(mesh.closed()).isTrue();
                assertThat(Topology.of(mesh).watertight()).isTrue();
                double voxels = 3.0 * label.voxels();
                assertThat(volume(mesh)).isCloseTo(voxels, within(0.15 * voxels));
                Mesh made = SurfaceBuilder.build(
                        volume, SurfaceShape.of(label.value()), Isosurface.Options.DEFAULT, Progress.NONE);
                assertThat(Topology.of(made).watertight()).isTrue();
                assertThat(made.area()).isLessThan(mesh.area());
            }
            assertThatThrownBy(() -> SurfaceBuilder.build(
                            volume, SurfaceShape.of(55), Isosurface.Options.DEFAULT, Progress.NONE))
                    .hasMessageContaining("no label 55");
        }
    }

    @Test
    void aPictureIsNoLabelMap() {
        try (Volume picture = Fields.noise(8, 1)) {
            assertThat(LabelMap.of(picture, Progress.NONE)).isEmpty();
        }
        try (Volume empty = Fields.of(4, 4, 4, null, (i, j, k) -> 0)) {
            assertThat(LabelMap.of(empty, Progress.NONE).orElseThrow().labels()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aCoarserVolumeLiesWhereItsOriginalLies(int factor) {
        Affine affine = Affine.of(new double[][] {{0.5, -0.2, 0, 4}, {0.2, 0.5, 0, 1}, {0, 0, 0.8, -9}, {0, 0, 0, 1}});
        try (Volume volume = Fields.of(41, 38, 43, affine, Fields.ball(20, 19, 21, 15));
                Volume coarse = CoarseVolume.of(volume, factor, 2, Progress.NONE)) {
            assertThat(coarse.ni()).isEqualTo(Math.ceilDiv(41, factor));
            Mesh fine = Isosurface.extract(volume, 0);
            Mesh rough = Isosurface.extract(coarse, 0);
            assertThat(volume(rough)).isCloseTo(volume(fine), within(0.004 * factor * factor * volume(fine)));
            for (int c = 0; c < 6; c++) {
                assertThat(rough.bounds()[c]).isCloseTo(fine.bounds()[c], within(0.15 * factor));
            }
        }
    }

    @Test
    void aVolumeIsMadeCoarserUntilItFits() {
        try (Volume volume = Fields.of(40, 40, 40, null, (i, j, k) -> i)) {
            assertThat(CoarseVolume.factor(volume)).isEqualTo(1);
            assertThat(CoarseVolume.factor(volume, 64_000)).isEqualTo(1);
            assertThat(CoarseVolume.factor(volume, 63_999)).isEqualTo(2);
            assertThat(CoarseVolume.factor(volume, 1000)).isEqualTo(4);
        }
    }
}
