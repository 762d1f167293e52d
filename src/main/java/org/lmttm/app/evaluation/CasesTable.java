package org.lmttm.app.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.lmttm.app.control.Controls;
import org.lmttm.app.dataset.CasePictures;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.metrics.Bootstrap.Interval;

/** The cases as rows; Enter or a double click opens one in the volume workspace, Shift+Enter in memory. */
final class CasesTable extends TableView<CaseRow> {
    private static final int PICTURE = 34;

    private final EvaluationDesk desk;
    private final CasePictures pictures;
    private boolean following;

    CasesTable(EvaluationDesk desk, CasePictures pictures) {
        this.desk = desk;
        this.pictures = pictures;
        setId("cases-table");
        getStyleClass().add("cases-table");
        setFixedCellSize(40);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Controls.label(Texts.text("cases.none"), "muted"));
        getColumns().add(pictureColumn());
        getColumns().add(textColumn("name", CaseRow::name, Comparator.comparingInt(CaseRow::index), "strong"));
        getColumns().add(textColumn("label", CaseRow::labelName, Comparator.comparingInt(CaseRow::label), ""));
        getColumns().add(predictedColumn());
        getColumns().add(probabilityColumn());
        getColumns().add(similarColumn());
        getColumns().add(shiftColumn());
        getColumns().add(textColumn("note", this::note, Comparator.comparing(this::note), "muted"));
        getColumns().add(openColumn());
        setRowFactory(table -> row());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        follow();
    }

    private void follow() {
        EvaluationState state = desk.state();
        state.rows().addListener((property, before, now) -> list(now));
        state.selected().addListener(observable -> select());
        desk.shifts().addListener((javafx.beans.InvalidationListener) observable -> refresh());
        getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null && !following) {
                state.selected().set(now.index());
            }
        });
        list(state.rows().get());
    }

    private void list(List<CaseRow> rows) {
        following = true;
        List<TableColumn<CaseRow, ?>> sorted = List.copyOf(getSortOrder());
        getItems().setAll(rows);
        if (!sorted.isEmpty()) {
            sort();
        }
        following = false;
        select();
    }

    private void select() {
        following = true;
        int index = desk.state().selected().get();
        CaseRow row = getItems().stream()
                .filter(one -> one.index() == index)
                .findFirst()
                .orElse(null);
        if (row == null) {
            getSelectionModel().clearSelection();
        } else {
            getSelectionModel().select(row);
            scrollTo(Math.max(0, getItems().indexOf(row) - 1));
        }
        following = false;
    }

    private TableRow<CaseRow> row() {
        TableRow<CaseRow> row = new TableRow<>();
        row.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2 && row.getItem() != null) {
                desk.open(row.getItem().index(), "volume");
            }
        });
        return row;
    }

    private void key(KeyEvent event) {
        CaseRow row = getSelectionModel().getSelectedItem();
        if (event.getCode() == KeyCode.ENTER && row != null) {
            desk.open(row.index(), event.isShiftDown() ? "memory" : "volume");
            event.consume();
        }
    }

    private String note(CaseRow row) {
        Shown shown = desk.state().shown().get();
        if (shown == null || !shown.scores().isBinary()) {
            return Texts.text(row.wrong() ? "kind.wrong" : "kind.right");
        }
        boolean positive = row.predicted() == shown.positiveClass();
        return Texts.text(
                row.wrong()
                        ? (positive ? "kind.false-positive" : "kind.false-negative")
                        : (positive ? "kind.true-positive" : "kind.true-negative"));
    }

    private static TableColumn<CaseRow, CaseRow> column(String key, Comparator<CaseRow> order, double width) {
        TableColumn<CaseRow, CaseRow> column = new TableColumn<>();
        Label head = Controls.label(Texts.text("cases." + key));
        head.setTooltip(new Tooltip(Texts.text("cases." + key + ".tip")));
        column.setGraphic(head);
        column.setId("cases-" + key);
        column.setCellValueFactory(of -> new SimpleObjectProperty<>(of.getValue()));
        column.setComparator(order);
        column.setPrefWidth(width);
        return column;
    }

    /** A cell that is filled anew for each case. */
    private static final class Filled extends TableCell<CaseRow, CaseRow> {
        private final Consumer<Filled> fill;

        Filled(Consumer<Filled> fill) {
            this.fill = fill;
        }

        @Override
        protected void updateItem(@Nullable CaseRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            if (empty || row == null) {
                setGraphic(null);
            } else {
                fill.accept(this);
            }
        }
    }

    private static TableColumn<CaseRow, CaseRow> textColumn(
            String key, Function<CaseRow, String> text, Comparator<CaseRow> order, String style) {
        TableColumn<CaseRow, CaseRow> column = column(key, order, 110);
        column.setCellFactory(of -> {
            Filled cell = new Filled(filled -> filled.setText(text.apply(filled.getItem())));
            if (!style.isEmpty()) {
                cell.getStyleClass().add(style);
            }
            return cell;
        });
        return column;
    }

    private TableColumn<CaseRow, CaseRow> pictureColumn() {
        TableColumn<CaseRow, CaseRow> column = new TableColumn<>();
        column.setId("cases-picture");
        column.setCellValueFactory(of -> new SimpleObjectProperty<>(of.getValue()));
        column.setSortable(false);
        column.setMinWidth(52);
        column.setMaxWidth(52);
        column.setCellFactory(of -> {
            ImageView view = new ImageView();
            view.setFitWidth(PICTURE);
            view.setFitHeight(PICTURE);
            return new Filled(cell -> {
                cell.setGraphic(view);
                picture(cell.getItem().index(), view);
            });
        });
        return column;
    }

    private void picture(int index, ImageView view) {
        LabelledDataset data = desk.data().get();
        Outcome of = desk.state().first().get();
        view.setImage(null);
        view.setUserData(index);
        if (data != null && of != null) {
            pictures.picture(data, of.split(), index, 2 * PICTURE, 2 * PICTURE, image -> {
                if (Integer.valueOf(index).equals(view.getUserData())) {
                    view.setImage(image);
                }
            });
        }
    }

    private static TableColumn<CaseRow, CaseRow> predictedColumn() {
        TableColumn<CaseRow, CaseRow> column = column("predicted", Comparator.comparingInt(CaseRow::predicted), 130);
        column.setCellFactory(of -> {
            Region mark = new Region();
            mark.getStyleClass().add("wrong-mark");
            Label name = Controls.label("");
            HBox box = new HBox(8, mark, name);
            box.setAlignment(Pos.CENTER_LEFT);
            return new Filled(cell -> {
                mark.setVisible(cell.getItem().wrong());
                name.setText(cell.getItem().predictedName());
                cell.setGraphic(box);
            });
        });
        return column;
    }

    private TableColumn<CaseRow, CaseRow> probabilityColumn() {
        TableColumn<CaseRow, CaseRow> column =
                column("probability", Comparator.comparingDouble(CaseRow::probability), 220);
        Label head = (Label) column.getGraphic();
        desk.state()
                .shown()
                .addListener((property, before, now) -> head.setText(
                        now == null
                                ? Texts.text("cases.probability")
                                : Texts.text("cases.probability-of", now.className())));
        column.setCellFactory(of -> {
            Label value = Controls.label("", "strong");
            IntervalBar bar = new IntervalBar(130);
            HBox box = new HBox(10, value, bar);
            box.setAlignment(Pos.CENTER_LEFT);
            return new Filled(cell -> {
                CaseRow row = cell.getItem();
                value.setText(Texts.number(row.probability(), 2));
                Interval interval = row.similar().map(s -> s.interval()).orElse(new Interval(Double.NaN, Double.NaN));
                bar.show(row.probability(), interval, desk.state().threshold().get());
                cell.setGraphic(box);
            });
        });
        return column;
    }

    private static TableColumn<CaseRow, CaseRow> similarColumn() {
        TableColumn<CaseRow, CaseRow> column = column(
                "similar",
                Comparator.comparingDouble(
                        row -> row.similar().map(s -> s.observed().value()).orElse(Double.NaN)),
                150);
        column.setCellFactory(of -> new Filled(cell -> cell.setText(cell.getItem()
                .similar()
                .map(s -> Texts.text(
                        "cases.similar-of", s.observed().count(), s.observed().of(), Texts.interval(s.interval(), 2)))
                .orElse("\u2013"))));
        return column;
    }

    private TableColumn<CaseRow, CaseRow> shiftColumn() {
        TableColumn<CaseRow, CaseRow> column = column(
                "shift",
                Comparator.comparingDouble(row -> desk.shift(row.index()).orElse(-1.0)),
                110);
        column.setCellFactory(of ->
                new Filled(cell -> cell.setText(desk.shift(cell.getItem().index())
                        .map(most -> "\u00b1 " + Texts.number(most, 2))
                        .orElse("\u2013"))));
        // a column of dashes says nothing: it comes with the first test
        column.setVisible(false);
        desk.shifts().addListener((javafx.beans.InvalidationListener)
                observable -> column.setVisible(!desk.shifts().isEmpty()));
        return column;
    }

    private TableColumn<CaseRow, CaseRow> openColumn() {
        TableColumn<CaseRow, CaseRow> column = new TableColumn<>();
        column.setId("cases-open");
        column.setCellValueFactory(of -> new SimpleObjectProperty<>(of.getValue()));
        column.setSortable(false);
        column.setMinWidth(84);
        column.setMaxWidth(84);
        column.setCellFactory(of -> new Filled(cell -> {
            int index = cell.getItem().index();
            Node volume = Controls.iconButton(
                    "case-volume-" + index,
                    MaterialDesignC.CUBE_OUTLINE,
                    Texts.text("open.volume"),
                    () -> desk.open(index, "volume"));
            Node memory = Controls.iconButton(
                    "case-memory-" + index,
                    MaterialDesignV.VECTOR_SQUARE,
                    Texts.text("open.memory"),
                    () -> desk.open(index, "memory"));
            HBox box = new HBox(4, volume, memory);
            box.setAlignment(Pos.CENTER_RIGHT);
            cell.setGraphic(box);
        }));
        return column;
    }
}
