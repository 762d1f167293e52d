package org.lmttm.app.tour;

import java.io.IOException;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;

/** What is asked before a case report is written, and the audit log of predictions. */
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
        both("help.doctor", "doctor");
    }

    private void both(String action, String name) throws IOException {
        Toolkit.run(() -> bench.shell().actions().stream()
                .filter(spec -> spec.id().equals(action))
                .forEach(ActionSpec::fire));
        Toolkit.await(
                "work to end",
                Tour.SOON,
                () -> bench.session().tasks().running().isEmpty());
        pictures.take(name);
        Toolkit.run(() -> bench.session().settings().dark().set(false));
        pictures.take(name + "-light");
        Toolkit.run(() -> bench.session().settings().dark().set(true));
        Toolkit.run(() -> Window.getWindows().stream()
                .filter(window -> window.isShowing() && window instanceof PopupWindow)
                .findFirst()
                .ifPresent(Window::hide));
    }
}
