package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.file.Path;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;

/** The published datasets, and the sample dataset looked through. */
final class DatasetTour {
    private final Workbench bench;
    private final SliceTour.Pictures pictures;
    private final SliceTour.Pictures narrow;

    /**
     * Takes no pictures yet.
     *
     * @param narrow takes pictures of a narrow window
     */
    DatasetTour(Workbench bench, SliceTour.Pictures pictures, SliceTour.Pictures narrow) {
        this.bench = bench;
        this.pictures = pictures;
        this.narrow = narrow;
    }

    /** Takes the pictures. */
    void take() throws IOException {
        Toolkit.run(() -> bench.shell().actions().stream()
                .filter(spec -> spec.id().equals("file.datasets"))
                .forEach(ActionSpec::fire));
        both("datasets");
        Path samples = bench.session().home().resolve("sample-volumes").resolve("phantom-vessels.npz");
        Toolkit.run(() -> bench.shell().browser().show(samples));
        Toolkit.await("the dataset", Tour.SOON, () -> bench.shell().browser().settled());
        both("dataset-browser");
    }

    private void both(String name) throws IOException {
        pictures.take(name);
        narrow.take(name + "-narrow");
        Toolkit.run(() -> bench.session().settings().dark().set(false));
        pictures.take(name + "-light");
        Toolkit.run(() -> bench.session().settings().dark().set(true));
        Toolkit.run(() -> Window.getWindows().stream()
                .filter(window -> window.isShowing() && window instanceof PopupWindow)
                .findFirst()
                .ifPresent(Window::hide));
    }
}
