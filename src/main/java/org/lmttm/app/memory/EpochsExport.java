package org.lmttm.app.memory;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.training.AtomicFiles;

/** Saves what the epochs of a run show: an animation over them, and every probability as a table. */
final class EpochsExport {
    private final Session session;
    private final FileDialogs dialogs;
    private final EpochsState epochs;

    EpochsExport(Session session, FileDialogs dialogs, EpochsState epochs) {
        this.session = session;
        this.dialogs = dialogs;
        this.epochs = epochs;
    }

    /**
     * Entries of an export's menu.
     *
     * @param shown what pictures are taken of
     */
    List<MenuItem> items(Region shown) {
        MenuItem animation = TraceExport.item("epochs-gif", () -> animation(shown));
        MenuItem table = TraceExport.item("epochs-csv", this::table);
        return List.of(animation, table);
    }

    private void table() {
        dialogs.saveFile("epochs.csv").ifPresent(file -> {
            try {
                String text = text();
                TraceExport.save(session.tasks(), file, () -> AtomicFiles.writeText(file, text));
            } catch (IOException e) {
                throw new UncheckedIOException("a text in memory cannot be written", e);
            }
        });
    }

    /** {@code epoch}, {@code timestamp}, and the probability so far of each class, {@code p_so_far_NAME}. */
    String text() throws IOException {
        StringWriter text = new StringWriter();
        text.append("# ").append(Words.text("export.research")).append('\n');
        List<String> header = new ArrayList<>(List.of("epoch", "timestamp"));
        epochs.labels().forEach(label -> header.add("p_so_far_" + label));
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            for (int epoch : epochs.epochs()) {
                for (int t = 0; t < epochs.steps(); t++) {
                    List<String> row = new ArrayList<>(List.of(Integer.toString(epoch), Integer.toString(t)));
                    for (int label = 0; label < epochs.labels().size(); label++) {
                        double value = epochs.probability(epoch, t, label);
                        row.add(Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.6f", value));
                    }
                    printer.printRecord(row);
                }
            }
        }
        return text.toString();
    }

    private void animation(Region shown) {
        List<Integer> all = epochs.epochs();
        if (!all.isEmpty()) {
            dialogs.saveFile("epochs.gif").ifPresent(file -> new Taking(shown, file, all.getFirst()).start());
        }
    }

    /** Takes a picture of each epoch once its trace is there, one a pulse. */
    private final class Taking {
        private final Region shown;
        private final Path file;
        private final int first;
        private final int head = epochs.epoch().get();
        private final List<TracePictures.Shot> frames = new ArrayList<>();
        private final ChangeListener<Number> arrived = (property, before, now) -> later();

        Taking(Region shown, Path file, int first) {
            this.shown = shown;
            this.file = file;
            this.first = first;
        }

        void start() {
            epochs.playing().set(false);
            epochs.shown().addListener(arrived);
            int before = epochs.shown().get();
            epochs.goTo(first);
            if (before == epochs.epoch().get()) {
                later();
            }
        }

        private void later() {
            if (epochs.shown().get() == epochs.epoch().get()) {
                Platform.runLater(this::take);
            }
        }

        private void take() {
            if (epochs.shown().get() == 0) {
                epochs.shown().removeListener(arrived); // another run was chosen meanwhile
                return;
            }
            frames.add(TracePictures.shot(shown));
            int before = epochs.epoch().get();
            epochs.move(1);
            if (epochs.epoch().get() == before) {
                epochs.shown().removeListener(arrived);
                epochs.goTo(head);
                TraceExport.save(session.tasks(), file, () -> TraceExport.animation(file, frames));
            }
        }
    }
}
