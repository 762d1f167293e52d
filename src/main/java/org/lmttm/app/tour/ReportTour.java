package org.lmttm.app.tour;

import java.io.IOException;
import javafx.scene.control.ButtonBase;
import javafx.stage.Window;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.model.EngineArchive;

/** What is asked before a case report is written, the audit log of predictions, the preferences and the doctor. */
final class ReportTour {
    private final Workbench bench;
    private final SliceTour.Pictures pictures;

    ReportTour(Workbench bench, SliceTour.Pictures pictures) {
        this.bench = bench;
        this.pictures = pictures;
    }

    /** Takes the pictures; there must be a prediction. */
    void take() throws IOException {
        both("file.report", "case-report");
        both("help.audit", "audit-log");
        both("edit.preferences", "preferences");
        engine();
        both("help.doctor", "doctor");
    }

    /** Where the engine's libraries are chosen, and what is asked before others are fetched. */
    private void engine() throws IOException {
        fire("edit.preferences");
        press("#preferences-computing");
        both("preferences-computing");
        if (EngineArchive.forThisMachine().isPresent()) {
            fire("edit.preferences");
            press("#engine-get");
            both("engine-question");
            Toolkit.run(() -> Tour.popup().ifPresent(Window::hide)); // the preferences come back
        }
    }

    private void both(String action, String name) throws IOException {
        fire(action);
        both(name);
    }

    private void fire(String action) throws IOException {
        Toolkit.run(() -> bench.shell().actions().stream()
                .filter(spec -> spec.id().equals(action))
                .forEach(ActionSpec::fire));
    }

    private static void press(String id) throws IOException {
        Toolkit.run(() -> Tour.popup()
                .map(popup -> popup.getScene().getRoot().lookup(id))
                .map(ButtonBase.class::cast)
                .ifPresent(ButtonBase::fire));
    }

    /** What stands over the window, dark and light; then it goes. */
    private void both(String name) throws IOException {
        Toolkit.await(
                "work to end",
                Tour.SOON,
                () -> bench.session().tasks().running().isEmpty());
        pictures.take(name);
        Toolkit.run(() -> bench.session().settings().dark().set(false));
        pictures.take(name + "-light");
        Toolkit.run(() -> bench.session().settings().dark().set(true));
        Toolkit.run(() -> Tour.popup().ifPresent(Window::hide));
    }
}
