package org.lmttm.app.training;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.lmttm.training.RunEvent;
import org.lmttm.training.RunFolder;
import org.lmttm.training.RunFollower;
import org.lmttm.training.RunHistory;

/**
 * Every number behind a plot, read anew from the runs' events: a line a training step and a line an epoch, nothing
 * left out. Columns: {@code run,series,epoch,step,seconds,value,smoothed}; epochs of steps are shares.
 */
record PlotTable(PlotKind kind, double tau) {
    private static final int PART = 20_000;

    /**
     * Writes the table; the file appears whole or not at all.
     *
     * @param remark first line, after a number sign
     * @throws IOException if a run cannot be read or the file not be written
     */
    void write(List<RunFolder> runs, String remark, Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (BufferedWriter out = Files.newBufferedWriter(partial, StandardCharsets.UTF_8)) {
            out.write("# " + remark + "\nrun,series,epoch,step,seconds,value,smoothed\n");
            for (RunFolder run : runs) {
                write(run, out);
            }
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(RunFolder run, BufferedWriter out) throws IOException {
        StepCurve curve = new StepCurve();
        RunHistory history = new RunHistory();
        RunFollower follower = new RunFollower(run);
        int read;
        do {
            List<RunEvent> events = follower.poll(PART).events();
            read = events.size();
            for (RunEvent event : events) {
                curve.add(event);
                if (event.kind() != RunEvent.Kind.BATCH) {
                    history.add(event);
                }
            }
        } while (read == PART);
        String name = '"' + run.name().replace("\"", "\"\"") + '"';
        if (kind == PlotKind.LOSS || kind == PlotKind.RATE) {
            curve.write(name, kind == PlotKind.LOSS, tau, out);
        }
        for (PlotKind.Curve one : kind.curves()) {
            for (RunHistory.Epoch epoch : history.epochs()) {
                double value = one.value().applyAsDouble(epoch);
                String series = one.id().equals("train") ? "train epoch" : one.id();
                out.write(name + "," + series + "," + epoch.epoch() + "," + epoch.step() + ","
                        + curve.seconds(epoch.time()) + "," + number(value) + ",\n");
            }
        }
    }

    /** A number as a spreadsheet reads it; nothing for none. */
    static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }
}
