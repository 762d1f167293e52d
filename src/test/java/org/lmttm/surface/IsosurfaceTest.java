package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

class IsosurfaceTest {
    private static final Affine OBLIQUE = Affine.of(new double[][] {
        {0.8, 0.3, -0.2, 10}, {-0.25, 0.9, 0.4, -70}, {0.3, -0.35, 1.1, 33},
    });
    private static final Affine MIRRORED =
            Affine.of(new double[][] {{-1.5, 0.1, 0, 80}, {0, 0.7, 0.2, -3}, {0.1, 0, 2, 5}});

    @Test
    void aSphereHasItsAreaVolumeAndTopology() {
        double r = 20;
        try (Volume volume = Fields.of(50, 52, 54, null, Fields.ball(24.3, 25.1, 26.7, r))) {
            Mesh mesh = Isosurface.extract(volume, 0);
            Topology topology = Topology.of(mesh);
            assertThat(topology.watertight()).isTrue();
            assertThat(topology.eulerCharacteristic()).isEqualTo(2);
            assertThat(mesh.closed()).isTrue();
            assertThat(mesh.area()).isCloseTo(4 * Math.PI * r * r, within(4 * Math.PI * r * r * 2e-3));
            assertThat(mesh.enclosedVolume().orElseThrow())
                    .isCloseTo(4.0 / 3 * Math.PI * r * r * r, within(4.0 / 3 * Math.PI * r * r * r * 2e-3));
            for (int v = 0; v < mesh.vertices().length; v += 3) {
                double[] out = {mesh.vertices()[v] - 24.3, mesh.vertices()[v + 1] - 25.1, mesh.vertices()[v + 2] - 26.7
                };
                assertThat(Math.sqrt(dot(out, out))).isCloseTo(r, within(0.02));
                assertThat(dot(out, mesh.normals(), v) / r).isGreaterThan(0.998);
            }
        }
    }

    @Test
    void aTorusHasOneHole() {
        try (Volume volume = Fields.of(48, 48, 24, null, (i, j, k) -> {
            double ring = Math.hypot(i - 23.5, j - 23.5) - 15;
            return 5 - Math.hypot(ring, k - 11.5);
        })) {
            Mesh mesh = Isosurface.extract(volume, 0);
            assertThat(Topology.of(mesh).watertight()).isTrue();
            assertThat(Topology.of(mesh).eulerCharacteristic()).isZero();
            double expected = 2 * Math.PI * Math.PI * 15 * 25;
            assertThat(mesh.enclosedVolume().orElseThrow()).isCloseTo(expected, within(expected * 0.01));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noiseWithEveryAmbiguousCaseIsWatertight(long seed) {
        try (Volume volume = Fields.noise(14, seed)) {
            for (double level : new double[] {-0.3, 0, 0.4}) {
                Mesh mesh = Isosurface.extract(volume, level);
                assertThat(mesh.triangleCount()).isGreaterThan(1000);
                assertThat(mesh.closed()).isTrue();
                assertThat(Topology.of(mesh).watertight()).isTrue();
                assertThat(mesh.enclosedVolume().orElseThrow()).isPositive();
            }
        }
    }

    @Test
    void anObliqueOrMirroredAffineScalesTheVolumeAndKeepsNormalsOutward() {
        for (Affine affine : List.of(OBLIQUE, MIRRORED)) {
            try (Volume volume = Fields.of(40, 40, 40, affine, Fields.ball(19.6, 20.2, 18.9, 14))) {
                Mesh mesh = Isosurface.extract(volume, 0);
                double expected = 4.0 / 3 * Math.PI * 14 * 14 * 14 * Math.abs(affine.determinant());
                assertThat(mesh.enclosedVolume().orElseThrow()).isCloseTo(expected, within(expected * 4e-3));
                assertNormalsFollowEllipsoid(mesh, affine);
                assertThat(smallestAgreementOfNormalsAndWinding(mesh)).isGreaterThan(0.7);
            }
        }
    }

    /** The image of a sphere under an affine map is an ellipsoid, whose normal is the covector of the offset. */
    private static void assertNormalsFollowEllipsoid(Mesh mesh, Affine affine) {
        Affine back = affine.inverse();
        for (int v = 0; v < mesh.vertices().length; v += 3) {
            double[] p = back.apply(mesh.vertices()[v], mesh.vertices()[v + 1], mesh.vertices()[v + 2]);
            double[] offset = {p[0] - 19.6, p[1] - 20.2, p[2] - 18.9};
            double[] normal = new double[3];
            for (int c = 0; c < 3; c++) {
                normal[c] = offset[0] * back.get(0, c) + offset[1] * back.get(1, c) + offset[2] * back.get(2, c);
            }
            double length = Math.sqrt(dot(normal, normal));
            assertThat(dot(normal, mesh.normals(), v) / length).isGreaterThan(0.99);
        }
    }

    private static double smallestAgreementOfNormalsAndWinding(Mesh mesh) {
        double smallest = 1;
        float[] p = mesh.vertices();
        int[] t = mesh.triangles();
        for (int x = 0; x < t.length; x += 3) {
            int a = 3 * t[x];
            int b = 3 * t[x + 1];
            int c = 3 * t[x + 2];
            double[] e = {p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]};
            double[] f = {p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]};
            double[] n = {e[1] * f[2] - e[2] * f[1], e[2] * f[0] - e[0] * f[2], e[0] * f[1] - e[1] * f[0]};
            double length = Math.sqrt(dot(n, n));
            if (length > 1e-3) {
                smallest = Math.min(smallest, dot(n, mesh.normals(), a) / length);
            }
        }
        return smallest;
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() {
        try (Volume volume = Fields.noise(40, 9)) {
            Mesh one = Isosurface.extract(volume, 0.1, Isosurface.Options.DEFAULT.withThreads(1), Progress.NONE);
            Mesh many = Isosurface.extract(volume, 0.1, Isosurface.Options.DEFAULT.withThreads(7), Progress.NONE);
            assertThat(many.vertices()).isEqualTo(one.vertices());
            assertThat(many.normals()).isEqualTo(one.normals());
            assertThat(many.triangles()).isEqualTo(one.triangles());
            assertThat(many.area()).isEqualTo(one.area());
            assertThat(many.signedVolume()).isEqualTo(one.signedVolume());
        }
    }

    @Test
    void aSurfaceThatMeetsTheBorderIsOpenUnlessCapped() {
        try (Volume volume = Fields.of(30, 30, 30, OBLIQUE, Fields.ball(14.5, 14.5, 2, 10))) {
            Mesh open = Isosurface.extract(volume, 0);
            assertThat(open.closed()).isFalse();
            assertThat(open.enclosedVolume()).isEmpty();
            assertThat(Topology.of(open).borderEdges()).isPositive();

            Mesh capped =
                    Isosurface.extract(volume, 0, Isosurface.Options.DEFAULT.withCloseAtBorder(true), Progress.NONE);
            assertThat(capped.closed()).isTrue();
            assertThat(Topology.of(capped).watertight()).isTrue();
            assertThat(Topology.of(capped).eulerCharacteristic()).isEqualTo(2);
            // The ball reaches from k = −0.5, where the cap lies, up to k = 12: the whole less a cap 7.5 high.
            double expected = (4.0 / 3 * 1000 - 7.5 * 7.5 * (30 - 7.5) / 3) * Math.PI * OBLIQUE.determinant();
            assertThat(capped.enclosedVolume().orElseThrow()).isCloseTo(expected, within(expected * 0.03));
        }
    }

    @Test
    void aVolumeWithinTheLevelEverywhereMakesABoxWhenCapped() {
        try (Volume volume = Fields.of(3, 4, 5, null, (i, j, k) -> 7)) {
            Mesh open = Isosurface.extract(volume, 5);
            assertThat(open.triangleCount()).isZero();
            assertThat(open.enclosedVolume()).isEmpty();
            Mesh box = Isosurface.extract(volume, 5, Isosurface.Options.DEFAULT.withCloseAtBorder(true), Progress.NONE);
            assertThat(box.bounds()).containsExactly(-0.5, -0.5, -0.5, 2.5, 3.5, 4.5);
            assertThat(Topology.of(box).eulerCharacteristic()).isEqualTo(2);
            Mesh nothing = Isosurface.extract(volume, 8);
            assertThat(nothing.enclosedVolume()).hasValue(0);
        }
    }

    @Test
    void valuesThatEqualTheLevelAreInsideAndMakeNoDegenerateTriangle() {
        try (Volume volume = Fields.of(
                12, 12, 12, null, (i, j, k) -> i >= 4 && i <= 7 && j >= 4 && j <= 7 && k >= 4 && k <= 7 ? 3 : 0)) {
            Mesh mesh = Isosurface.extract(volume, 3);
            assertThat(mesh.closed()).isTrue();
            assertThat(mesh.enclosedVolume().orElseThrow()).isCloseTo(27, within(0.05));
            for (int x = 0; x < mesh.triangleCount(); x++) {
                assertThat(MeshMeasure.of(mesh.vertices(), mesh.triangles(), x, x + 1)
                                .area())
                        .isPositive();
            }
        }
    }

    @Test
    void valuesThatAreNoNumbersAreOutsideAndLeaveNoHole() {
        try (Volume volume = Fields.of(
                24,
                24,
                24,
                null,
                (i, j, k) -> i > 11 && j > 11 && k > 11
                        ? Double.NaN
                        : Fields.ball(11.5, 11.5, 11.5, 8).at(i, j, k))) {
            Mesh mesh = Isosurface.extract(volume, 0);
            assertThat(Topology.of(mesh).watertight()).isTrue();
            for (float x : mesh.vertices()) {
                assertThat(x).isFinite();
            }
            for (float x : mesh.normals()) {
                assertThat(x).isFinite();
            }
            double ball = 4.0 / 3 * Math.PI * 512;
            assertThat(mesh.enclosedVolume().orElseThrow()).isCloseTo(ball * 7 / 8, within(ball * 0.02));
        }
    }

    @Test
    void aCavityInAnInsideWithoutEndHasANegativeVolume() {
        Fields.Field ball = Fields.ball(10, 10, 10, 6);
        try (Volume volume = Fields.of(21, 21, 21, null, (i, j, k) -> -ball.at(i, j, k))) {
            Mesh mesh = Isosurface.extract(volume, 0);
            assertThat(mesh.closed()).isTrue();
            assertThat(mesh.enclosedVolume().orElseThrow()).isNegative();
        }
    }

    @Test
    void numPysStorageOrderGivesTheSameSurface() {
        Fields.Field field = Fields.ball(11, 9, 8, 6);
        float[] lastFastest = new float[24 * 20 * 16];
        for (int x = 0; x < lastFastest.length; x++) {
            int row = x / 16;
            lastFastest[x] = (float) field.at(Math.floorDiv(row, 20), row % 20, x % 16);
        }
        Volume.Description numPy = new Volume.Description(
                "npy",
                "NumPy",
                24,
                20,
                16,
                VoxelType.FLOAT32,
                ByteOrder.nativeOrder(),
                Volume.StorageOrder.LAST_FASTEST,
                1,
                0,
                Optional.empty(),
                List.of());
        try (Arena arena = Arena.ofShared();
                Volume plain = Fields.of(24, 20, 16, null, field)) {
            MemorySegment voxels = arena.allocate(4L * lastFastest.length);
            voxels.copyFrom(MemorySegment.ofArray(lastFastest));
            Volume stored = Volume.view(numPy, voxels);
            Mesh expected = Isosurface.extract(plain, 0);
            Mesh mesh = Isosurface.extract(stored, 0);
            assertThat(mesh.bounds()).containsExactly(expected.bounds());
            assertThat(mesh.vertexCount()).isEqualTo(expected.vertexCount());
            double volume = expected.enclosedVolume().orElseThrow();
            assertThat(mesh.enclosedVolume().orElseThrow()).isCloseTo(volume, within(volume * 1e-3));
            assertThat(smallestAgreementOfNormalsAndWinding(mesh)).isGreaterThan(0.7);
        }
    }

    @Test
    void aMeshBeyondTheLimitIsRefusedBeforeItIsMade() {
        try (Volume volume = Fields.noise(30, 1)) {
            Isosurface.Options small = new Isosurface.Options(2, false, 100_000);
            assertThatThrownBy(() -> Isosurface.extract(volume, 0, small, Progress.NONE))
                    .isInstanceOf(MeshTooLargeException.class)
                    .hasMessageContaining("field")
                    .hasMessageContaining("million triangles")
                    .hasMessageContaining("choose another level");
            assertThatThrownBy(() -> Isosurface.extract(volume, Double.NaN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("finite");
        }
    }

    @Test
    void progressRisesToOneAndCancellingEndsTheWork() {
        List<Double> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger asked = new AtomicInteger();
        Progress watch = new Progress() {
            @Override
            public void update(double fraction) {
                seen.add(fraction);
            }

            @Override
            public boolean cancelled() {
                return asked.incrementAndGet() > 40;
            }
        };
        try (Volume volume = Fields.noise(20, 3)) {
            Isosurface.extract(volume, 0, Isosurface.Options.DEFAULT, watch);
            assertThat(seen).isSorted().last().isEqualTo(1.0);
            asked.set(35);
            assertThatThrownBy(() -> Isosurface.extract(volume, 0, Isosurface.Options.DEFAULT, watch))
                    .isInstanceOf(CancellationException.class);
        }
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double dot(double[] a, float[] b, int at) {
        return a[0] * b[at] + a[1] * b[at + 1] + a[2] * b[at + 2];
    }
}
