package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.volume.SceneSettings;
import org.lmttm.app.volume.SceneSettings.CutKind;
import org.lmttm.app.volume.SceneSettings.Mode;
import org.lmttm.app.volume.ViewState;
import org.lmttm.surface.RenderPreset;
import org.lmttm.surface.SurfaceSettings;
import org.lmttm.surface.SurfaceShape;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.NiftiWriter;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Surfaces, cuts, picking and ray casting in the window's 3D pane, by hand. */
class SurfaceWindowTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    /** A ball of radius 12 voxels whose value falls from 120 in its middle, alone in its pane. */
    private OpenCase openBall(FxRobot robot, String name, VoxelType type) throws Exception {
        int n = 33;
        float[] values = new float[n * n * n];
        for (int x = 0; x < values.length; x++) {
            int row = x / n;
            double r = Math.hypot(Math.hypot(x % n - 16, row % n - 16), Math.floorDiv(row, n) - 16);
            values[x] = type == VoxelType.UINT8 ? (r < 5 ? 7 : r < 12 ? 3 : 0) : (float) Math.max(0, 120 - 10 * r);
        }
        Path file = folder.resolve(name + ".nii");
        try (Volume volume = Volume.ofFloats(name, n, n, n, values, Affine.scaling(2, 2, 2))) {
            NiftiWriter.write(file, volume, type);
        }
        robot.interact(() -> workbench.opener().open(file));
        waitFor(() -> session().activeCase().get() != null
                && session().activeCase().get().file().equals(file)
                && workbench.volume().settled());
        robot.interact(() -> {
            ViewState state = workbench.volume().state();
            state.large().set(ViewState.Pane.SURFACE);
            state.layout().set(ViewState.Layout.SINGLE);
        });
        settle();
        return session().activeCase().get();
    }

    private void settle() throws Exception {
        waitFor(() -> workbench.volume().settled());
    }

    private SurfacePane pane() {
        return workbench.volume().surfacePicture();
    }

    private SceneSettings scene() {
        return workbench.volume().surfaces().settings();
    }

    /** Uses a control of the inspector, which is beyond the right edge of the headless screen. */
    private void use(FxRobot robot, String query) {
        robot.interact(() -> {
            Node node = robot.lookup(query).query();
            if (node instanceof ButtonBase button) {
                button.fire();
            } else {
                node.fireEvent(new MouseEvent(
                        MouseEvent.MOUSE_PRESSED,
                        5,
                        5,
                        0,
                        0,
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        true,
                        false,
                        true,
                        null));
            }
        });
    }

    private void slide(FxRobot robot, String query, double value) {
        robot.interact(() -> robot.lookup(query).queryAs(Slider.class).setValue(value));
    }

    private void choose(FxRobot robot, String menu, String item) {
        robot.interact(() -> robot.lookup(menu).queryAs(MenuButton.class).getItems().stream()
                .filter(i -> item.equals(i.getId()))
                .findFirst()
                .orElseThrow()
                .fire());
    }

    private int pixel(double x, double y) {
        WritableImage picture = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> pane().picture());
        return picture.getPixelReader().getArgb((int) (x * picture.getWidth()), (int) (y * picture.getHeight()));
    }

    @Test
    void surfacesAreAddedColouredHiddenAndTakenAway(FxRobot robot) throws Exception {
        OpenCase ball = openBall(robot, "ball", VoxelType.FLOAT32);
        assertThat(scene().surfaces()).hasSize(1);
        assertThat(scene().surfaces().getFirst().shape().level())
                .as("suggested from the histogram")
                .isEqualTo(ball.histogram().otsu());
        use(robot, "#surface-add");
        settle();
        assertThat(scene().surfaces()).hasSize(2);
        assertThat(scene().selected()).isEqualTo(1);
        double outer = scene().surfaces().get(0).shape().level();
        assertThat(scene().surfaces().get(1).shape().level()).isGreaterThan(outer);

        choose(robot, "#surface-color-0", "surface-color-0-4");
        settle();
        assertThat(scene().surfaces().get(0).color()).isEqualTo(0x7FA8E8);
        int seen = pixel(0.45, 0.45);
        assertThat(seen & 0xFF).as("blue").isGreaterThan((seen >> 16 & 0xFF) + 20);

        use(robot, "#surface-row-0");
        slide(robot, "#surface-opacity", 50);
        settle();
        assertThat(scene().surfaces().get(0).opacity()).isEqualTo(0.5);
        int through = pixel(0.45, 0.45);
        assertThat(through).as("the inner surface shows through").isNotEqualTo(seen);

        use(robot, "#surface-visible-0");
        settle();
        assertThat(scene().surfaces().get(0).visible()).isFalse();
        use(robot, "#surface-remove-0");
        settle();
        assertThat(scene().surfaces()).hasSize(1);
        assertThat(scene().surfaces().getFirst().name()).isEqualTo("Surface 2");
    }

    @Test
    void areaAndVolumeAreThoseOfTheBallAndFollowSmoothingAndDecimation(FxRobot robot) throws Exception {
        openBall(robot, "ball", VoxelType.FLOAT32);
        SurfaceSettings first = scene().surfaces().getFirst();
        robot.interact(() ->
                workbench.volume().surfaces().restore(withShape(first.shape().withLevel(40))));
        settle();
        double r = 2 * 8;
        assertThat(measure(robot, "#surface-volume")).isCloseTo(4.0 / 3 * Math.PI * r * r * r, within(250.0));
        double area = measure(robot, "#surface-area");
        assertThat(area).isCloseTo(4 * Math.PI * r * r, within(100.0));
        slide(robot, "#surface-kept", 50);
        waitFor(() -> scene().surfaces().getFirst().shape().reduction() > 0.3);
        settle();
        assertThat(measure(robot, "#surface-area"))
                .isCloseTo(area, within(area * 0.01))
                .isNotEqualTo(area);
        use(robot, "#surface-largest");
        assertThat(scene().surfaces().getFirst().shape().largestOnly()).isTrue();
        robot.interact(() -> {
            TextField minimum = robot.lookup("#surface-minimum").queryAs(TextField.class);
            minimum.setText("99999");
            minimum.fireEvent(new ActionEvent());
        });
        settle();
        assertThat(scene().surfaces().getFirst().shape().minimumArea()).isEqualTo(99999);
        assertThat(measure(robot, "#surface-area")).isZero();
    }

    @Test
    void theFootMeasuresTheSurfaceThatIsSelected(FxRobot robot) throws Exception {
        openBall(robot, "ball", VoxelType.FLOAT32);
        SurfaceSettings first = scene().surfaces().getFirst();
        SurfaceSettings inner = first.withName("Inner").withShape(first.shape().withLevel(70));
        SurfaceSettings outer = first.withName("Outer").withShape(first.shape().withLevel(20));
        restore(robot, inner, outer);
        double small = measure(robot, "#surface-area");
        assertThat(footArea(robot)).isCloseTo(small / 100, within(0.06));
        restore(robot, outer.withOpacity(0.5), inner);
        double large = measure(robot, "#surface-area");
        assertThat(large).isGreaterThan(2 * small);
        assertThat(footArea(robot)).isCloseTo(large / 100, within(0.06));
    }

    private void restore(FxRobot robot, SurfaceSettings... surfaces) throws Exception {
        SceneSettings s = scene();
        robot.interact(() -> workbench
                .volume()
                .surfaces()
                .restore(new SceneSettings(
                        s.mode(), List.of(surfaces), 0, s.preset(), s.slices(), s.cut(), s.otherSide())));
        settle();
    }

    /** In cm², as the label below the picture draws it. */
    private static double footArea(FxRobot robot) {
        Label label = robot.lookup("#surface-measures").queryAs(Label.class);
        String drawn = ((Text) Objects.requireNonNull(label.lookup(".text"))).getText();
        return Double.parseDouble(drawn.substring(0, drawn.indexOf("cm²")).replaceAll("[^0-9.]", ""));
    }

    private SceneSettings withShape(SurfaceShape shape) {
        SceneSettings s = scene();
        return new SceneSettings(
                s.mode(),
                List.of(s.surfaces().getFirst().withShape(shape)),
                0,
                s.preset(),
                s.slices(),
                s.cut(),
                s.otherSide());
    }

    private static double measure(FxRobot robot, String query) {
        String words = robot.lookup(query).queryAs(Label.class).getText();
        return Double.parseDouble(words.replaceAll("mm.", "").replaceAll("[^0-9.]", ""));
    }

    @Test
    void aClickOnTheSurfaceMovesTheCrosshairThere(FxRobot robot) throws Exception {
        OpenCase openCase = openBall(robot, "ball", VoxelType.FLOAT32);
        Voxel before = openCase.crosshair().get();
        robot.clickOn(pane()).type(KeyCode.A);
        settle();
        robot.clickOn(robot.offset(pane(), 0, -20));
        waitFor(() -> !openCase.crosshair().get().equals(before));
        Voxel at = openCase.crosshair().get();
        double r = Math.hypot(Math.hypot(at.i() - 16, at.j() - 16), at.k() - 16);
        double level = scene().surfaces().getFirst().shape().level();
        assertThat(r).as("on the surface").isCloseTo((120 - level) / 10, within(1.2));
        assertThat(at.j()).as("on the front").isGreaterThan(18);
        assertThat(at.k()).as("above the middle").isGreaterThan(16);
        robot.clickOn(pane()).type(KeyCode.P);
        settle();
        robot.clickOn(robot.offset(pane(), 30, 0));
        waitFor(() -> openCase.crosshair().get().j() < 14);
        assertThat(openCase.crosshair().get().i())
                .as("from behind the right is on the right")
                .isGreaterThan(16);
    }

    @Test
    void theCubeTurnsToTheSideThatIsClicked(FxRobot robot) throws Exception {
        openBall(robot, "ball", VoxelType.FLOAT32);
        double right = pane().getWidth() / 2 - 44;
        double top = -pane().getHeight() / 2 + 44;
        robot.clickOn(robot.offset(pane(), right - 8, top + 6));
        assertThat(pane().getCamera().azimuth() % 90).isZero();
        assertThat(pane().getCamera().elevation()).isZero();
    }

    @Test
    void theWholeVolumeIsDrawnByRayCastingWithAPreset(FxRobot robot) throws Exception {
        openBall(robot, "ball", VoxelType.FLOAT32);
        List<Double> widths = new ArrayList<>();
        for (Node child : pane().getChildrenUnmodifiable()) {
            if (child instanceof ImageView picture) {
                picture.imageProperty().addListener((property, before, now) -> {
                    if (now != null) {
                        widths.add(now.getWidth());
                    }
                });
            }
        }
        robot.clickOn("#surface-mode-volume");
        waitFor(() -> pane().isCastingRays());
        settle();
        double full = Math.round(pane().getWidth());
        assertThat(widths).as("coarse at first").contains(Math.floor(full / 4));
        assertThat(widths.getLast()).as("fine at rest").isEqualTo(full);
        assertThat(scene().mode()).isEqualTo(Mode.VOLUME);
        assertThat(pixel(0.5, 0.45) & 0xFF).isGreaterThan(20);
        robot.clickOn("#ray-preset").clickOn("#ray-preset-mip");
        settle();
        assertThat(scene().preset()).isEqualTo(RenderPreset.MIP);
        int grey = pixel(0.48, 0.47);
        assertThat(grey & 0xFF).isEqualTo(grey >> 16 & 0xFF).isGreaterThan(150);
        OpenCase openCase = session().activeCase().get();
        robot.interact(() -> openCase.moveCrosshair(new Voxel(3, 3, 3)));
        robot.clickOn(pane());
        waitFor(() -> openCase.crosshair().get().i() > 12);
        robot.clickOn("#surface-mode-surfaces");
        settle();
        assertThat(pane().isCastingRays()).isFalse();
    }

    @Test
    void aCutOpensTheSurfaceAndShowsTheSlicesInIt(FxRobot robot) throws Exception {
        openBall(robot, "ball", VoxelType.FLOAT32);
        robot.interact(() -> pane().lookFrom('A'));
        settle();
        int closed = pixel(0.52, 0.44);
        robot.clickOn("#surface-cut").clickOn("#surface-cut-coronal");
        settle();
        assertThat(scene().cut()).isEqualTo(CutKind.CORONAL);
        int open = pixel(0.52, 0.44);
        assertThat(open).isNotEqualTo(closed);
        assertThat(open & 0xFF).as("grey of the slice").isEqualTo(open >> 16 & 0xFF);
        choose(robot, "#surface-cut", "surface-cut-flip");
        settle();
        assertThat(scene().otherSide()).isTrue();
        assertThat(pixel(0.52, 0.44)).as("the front is there again").isEqualTo(closed);
        robot.clickOn("#surface-cut").clickOn("#surface-cut-none");
        robot.interact(() -> session().activeCase().get().window().set(new Window(-100, 120)));
        settle();
        assertThat(pixel(0.5, 0.15) & 0xFFFFFF).isZero();
        robot.clickOn("#surface-slices");
        settle();
        assertThat(scene().slices()).isTrue();
        int slice = pixel(0.5, 0.15);
        // the grey of that place changes a little with the pane's height
        assertThat(slice & 0xFF)
                .as("the coronal slice around the ball")
                .isEqualTo(slice >> 16 & 0xFF)
                .isBetween(90, 150);
    }

    @Test
    void draggingTheLevelShowsPreviewsAndEndsWithTheFineSurface(FxRobot robot) throws Exception {
        openBall(robot, "ball", VoxelType.FLOAT32);
        Slider slider = robot.lookup("#surface-level").queryAs(Slider.class);
        double before = scene().surfaces().getFirst().shape().level();
        robot.drag("#surface-level .thumb", MouseButton.PRIMARY).moveBy(25, 0);
        double during = scene().surfaces().getFirst().shape().level();
        assertThat(during).as("the level follows the hand").isGreaterThan(before + 5);
        assertThat(slider.isValueChanging()).isTrue();
        robot.drop();
        settle();
        assertThat(scene().surfaces().getFirst().shape().level()).isEqualTo(slider.getValue());
    }

    @Test
    void aLabelMapBecomesOneSurfaceALabel(FxRobot robot) throws Exception {
        openBall(robot, "labels", VoxelType.UINT8);
        use(robot, "#surface-labels");
        waitFor(() -> scene().surfaces().size() == 2);
        settle();
        assertThat(scene().surfaces()).extracting(SurfaceSettings::name).containsExactly("Label 3", "Label 7");
        assertThat(scene().surfaces().get(0).color())
                .isNotEqualTo(scene().surfaces().get(1).color());
    }

    @Test
    void theSelectedSurfaceIsExportedWithItsSpace(FxRobot robot) throws Exception {
        openBall(robot, "ball", VoxelType.FLOAT32);
        Path file = folder.resolve("out.ply");
        meshFile = file;
        choose(robot, "#surface-export", "surface-export-lps");
        waitFor(() -> session().tasks().running().isEmpty() && Files.exists(file));
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("SPACE=LPS");
    }

    @Test
    void everyCaseKeepsItsSurfaces(FxRobot robot) throws Exception {
        OpenCase first = openBall(robot, "first", VoxelType.FLOAT32);
        use(robot, "#surface-add");
        settle();
        SceneSettings kept = scene();
        openBall(robot, "second", VoxelType.FLOAT32);
        assertThat(scene().surfaces()).hasSize(1);
        robot.interact(() -> session().activeCase().set(first));
        settle();
        assertThat(scene()).isEqualTo(kept);
    }
}
