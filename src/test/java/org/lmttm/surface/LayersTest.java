package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/** Several surfaces, translucent ones, pictures in space, cuts and picking. */
class LayersTest {
    private static final int SIZE = 120;

    private static Mesh ball(double x, double y, double z, double radius) {
        try (Volume volume = Fields.of(32, 32, 32, null, Fields.ball(x, y, z, radius))) {
            return Isosurface.extract(volume, 0);
        }
    }

    private static int[] draw(Camera camera, Layer... layers) {
        return new SoftwareRasterizer(2, Lighting.BONE).render(List.of(layers), camera, SIZE, SIZE, 1, Progress.NONE);
    }

    private static int middle(int[] pixels) {
        return pixels[SIZE / 2 * SIZE + SIZE / 2] & 0xFFFFFF;
    }

    @Test
    void theNearerSurfaceHidesTheFartherWhateverTheirOrder() {
        Layer front = Layer.surface(ball(16, 22, 16, 5), 0xFF0000, 1);
        Layer back = Layer.surface(ball(16, 9, 16, 5), 0x00FF00, 1);
        Camera fromFront = Camera.framing(List.of(front.mesh(), back.mesh())).from('A');
        int[] pixels = draw(fromFront, front, back);
        assertThat(middle(pixels) >> 16).isGreaterThan(100);
        assertThat(middle(pixels) & 0xFFFF).isZero();
        assertThat(draw(fromFront, back, front)).isEqualTo(pixels);
        assertThat(middle(draw(fromFront.from('P'), front, back)) >> 16).isZero();
    }

    @Test
    void translucentSurfacesLetThroughWhatTheirOpacityLeaves() {
        Mesh shell = ball(16, 16, 16, 12);
        Mesh core = ball(16, 16, 16, 5);
        Camera camera = Camera.framing(shell).from('L');
        int inner = middle(draw(camera, Layer.surface(core, 0xFFFFFF, 1)));
        int outer = middle(draw(camera, Layer.surface(shell, 0xFFFFFF, 1)));
        int both = middle(draw(camera, Layer.surface(shell, 0xFFFFFF, 0.25), Layer.surface(core, 0xFFFFFF, 1)));
        double expected = 0.25 * (outer & 0xFF) + 0.75 * (inner & 0xFF);
        assertThat(both & 0xFF).isCloseTo((int) Math.round(expected), within(2));
        List<Layer> layers = new ArrayList<>(List.of(
                Layer.surface(shell, 0xFF0000, 0.4),
                Layer.surface(core, 0x00FF00, 0.6),
                Layer.surface(ball(16, 16, 16, 8), 0x0000FF, 0.3)));
        int[] pixels = draw(camera, layers.toArray(Layer[]::new));
        Collections.reverse(layers);
        int[] reversed = draw(camera, layers.toArray(Layer[]::new));
        // translucent fragments at one depth may differ by their order; the picture as a whole may not
        int different = 0;
        for (int x = 0; x < pixels.length; x++) {
            different += pixels[x] == reversed[x] ? 0 : 1;
        }
        assertThat(different).isLessThan(pixels.length / 200);
        assertThat(middle(pixels)).isNotEqualTo(middle(draw(camera, layers.get(0))));
        assertThat(middle(draw(camera, Layer.surface(shell, 0xFFFFFF, 0)))).isZero();
    }

    @Test
    void aPictureInSpaceShowsItsPixelsInPlaceAndNothingWhereItIsClear() {
        int[] argb = {0xFFFF0000, 0xFF00FF00, 0xFF0000FF, 0x00FFFFFF};
        // seen from the front, the patient's right is on the left
        double[][] corners = {{10, 0, 10}, {-10, 0, 10}, {10, 0, -10}, {-10, 0, -10}};
        Layer plane = Layer.picture(corners, new Layer.Picture(argb, 2, 2));
        Camera camera = Camera.framing(plane.mesh()).from('A');
        int[] pixels = draw(camera, plane);
        assertThat(pixels[40 * SIZE + 40] & 0xFFFFFF).isEqualTo(0xFF0000);
        assertThat(pixels[40 * SIZE + 80] & 0xFFFFFF).isEqualTo(0x00FF00);
        assertThat(pixels[80 * SIZE + 40] & 0xFFFFFF).isEqualTo(0x0000FF);
        assertThat(pixels[80 * SIZE + 80] & 0xFFFFFF).isZero();
        Layer behind = Layer.picture(
                new double[][] {{10, -3, 10}, {-10, -3, 10}, {10, -3, -10}, {-10, -3, -10}},
                new Layer.Picture(new int[] {0xFF777777}, 1, 1));
        int[] both = draw(camera, behind, plane);
        assertThat(both[80 * SIZE + 80] & 0xFFFFFF).isEqualTo(0x777777);
        assertThat(both[40 * SIZE + 40] & 0xFFFFFF).isEqualTo(0xFF0000);
        assertThat(plane.distance(camera.ray(40, 40, SIZE, SIZE))).isLessThan(1000);
        assertThat(plane.distance(camera.ray(80, 80, SIZE, SIZE))).isInfinite();
    }

    private static int at(int[] pixels, double[] place) {
        int x = (int) place[0];
        int y = (int) place[1];
        return pixels[y * SIZE + x];
    }

    @Test
    void perspectiveDoesNotBendAPicture() {
        int[] argb = new int[64 * 64];
        Arrays.setAll(argb, x -> x % 64 < 32 ? 0xFFFFFFFF : 0xFF202020);
        double[][] corners = {{10, 0, 10}, {-10, 0, 10}, {10, 0, -10}, {-10, 0, -10}};
        Layer plane = Layer.picture(corners, new Layer.Picture(argb, 64, 64));
        Camera camera = Camera.framing(plane.mesh()).at(55, 20);
        int[] pixels = draw(camera, plane);
        for (double z : new double[] {-8, -3, 0, 5, 9}) {
            double[] white = camera.project(0.8, 0, z, SIZE, SIZE);
            double[] dark = camera.project(-0.8, 0, z, SIZE, SIZE);
            assertThat(at(pixels, white) & 0xFF).isEqualTo(0xFF);
            assertThat(at(pixels, dark) & 0xFF).isEqualTo(0x20);
        }
    }

    @Test
    void aCutTakesItsPartOfASphereAway() {
        Affine affine = Affine.scaling(1, 1, 1);
        Mesh ball = ball(16, 16, 16, 10);
        double area = ball.area();
        for (int[] sides : new int[][] {{1, 0, 0}, {0, -1, 0}, {1, 1, 0}, {1, -1, 1}}) {
            Cut cut = Cut.at(affine, new double[] {16, 16, 16}, sides);
            Mesh rest = MeshClipper.clip(ball, cut, Progress.NONE);
            int planes = (int) Arrays.stream(sides).filter(s -> s != 0).count();
            double expected = area * (1 - Math.pow(0.5, planes));
            assertThat(MeshMeasure.of(rest.vertices(), rest.triangles(), 0, rest.triangleCount())
                            .area())
                    .isCloseTo(expected, within(0.01 * area));
            for (int v : rest.triangles()) {
                double[] p = {rest.vertices()[3 * v], rest.vertices()[3 * v + 1], rest.vertices()[3 * v + 2]};
                double beyond = Double.POSITIVE_INFINITY;
                for (int c = 0; c < 3; c++) {
                    beyond = sides[c] == 0 ? beyond : Math.min(beyond, sides[c] * (p[c] - 16));
                }
                assertThat(beyond).isLessThan(1e-4);
            }
        }
        assertThat(MeshClipper.clip(ball, Cut.NONE, Progress.NONE)).isSameAs(ball);
        Cut all = Cut.at(affine, new double[] {0, 16, 16}, new int[] {1, 0, 0});
        assertThat(MeshClipper.clip(ball, all, Progress.NONE).triangleCount()).isZero();
    }

    @Test
    void aRayPicksTheNearestPointOfASurface() {
        Layer layer = Layer.surface(ball(16, 16, 16, 10), 0, 0.5);
        Camera camera = Camera.framing(layer.mesh()).from('R');
        double[] ray = camera.ray(SIZE / 2.0, SIZE / 2.0, SIZE, SIZE);
        double distance = layer.distance(ray);
        assertThat(ray[0] + distance * ray[3]).isCloseTo(26, within(0.1));
        assertThat(ray[1] + distance * ray[4]).isCloseTo(16, within(0.2));
        assertThat(layer.distance(camera.ray(2, 2, SIZE, SIZE))).isInfinite();
    }
}
