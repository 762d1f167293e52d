package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.training.TrainingConfig;

/** The training desk with two runs: others that wait, a clone, plots looked at closely, settings side by side. */
record TrainingTour(Workbench bench, Parent content, SliceTour.Pictures pictures) {
    /**
     * Takes its pictures; the first run is on the desk and done, and at the front again afterwards.
     *
     * @param config what the first run trained
     * @param first its folder
     * @param narrow takes a picture of a small window
     */
    void run(TrainingConfig config, Path first, SliceTour.Pictures narrow) throws IOException {
        TrainingConfig other =
                config.with(Map.of("architecture.blocks", 8, "architecture.dropout", 0.2, "learning_rate", 1e-3));
        Path second = first.resolveSibling("run-002");
        Toolkit.run(() -> bench.training().enqueue(other, second));
        Toolkit.await("the second run", Tour.TRAINED, () -> reached(second, 2, true));
        for (String waiting : new String[] {"run-003", "run-004"}) {
            Toolkit.run(() -> bench.training().enqueue(other, first.resolveSibling(waiting)));
            Toolkit.await("the queue", Tour.SOON, () -> content.lookup("#queue-" + waiting + "-up") != null);
        }
        press("#queue-hold");
        pictures.take("training-queue");
        Toolkit.await("the end of the second run", Tour.TRAINED, () -> reached(second, config.epochs(), false));
        press("#form-take");
        key("#plot-loss", KeyCode.PLUS);
        key("#plot-loss", KeyCode.PLUS);
        pictures.take("training-zoomed");
        key("#plot-loss", KeyCode.HOME);
        press("#plot-scale-log");
        press("#run-details-compare");
        pictures.take("training-compare");
        light(pictures, "training-compare-light");
        narrow.take("training-narrow");
        light(narrow, "training-narrow-light");
        press("#plot-scale-lin");
        press("#run-details-console");
        Toolkit.run(() -> bench.session().activeRun().set(first));
    }

    private void light(SliceTour.Pictures camera, String name) throws IOException {
        Toolkit.run(() -> bench.session().settings().dark().set(false));
        camera.take(name);
        Toolkit.run(() -> bench.session().settings().dark().set(true));
    }

    private boolean reached(Path run, int epochs, boolean busy) {
        return bench.training()
                .shown()
                .filter(now -> now.run().path().equals(run) && now.epochsDone() >= epochs && now.busy() == busy)
                .isPresent();
    }

    private void press(String id) throws IOException {
        Toolkit.run(() -> ((ButtonBase) node(id)).fire());
    }

    private void key(String id, KeyCode code) throws IOException {
        Toolkit.run(
                () -> node(id).fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private Node node(String id) {
        return Objects.requireNonNull(content.lookup(id), id);
    }
}
