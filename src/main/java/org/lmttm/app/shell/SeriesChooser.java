package org.lmttm.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.volume.io.SeriesEntry;

/** Asks which series of a folder or medium to open. Patients' names are hidden until they are asked for. */
final class SeriesChooser {
    private static final double WIDTH = 860;
    private static final double MARGIN = 80;

    private final Region owner;
    private final Messages text;
    private final Popup popup = new Popup();

    /** Asks which series to open. */
    interface Asking {
        /**
         * Asks; the answer may come later.
         *
         * @param from the folder, medium or file that holds the series
         * @param series what there is to choose from
         * @param chosen hears once what was chosen; nothing where the user wants none of them
         */
        void ask(Path from, List<SeriesEntry> series, Consumer<List<SeriesEntry>> chosen);
    }

    /** A chooser over the content of a window. */
    SeriesChooser(Region owner, Messages text) {
        this.owner = owner;
        this.text = text;
        popup.setHideOnEscape(true);
    }

    /** Shows the series; see {@link Asking#ask}. */
    void show(Path from, List<SeriesEntry> series, Consumer<List<SeriesEntry>> chosen) {
        Bounds here = owner.localToScreen(owner.getBoundsInLocal());
        if (here == null) {
            chosen.accept(List.of());
            return;
        }
        AtomicReference<List<SeriesEntry>> answer = new AtomicReference<>(List.of());
        CheckBox patients = new CheckBox(text.text("series.patients"));
        patients.setId("series-patients");
        TableView<SeriesEntry> table = table(series, patients);
        Button open = new Button(text.text("series.open"));
        open.setId("series-open");
        open.setDefaultButton(true);
        open.disableProperty().bind(Bindings.isEmpty(table.getSelectionModel().getSelectedItems()));
        Runnable choose = () -> {
            List<SeriesEntry> selected = List.copyOf(table.getSelectionModel().getSelectedItems());
            if (!selected.isEmpty()) {
                answer.set(selected);
                popup.hide();
            }
        };
        open.setOnAction(event -> choose.run());
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                choose.run();
                event.consume();
            }
        });
        table.setRowFactory(view -> row(choose));
        Button cancel = new Button(text.text("series.cancel"));
        cancel.setId("series-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> popup.hide());
        Label title = Controls.label(
                text.text("series.title", series.size(), String.valueOf(from.getFileName())), "card-title");
        HBox foot = new HBox(12, patients, Controls.spring(), cancel, open);
        foot.setAlignment(Pos.CENTER_LEFT);
        VBox box = new VBox(10, title, table, notes(table), foot);
        box.setId("series-chooser");
        box.getStyleClass().addAll("command-popup", "series-popup");
        popup.getContent().setAll(box);
        popup.setOnHidden(event -> {
            popup.setOnHidden(null);
            chosen.accept(answer.get());
        });
        popup.show(owner, here.getCenterX() - WIDTH / 2, here.getMinY() + MARGIN);
        table.getSelectionModel().selectFirst();
        table.requestFocus();
    }

    private TableRow<SeriesEntry> row(Runnable choose) {
        TableRow<SeriesEntry> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) {
                choose.run();
            }
        });
        return row;
    }

    private TableView<SeriesEntry> table(List<SeriesEntry> series, CheckBox patients) {
        TableView<SeriesEntry> table = new TableView<>(FXCollections.observableArrayList(series));
        table.setId("series-table");
        table.getStyleClass().add("dense");
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        TableColumn<SeriesEntry, String> patient = column("patient", 150, SeriesEntry::patientName);
        patient.visibleProperty().bind(patients.selectedProperty());
        table.getColumns().add(column("description", 230, this::description));
        table.getColumns().add(column("modality", 80, SeriesEntry::modality));
        table.getColumns().add(column("matrix", 90, s -> s.shape()[0] + " × " + s.shape()[1]));
        table.getColumns().add(column("slices", 90, this::slices));
        table.getColumns().add(column("spacing", 180, this::spacing));
        table.getColumns().add(patient);
        return table;
    }

    private TableColumn<SeriesEntry, String> column(String name, double width, Function<SeriesEntry, String> value) {
        TableColumn<SeriesEntry, String> column = new TableColumn<>(text.text("series." + name));
        column.setPrefWidth(width);
        column.setSortable(true);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(value.apply(cell.getValue())));
        return column;
    }

    private String description(SeriesEntry series) {
        return series.description().isEmpty() ? text.text("series.unnamed", series.id()) : series.description();
    }

    private String slices(SeriesEntry series) {
        int volumes = series.volumes();
        return volumes == 1 ? String.valueOf(series.shape()[2]) : series.shape()[2] + " × " + volumes;
    }

    private String spacing(SeriesEntry series) {
        return series.affine()
                .map(affine -> {
                    double[] s = affine.spacing();
                    return ColorBar.number(s[0], 2) + " × " + ColorBar.number(s[1], 2) + " × "
                            + ColorBar.number(s[2], 2) + " mm";
                })
                .orElse(text.text("series.no_place"));
    }

    /** What is odd about the series selected. */
    private Label notes(TableView<SeriesEntry> table) {
        Label notes = Controls.shrinkingLabel("", "small", "warning");
        notes.setId("series-notes");
        notes.setWrapText(true);
        notes.setMinHeight(Region.USE_PREF_SIZE);
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            boolean said = now != null && !now.warnings().isEmpty();
            notes.setText(said ? String.join("; ", now.warnings()) : "");
            notes.setManaged(said);
        });
        return notes;
    }
}
