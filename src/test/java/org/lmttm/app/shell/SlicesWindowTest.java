package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.dicom.DicomBytes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What the slices in the window look like, measured in their pixels. */
class SlicesWindowTest extends WindowHarness {
    private static final List<String> PANES = List.of("axial", "coronal", "sagittal");

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    /** A cube of 24 mm and value 200 in the middle of 0, 48 mm along each axis, of voxels of 1 × 2 × 3 mm. */
    private static Volume cube() {
        float[] values = new float[48 * 24 * 16];
        for (int x = 0; x < values.length; x++) {
            int i = x % 48;
            int row = x / 48;
            int j = row % 24;
            int k = Math.floorDiv(row, 24);
            boolean inside = i >= 12 && i < 36 && j >= 6 && j < 18 && k >= 4 && k < 12;
            values[x] = inside ? 200 : 0;
        }
        return Volume.ofFloats("cube", 48, 24, 16, values, Affine.scaling(1, 2, 3));
    }

    private OpenCase openCube(FxRobot robot) throws Exception {
        OpenCase openCase = open(robot, cube());
        fire(robot, "view.crosshair"); // its lines would be taken for edges
        settle();
        return openCase;
    }

    private void settle() throws Exception {
        waitFor(() -> workbench.volume().settled());
    }

    private static Node pane(FxRobot robot, String name) {
        return robot.lookup("#slice-" + name).query();
    }

    private static Image picture(FxRobot robot, String pane) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> pane(robot, pane).snapshot(null, null));
    }

    private static int grey(Image picture, double x, double y) {
        return picture.getPixelReader().getArgb((int) x, (int) y) & 0xFF;
    }

    /** How bright the middle of a pane is. */
    private static int middle(FxRobot robot, String pane) {
        Image picture = picture(robot, pane);
        return grey(picture, picture.getWidth() / 2, picture.getHeight() / 2);
    }

    /** What is bright around the middle of a pane, in pixels. */
    private record Bright(double left, double top, double width, double height) {
        static Bright of(FxRobot robot, String pane) {
            Image picture = picture(robot, pane);
            PixelReader pixels = picture.getPixelReader();
            int x = (int) picture.getWidth() / 2;
            int y = (int) picture.getHeight() / 2;
            int left = end(pixels, x, y, -1, 0);
            int right = end(pixels, x, y, 1, 0);
            int top = end(pixels, x, y, 0, -1);
            int bottom = end(pixels, x, y, 0, 1);
            return new Bright(x - left, y - top, left + right + 1, top + bottom + 1);
        }

        private static int end(PixelReader pixels, int x, int y, int dx, int dy) {
            int steps = 0;
            while ((pixels.getArgb(x + (steps + 1) * dx, y + (steps + 1) * dy) & 0xFF) > 100) {
                steps++;
            }
            return steps;
        }
    }

    private static List<Bright> bright(FxRobot robot) {
        return PANES.stream().map(pane -> Bright.of(robot, pane)).toList();
    }

    @Test
    void aMillimetreIsAsLongInEveryDirectionOfEveryPane(FxRobot robot) throws Exception {
        openCube(robot);
        double edge = Bright.of(robot, "axial").width();
        assertThat(edge).isGreaterThan(60);
        for (Bright cube : bright(robot)) {
            assertThat(cube.width()).isCloseTo(edge, within(2.0));
            assertThat(cube.height()).isCloseTo(edge, within(2.0));
        }
    }

    @Test
    void panesZoomAndPanTogether(FxRobot robot) throws Exception {
        openCube(robot);
        List<Bright> before = bright(robot);
        robot.drag("#slice-axial", MouseButton.MIDDLE).dropBy(24, 10);
        settle();
        List<Bright> panned = bright(robot);
        assertThat(panned.get(0).left() - before.get(0).left()).isCloseTo(24, within(1.5));
        assertThat(panned.get(0).top() - before.get(0).top()).isCloseTo(10, within(1.5));
        assertThat(panned.get(1).left() - before.get(1).left())
                .as("right to left is shared with the coronal pane")
                .isCloseTo(24, within(1.5));
        assertThat(panned.get(1).top() - before.get(1).top())
                .as("height is not")
                .isCloseTo(0, within(1.5));
        assertThat(panned.get(2).left() - before.get(2).left())
                .as("front to back is shared with the sagittal pane")
                .isCloseTo(10, within(1.5));

        robot.drag("#slice-coronal", MouseButton.SECONDARY).dropBy(0, -60);
        settle();
        List<Bright> zoomed = bright(robot);
        double factor = zoomed.get(1).width() / panned.get(1).width();
        assertThat(factor).isGreaterThan(1.3);
        for (int p = 0; p < PANES.size(); p++) {
            assertThat(zoomed.get(p).height() / panned.get(p).height()).isCloseTo(factor, within(0.05));
        }
        fire(robot, "volume.reset-view");
        settle();
        assertThat(bright(robot)).isEqualTo(before);
    }

    @Test
    void aDoubleClickMakesAPaneFullAndTheNextBringsAllBack(FxRobot robot) throws Exception {
        openCube(robot);
        double small = pane(robot, "coronal").getLayoutBounds().getWidth();
        robot.doubleClickOn("#slice-coronal");
        settle();
        assertThat(pane(robot, "coronal").getLayoutBounds().getWidth()).isGreaterThan(1.5 * small);
        assertThat(robot.lookup("#slice-axial").tryQuery()).isEmpty();
        assertThat(robot.lookup("#slice-sagittal").tryQuery()).isEmpty();
        robot.doubleClickOn("#slice-coronal");
        settle();
        assertThat(pane(robot, "coronal").getLayoutBounds().getWidth()).isCloseTo(small, within(1.0));
        assertThat(robot.lookup("#slice-axial").tryQuery()).isPresent();
    }

    @Test
    void theConventionTurnsPictureAndLettersRound(FxRobot robot) throws Exception {
        float[] values = new float[32 * 32 * 32];
        for (int x = 0; x < values.length; x++) {
            values[x] = x % 32 < 8 ? 200 : 0; // the lowest x is the patient's left
        }
        open(robot, Volume.ofFloats("left", 32, 32, 32, values, Affine.scaling(2, 2, 2)));
        fire(robot, "view.crosshair");
        settle();
        assertThat(letters(robot)).startsWith("R", "L");
        assertThat(brightSide(robot)).as("left is on the right").isPositive();
        choose(robot, "#convention", "Neurological");
        settle();
        assertThat(letters(robot)).startsWith("L", "R");
        assertThat(brightSide(robot)).isNegative();
        startAgain(robot);
        assertThat(workbench.volume().state().radiological().get())
                .as("the next start knows")
                .isFalse();
    }

    private static List<String> letters(FxRobot robot) {
        return robot.from(pane(robot, "axial")).lookup(".letter").<Text>queryAll().stream()
                .map(Text::getText)
                .toList();
    }

    /** 1 where the axial pane is brighter right of its middle, −1 where left. */
    private static double brightSide(FxRobot robot) {
        Image picture = picture(robot, "axial");
        double sum = 0;
        double y = picture.getHeight() * 0.6;
        for (int x = 40; x < picture.getWidth() - 40; x++) {
            sum += Math.signum(x - picture.getWidth() / 2) * grey(picture, x, y);
        }
        return Math.signum(sum);
    }

    @Test
    void slabsShowMeanLargestAndSmallestOfTheirDepth(FxRobot robot) throws Exception {
        float[] values = new float[24 * 24 * 24];
        for (int x = 0; x < values.length; x++) {
            values[x] = Math.floorDiv(x, 24 * 24) == 12
                    ? 100
                    : Math.floorDiv(x, 24 * 24) < 3 ? 200 : 0; // the middle slice is brighter
        }
        OpenCase openCase = open(robot, Volume.ofFloats("layer", 24, 24, 24, values, Affine.scaling(2, 2, 2)));
        robot.interact(() -> openCase.moveCrosshair(new Voxel(12, 12, 12)));
        fire(robot, "view.crosshair");
        settle();
        int thin = middle(robot, "axial");
        fire(robot, "volume.slab-minimum");
        settle();
        assertThat(middle(robot, "axial")).isLessThan(10);
        fire(robot, "volume.slab-mean");
        settle();
        assertThat(middle(robot, "axial")).isBetween(thin / 10, thin / 2);
        fire(robot, "volume.slab-maximum");
        robot.interact(() -> openCase.moveCrosshair(new Voxel(12, 12, 10)));
        settle();
        assertThat(middle(robot, "axial")).isCloseTo(thin, within(2));
        fire(robot, "volume.slab-thin");
        settle();
        assertThat(middle(robot, "axial")).isLessThan(10);
    }

    @Test
    void interpolationIsSwitchedOnAndOff(FxRobot robot) throws Exception {
        openCube(robot);
        assertThat(greysOfTheMiddleRow(robot)).hasSizeGreaterThan(4);
        robot.type(KeyCode.I);
        settle();
        assertThat(greysOfTheMiddleRow(robot)).as("voxels as they are").hasSizeLessThanOrEqualTo(2);
    }

    private static Set<Integer> greysOfTheMiddleRow(FxRobot robot) {
        Image picture = picture(robot, "coronal");
        Set<Integer> greys = new HashSet<>();
        for (int x = 40; x < picture.getWidth() - 40; x++) {
            greys.add(grey(picture, x, picture.getHeight() / 2));
        }
        return greys;
    }

    @Test
    void aChosenMapColoursSlicesAndTheBarBesideThem(FxRobot robot) throws Exception {
        openCube(robot);
        assertThat(saturated(robot)).isZero();
        choose(robot, "#color-map", "Hot");
        settle();
        // the window's ends are the map's ends
        Image picture = picture(robot, "axial");
        assertThat(picture.getPixelReader().getArgb((int) picture.getWidth() / 2, (int) picture.getHeight() / 2))
                .as("the highest value")
                .isEqualTo(0xFFFFFFFF);
        assertThat(saturated(robot)).as("the bar's middle is red and yellow").isGreaterThan(500);
        List<String> ticks = robot.from(pane(robot, "axial")).lookup(".on-image").<Text>queryAll().stream()
                .filter(Node::isVisible)
                .map(Text::getText)
                .toList();
        assertThat(ticks).contains("200", "100", "0");
    }

    /** Pixels of a colour in the axial pane. */
    private static int saturated(FxRobot robot) {
        Image picture = picture(robot, "axial");
        int count = 0;
        for (int y = 0; y < picture.getHeight() / 2; y++) {
            for (int x = (int) picture.getWidth() / 2; x < picture.getWidth(); x++) {
                int argb = picture.getPixelReader().getArgb(x, y);
                count += (argb >> 16 & 0xFF) > (argb & 0xFF) + 80 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void theHistogramsHandlesAreDraggedToSetTheWindow(FxRobot robot) throws Exception {
        OpenCase openCase = openCube(robot);
        Node histogram = robot.lookup("#histogram").query();
        // the inspector, beyond the edge of the headless screen, comes onto it
        robot.interact(() -> workbench
                .shell()
                .scene()
                .getRoot()
                .setTranslateX(600 - histogram.localToScene(0, 0).getX()));
        WaitForAsyncUtils.waitForFxEvents();
        double width = histogram.getLayoutBounds().getWidth();
        robot.drag("#window-low", MouseButton.PRIMARY).dropBy(width / 4, 0);
        assertThat(openCase.window().get().lo()).isCloseTo(50, within(4.0));
        assertThat(openCase.window().get().hi()).isCloseTo(200, within(1.0));
        robot.drag("#window-high", MouseButton.PRIMARY).dropBy(-width / 4, 0);
        assertThat(openCase.window().get().hi()).isCloseTo(150, within(4.0));
        robot.drag(histogram, MouseButton.PRIMARY).dropBy(width / 10, 0);
        assertThat(openCase.window().get().lo()).as("the whole window").isCloseTo(70, within(6.0));
        assertThat(openCase.window().get().width()).isCloseTo(100, within(6.0));
        robot.drag("#window-low", MouseButton.PRIMARY).dropBy(width / 2 + 30, 0);
        assertThat(openCase.window().get().width()).as("never turned round").isPositive();
    }

    @Test
    void windowsOfTheFileAreOfferedAndTheFirstIsShown(FxRobot robot) throws Exception {
        Path series = Files.createDirectory(folder.resolve("series"));
        for (int s = 0; s < 4; s++) {
            DicomBytes.slice(s, 2.0 * s)
                    .numbers(0x0028_1050, 40, 300)
                    .numbers(0x0028_1051, 80, 1500)
                    .text(0x0028_1055, "LO", "BRAIN\\BONE")
                    .write(series.resolve("im" + s));
        }
        robot.interact(() -> workbench.opener().open(series));
        waitFor(() -> session().activeCase().get() != null && workbench.volume().settled());
        OpenCase openCase = session().activeCase().get();
        assertThat(openCase.window().get()).isEqualTo(new Window(0, 80));
        robot.clickOn("#window-presets");
        List<String> offered = new ArrayList<>(robot.lookup(".menu-item .label").<Label>queryAll().stream()
                .map(Label::getText)
                .toList());
        assertThat(offered)
                .anyMatch(item -> item.startsWith("BRAIN"))
                .anyMatch(item -> item.contains("W 1500 · L 300"));
        String bone = offered.stream()
                .filter(item -> item.startsWith("BONE"))
                .findFirst()
                .orElseThrow();
        robot.clickOn(bone);
        assertThat(openCase.window().get()).isEqualTo(new Window(-450, 1050));
        assertThat(robot.lookup("#window-presets").<MenuButton>query().getText())
                .isEqualTo("BONE");
    }

    @Test
    void aSecondVolumeIsPaintedWithItsOpacityThresholdAndColours(FxRobot robot) throws Exception {
        open(robot, cube());
        float[] nothing = new float[48 * 24 * 16];
        nothing[0] = 1; // a window needs two values
        open(robot, Volume.ofFloats("dark", 48, 24, 16, nothing, Affine.scaling(1, 2, 3)));
        fire(robot, "view.crosshair");
        settle();
        assertThat(middle(robot, "axial")).isLessThan(10);
        robot.interact(
                () -> robot.lookup("#overlay-choice").queryAs(MenuButton.class).show());
        choose(robot, "#overlay-choice", "cube.nii");
        robot.interact(
                () -> robot.lookup("#overlay-choice").queryAs(MenuButton.class).hide());
        robot.interact(() -> {
            CheckBox labels = robot.lookup("#overlay-labels").queryAs(CheckBox.class);
            if (labels.isSelected()) {
                labels.fire(); // two values look like regions
            }
        });
        choose(robot, "#overlay-colors", "Cool");
        slide(robot, "#overlay-opacity", 1);
        settle();
        assertThat(middle(robot, "axial")).as("opaque, the highest of the map").isGreaterThan(245);
        slide(robot, "#overlay-opacity", 0.5);
        settle();
        assertThat(middle(robot, "axial")).isBetween(110, 145);
        slide(robot, "#overlay-threshold", 200);
        slide(robot, "#overlay-opacity", 1);
        settle();
        assertThat(middle(robot, "axial")).as("at the threshold").isGreaterThan(245);
        Image picture = picture(robot, "axial");
        assertThat(grey(picture, picture.getWidth() / 2, 60))
                .as("below the threshold")
                .isLessThan(10);
    }

    private static void slide(FxRobot robot, String slider, double value) {
        robot.interact(() -> robot.lookup(slider).queryAs(Slider.class).setValue(value));
    }

    private static void choose(FxRobot robot, String menu, String item) {
        robot.interact(() -> robot.lookup(menu).<MenuButton>query().getItems().stream()
                .filter(i -> item.equals(i.getText()))
                .findFirst()
                .orElseThrow()
                .fire());
    }
}
