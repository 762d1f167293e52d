package org.lmttm.app.training;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.Button;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.training.RunHistory.Epoch;
import org.lmttm.training.RunHistory.Written;

/**
 * Every writing of a checkpoint, the newest first, with its epoch's validation. A file that was written again later holds
 * the later epoch, which its row then says.
 */
final class CheckpointTable extends PlainTable<CheckpointTable.Row> {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Consumer<Path> open;

    /** @param file of the checkpoint; null where it was written again since */
    record Row(
            Instant time,
            int epoch,
            long step,
            Optional<Epoch> numbers,
            String name,
            String why,
            @Nullable Path file) {}

    /**
     * An empty table.
     *
     * @param open opens a checkpoint in the memory workspace
     */
    CheckpointTable(Consumer<Path> open) {
        this.open = open;
        setId("checkpoint-table");
        setPlaceholder(Controls.label(Texts.text("checkpoints.none"), "subtle"));
        getColumns().add(column("checkpoints.time", 84, row -> CLOCK.format(row.time()), "mono"));
        getColumns().add(column("checkpoints.epoch", 64, row -> Integer.toString(row.epoch()), "mono"));
        getColumns().add(column("checkpoints.step", 76, row -> Long.toString(row.step()), "mono"));
        getColumns().add(column("checkpoints.auc", 70, row -> figure(row, Epoch::valAuc), "mono"));
        getColumns().add(column("checkpoints.acc", 70, row -> figure(row, Epoch::valAcc), "mono"));
        getColumns().add(column("checkpoints.loss", 86, row -> figure(row, Epoch::valLoss), "mono"));
        getColumns().add(column("checkpoints.file", 190, Row::name, "mono"));
        getColumns().add(column("checkpoints.why", 190, Row::why, "muted"));
        getColumns().add(column("", 40, () -> new OpenCell(open)));
        setRowFactory(table -> {
            TableRow<Row> row = new TableRow<>();
            row.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
                if (event.getClickCount() == 2) {
                    open(row.getItem());
                }
            });
            return row;
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open(getSelectionModel().getSelectedItem());
                event.consume();
            }
        });
    }

    private void open(@Nullable Row row) {
        if (row != null && row.file() != null) {
            open.accept(row.file());
        }
    }

    private static String figure(Row row, ToDoubleFunction<Epoch> of) {
        double value = row.numbers().map(of::applyAsDouble).orElse(Double.NaN);
        return Double.isFinite(value) ? ColorBar.number(value, 3) : "\u2013";
    }

    /** Shows a run's checkpoints; null for none. */
    void show(@Nullable RunSnapshot run) {
        List<Row> rows = rows(run);
        if (!rows.equals(getItems())) {
            getItems().setAll(rows);
        }
    }

    /** The rows of a run, the newest first; without what only a resumed trainer reads. */
    static List<Row> rows(@Nullable RunSnapshot run) {
        List<Row> rows = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        if (run != null) {
            for (Written written : run.checkpoints().reversed()) {
                String file = written.file();
                if (file.endsWith(".safetensors") && !file.contains(".state.")) {
                    boolean newest = !seen.contains(file);
                    seen.add(file);
                    rows.add(new Row(
                            written.time(),
                            written.epoch(),
                            written.step(),
                            run.epoch(written.epoch()),
                            file.substring(file.lastIndexOf('/') + 1),
                            newest
                                    ? Objects.requireNonNullElse(written.reason(), "")
                                    : Texts.text("checkpoints.replaced"),
                            newest ? run.run().path().resolve(file) : null));
                }
            }
        }
        return rows;
    }

    private static final class OpenCell extends TableCell<Row, Row> {
        private final Button button;

        OpenCell(Consumer<Path> open) {
            button = Controls.iconButton(
                    "open-checkpoint", MaterialDesignV.VECTOR_SQUARE, Texts.text("checkpoints.open"), () -> {
                        Row row = getItem();
                        if (row != null && row.file() != null) {
                            open.accept(row.file());
                        }
                    });
            button.getStyleClass().add("small");
        }

        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty || row == null || row.file() == null ? null : button);
        }
    }
}
