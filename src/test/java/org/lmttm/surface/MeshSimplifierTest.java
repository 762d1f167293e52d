package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lmttm.volume.Volume;

class MeshSimplifierTest {
    @Test
    void aMeshThatIsSmallEnoughStaysAsItIs() {
        try (Volume volume = Fields.of(20, 20, 20, null, Fields.ball(9.5, 9.5, 9.5, 7))) {
            Mesh mesh = Isosurface.extract(volume, 0);
            assertThat(MeshSimplifier.simplify(mesh, mesh.triangleCount(), Progress.NONE))
                    .isSameAs(mesh);
        }
    }

    @Test
    void aLargeMeshComesNearTheLimitAndKeepsItsShape() {
        try (Volume volume = Fields.of(70, 70, 70, null, Fields.ball(34.5, 34.5, 34.5, 30))) {
            Mesh mesh = Isosurface.extract(volume, 0);
            Mesh small = MeshSimplifier.simplify(mesh, 10_000, Progress.NONE);
            assertThat(small.triangleCount()).isBetween(4_000, 10_000);
            assertThat(small.area()).isEqualTo(mesh.area());
            assertThat(small.enclosedVolume()).isEqualTo(mesh.enclosedVolume());
            assertThat(MeshMeasure.of(small.vertices(), small.triangles(), 0, small.triangleCount())
                            .area())
                    .isCloseTo(mesh.area(), within(mesh.area() * 0.03));
            for (int v = 0; v < small.vertices().length; v += 3) {
                double x = small.vertices()[v] - 34.5;
                double y = small.vertices()[v + 1] - 34.5;
                double z = small.vertices()[v + 2] - 34.5;
                double r = Math.sqrt(x * x + y * y + z * z);
                float[] n = small.normals();
                assertThat(r).isCloseTo(30, within(0.3));
                assertThat((x * n[v] + y * n[v + 1] + z * n[v + 2]) / r).isGreaterThan(0.995);
            }
            Mesh again = MeshSimplifier.simplify(mesh, 10_000, Progress.NONE);
            assertThat(again.triangles()).isEqualTo(small.triangles());
        }
    }

    @Test
    void bothSidesOfAThinWallStay() {
        // A wall 1 mm thick, far less than the clusters' size.
        try (Volume volume = Fields.of(64, 64, 12, null, (i, j, k) -> 0.5 - Math.abs(k - 5.5))) {
            Mesh mesh = Isosurface.extract(volume, 0);
            Mesh small = MeshSimplifier.simplify(mesh, mesh.triangleCount() / 20, Progress.NONE);
            int up = 0;
            int down = 0;
            for (int v = 2; v < small.normals().length; v += 3) {
                up += small.normals()[v] > 0.9 ? 1 : 0;
                down += small.normals()[v] < -0.9 ? 1 : 0;
            }
            assertThat(up).isGreaterThan(50);
            assertThat(down).isGreaterThan(50);
            // The open edge of the wall is still where it was.
            assertThat(small.bounds()[0]).isCloseTo(0, within(0.05));
            assertThat(small.bounds()[3]).isCloseTo(63, within(0.05));
        }
    }
}
