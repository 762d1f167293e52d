package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.file.Path;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.dataset.LabelledVolumes;

/** The published datasets, the sample dataset looked through, and a cohort checked and built. */
final class DatasetTour {
    private final Workbench bench;
    private final Path scratch;
    private final SliceTour.Pictures pictures;
    private final SliceTour.Pictures narrow;

    /**
     * Takes no pictures yet.
     *
     * @param scratch where a cohort is made
     * @param narrow takes pictures of a narrow window
     */
    DatasetTour(Workbench bench, Path scratch, SliceTour.Pictures pictures, SliceTour.Pictures narrow) {
        this.bench = bench;
        this.scratch = scratch;
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
        cohort(samples);
    }

    private void cohort(Path samples) throws IOException {
        Toolkit.run(() -> bench.shell().cohort().show());
        both("cohort-empty");
        Path table = SampleCohort.write(LabelledVolumes.open(samples), scratch.resolve("cohort"));
        check(table);
        both("cohort");
        check(SampleCohort.sound(table));
        both("cohort-sound");
    }

    private void check(Path table) throws IOException {
        Toolkit.run(() -> bench.shell().cohort().check(table));
        Toolkit.await("the check", Tour.SOON, () -> bench.shell().cohort().settled());
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
