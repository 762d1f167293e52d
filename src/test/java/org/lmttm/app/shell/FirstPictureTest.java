package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.NiftiWriter;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A large volume is seen before its voxels are counted, and what is counted comes without disturbing the hand. */
class FirstPictureTest extends WindowHarness {
    private static final int N = 160;

    private final CountDownLatch gate = new CountDownLatch(1);

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    @AfterEach
    void letGo() {
        gate.countDown();
    }

    /** Opens a volume of over 4 million voxels while whoever counts is held back. */
    private OpenCase openHeldBack(FxRobot robot) throws Exception {
        float[] values = new float[N * N * N];
        for (int x = 0; x < values.length; x++) {
            int row = x / N;
            values[x] = 3 * (x % N) + row % N;
        }
        // one voxel that no sample can be expected to hit
        values[values.length / 2 + 77] = 30_000;
        Path file = folder.resolve("large.nii");
        try (Volume volume = Volume.ofFloats("large", N, N, N, values, Affine.scaling(1, 1, 1))) {
            NiftiWriter.write(file, volume, VoxelType.INT16);
        }
        robot.interact(() -> {
            session().tasks().inBackground("gate", progress -> hold(), value -> {}, error -> {});
            workbench.opener().open(file);
        });
        waitFor(() -> workbench.volume().shows(Plane.AXIAL)
                && workbench.volume().shows(Plane.CORONAL)
                && workbench.volume().shows(Plane.SAGITTAL));
        return session().activeCase().get();
    }

    private boolean hold() throws InterruptedException {
        gate.await();
        return true;
    }

    private void count(OpenCase openCase) throws Exception {
        gate.countDown();
        waitFor(() -> openCase.measured() && workbench.volume().settled());
    }

    private Node node(String id) {
        Pane inspector = (Pane) ((javafx.scene.control.ScrollPane)
                        workbench.volume().inspector().lookup(".inspector"))
                .getContent();
        return inspector.lookup(id);
    }

    @Test
    void slicesAreShownWhileVoxelsAreCountedAndTheNumbersFollow(FxRobot robot) throws Exception {
        OpenCase openCase = openHeldBack(robot);
        assertThat(openCase.measured()).isFalse();
        waitFor(() ->
                node("#histogram-counting").isVisible() && !node("#window-low").isVisible());
        assertThat(node("#window-low").isVisible())
                .as("no axis of a sample is shown")
                .isFalse();
        assertThat(workbench.volume().surfaces().settings().surfaces())
                .as("a level needs all voxels")
                .isEmpty();
        Window sampled = openCase.window().get();
        assertThat(sampled.lo()).isBetween(0.0, 60.0);
        assertThat(sampled.hi()).isBetween(560.0, 640.0);

        count(openCase);
        Histogram exact = Histogram.of(openCase.volume(), OpenCase.BINS);
        assertThat(openCase.histogram().counts()).isEqualTo(exact.counts());
        assertThat(openCase.statistics().max()).isEqualTo(30_000);
        assertThat(openCase.window().get()).as("nobody has touched it").isEqualTo(exact.autoWindow());
        assertThat(session().history().undoName().get()).isEmpty();
        assertThat(workbench
                        .volume()
                        .surfaces()
                        .settings()
                        .surfaces()
                        .getFirst()
                        .shape()
                        .level())
                .isEqualTo(exact.otsu());
        waitFor(() ->
                !node("#histogram-counting").isVisible() && node("#window-low").isVisible());
    }

    @Test
    void nothingOfTheCaseBeforeStaysInThe3dPane(FxRobot robot) throws Exception {
        OpenCase before = openRamp(robot, "before");
        Node foot = robot.lookup("#surface-level").query();
        assertThat(inView(foot)).isTrue();
        assertThat(brightest()).isGreaterThan(60);
        openHeldBack(robot);
        assertThat(inView(foot)).as("no level of the case before").isFalse();
        waitFor(() -> brightest() == 0);
        robot.interact(() -> session().activeCase().set(before));
        waitFor(() -> workbench.volume().settled() && inView(foot) && brightest() > 60);
    }

    private static boolean inView(Node node) {
        Node at = node;
        while (at != null && at.isVisible()) {
            at = at.getParent();
        }
        return at == null;
    }

    /** The brightest pixel of the 3D picture in the middle, where no cube and no note is. */
    private int brightest() {
        WritableImage picture = WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> workbench.volume().surfacePicture().picture());
        int brightest = 0;
        for (int y = (int) (0.3 * picture.getHeight()); y < 0.7 * picture.getHeight(); y++) {
            for (int x = (int) (0.3 * picture.getWidth()); x < 0.7 * picture.getWidth(); x++) {
                brightest = Math.max(brightest, picture.getPixelReader().getArgb(x, y) & 0xFF);
            }
        }
        return brightest;
    }

    @Test
    void theWindowThatTheUserChoseStays(FxRobot robot) throws Exception {
        OpenCase openCase = openHeldBack(robot);
        Window chosen = new Window(100, 300);
        robot.interact(() -> openCase.window().set(chosen));
        count(openCase);
        assertThat(openCase.window().get()).isEqualTo(chosen);
    }

    @Test
    void aWindowFromAllValuesBecomesThatOfAll(FxRobot robot) throws Exception {
        OpenCase openCase = openHeldBack(robot);
        fire(robot, "volume.window-full");
        assertThat(openCase.window().get().hi()).isLessThan(1000);
        count(openCase);
        assertThat(openCase.window().get()).isEqualTo(new Window(0, 30_000));
    }

    @Test
    void aCaseClosedWhileItIsCountedIsForgotten(FxRobot robot) throws Exception {
        OpenCase openCase = openHeldBack(robot);
        robot.interact(() -> session().remove(openCase));
        gate.countDown();
        OpenCase next = openRamp(robot, "next");
        assertThat(next.measured()).isTrue();
        assertThat(openCase.measured()).isFalse();
        assertThat(session().tasks().notices()).isEmpty();
    }
}
