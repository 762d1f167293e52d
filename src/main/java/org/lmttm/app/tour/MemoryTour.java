package org.lmttm.app.tour;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.app.state.Session;

/** The memory workspace: timestamps, changes that were tried, and how far the answer can be trusted. */
final class MemoryTour {
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Workbench bench;
    private final SliceTour.Pictures pictures;

    MemoryTour(Workbench bench, SliceTour.Pictures pictures) {
        this.bench = bench;
        this.pictures = pictures;
    }

    void take() throws IOException {
        Session session = bench.session();
        Toolkit.run(() -> session.workspace().set("memory"));
        int steps = Toolkit.call(() -> session.result().get().trace().steps().size());
        show(0);
        pictures.take("memory-first");
        action("memory.slab-attention");
        show(steps / 2);
        pictures.take("memory-middle");
        lineage(steps - 1);
        show(steps / 2);
        tried();
        trusted();
        Toolkit.run(() -> session.settings().dark().set(false));
        show(steps - 1);
        pictures.take("memory-last-light");
        Toolkit.run(() -> session.settings().dark().set(true));
        fire("#block-order-norm");
        pictures.settle();
        pictures.take("memory-by-norm");
        fire("#block-order-stored");
        beside();
        action("memory.paint");
        fire("#paint-boxes");
        quiet();
        Toolkit.run(() -> session.workspace().set("volume"));
        pictures.settle();
        pictures.take("volume-attention");
        action("view.ray-casting");
        pictures.settle();
        pictures.take("volume-attention-rays");
        action("view.ray-casting");
        action("memory.paint");
    }

    /** Of the token with the largest norm that the last timestamp wrote. */
    private void lineage(int t) throws IOException {
        show(t);
        Toolkit.run(() -> bench.memory().showLineage());
        Toolkit.await("the lineage", SOON, bench.memory()::settled);
        pictures.settle();
        pictures.take("memory-lineage");
        fire("#lineage-close");
    }

    private void tried() throws IOException {
        for (String kind : List.of("skip", "noise", "occlude", "erase")) {
            fire("#what-if-" + kind);
            fire("#what-if-ask");
            quiet();
        }
        pictures.take("memory-what-if");
        fire("#experiments-as-is");
    }

    private void trusted() throws IOException {
        fire("#slab-kind-rollout");
        quiet();
        Toolkit.await("the rollout", SOON, () -> !node("#faithfulness-measure").isDisabled());
        fire("#faithfulness-measure");
        quiet();
        fire("#trust-measure");
        quiet();
        Toolkit.run(() -> bench.memory().scrollInspector(1));
        pictures.take("memory-trust");
    }

    /** Two models on one case, and the epochs of the run that the tour trained; in both themes. */
    private void beside() throws IOException {
        action("memory.mode-side");
        both("memory-side-by-side");
        action("memory.mode-epochs");
        both("memory-over-epochs");
        action("memory.mode-one");
    }

    private void both(String name) throws IOException {
        Toolkit.await("the passes", SOON, bench.memory()::settled);
        pictures.settle();
        pictures.take(name);
        Toolkit.run(() -> bench.session().settings().dark().set(false));
        pictures.take(name + "-light");
        Toolkit.run(() -> bench.session().settings().dark().set(true));
    }

    private void quiet() throws IOException {
        Toolkit.await("an answer", SOON, () -> bench.session().tasks().running().isEmpty());
        pictures.settle();
    }

    private void show(int t) throws IOException {
        Toolkit.run(() -> bench.session().selectedTimestep().set(t));
    }

    private void action(String id) throws IOException {
        Toolkit.run(() -> bench.shell().actions().stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow()
                .fire());
    }

    private void fire(String id) throws IOException {
        Toolkit.run(() -> ((ButtonBase) node(id)).fire());
    }

    private Node node(String id) {
        return Objects.requireNonNull(bench.shell().scene().lookup(id), id);
    }
}
