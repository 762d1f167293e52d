package org.lmttm.app.training;

import java.util.List;
import java.util.stream.Collectors;
import org.lmttm.app.control.PlotExport;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.FileSaving;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.training.RunFolder;

/** Asks where to write plots and tables, and writes them in the background. */
final class PlotExports {
    private final FileSaving saving;
    private final FileDialogs dialogs;
    private final PlotState state;

    PlotExports(TaskRunner tasks, FileDialogs dialogs, PlotState state) {
        saving = new FileSaving(tasks);
        this.dialogs = dialogs;
        this.state = state;
    }

    /** What a plot is of, in one line: the runs and the mode of each. */
    static String caption(String title, List<RunSnapshot> runs) {
        String names = runs.stream()
                .map(run -> run.run().name() + " (" + run.config().mode().label() + ")")
                .collect(Collectors.joining(", "));
        return title + ": " + names;
    }

    /** Writes a plot as PNG or SVG, or everything that it is made from as CSV. */
    void save(RunPlot plot, PlotKind kind, List<RunSnapshot> runs) {
        if (runs.isEmpty()) {
            return;
        }
        String caption = caption(plot.getAccessibleText(), runs);
        dialogs.saveAs(runs.getFirst().run().name() + "-" + kind.id() + ".png", PlotExport.ENDINGS)
                .ifPresent(file -> {
                    if (PlotExport.isTable(file)) {
                        List<RunFolder> folders =
                                runs.stream().map(RunSnapshot::run).toList();
                        PlotTable table = new PlotTable(kind, state.tau().get());
                        saving.start(file, () -> table.write(folders, Texts.text("research") + "; " + caption, file));
                    } else {
                        PlotExport.Content content = PlotExport.content(plot.figure(caption), () -> "", file);
                        saving.start(file, () -> PlotExport.write(content, file));
                    }
                });
    }

    /** Puts a plot's picture on the clipboard. */
    void copy(RunPlot plot, PlotKind kind, List<RunSnapshot> runs) {
        if (!runs.isEmpty()) {
            PlotExport.copy(plot.figure(caption(plot.getAccessibleText(), runs)));
        }
    }

    /** Asks where a table goes, and writes it. */
    void table(String suggestedName, String text) {
        dialogs.saveTable(suggestedName)
                .ifPresent(file -> saving.start(file, () -> PlotExport.write(PlotExport.text(text), file)));
    }
}
