package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ToolBar;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The whole tool bar is there in windows of usual widths. */
class NarrowWindowTest extends WindowHarness {
    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    @Test
    void nothingOfTheToolBarIsInTheOverflowMenu(FxRobot robot) throws Exception {
        openRamp(robot, "ramp");
        Parent content = workbench.shell().scene().getRoot();
        robot.interact(() -> {
            // the headless screen is smaller: the content stands in a holder that leaves it its own size
            Pane holder = new Pane();
            workbench.shell().scene().setRoot(holder);
            content.setManaged(false);
            holder.getChildren().add(content);
        });
        for (int width : new int[] {1600, 1280, 1600, 1280}) {
            robot.interact(() -> content.resize(width, 800));
            waitFor(() -> workbench.volume().settled() && hidden(content).isEmpty());
            ToolBar bar = bar(content);
            double needed = bar.getItems().stream()
                    .mapToDouble(item -> item.prefWidth(-1) + 2)
                    .sum();
            assertThat(needed).as("room that the bar asks for").isLessThan(bar.getWidth());
            assertThat(content.lookup(".inspector").getBoundsInParent().getWidth())
                    .isEqualTo(312);
        }
    }

    private static ToolBar bar(Parent content) {
        return (ToolBar) content.lookup(".tool-bar.workspace-bar");
    }

    private static List<Node> hidden(Parent content) {
        ToolBar bar = bar(content);
        return bar.getItems().stream()
                .filter(item -> !item.isVisible() || !inside(item, bar))
                .toList();
    }

    private static boolean inside(Node item, ToolBar bar) {
        for (Parent parent = item.getParent(); parent != null; parent = parent.getParent()) {
            if (parent.equals(bar)) {
                return true;
            }
        }
        return false;
    }
}
