package org.lmttm.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Cut;
import org.lmttm.surface.LabelMap;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;
import org.lmttm.surface.SoftwareRasterizer;
import org.testfx.util.WaitForAsyncUtils;

/** The pane drawn by JavaFX 3D: needs a display (Xvfb counts) and a pipeline with 3D. */
@Tag("scene3d")
class SurfacePaneSceneTest {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 400;

    @SuppressWarnings("NullAway.Init") // made before each test that has a display
    private SurfacePane pane;

    private @Nullable Stage stage;

    @BeforeEach
    void open() throws Exception {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        Assumptions.assumeTrue(!linux || System.getenv("DISPLAY") != null, "there is no display: DISPLAY is not set");
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
        } catch (IllegalStateException alreadyStarted) {
            assertThat(alreadyStarted).hasMessageContaining("already");
            started.countDown();
        }
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        Platform.setImplicitExit(false);
        Assumptions.assumeTrue(
                WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Platform.isSupported(ConditionalFeature.SCENE3D)),
                "this graphics pipeline has no 3D");
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            pane = new SurfacePane();
            Stage window = new Stage();
            window.setScene(new Scene(pane, WIDTH, HEIGHT, true));
            window.getScene().setFill(Color.BLACK);
            window.show();
            stage = window;
        });
    }

    @AfterEach
    void close() {
        Stage window = stage;
        if (window != null) {
            WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
                pane.dispose();
                window.close();
            });
        }
    }

    private int[] picture(Mesh mesh, Camera camera) throws Exception {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            pane.axesVisibleProperty().set(false);
            pane.setMesh(mesh);
        });
        SurfaceScenes.settle(pane);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> pane.cameraProperty().set(camera));
        SurfaceScenes.settle(pane);
        int[] pixels = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> SurfaceScenes.pixels(pane.picture()));
        blankCube(pixels);
        return pixels;
    }

    /** The orientation cube is not part of the comparison. */
    private static void blankCube(int[] pixels) {
        for (int y = 0; y < 90; y++) {
            for (int x = WIDTH - 90; x < WIDTH; x++) {
                pixels[y * WIDTH + x] = SoftwareRasterizer.BACKGROUND;
            }
        }
    }

    @Test
    void theGraphicsPipelineDrawsTheSamePictureAsTheSoftwareRasterizer() throws Exception {
        Mesh mesh = SurfaceScenes.solid();
        Camera home = Camera.framing(mesh);
        assertThat(pane.isDrawnInSoftware()).isFalse();
        for (Camera camera : new Camera[] {
            home,
            home.rotated(100, 30),
            home.rotated(-120, -70),
            home.zoomed(0.6).panned(50, -40, WIDTH, HEIGHT)
        }) {
            int[] hardware = picture(mesh, camera);
            int[] software = new SoftwareRasterizer().render(mesh, camera, WIDTH, HEIGHT, 2, Progress.NONE);
            blankCube(software);
            boolean[] drawn = SurfaceScenes.silhouette(hardware);
            assertThat(SurfaceScenes.count(drawn)).isGreaterThan(5_000);
            assertThat(SurfaceScenes.overlap(drawn, SurfaceScenes.silhouette(software)))
                    .isGreaterThan(0.97);
            assertThat(meanDifference(hardware, software)).isLessThan(8);
        }
    }

    private int[] picture(SurfaceContent content, Camera camera) throws Exception {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            pane.axesVisibleProperty().set(false);
            pane.setContent(content);
        });
        SurfaceScenes.settle(pane);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> pane.cameraProperty().set(camera));
        SurfaceScenes.settle(pane);
        int[] pixels = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> SurfaceScenes.pixels(pane.picture()));
        blankCube(pixels);
        return pixels;
    }

    private static int[] drawnInSoftware(SurfaceContent content, Camera camera) {
        List<Layer> all = new ArrayList<>(content.surfaces());
        all.addAll(content.pictures());
        int[] pixels = new SoftwareRasterizer().render(all, camera, WIDTH, HEIGHT, 2, Progress.NONE);
        blankCube(pixels);
        return pixels;
    }

    @Test
    void translucentSurfacesAreSeenThroughFromEverySide() throws Exception {
        Mesh shell = SurfaceScenes.ball(20);
        Mesh left = SurfaceScenes.ball(6, -9, 0, 0);
        Mesh right = SurfaceScenes.ball(6, 9, 0, 0);
        // the outermost first, so that the order given is the wrong one to draw in
        SurfaceContent content = new SurfaceContent(
                List.of(
                        Layer.surface(shell, 0xE0705C, 0.4),
                        Layer.surface(left, 0x5BB8A4, 0.5),
                        Layer.surface(right, 0xE3D9C6, 1)),
                List.of(),
                Cut.NONE);
        Camera home = Camera.framing(shell);
        for (Camera camera : new Camera[] {home, home.rotated(180, 0), home.rotated(60, 40), home.rotated(-90, -20)}) {
            int[] hardware = picture(content, camera);
            int[] software = drawnInSoftware(content, camera);
            assertThat(SurfaceScenes.overlap(SurfaceScenes.silhouette(hardware), SurfaceScenes.silhouette(software)))
                    .isGreaterThan(0.97);
            assertThat(meanDifference(hardware, software)).isLessThan(10);
        }
    }

    @Test
    void aTranslucentSurfaceThatFoldsLooksTheSameInWhateverOrderItsTrianglesCome() throws Exception {
        Mesh mesh = SurfaceScenes.solid();
        int[] t = mesh.triangles();
        int[] reversed = new int[t.length];
        for (int at = 0; at < t.length; at += 3) {
            System.arraycopy(t, t.length - 3 - at, reversed, at, 3);
        }
        Mesh other = new Mesh(mesh.vertices(), mesh.normals(), reversed, false, 0, 0);
        // from here the nose stands before the ball: two sheets of the near side lie behind each other
        Camera camera = Camera.framing(mesh).rotated(30, 10);
        int[] one = picture(translucent(mesh), camera);
        int[] two = picture(translucent(other), camera);
        assertThat(SurfaceScenes.count(SurfaceScenes.silhouette(one))).isGreaterThan(5_000);
        int differing = 0;
        for (int at = 0; at < one.length; at++) {
            differing += Math.abs((one[at] & 0xFF) - (two[at] & 0xFF)) > 8 ? 1 : 0;
        }
        assertThat(differing).isLessThan(50);
    }

    private static SurfaceContent translucent(Mesh mesh) {
        return new SurfaceContent(List.of(Layer.surface(mesh, 0xFFFFFF, 0.5)), List.of(), Cut.NONE);
    }

    @Test
    void slicesStandWithinATranslucentSurface() throws Exception {
        Mesh shell = SurfaceScenes.ball(20);
        int[] argb = new int[64 * 64];
        Arrays.fill(argb, 0xFF3060C0);
        double[][] corners = {{15, 0, 15}, {-15, 0, 15}, {15, 0, -15}, {-15, 0, -15}};
        SurfaceContent content = new SurfaceContent(
                List.of(Layer.surface(shell, 0xE0705C, 0.3)),
                List.of(Layer.picture(corners, new Layer.Picture(argb, 64, 64))),
                Cut.NONE);
        Camera camera = Camera.framing(shell).at(20, 10);
        int[] hardware = picture(content, camera);
        double[] middle = camera.project(0, 0, 0, WIDTH, HEIGHT);
        int x = (int) middle[0];
        int y = (int) middle[1];
        int seen = hardware[y * WIDTH + x];
        assertThat(seen & 0xFF).as("the blue of the slice").isGreaterThan(100);
        assertThat(seen >> 16 & 0xFF).as("under the red of the surface").isGreaterThan(60);
        assertThat(meanDifference(hardware, drawnInSoftware(content, camera))).isLessThan(10);
    }

    @Test
    void surfacesOfLabelsWearTheirColoursAndArePicked() throws Exception {
        double[][] centres = {{-9, 0, 0}, {9, 0, 0}};
        List<Layer> layers = new ArrayList<>();
        for (int label = 1; label <= 2; label++) {
            layers.add(Layer.surface(SurfaceScenes.ball(6, centres[label - 1]), LabelMap.color(label), 1));
        }
        Camera camera = Camera.framing(SurfaceScenes.ball(20)).at(180, 0);
        int[] hardware = picture(new SurfaceContent(layers, List.of(), Cut.NONE), camera);
        for (int label = 1; label <= 2; label++) {
            double[] centre = centres[label - 1];
            double[] at = camera.project(centre[0], centre[1], centre[2], WIDTH, HEIGHT);
            int x = (int) at[0];
            int y = (int) at[1];
            Color seen = color(hardware[y * WIDTH + x]);
            Color worn = color(LabelMap.color(label));
            assertThat(seen.getHue()).isCloseTo(worn.getHue(), within(8.0));
            double[] picked = pick(at[0], at[1]);
            double distance =
                    Math.hypot(Math.hypot(picked[0] - centre[0], picked[1] - centre[1]), picked[2] - centre[2]);
            assertThat(distance).as("on the surface of label " + label).isCloseTo(6, within(0.3));
        }
    }

    private double[] pick(double x, double y) throws Exception {
        CompletableFuture<double[]> picked = new CompletableFuture<>();
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            pane.setOnPicked(picked::complete);
            pane.pick(x, y);
        });
        return picked.get(30, TimeUnit.SECONDS);
    }

    private static Color color(int rgb) {
        return Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    private static double meanDifference(int[] a, int[] b) {
        double sum = 0;
        int covered = 0;
        for (int x = 0; x < a.length; x++) {
            if ((a[x] & 0xFF) > 12 && (b[x] & 0xFF) > 12) {
                sum += Math.abs((a[x] >> 8 & 0xFF) - (b[x] >> 8 & 0xFF));
                covered++;
            }
        }
        return sum / covered;
    }

    @Test
    void theSurfaceIsLitFromTheUpperLeft() throws Exception {
        Mesh mesh = SurfaceScenes.solid();
        int[] pixels = picture(mesh, Camera.framing(mesh).at(180, 0));
        double[] upper = pane.getCamera().project(-5, 0 - 10, 41, WIDTH, HEIGHT);
        double[] lower = pane.getCamera().project(6, 0 - 10, 27, WIDTH, HEIGHT);
        int bright = green(pixels, upper);
        int dim = green(pixels, lower);
        assertThat(bright).isGreaterThan(dim + 30);
    }

    private static int green(int[] pixels, double[] at) {
        int x = (int) at[0];
        int y = (int) at[1];
        return pixels[y * WIDTH + x] >> 8 & 0xFF;
    }

    @Test
    void fxyzAxesStandAtTheCornerOfTheBox() throws Exception {
        Mesh mesh = SurfaceScenes.solid();
        Camera camera = Camera.framing(mesh).at(200, 20).zoomed(0.7);
        picture(mesh, camera);
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> pane.axesVisibleProperty().set(true));
        int[] pixels = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> SurfaceScenes.pixels(pane.picture()));
        double[] b = mesh.bounds();
        double length = SurfaceOverlay.axesLength(b);
        double[] half = camera.project(b[0] + length / 2, b[1], b[2], WIDTH, HEIGHT);
        Color seen = Color.BLACK;
        for (int dy = -2; dy <= 2; dy++) {
            int y = (int) half[1] + dy;
            int x = (int) half[0];
            Color color = color(pixels[y * WIDTH + x]);
            seen = color.getBrightness() > seen.getBrightness() ? color : seen;
        }
        assertThat(seen.getHue()).isCloseTo(SurfaceOverlay.AXIS_COLORS.get(0).getHue(), within(12.0));
        assertThat(seen.getBrightness()).isGreaterThan(0.2);
    }
}
