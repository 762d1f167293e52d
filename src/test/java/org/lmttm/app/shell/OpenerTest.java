package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;
import org.lmttm.volume.io.dicom.DicomBytes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Paths are looked at in the background, yet opened in the order in which they were given. */
class OpenerTest extends WindowHarness {
    private final CountDownLatch slowDisk = new CountDownLatch(1);
    private final List<Path> looked = new CopyOnWriteArrayList<>();

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    @AfterEach
    void letGo() {
        slowDisk.countDown();
    }

    private Found look(Path path) {
        looked.add(path);
        if (path.endsWith("slow")) {
            try {
                slowDisk.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return new Found(path, Found.Kind.DESK);
    }

    private Opener opener(List<Path> opened) {
        Opener opener = new Opener(session(), EngineInference::entry, this::look);
        opener.openDesksWith(opened::add);
        return opener;
    }

    @Test
    void whatIsGivenLaterIsOpenedLaterThoughItIsFoundFaster(FxRobot robot) throws Exception {
        List<Path> opened = new CopyOnWriteArrayList<>();
        Opener opener = opener(opened);
        Path slow = folder.resolve("slow");
        Path fast = folder.resolve("fast");
        Path last = folder.resolve("last");
        robot.interact(() -> {
            opener.open(slow);
            opener.openAll(List.of(fast, last));
        });
        waitFor(() -> looked.contains(slow));
        assertThat(opened).isEmpty();
        slowDisk.countDown();
        waitFor(() -> opened.size() == 3);
        assertThat(opened).containsExactly(slow, fast, last);
    }

    @Test
    void whatIsCancelledDoesNotHoldUpTheNext(FxRobot robot) throws Exception {
        List<Path> opened = new CopyOnWriteArrayList<>();
        Opener opener = opener(opened);
        Path fast = folder.resolve("fast");
        robot.interact(() -> {
            opener.open(folder.resolve("slow"));
            opener.open(fast);
            session().tasks().running().getFirst().cancel();
        });
        slowDisk.countDown();
        waitFor(() -> !opened.isEmpty());
        assertThat(opened).containsExactly(fast);
    }

    /** A series of three slices in a folder of its own; more with {@link #second}. */
    private Path series(String name) throws IOException {
        Path at = Files.createDirectory(folder.resolve(name));
        DicomBytes.series(at, 10, 12, 14);
        return at;
    }

    /** Puts another series into a folder. */
    private static void second(Path at) throws IOException {
        DicomBytes.slice(9, 10)
                .text(0x0020_000E, "UI", "1.2.3.9")
                .text(0x0020_0011, "IS", "8")
                .write(at.resolve("other"));
    }

    private Path volume(String name) throws IOException {
        Path file = folder.resolve(name + ".nii");
        try (Volume volume = Volume.ofFloats(name, 4, 4, 4, new float[64], Affine.scaling(1, 1, 1))) {
            NiftiWriter.write(file, volume, VoxelType.FLOAT32);
        }
        return file;
    }

    private List<Path> open() {
        return session().cases().stream().map(OpenCase::file).toList();
    }

    @Test
    void allThatIsDroppedTogetherOpensInOrder(FxRobot robot) throws Exception {
        List<Path> dropped = List.of(series("first"), volume("head"), series("second"), volume("neck"));
        robot.interact(() -> workbench.opener().openAll(dropped));
        Path later = volume("later");
        robot.interact(() -> workbench.opener().open(later));
        waitFor(() -> open().size() == 5);
        assertThat(open()).startsWith(dropped.toArray(Path[]::new)).endsWith(later);
        assertThat(session().activeCase().get().file()).isEqualTo(later);
    }

    @Test
    void foldersOfSeveralSeriesAskOneAfterTheOtherAndTheRestOpensMeanwhile(FxRobot robot) throws Exception {
        Path first = series("first");
        second(first);
        Path next = series("next");
        second(next);
        Path head = volume("head");
        robot.interact(() -> workbench.opener().openAll(List.of(first, next, head)));
        waitFor(() -> asks(robot, first) && open().equals(List.of(head)));
        robot.interact(robot.lookup("#series-cancel").queryButton()::fire);
        waitFor(() -> asks(robot, next));
        robot.interact(() -> {
            robot.lookup("#series-table").queryTableView().getSelectionModel().selectAll();
            robot.lookup("#series-open").queryButton().fire();
        });
        waitFor(() -> open().size() == 3);
        assertThat(open()).containsExactly(head, next, next);
        assertThat(robot.lookup("#series-chooser").tryQuery()).isEmpty();
    }

    private static boolean asks(FxRobot robot, Path about) {
        return robot
                .from(robot.lookup("#series-chooser").queryAll())
                .lookup(".label")
                .<Label>queryAllAs(Label.class)
                .stream()
                .anyMatch(label -> label.getText().endsWith(" in " + about.getFileName()));
    }

    @Test
    void filesThatCannotBeOpenedAreAllNamedAndTheOthersOpen(FxRobot robot) throws Exception {
        List<Path> broken = List.of(folder.resolve("a.nii"), folder.resolve("b.nii"));
        for (Path file : broken) {
            Files.writeString(file, "this is no volume");
        }
        Path head = volume("head");
        robot.interact(() -> workbench.opener().openAll(List.of(broken.get(0), broken.get(1), head)));
        waitFor(() -> open().equals(List.of(head)) && session().problem().get() != null);
        assertThat(Stream.concat(
                                session().tasks().notices().stream(),
                                Stream.of(session().problem().get()))
                        .map(Notice::title))
                .anyMatch(title -> title.contains("a.nii"))
                .anyMatch(title -> title.contains("b.nii"));
    }
}
