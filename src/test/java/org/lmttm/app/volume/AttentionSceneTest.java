package org.lmttm.app.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;
import org.lmttm.surface.SoftwareRasterizer;
import org.lmttm.volume.Affine;

/** Attention on surfaces and as boxes; voxels of 2 mm. */
class AttentionSceneTest {
    private static final int BONE = 0xD9D2C0;
    private static final Affine MM = Affine.scaling(2, 2, 2);

    /** Value 4 for i below 5, nothing for i from 5 to 7, unseen from 8; one box. */
    private static final SliceOverlay OVERLAY = new SliceOverlay() {
        @Override
        public String label() {
            return "";
        }

        @Override
        public double minimum() {
            return 0;
        }

        @Override
        public double maximum() {
            return 8;
        }

        @Override
        public float value(int i, int j, int k) {
            return i < 5 ? 4 : Float.NaN;
        }

        @Override
        public boolean seen(int i, int j, int k) {
            return i < 8;
        }

        @Override
        public List<Box> boxes() {
            double[][] corners = new double[8][];
            for (int c = 0; c < 8; c++) {
                corners[c] = new double[] {2.5 + 3 * (c & 1), 2.5 + 3 * (c >> 1 & 1), 2.5 + 3 * (c >> 2 & 1)};
            }
            return List.of(new Box(corners, 8));
        }
    };

    private final AttentionScene scene = new AttentionScene(OVERLAY, MM);

    @Test
    void castRaysAreColouredWhereThereAreValuesAndHatchedWhereTheModelSeesNothing() {
        Layer.Paint paint = scene.rays();
        assertThat(paint.color(4, 4, 4)).isEqualTo(ColorMap.MAGMA.argb(0.5) & 0xFFFFFF);
        assertThat(paint.color(12, 4, 4)).isNegative();
        assertThat(IntStream.range(0, 20).map(n -> paint.color(17, 4, n)).distinct())
                .containsExactlyInAnyOrder(-1, 0x505050);
    }

    @Test
    void aSurfaceHasTheColourOfTheVoxelItLiesIn() {
        Layer.Paint paint = Objects.requireNonNull(
                scene.painted(Layer.surface(box(), BONE, 1)).paint());
        int middle = ColorMap.MAGMA.argb(0.5) & 0xFFFFFF;
        assertThat(paint.color(2 * 4.4, 0, 0)).isEqualTo(middle);
        assertThat(paint.color(2 * 4.6, 0, 0)).isEqualTo(BONE);
        // stripes where the model sees nothing
        assertThat(IntStream.range(0, 40).map(y -> paint.color(2 * 9, y * 0.5, 0)))
                .contains(BONE)
                .anyMatch(color -> color != BONE && color != middle);
    }

    @Test
    void boxesStandWhereTheirVoxelsAre() {
        Layer layer = scene.boxes().getFirst();
        assertThat(layer.opacity()).isBetween(0.05, 0.7);
        assertThat(layer.mesh().triangleCount()).isEqualTo(12);
        assertThat(layer.mesh().bounds()).containsExactly(5, 5, 5, 11, 11, 11);
        Mesh mesh = layer.mesh();
        // every face looks outwards
        for (int v = 0; v < mesh.vertexCount(); v++) {
            double along = 0;
            for (int c = 0; c < 3; c++) {
                along += mesh.normals()[3 * v + c] * (mesh.vertices()[3 * v + c] - 8);
            }
            assertThat(along).isGreaterThan(0);
        }
    }

    @Test
    void theSoftwareRendererKeepsTheEdgesOfPatchesWithinATriangle() {
        Layer layer = Layer.surface(box(), BONE, 1).painted((x, y, z) -> x < 8 ? 0xFF0000 : 0x0000FF);
        Camera camera = Camera.framing(layer.mesh()).from('A');
        int size = 200;
        int[] pixels = new SoftwareRasterizer().render(List.of(layer), camera, size, size, 1, Progress.NONE);
        double[] edge = camera.project(8, 11, 8, size, size);
        int row = size / 2;
        int wrong = 0;
        int drawn = 0;
        for (int x = 0; x < size; x++) {
            int pixel = pixels[row * size + x];
            if (pixel != SoftwareRasterizer.BACKGROUND) {
                boolean red = (pixel >> 16 & 0xFF) > (pixel & 0xFF);
                // seen from the front the patient's right is left
                boolean expected = x + 0.5 > edge[0] == camera.project(5, 11, 8, size, size)[0] > edge[0];
                wrong += red != expected && Math.abs(x + 0.5 - edge[0]) > 1 ? 1 : 0;
                drawn++;
            }
        }
        assertThat(drawn).isGreaterThan(40);
        assertThat(wrong).isZero();
    }

    private Mesh box() {
        return scene.boxes().getFirst().mesh();
    }
}
