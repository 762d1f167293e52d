package org.lmttm.app.tour;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.stage.PopupWindow;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;

/** The guide to the first steps, and what is told when a run ends. */
final class ShellTour {
    private final Workbench bench;
    private final Parent content;
    private final SliceTour.Pictures pictures;

    ShellTour(Workbench bench, Parent content, SliceTour.Pictures pictures) {
        this.bench = bench;
        this.content = content;
        this.pictures = pictures;
    }

    /** The guide, with the control that its second step leads to. */
    void guide() throws IOException {
        Toolkit.run(bench.shell()::guide);
        fire("#guide-look");
        fire("#guide-act");
        pictures.take("guide");
        Toolkit.run(() -> bench.session().settings().dark().set(false));
        pictures.take("guide-light");
        Toolkit.run(() -> bench.session().settings().dark().set(true));
        Toolkit.run(() -> bench.session().settings().guide().set(false));
    }

    /** The end of a run as it is told, what stands below the plots, and the list of runs that ended. */
    void runEnded() throws IOException {
        Toolkit.await("the news of the run", Tour.SOON, () -> content.lookup(".toast") != null);
        for (String name : List.of("checkpoints", "configuration", "system")) {
            Toolkit.run(bench.training()::nextDetails);
            Toolkit.await(
                    "the machine's numbers",
                    Tour.SOON,
                    () -> bench.training().monitor().samples().get().size() > 1);
            pictures.take("training-" + name);
        }
        Toolkit.run(bench.training()::nextDetails);
        fire("#news");
        pictures.take("runs-ended");
        Toolkit.run(() -> Tour.popup().ifPresent(PopupWindow::hide));
    }

    private void fire(String id) throws IOException {
        Toolkit.run(() -> ((ButtonBase) node(id)).fire());
    }

    private Node node(String id) {
        return Objects.requireNonNull(content.lookup(id), id);
    }
}
