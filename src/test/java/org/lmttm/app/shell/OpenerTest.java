package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
}
