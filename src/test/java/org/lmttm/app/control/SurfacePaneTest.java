package org.lmttm.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeoutException;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;
import org.lmttm.surface.SoftwareRasterizer;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SurfacePaneTest {
    @SuppressWarnings("NullAway.Init") // made by start
    private SurfacePane pane;

    @Start
    void start(Stage stage) {
        pane = new SurfacePane();
        stage.setScene(new Scene(pane, 420, 340));
        // the stage is shared with tests that ran before and may have kept their size
        stage.sizeToScene();
        stage.show();
    }

    @AfterEach
    void dispose() {
        WaitForAsyncUtils.waitForAsyncFx(5_000, pane::dispose);
    }

    private void show(Mesh mesh) throws TimeoutException {
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> pane.setMesh(mesh));
        SurfaceScenes.settle(pane);
    }

    private int[] drawn() {
        ImageView view = (ImageView) pane.getChildrenUnmodifiable().get(0);
        return WaitForAsyncUtils.waitForAsyncFx(5_000, () -> SurfaceScenes.pixels((WritableImage) view.getImage()));
    }

    @Test
    void withoutA3DPipelineTheSameSurfaceIsDrawnInSoftwareAndSaysSo() throws TimeoutException {
        assertThat(pane.isDrawnInSoftware()).isTrue();
        Mesh mesh = SurfaceScenes.solid();
        show(mesh);
        Label note = (Label) pane.lookup(".surface-note");
        assertThat(note.isVisible()).isTrue();
        assertThat(note.getText()).isEqualTo("3D drawn in software");
        assertThat(pane.shownTrianglesProperty().get()).isEqualTo(mesh.triangleCount());
        int[] expected = new SoftwareRasterizer().render(mesh, Camera.framing(mesh), 420, 340, 2, Progress.NONE);
        assertThat(drawn()).isEqualTo(expected);
        assertThat(SurfaceScenes.count(SurfaceScenes.silhouette(expected))).isGreaterThan(20_000);
    }

    @Test
    void draggingTurnsScrollingZoomsAndRBringsTheWholeBack(FxRobot robot) throws TimeoutException {
        show(SurfaceScenes.solid());
        Camera home = pane.getCamera();
        boolean[] before = SurfaceScenes.silhouette(drawn());

        robot.moveTo(pane).press(MouseButton.PRIMARY).moveBy(60, 20).release(MouseButton.PRIMARY);
        SurfaceScenes.settle(pane);
        assertThat(pane.getCamera().azimuth()).isNotCloseTo(home.azimuth(), within(5.0));
        assertThat(pane.getCamera().elevation()).isGreaterThan(home.elevation() + 3);
        assertThat(SurfaceScenes.overlap(before, SurfaceScenes.silhouette(drawn())))
                .isLessThan(0.95);

        robot.moveTo(pane).press(MouseButton.SECONDARY).moveBy(-30, 0).release(MouseButton.SECONDARY);
        assertThat(pane.getCamera().panX()).isNegative();
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> Event.fireEvent(pane, wheelUp()));
        assertThat(pane.getCamera().zoom()).isGreaterThan(home.zoom());

        robot.press(KeyCode.HOME).release(KeyCode.HOME);
        SurfaceScenes.settle(pane);
        assertThat(pane.getCamera()).isEqualTo(home);
        assertThat(SurfaceScenes.overlap(before, SurfaceScenes.silhouette(drawn())))
                .isEqualTo(1.0);
    }

    /** The headless platform's robot has no wheel. */
    private static ScrollEvent wheelUp() {
        return new ScrollEvent(
                ScrollEvent.SCROLL,
                200,
                150,
                200,
                150,
                false,
                false,
                false,
                false,
                false,
                false,
                0,
                40,
                0,
                40,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null);
    }

    @Test
    void aNewMeshKeepsTheViewAndNoMeshLeavesBlack() throws TimeoutException {
        show(SurfaceScenes.solid());
        Camera turned = pane.getCamera().rotated(70, 10);
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> pane.cameraProperty().set(turned));
        show(SurfaceScenes.solid());
        assertThat(pane.getCamera()).isEqualTo(turned);
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> pane.setMesh(null));
        SurfaceScenes.settle(pane);
        assertThat(pane.shownTrianglesProperty().get()).isZero();
        assertThat(SurfaceScenes.count(SurfaceScenes.silhouette(drawn()))).isZero();
    }

    @Test
    void theRegionAndTheCrosshairAreDrawnOverThePicture() throws TimeoutException {
        show(SurfaceScenes.solid());
        int[] plain = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> SurfaceScenes.pixels(pane.picture()));
        double[][] box = new double[8][];
        for (int corner = 0; corner < 8; corner++) {
            box[corner] =
                    new double[] {-8 + 16.0 * (corner & 1), -8 + 16.0 * (corner >> 1 & 1), 25 + 16.0 * (corner >> 2)};
        }
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> {
            pane.setRegion(box);
            pane.setCrosshair(new double[] {0, 0, 33});
        });
        int[] marked = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> SurfaceScenes.pixels(pane.picture()));
        int blue = 0;
        for (int x = 0; x < marked.length; x++) {
            boolean bluish = (marked[x] & 0xFF) > (marked[x] >> 16 & 0xFF) + 60;
            blue += bluish && marked[x] != plain[x] ? 1 : 0;
        }
        assertThat(blue).isGreaterThan(200);
        double[] p = pane.getCamera().project(0, 0, 33, 420, 340);
        assertThat(marked[((int) p[1] - 3) * 420 + (int) p[0]] & 0xFF).isGreaterThan(200);
    }
}
