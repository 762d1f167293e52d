package org.lmttm.app.memory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.insight.Lineage;
import org.lmttm.insight.RandomTraces;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture.Border;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

class MemoryWorkspaceTest extends MemoryHarness {
    private final TraceReading reading = new TraceReading(RandomTraces.lmttm(Border.DROP, 4));

    @Start
    void start(Stage stage) throws IOException {
        show(stage, 990, 940);
        workspace.state().original().set(reading);
    }

    private static WritableImage picture(FxRobot robot, String id) {
        Node node = robot.lookup(id).query();
        return WaitForAsyncUtils.waitForAsyncFx(5000, () -> node.snapshot(null, null));
    }

    private static boolean same(WritableImage a, WritableImage b) {
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                if (a.getPixelReader().getArgb(x, y) != b.getPixelReader().getArgb(x, y)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void theKeyboardMovesThePlayHeadAndAllViewsWithIt(FxRobot robot) {
        robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
        WritableImage blocks = picture(robot, "#memory-blocks");
        WritableImage read = picture(robot, "#memory-read");
        robot.type(KeyCode.RIGHT);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(session.selectedTimestep().get()).isEqualTo(1);
        assertThat(robot.lookup("slices 3 – 5").tryQuery()).isPresent();
        assertThat(same(blocks, picture(robot, "#memory-blocks"))).isFalse();
        assertThat(same(read, picture(robot, "#memory-read"))).isFalse();
        robot.type(KeyCode.END);
        assertThat(session.selectedTimestep().get()).isEqualTo(8);
    }

    @Test
    void thePointerShowsTheExactValue(FxRobot robot) {
        robot.interact(() -> workspace.state().goTo(5));
        robot.moveTo("#memory-read");
        WaitForAsyncUtils.waitForFxEvents();
        robot.moveBy(1, 1);
        WaitForAsyncUtils.waitForFxEvents();
        Pointed pointed = workspace.state().pointed().get();
        assertThat(pointed).isInstanceOf(Pointed.Weight.class);
        Pointed.Weight weight = (Pointed.Weight) requireNonNull(pointed);
        float held = reading.read(5, weight.rows())[weight.row() * 97 + weight.column()];
        String shown = robot.lookup("#pointer-0").queryAs(Label.class).getText();
        assertThat(shown).startsWith(Numbers.fixed(held, 4));
    }

    @Test
    void playAdvances(FxRobot robot) throws Exception {
        robot.clickOn("#timeline-play");
        WaitForAsyncUtils.waitFor(
                20, TimeUnit.SECONDS, () -> session.selectedTimestep().get() >= 2);
        robot.clickOn("#timeline-play");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(workspace.state().playing().get()).isFalse();
    }

    @Test
    void attentionOnTheSlabIsOffAtFirstAndNeverWithoutItsCaveat(FxRobot robot) {
        Node caveat = robot.lookup("#slab-explanation").query();
        assertThat(caveat.isVisible()).isFalse();
        WritableImage bare = picture(robot, "#memory-slab");
        robot.interact(() -> workspace.state().overlay().set(true));
        assertThat(caveat.isVisible()).isTrue();
        assertThat(same(bare, picture(robot, "#memory-slab"))).isFalse();
    }

    @Test
    void aClickOnATokenShowsWhereItCameFrom(FxRobot robot) throws Exception {
        robot.interact(() -> workspace.state().goTo(6));
        robot.moveTo("#memory-blocks");
        robot.moveBy(40, 0);
        WaitForAsyncUtils.waitForFxEvents();
        Pointed pointed = workspace.state().pointed().get();
        assertThat(pointed).isInstanceOf(Pointed.Value.class);
        robot.clickOn();
        WaitForAsyncUtils.waitFor(
                20, TimeUnit.SECONDS, () -> workspace.state().lineage().get() != null);
        Lineage lineage = requireNonNull(workspace.state().lineage().get());
        Pointed.Value value = (Pointed.Value) requireNonNull(pointed);
        assertThat(lineage.nodes().getFirst().source())
                .isEqualTo(new Lineage.Source.Token(reading.writtenAt(6, value.block()), value.block(), value.token()));
        assertThat(robot.lookup("#lineage-view").query().getParent().isVisible())
                .isTrue();
        robot.clickOn("#lineage-close");
        assertThat(workspace.state().lineageShown().get()).isFalse();
    }

    @Test
    void aLineageStandsInItsRectangleAndEveryColumnIsLaterThanWhatItTook() {
        Lineage lineage = Lineage.of(reading, 7, reading.writtenBlock(7), 5, 6);
        LineageLayout layout = new LineageLayout(reading, lineage, 800, 400);
        assertThat(layout.boxes()).hasSizeGreaterThan(5).allSatisfy(box -> {
            assertThat(box.x()).isBetween(0.0, 800 - box.width());
            assertThat(box.y()).isBetween(0.0, 400 - box.height());
        });
        assertThat(layout.flows())
                .isNotEmpty()
                .allSatisfy(flow -> assertThat(flow.fromX()).isLessThanOrEqualTo(flow.toX()));
        assertThat(layout.grids()).containsKey(7).doesNotContainKey(8);
    }

    @Test
    void onALowScreenTheTimelineIsFoldedAndTheCardsAreScrolled(FxRobot robot) {
        Stage stage = (Stage) robot.lookup("#timeline").query().getScene().getWindow();
        robot.interact(() -> stage.setHeight(560));
        WaitForAsyncUtils.waitForFxEvents();
        ToggleButton fold = robot.lookup("#timeline-fold").queryAs(ToggleButton.class);
        assertThat(fold.isSelected()).isTrue();
        Region timeline = robot.lookup("#timeline").queryAs(Region.class);
        Region write = robot.lookup("#memory-write").queryAs(Region.class);
        assertThat(timeline.getHeight()).isLessThan(190);
        assertThat(write.getHeight()).as("large enough to be read").isGreaterThanOrEqualTo(90);
        Bounds below = timeline.localToScene(timeline.getLayoutBounds());
        assertThat(below.getMaxY()).isLessThanOrEqualTo(timeline.getScene().getHeight());
        assertThat(write.localToScene(write.getLayoutBounds()).getMaxY())
                .as("scrolled out of sight")
                .isGreaterThan(below.getMinY());
        TracePictures.Shot shot = WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () -> TracePictures.shot((Region) robot.lookup(".memory-body").query()));
        assertThat(shot.height()).as("a picture shows all cards").isGreaterThan((int) below.getMaxY());

        robot.interact(fold::fire);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(timeline.getHeight()).isGreaterThan(190);
    }

    @Test
    void aPressOnACardLeavesTheKeysWithThePlayHead(FxRobot robot) {
        robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
        robot.clickOn("#memory-read").type(KeyCode.RIGHT);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(session.selectedTimestep().get()).isEqualTo(1);
    }
}
