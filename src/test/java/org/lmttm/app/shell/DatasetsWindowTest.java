package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.download.Catalogue;
import org.lmttm.download.FileServer;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Datasets as a hand uses them: fetched from the list, and looked through. */
class DatasetsWindowTest extends WindowHarness {
    private static final int SIDE = 8;

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    @AfterEach
    void forgetMirror() {
        System.clearProperty(Catalogue.MIRROR);
    }

    private Path datasets() throws IOException {
        Path datasets = Files.createDirectories(folder.resolve("datasets"));
        session().settings().datasetsFolder().set(datasets.toString());
        return datasets;
    }

    /** Blocks of several sizes; the last training case is a validation case as well, the last test case is empty. */
    private Path archive(Path datasets) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("train_images", cubes(1, 2, 3, 4));
        arrays.put("train_labels", NpyArray.of(new byte[] {0, 1, 0, 1}, 4, 1));
        arrays.put("val_images", cubes(4));
        arrays.put("val_labels", NpyArray.of(new byte[] {1}, 1, 1));
        arrays.put("test_images", cubes(5, 0));
        arrays.put("test_labels", NpyArray.of(new byte[] {0, 0}, 2, 1));
        Path file = datasets.resolve("blocks.npz");
        NpzFile.write(file, arrays);
        return file;
    }

    private static NpyArray cubes(int... widths) {
        byte[] voxels = new byte[widths.length * SIDE * SIDE * SIDE];
        for (int n = 0; n < widths.length; n++) {
            for (int v = 0; v < SIDE * SIDE * SIDE; v++) {
                int x = v % SIDE;
                int y = v / SIDE % SIDE;
                int z = v / SIDE / SIDE;
                boolean inside = x > 0 && y > 0 && z > 0 && x <= widths[n] && y <= 4 && z <= 4;
                voxels[n * SIDE * SIDE * SIDE + v] = (byte) (inside ? 200 : 0);
            }
        }
        return NpyArray.of(voxels, widths.length, SIDE, SIDE, SIDE);
    }

    private static void press(FxRobot robot, String query) {
        Button button = robot.lookup(query).queryButton();
        robot.interact(button::fire);
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).queryLabeled().getText();
    }

    private static List<String> problems(FxRobot robot) {
        Node list = robot.lookup("#dataset-problems").query();
        return list.lookupAll(".dataset-problem").stream()
                .map(node -> ((Labeled) node).getText())
                .toList();
    }

    @Test
    void aDownloadThatFailsSaysWhyAndLeavesNothing(FxRobot robot) throws Exception {
        Path datasets = datasets();
        try (FileServer server = new FileServer(FileServer.file(new byte[100], "\"v1\""))) {
            System.setProperty(Catalogue.MIRROR, server.place());
            fire(robot, "file.datasets");
            assertThat(robot.lookup("#datasets .label").queryAllAs(Label.class))
                    .anyMatch(label -> label.getText().contains("CC BY 4.0"));

            press(robot, "#dataset-adrenalmnist3d-28");
            waitFor(() -> !text(robot, "#dataset-problem-adrenalmnist3d-28").isEmpty());

            assertThat(text(robot, "#dataset-problem-adrenalmnist3d-28"))
                    .contains("adrenalmnist3d.npz: localhost sent another file", "bbd3c5a5576322bc4cdfea780653b1ce");
            assertThat(text(robot, "#dataset-adrenalmnist3d-28")).isEqualTo("Download");
        }
        try (Stream<Path> files = Files.list(datasets)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void offlineNothingIsFetchedAndTheWordsSayWhatToDo(FxRobot robot) throws Exception {
        datasets();
        try (FileServer server = new FileServer(FileServer.status(404))) {
            System.setProperty(Catalogue.MIRROR, server.place());
            robot.interact(() -> session().settings().offline().set(true));
            fire(robot, "file.datasets");
            assertThat(text(robot, "#datasets-network")).contains("switched off");

            press(robot, "#dataset-organmnist3d-64");
            waitFor(() -> !text(robot, "#dataset-problem-organmnist3d-64").isEmpty());

            assertThat(text(robot, "#dataset-problem-organmnist3d-64")).contains("the network is switched off");
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void aDownloadIsStoppedAndGoesOnFromWhatCame(FxRobot robot) throws Exception {
        Path here = datasets();
        byte[] content = new byte[3_000_000];
        FileServer.Answer slow = exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 1_000_000);
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // the test is over
            }
        };
        try (FileServer server = new FileServer(slow, FileServer.file(content, "\"v1\""))) {
            System.setProperty(Catalogue.MIRROR, server.place());
            fire(robot, "file.datasets");
            press(robot, "#dataset-vesselmnist3d-28");
            Path part = here.resolve("vesselmnist3d.npz.part");
            waitFor(() -> Files.exists(part)
                    && Files.size(part) == 1_000_000
                    && session().tasks().running().stream()
                            .anyMatch(task -> task.step().get().endsWith("of 3.0 MB")));
            press(robot, "#dataset-vesselmnist3d-28");
            waitFor(() -> text(robot, "#dataset-vesselmnist3d-28").equals("Resume"));

            press(robot, "#dataset-vesselmnist3d-28");
            waitFor(() -> !text(robot, "#dataset-problem-vesselmnist3d-28").isEmpty());

            assertThat(server.ranges()).startsWith("null", "bytes=1000000-");
        }
    }

    @Test
    void aDatasetOfTheFolderIsLookedThrough(FxRobot robot) throws Exception {
        archive(datasets());
        fire(robot, "file.datasets");
        waitFor(() -> session().datasets().size() == 1);
        robot.push(KeyCode.ESCAPE);
        assertThat(session().datasets().getFirst().cases()).isEqualTo(7);
        waitFor(() -> robot.lookup("#library .library-row").tryQuery().isPresent());

        robot.interact(robot.lookup("#library .library-row").query()::requestFocus);
        robot.push(KeyCode.ENTER);
        waitFor(() -> problems(robot).size() == 2);

        assertThat(problems(robot))
                .containsExactly(
                        "Same voxels in several splits: train 3, val 0", "test 1: empty, all voxels have one value");
        assertThat(text(robot, "#dataset-shown")).isEqualTo("7 of 7 cases");
        robot.interact(() -> {
            choose(robot, "#dataset-split", Split.TRAIN);
            choose(robot, "#dataset-class", 1);
        });
        assertThat(text(robot, "#dataset-shown")).isEqualTo("2 of 7 cases");
        waitFor(() -> robot.lookup(".dataset-case").queryAllAs(Labeled.class).stream()
                .anyMatch(cell -> "train 3 · class 1".equals(cell.getText())));

        press(robot, "#dataset-problems .dataset-problem");
        press(robot, "#dataset-open-volume");
        waitFor(() -> session().activeCase().get() != null);
        assertThat(session().activeCase().get().choice().index()).isEqualTo(3);
        assertThat(session().workspace().get()).isEqualTo("volume");
        assertThat(robot.lookup("#dataset-browser").tryQuery()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T> void choose(FxRobot robot, String query, T value) {
        ((ComboBox<T>) robot.lookup(query).queryComboBox()).setValue(value);
    }
}
