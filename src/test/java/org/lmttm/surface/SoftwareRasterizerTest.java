package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lmttm.volume.Volume;

class SoftwareRasterizerTest {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 200;

    private static Mesh sphere() {
        try (Volume volume = Fields.of(44, 44, 44, null, Fields.ball(21.5, 21.5, 21.5, 18))) {
            return Isosurface.extract(volume, 0);
        }
    }

    private static Camera whole(double azimuth, double elevation, double zoom) {
        return new Camera(azimuth, elevation, zoom, 0.1, -0.05, 21.5, 21.5, 21.5, 30);
    }

    @Test
    void theSilhouetteOfASphereIsTheCircleOfItsTangentCone() {
        Camera camera = whole(33, 21, 1.2);
        int[] pixels = new SoftwareRasterizer().render(sphere(), camera, WIDTH, HEIGHT, 1, Progress.NONE);
        // Off the axis the outline is an ellipse; the eye's ray misses the sphere exactly when it passes it by 18 mm.
        double f = camera.focal(WIDTH, HEIGHT);
        double[] centre = {0.1 * 30, -0.05 * 30, camera.distance()};
        int wrong = 0;
        int covered = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double[] ray = {(x + 0.5 - WIDTH / 2.0) / f, (y + 0.5 - HEIGHT / 2.0) / f, 1};
                double along = ray[0] * centre[0] + ray[1] * centre[1] + centre[2];
                double square = ray[0] * ray[0] + ray[1] * ray[1] + 1;
                double c = centre[0] * centre[0] + centre[1] * centre[1] + centre[2] * centre[2];
                double miss = Math.sqrt(c - along * along / square);
                boolean drawn = pixels[y * WIDTH + x] != SoftwareRasterizer.BACKGROUND;
                covered += drawn ? 1 : 0;
                // Half a pixel of doubt at the outline: half a mm here is about 1.2 pixels.
                wrong += drawn != miss < 18 && Math.abs(miss - 18) > 0.25 ? 1 : 0;
            }
        }
        assertThat(covered).isBetween(10_000, 20_000);
        assertThat(wrong).isZero();
    }

    @Test
    void shadingFollowsTheLights() {
        int[] pixels = new SoftwareRasterizer().render(sphere(), whole(0, 0, 1), WIDTH, HEIGHT, 1, Progress.NONE);
        Camera camera = whole(0, 0, 1);
        double[] middle = camera.project(21.5, 21.5 + 18, 21.5, WIDTH, HEIGHT);
        double[] upperLeft = camera.project(21.5 + 9, 21.5 + 12, 21.5 + 9, WIDTH, HEIGHT);
        double[] lowerLeft = camera.project(21.5 + 9, 21.5 + 9, 21.5 - 12, WIDTH, HEIGHT);
        assertThat(brightness(pixels, upperLeft)).isGreaterThan(brightness(pixels, middle));
        assertThat(brightness(pixels, middle)).isGreaterThan(brightness(pixels, lowerLeft));
        int expected = (int) Math.round(0xD9 * Lighting.BONE.shade(0, 0, -1));
        assertThat(brightness(pixels, middle)).isBetween(expected - 3, expected + 3);
    }

    private static int brightness(int[] pixels, double[] at) {
        int x = (int) at[0];
        int y = (int) at[1];
        return pixels[y * WIDTH + x] >> 8 & 0xFF;
    }

    @Test
    void theNearerSurfaceHidesTheFarther() {
        // Two squares that face the eye at azimuth 0 (from +A); the farther one is twice as large.
        Mesh mesh = new Mesh(
                new float[] {-1, 1, -1, 1, 1, -1, 1, 1, 1, -1, 1, 1, -2, -1, -2, 2, -1, -2, 2, -1, 2, -2, -1, 2},
                new float[] {0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0},
                new int[] {0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7},
                false,
                0,
                0);
        Camera camera = new Camera(0, 0, 1, 0, 0, 0, 0, 0, 4);
        int[] front = new SoftwareRasterizer().render(mesh, camera, 100, 100, 1, Progress.NONE);
        int[] back = new SoftwareRasterizer().render(mesh, camera.at(180, 0), 100, 100, 1, Progress.NONE);
        int lit = front[50 * 100 + 50];
        assertThat(front[50 * 100 + 30]).as("inner side of the far square").isNotEqualTo(lit);
        assertThat(back[50 * 100 + 50]).as("the square that is now nearer").isEqualTo(lit);
        assertThat(back[50 * 100 + 30]).isEqualTo(lit);
    }

    @Test
    void aClosedSurfaceHasNoCracks() {
        int[] pixels = new SoftwareRasterizer().render(sphere(), whole(77, -40, 6), WIDTH, HEIGHT, 1, Progress.NONE);
        assertThat(pixels).doesNotContain(SoftwareRasterizer.BACKGROUND);
    }

    @Test
    void thePictureDoesNotDependOnTheNumberOfThreads() {
        try (Volume volume = Fields.noise(24, 5)) {
            Mesh mesh = Isosurface.extract(volume, 0);
            Camera camera = Camera.framing(mesh);
            int[] one = new SoftwareRasterizer(1, Lighting.BONE).render(mesh, camera, 150, 130, 2, Progress.NONE);
            int[] many = new SoftwareRasterizer(5, Lighting.BONE).render(mesh, camera, 150, 130, 2, Progress.NONE);
            assertThat(many).isEqualTo(one);
        }
    }

    @Test
    void whatIsBehindTheEyeIsLeftOutAndAnEmptyMeshIsBlack() {
        Mesh empty = new Mesh(new float[0], new float[0], new int[0], true, 0, 0);
        int[] pixels = new SoftwareRasterizer().render(empty, whole(0, 0, 1), WIDTH, HEIGHT, 2, Progress.NONE);
        assertThat(pixels).hasSize(WIDTH * HEIGHT).containsOnly(SoftwareRasterizer.BACKGROUND);
        Camera beyond = new Camera(0, 0, 1, 0, 0, 21.5, -500, 21.5, 30);
        assertThat(new SoftwareRasterizer().render(sphere(), beyond, 50, 50, 1, Progress.NONE))
                .containsOnly(SoftwareRasterizer.BACKGROUND);
        assertThatThrownBy(() -> new SoftwareRasterizer().render(empty, whole(0, 0, 1), 0, 9, 1, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 × 9");
    }
}
