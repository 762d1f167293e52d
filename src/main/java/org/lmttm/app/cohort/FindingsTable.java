package org.lmttm.app.cohort;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.dataset.CohortFinding;

/** The findings of a check, one a row, sorted by any column. A double click or Enter opens the case. */
final class FindingsTable extends TableView<CohortFinding> {
    private static final Messages TEXT = new Messages("org.lmttm.app.cohort");
    private static final double ICON = 34;

    /**
     * A table of findings.
     *
     * @param open opens the case of a finding
     */
    FindingsTable(CohortState state, Runnable open) {
        SortedList<CohortFinding> sorted = new SortedList<>(state.found());
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        setId("cohort-findings");
        getStyleClass().add("dense");
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getColumns()
                .setAll(List.of(
                        severity(),
                        row(),
                        text("file", 170, CohortFinding::file),
                        text("what", 370, finding -> sentence(finding.what()))));
        setRowFactory(table -> {
            TableRow<CohortFinding> row = new TableRow<>();
            row.setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                    open.run();
                }
            });
            return row;
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open.run();
                event.consume();
            }
        });
    }

    /** Words as a sentence begins. */
    static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static TableColumn<CohortFinding, CohortFinding.Severity> severity() {
        TableColumn<CohortFinding, CohortFinding.Severity> column = new TableColumn<>("");
        column.setMinWidth(ICON);
        column.setMaxWidth(ICON);
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(cell.getValue().severity()));
        column.setCellFactory(of -> new TableCell<>() {
            @Override
            protected void updateItem(CohortFinding.@Nullable Severity item, boolean empty) {
                super.updateItem(item, empty);
                if (empty || item == null) {
                    setGraphic(null);
                    setTooltip(null);
                    return;
                }
                boolean error = item == CohortFinding.Severity.ERROR;
                String word = TEXT.text(error ? "error" : "warning");
                setGraphic(Controls.icon(
                        error ? MaterialDesignA.ALERT_CIRCLE_OUTLINE : MaterialDesignA.ALERT_OUTLINE,
                        error ? "danger" : "warning",
                        "small-icon"));
                setTooltip(new Tooltip(word));
                setAccessibleText(word);
            }
        });
        return column;
    }

    private static TableColumn<CohortFinding, Long> row() {
        TableColumn<CohortFinding, Long> column = new TableColumn<>(TEXT.text("column.row"));
        column.setMinWidth(52);
        column.setMaxWidth(70);
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(cell.getValue().row()));
        column.setCellFactory(of -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable Long item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? null : item == 0 ? TEXT.text("whole") : String.valueOf(item));
                getStyleClass().removeAll("number-cell");
                getStyleClass().add("number-cell");
            }
        });
        return column;
    }

    /** A column whose cells are cut where there is no room; the tool tip has them whole. */
    private static TableColumn<CohortFinding, String> text(
            String name, double width, Function<CohortFinding, String> value) {
        TableColumn<CohortFinding, String> column = new TableColumn<>(TEXT.text("column." + name));
        column.setPrefWidth(width);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
        column.setCellFactory(of -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable String item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty ? null : item);
                setTooltip(empty || item == null || item.isEmpty() ? null : tip(item));
            }
        });
        return column;
    }

    private static Tooltip tip(String words) {
        Tooltip tip = new Tooltip(words);
        tip.setWrapText(true);
        tip.setMaxWidth(520);
        return tip;
    }
}
