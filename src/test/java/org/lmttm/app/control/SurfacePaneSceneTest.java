package org.lmttm.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
            int argb = pixels[y * WIDTH + x];
            Color color = Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
            seen = color.getBrightness() > seen.getBrightness() ? color : seen;
        }
        assertThat(seen.getHue()).isCloseTo(SurfaceOverlay.AXIS_COLORS.get(0).getHue(), within(12.0));
        assertThat(seen.getBrightness()).isGreaterThan(0.2);
    }
}
