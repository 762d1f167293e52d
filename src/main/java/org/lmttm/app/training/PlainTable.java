package org.lmttm.app.training;

import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;

/** A dense table whose cells are made from whole rows. */
class PlainTable<R> extends TableView<R> {
    private static final double ROW = 22;

    @SuppressWarnings("this-escape") // only sets what it looks like
    PlainTable() {
        getStyleClass().add("plain-table");
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    /** A column of texts. */
    final TableColumn<R, R> column(String key, double width, Function<R, String> text, String style) {
        return column(key, width, () -> new TextCell<>(text, style));
    }

    /** A column of cells; it is not sorted, as rows have their order. */
    final TableColumn<R, R> column(String key, double width, Supplier<TableCell<R, R>> cell) {
        TableColumn<R, R> column = new TableColumn<>();
        column.setGraphic(Controls.label(key.isEmpty() ? "" : Texts.text(key)));
        column.setCellValueFactory(of -> new SimpleObjectProperty<>(of.getValue()));
        column.setCellFactory(of -> cell.get());
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private static final class TextCell<R> extends TableCell<R, R> {
        private final Function<R, String> text;

        TextCell(Function<R, String> text, String style) {
            this.text = text;
            if (!style.isEmpty()) {
                getStyleClass().add(style);
            }
        }

        @Override
        protected void updateItem(@Nullable R row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? null : text.apply(row));
        }
    }
}
