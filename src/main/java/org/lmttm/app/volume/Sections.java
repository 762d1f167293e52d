package org.lmttm.app.volume;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.MeasuredBox;

/** Parts of the inspector's sections. */
final class Sections {
    private static final double KEY_WIDTH = 104;

    private Sections() {}

    /** A section with a title and something at its right. */
    static VBox section(String title, Node... right) {
        HBox header = new HBox(8, Controls.label(title, "inspector-title"), Controls.spring());
        header.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        header.getChildren().addAll(right);
        VBox section = new MeasuredBox();
        section.getChildren().add(header);
        section.getStyleClass().add("inspector-section");
        return section;
    }

    /** An empty table of keys and values. */
    static GridPane table() {
        GridPane table = new GridPane();
        table.setVgap(3);
        ColumnConstraints keys = new ColumnConstraints(KEY_WIDTH);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        table.getColumnConstraints().setAll(keys, values);
        return table;
    }

    /** The two labels of a row. */
    record Row(Label key, Label value) {}

    /** Adds a row; the value wraps. */
    static Label row(GridPane table, String key, String value) {
        return addRow(table, key, value).value();
    }

    /** Adds a row whose words may be changed; the value wraps. */
    static Row addRow(GridPane table, String key, String value) {
        Label name = Controls.label(key, "small", "subtle");
        Label content = Controls.shrinkingLabel(value, "small");
        content.setWrapText(true);
        GridPane.setValignment(name, javafx.geometry.VPos.TOP);
        table.addRow(table.getRowCount(), name, content);
        return new Row(name, content);
    }
}
