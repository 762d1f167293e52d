package org.lmttm.app.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.PlotExport;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.FileSaving;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.dataset.DatasetName;
import org.lmttm.evaluation.MedMnistCsv;
import org.lmttm.metrics.Metrics;
import org.lmttm.model.Mode;

/** Asks where to write results and plots, and writes them in the background. */
final class Exports {
    private final FileSaving saving;
    private final FileDialogs dialogs;

    Exports(TaskRunner tasks, FileDialogs dialogs) {
        saving = new FileSaving(tasks);
        this.dialogs = dialogs;
    }

    /** What a plot is of, in one line. */
    static String caption(Shown shown, String title) {
        Mode mode = shown.first().mode();
        return Texts.text(
                "export.caption",
                title,
                shown.first().name(),
                mode == null ? Texts.text("mode.unknown") : mode.label(),
                EvaluationBar.name(shown.first().dataset()),
                shown.first().split().label(),
                shown.className());
    }

    /**
     * Writes a plot as PNG, SVG or CSV.
     *
     * @param shown null: nothing is shown, and nothing happens
     */
    void plot(PlotView plot, @Nullable Shown shown, String id, String title) {
        if (shown == null) {
            return;
        }
        dialogs.saveAs(shown.first().name() + "-" + id + ".png", PlotExport.ENDINGS)
                .ifPresent(file -> {
                    PlotExport.Content content = PlotExport.content(
                            plot.figure(shown, caption(shown, title)), () -> plot.table(shown), file);
                    saving.start(file, () -> PlotExport.write(content, file));
                });
    }

    /** Writes the results as they were computed, not calibrated, in MedMNIST's layout and under its name. */
    void results(@Nullable Outcome of) {
        if (of == null) {
            return;
        }
        String suggested = new MedMnistCsv.Name(
                        DatasetName.of(of.dataset()),
                        of.split(),
                        Metrics.auc(of.raw()),
                        Metrics.acc(of.raw()),
                        of.name())
                .fileName();
        dialogs.saveAs(suggested, List.of(".csv"))
                .ifPresent(file -> saving.start(file, () -> MedMnistCsv.write(of.raw(), file)));
    }
}
