package org.lmttm.app.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.shell.EngineInference;
import org.lmttm.app.shell.Workbench;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Settings;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.VolumeReader;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.volume.ViewState.Layout;
import org.lmttm.app.volume.ViewState.Tool;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Point;
import org.lmttm.volume.Slab;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.NiftiWriter;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.VolumeListing;
import org.lmttm.volume.io.dicom.DicomBytes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Slices as a hand uses them: axes turned, slabs, windows of rectangles, cases linked, compared and painted over. */
@ExtendWith(ApplicationExtension.class)
class SliceViewingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Workbench workbench;

    @SuppressWarnings("NullAway.Init")
    private Path settings;

    @Start
    void start(Stage stage) throws IOException {
        settings = Files.createTempDirectory("lmttm-settings");
        TaskRunner tasks = new TaskRunner(Platform::runLater);
        Session session =
                new Session(Path.of("nowhere"), Settings.in(settings), tasks, new Files2(), new EngineInference());
        FileDialogs dialogs = new NoDialogs();
        workbench = Workbench.of(session, dialogs, stage::close);
        stage.setScene(workbench.shell().scene());
        stage.setWidth(1000);
        stage.setHeight(1000);
        stage.show();
    }

    /** Files as the workbench reads them. */
    private static final class Files2 implements VolumeReader {
        @Override
        public VolumeListing list(Path file) throws IOException {
            return VolumeFiles.list(file);
        }

        @Override
        public Volume open(Path file, VolumeChoice choice) throws IOException {
            return VolumeFiles.open(file, choice);
        }
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, workbench::close);
    }

    /** A ball of 100 in 0, with a corner of the volume at a place in the patient. */
    private OpenCase open(FxRobot robot, String name, int n, double spacing, double origin) throws Exception {
        float[] values = new float[n * n * n];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    double r = Math.sqrt(sq(i - n / 2.0) + sq(j - n / 2.0) + sq(k - n / 2.0)) / n;
                    values[(k * n + j) * n + i] = r < 0.3 ? 100 + (31 * i + 17 * j + 7 * k) % 150 : i % 3;
                }
            }
        }
        Affine affine =
                Affine.of(new double[][] {{spacing, 0, 0, origin}, {0, spacing, 0, origin}, {0, 0, spacing, origin}});
        Path file = folder.resolve(name + ".nii");
        try (Volume volume = Volume.ofFloats(name, n, n, n, values, affine)) {
            NiftiWriter.write(file, volume, VoxelType.INT16);
        }
        int before = session().cases().size();
        robot.interact(() -> workbench.opener().open(file));
        waitFor(() ->
                session().cases().size() == before + 1 && workbench.volume().settled());
        return session().activeCase().get();
    }

    private static double sq(double x) {
        return x * x;
    }

    private Session session() {
        return workbench.session();
    }

    private ViewState state() {
        return workbench.volume().state();
    }

    private static SliceView pane(FxRobot robot, String name) {
        return robot.lookup("#slice-" + name).queryAs(SliceView.class);
    }

    private static void waitFor(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, condition));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void act(FxRobot robot, String id) {
        robot.interact(() -> workbench.shell().actions().stream()
                .filter(action -> action.id().equals(id))
                .forEach(ActionSpec::fire));
    }

    private static void drag(FxRobot robot, SliceView pane, double x0, double y0, double x1, double y1) {
        Bounds here = pane.localToScreen(pane.getBoundsInLocal());
        robot.moveTo(here.getMinX() + x0, here.getMinY() + y0)
                .press(MouseButton.PRIMARY)
                .moveTo(here.getMinX() + (x0 + x1) / 2, here.getMinY() + (y0 + y1) / 2)
                .moveTo(here.getMinX() + x1, here.getMinY() + y1)
                .release(MouseButton.PRIMARY);
    }

    @Test
    void draggingAnAxisTurnsTheOtherPanesAndResetStraightensThem(FxRobot robot) throws Exception {
        open(robot, "ball", 24, 1, -12);
        SliceView axial = pane(robot, "axial");
        SliceView coronal = pane(robot, "coronal");
        assertThat(coronal.letters()).containsExactly("R", "L", "S", "I");
        // the panes get their last size with the first pulses after a case is there
        robot.moveTo(axial);
        waitFor(() -> workbench.volume().settled());
        double[] grip = axial.crosshair().grips().getFirst();
        PlaneMapping m = axial.mapping();
        assertThat(m).isNotNull();
        double[] centre = m.screen(CommonSpace.patient(
                session().activeCase().get(),
                session().activeCase().get().crosshair().get()));
        double dx = grip[0] - centre[0];
        double dy = grip[1] - centre[1];
        // 30° clockwise about the crosshair
        double c = Math.cos(Math.PI / 6);
        double s = Math.sin(Math.PI / 6);
        drag(robot, axial, grip[0], grip[1], centre[0] + c * dx - s * dy, centre[1] + s * dx + c * dy);
        waitFor(() -> workbench.volume().settled());
        assertThat(Math.toDegrees(state().turn().get().angle())).isCloseTo(30, within(2.0));
        assertThat(axial.letters()).as("the plane turned in stays").containsExactly("R", "L", "A", "P");
        assertThat(coronal.letters().get(0)).hasSize(2).contains("R");
        assertThat(coronal.letters().get(2)).isEqualTo("S");
        assertThat(robot.lookup("#position-coronal").queryAs(Label.class).getText())
                .contains("oblique");
        act(robot, "volume.straighten");
        assertThat(coronal.letters()).containsExactly("R", "L", "S", "I");
    }

    @Test
    void scrollingAtAnAngleMovesAlongTheTurnedNormal(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot, "ball", 24, 1, -12);
        robot.interact(() -> state().turnBy(new Point(1, 0, 0), Math.PI / 6));
        Voxel before = openCase.crosshair().get();
        robot.clickOn("#slice-sagittal");
        robot.interact(() -> openCase.moveCrosshairExactly(before));
        robot.interact(() -> pane(robot, "axial").requestFocus());
        robot.type(KeyCode.UP, 2);
        Voxel after = openCase.crosshair().get();
        double dy = after.j() - before.j();
        double dz = after.k() - before.k();
        assertThat(Math.hypot(dy, dz)).isCloseTo(2, within(1e-6));
        assertThat(Math.toDegrees(Math.atan2(Math.abs(dy), dz))).isCloseTo(30, within(1e-6));
    }

    @Test
    void aFilmIsShownWithLowValuesBright(FxRobot robot) throws Exception {
        short[] pixels = new short[32 * 32];
        for (int x = 0; x < pixels.length; x++) {
            pixels[x] = (short) (x % 32 < 16 ? 100 : 900);
        }
        Path file = new DicomBytes()
                .slice("CR", 1, 0, 0, 0)
                .image(32, 32, 16, 12, false)
                .text(0x0028_0004, "CS", "MONOCHROME1")
                .pixels(pixels)
                .write(folder.resolve("film"));
        robot.interact(() -> workbench.opener().open(file));
        waitFor(() -> session().activeCase().get() != null && workbench.volume().settled());
        OpenCase film = session().activeCase().get();
        assertThat(film.valueAt(new Voxel(4, 4, 0))).isEqualTo(100);
        assertThat(grey(robot, film, 6)).as("low values").isGreaterThan(240);
        assertThat(grey(robot, film, 26)).as("high values").isLessThan(15);
        robot.interact(() -> state().colorMap().set(ColorMap.GREY_INVERTED));
        waitFor(() -> workbench.volume().settled());
        assertThat(grey(robot, film, 6)).as("turned round by the user").isLessThan(15);
    }

    /** How bright the axial pane is at a column of the case, below the bar of colours. */
    private static int grey(FxRobot robot, OpenCase openCase, int column) {
        SliceView axial = pane(robot, "axial");
        int[] grey = {0};
        robot.interact(() -> {
            double[] at = Objects.requireNonNull(axial.mapping())
                    .screen(CommonSpace.patient(openCase, new Voxel(column, 20, 0)));
            WritableImage picture = axial.snapshot(null, null);
            grey[0] = picture.getPixelReader().getArgb((int) at[0], (int) at[1]) & 0xFF;
        });
        return grey[0];
    }

    @Test
    void aRectangleBecomesTheWindow(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot, "ball", 24, 1, -12);
        robot.interact(() -> state().tool().set(Tool.WINDOW_REGION));
        SliceView axial = pane(robot, "axial");
        double x = axial.getWidth() / 2;
        double y = axial.getHeight() / 2;
        drag(robot, axial, x - 30, y - 30, x + 30, y + 30);
        waitFor(() -> openCase.window().get().lo() > 99);
        assertThat(openCase.window().get().hi()).isLessThan(251);
        assertThat(axial.band().isVisible()).isFalse();
    }

    @Test
    void aSlabIsChosenAndSaidOnThePicture(FxRobot robot) throws Exception {
        open(robot, "ball", 24, 1, -12);
        robot.type(KeyCode.SHIFT); // the shortcut below needs the window's focus
        act(robot, "volume.slab-maximum");
        waitFor(() -> workbench.volume().settled());
        assertThat(state().slab().get()).isEqualTo(new Slab(Slab.Projection.MAXIMUM, 10));
        assertThat(robot.lookup("#slab").<SlabMenu>query().getText()).isEqualTo("MIP 10 mm");
        assertThat(robot.lookup(".window-text").<javafx.scene.text.Text>queryAll().stream()
                        .map(javafx.scene.text.Text::getText))
                .anyMatch(text -> text.startsWith("MIP 10 mm"));
    }

    @Test
    void linkedCasesShareTheCrosshairInPatientSpace(FxRobot robot) throws Exception {
        OpenCase first = open(robot, "first", 24, 1, -12);
        OpenCase second = open(robot, "second", 32, 0.5, -8);
        robot.interact(() -> second.moveCrosshair(new Voxel(20, 4, 10)));
        assertThat(first.crosshair().get()).as("not linked").isEqualTo(OpenCase.middle(first.volume()));
        robot.interact(() -> pane(robot, "axial").requestFocus());
        robot.type(KeyCode.L);
        assertThat(session().settings().linkCases().get()).isTrue();
        // voxel (20, 4, 10) of the second lies at (2, -6, -3) mm: voxel (14, 6, 9) of the first
        assertThat(first.crosshair().get()).isEqualTo(new Voxel(14, 6, 9));
        robot.interact(() -> {
            state().zoomBy(2);
            session().activeCase().set(first);
        });
        assertThat(state().zoom().get()).as("zoom stays").isCloseTo(2, within(1e-9));
        robot.interact(() -> first.moveCrosshair(new Voxel(12, 12, 12)));
        assertThat(second.crosshair().get()).isEqualTo(new Voxel(16, 16, 16));
    }

    @Test
    void twoVolumesStandSideBySide(FxRobot robot) throws Exception {
        OpenCase first = open(robot, "first", 24, 1, -12);
        OpenCase second = open(robot, "second", 32, 0.5, -8);
        robot.interact(() -> state().layout().set(Layout.COMPARE));
        robot.interact(() -> state().compared().set(first));
        waitFor(() -> workbench.volume().settled());
        SliceView beside = pane(robot, "compared-axial");
        assertThat(beside.openCase()).isSameAs(first);
        robot.interact(() -> second.moveCrosshair(new Voxel(20, 4, 10)));
        assertThat(first.crosshair().get()).as("linked while compared").isEqualTo(new Voxel(14, 6, 9));
        PlaneMapping a = pane(robot, "axial").mapping();
        PlaneMapping b = beside.mapping();
        assertThat(a).isNotNull();
        assertThat(b).isNotNull();
        Point there = new Point(2, -6, -3);
        assertThat(a.screen(there)[0]).as("one zoom, one centre").isCloseTo(b.screen(there)[0], within(1.0));
        robot.interact(() -> session().remove(first));
        assertThat(state().compared().get()).isNull();
    }

    @Test
    void aSecondVolumeIsPaintedOrRefusedWithTheReason(FxRobot robot) throws Exception {
        OpenCase first = open(robot, "first", 24, 1, -12);
        OpenCase second = open(robot, "second", 32, 0.5, -8);
        OverlayPanel panel = WaitForAsyncUtils.waitForAsyncFx(
                10_000,
                () -> new OverlayPanel(session(), state(), new org.lmttm.app.state.Messages("org.lmttm.app.volume")));
        robot.interact(() -> panel.choose(first));
        waitFor(() -> workbench.volume().settled());
        Overlay over = state().overlay().get();
        assertThat(over).isNotNull();
        assertThat(over.openCase()).isSameAs(first);
        SlicePixels.Request content = pane(robot, "axial").content();
        assertThat(content).isNotNull();
        SliceImage.Pixels painted = SlicePixels.of(content).second();
        assertThat(painted).isNotNull();
        int[] colors = painted.colors();
        // the middle of both is inside the ball of the first, the corner of the second outside it
        int w = content.plane().grid().width();
        assertThat(colors[colors.length / 2 + w / 2] >>> 24).isEqualTo(128);
        assertThat(colors[0]).isZero();
        Path array = folder.resolve("array.npy");
        Files.write(array, npy());
        robot.interact(() -> workbench.opener().open(array));
        waitFor(() -> session().cases().size() == 3 && workbench.volume().settled());
        OpenCase stored = session().activeCase().get();
        robot.interact(() -> panel.choose(second));
        assertThat(state().overlay().get()).isNull();
        Label problem = (Label) panel.view().lookup("#overlay-problem");
        assertThat(problem.getText()).contains(stored.name()).contains("no patient space");
    }

    private static byte[] npy() {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2, 2), }";
        String padded = header + " ".repeat(118 - 1 - header.length()) + "\n";
        byte[] file = new byte[10 + 118 + 8];
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0};
        System.arraycopy(magic, 0, file, 0, 10);
        System.arraycopy(padded.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, file, 10, 118);
        return file;
    }

    @Test
    void aPictureGoesToTheClipboardAtItsScale(FxRobot robot) throws Exception {
        open(robot, "ball", 24, 1, -12);
        robot.interact(() -> session().settings().pictureScale().set(3));
        act(robot, "edit.copy-picture");
        SliceView axial = pane(robot, "axial");
        double width = WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> Clipboard.getSystemClipboard().getImage().getWidth());
        assertThat(width).isCloseTo(3 * axial.getWidth(), within(3.0));
    }

    @Test
    void layoutAndInterpolationAreRemembered(FxRobot robot) throws Exception {
        open(robot, "ball", 24, 1, -12);
        robot.interact(() -> state().toggleLarge(ViewState.Pane.CORONAL));
        act(robot, "view.smooth");
        Settings again = Settings.in(settings);
        assertThat(again.layout().get()).isEqualTo("SINGLE");
        assertThat(again.largePane().get()).isEqualTo("CORONAL");
        assertThat(again.smooth().get()).isFalse();
        robot.interact(() -> state().toggleLarge(ViewState.Pane.CORONAL));
        assertThat(state().layout().get()).isEqualTo(Layout.GRID);
    }

    @Test
    void presetsAndDigitsSetTheWindow(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot, "ball", 24, 1, -12);
        robot.interact(() -> pane(robot, "axial").requestFocus());
        robot.type(KeyCode.DIGIT7);
        assertThat(openCase.window().get()).isEqualTo(new Window(-1350, 150));
        assertThat(robot.lookup("#window-presets").<WindowMenu>query().getText())
                .isEqualTo("CT lung");
        robot.type(KeyCode.F, 2);
        assertThat(openCase.crosshair().get().k()).isEqualTo(13);
        robot.type(KeyCode.B);
        assertThat(openCase.crosshair().get().k()).isEqualTo(12);
        robot.type(KeyCode.C);
        waitFor(() -> openCase.crosshair().get().k() != 12);
        robot.type(KeyCode.C);
        assertThat(workbench.volume().cine().playing().get()).isFalse();
    }

    @Test
    void planesOfAComparedVolumeFollowTheOnesShown(FxRobot robot) throws Exception {
        OpenCase first = open(robot, "first", 24, 1, -12);
        OpenCase second = open(robot, "second", 32, 0.5, -8);
        robot.interact(() -> {
            state().compared().set(first);
            state().layout().set(Layout.COMPARE);
            state().turnBy(new Point(0, 1, 0), 0.5);
        });
        PanePlane shown = PanePlane.of(second, Plane.AXIAL, second, state());
        PanePlane beside = PanePlane.of(first, Plane.AXIAL, second, state());
        assertThat(beside.grid().normal().minus(shown.grid().normal()).length()).isLessThan(1e-9);
        assertThat(beside.along()).isFalse();
    }
}
