package org.lmttm.app.evaluation;

import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.Controls;

/** Counts of true against predicted classes; a cell lists its cases. */
final class ConfusionView extends ScrollPane {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final int LARGE = 3;

    private final EvaluationState state;
    private final GridPane grid = new GridPane();

    ConfusionView(EvaluationState state) {
        this.state = state;
        setId("confusion");
        setContent(grid);
        setFitToWidth(true);
        setFitToHeight(true);
        getStyleClass().add("clear-scroll");
        grid.getStyleClass().add("confusion-grid");
        state.rows().addListener(observable -> show());
        show();
    }

    private void show() {
        grid.getChildren().clear();
        grid.getColumnConstraints().clear();
        grid.getRowConstraints().clear();
        Shown shown = state.shown().get();
        if (shown == null) {
            return;
        }
        int[][] counts = shown.confusion(state.threshold().get());
        int n = counts.length;
        boolean large = n <= LARGE;
        columns(n, large);
        Label head = Controls.label(Texts.text("confusion.predicted"), "small", "subtle");
        GridPane.setHalignment(head, HPos.CENTER);
        grid.add(head, 1, 0, n, 1);
        for (int c = 0; c < n; c++) {
            Label name = Controls.shrinkingLabel(shown.first().labels().get(c), "small", "medium");
            GridPane.setHalignment(name, HPos.CENTER);
            grid.add(name, c + 1, 1);
        }
        for (int r = 0; r < n; r++) {
            int all = 0;
            for (int count : counts[r]) {
                all += count;
            }
            grid.add(rowName(shown, r, all), 0, r + 2);
            for (int c = 0; c < n; c++) {
                grid.add(cell(shown, r, c, counts[r][c], all, large), c + 1, r + 2);
            }
        }
    }

    private void columns(int n, boolean large) {
        ColumnConstraints names = new ColumnConstraints();
        names.setHalignment(HPos.RIGHT);
        names.setMinWidth(Region.USE_PREF_SIZE);
        grid.getColumnConstraints().add(names);
        RowConstraints head = new RowConstraints();
        grid.getRowConstraints().addAll(head, head);
        for (int c = 0; c < n; c++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHgrow(Priority.ALWAYS);
            column.setMinWidth(large ? 84 : 34);
            column.setPercentWidth(-1);
            grid.getColumnConstraints().add(column);
            RowConstraints row = new RowConstraints();
            row.setVgrow(Priority.ALWAYS);
            row.setMinHeight(large ? 72 : 26);
            row.setValignment(VPos.CENTER);
            grid.getRowConstraints().add(row);
        }
    }

    private static Node rowName(Shown shown, int r, int all) {
        VBox box = new VBox(
                Controls.label(shown.first().labels().get(r), "small", "medium"),
                Controls.label(Texts.text("confusion.labelled", all), "small", "subtle"));
        box.setAlignment(Pos.CENTER_RIGHT);
        return box;
    }

    private Node cell(Shown shown, int r, int c, int count, int all, boolean large) {
        double share = all == 0 ? 0 : (double) count / all;
        Region fill = new Region();
        fill.getStyleClass().addAll("confusion-fill", r == c ? "right" : "wrong");
        fill.setOpacity(0.12 + 0.6 * share);
        VBox words = new VBox();
        words.setAlignment(Pos.CENTER);
        words.getChildren().add(Controls.label(String.valueOf(count), large ? "confusion-count" : "small"));
        String percent = Texts.text("confusion.of-row", Texts.number(100 * share, 1));
        String kind = kind(shown, r, c);
        if (large) {
            words.getChildren().add(Controls.label(percent, "small"));
            words.getChildren().add(Controls.label(kind, "small"));
        }
        Button cell = new Button();
        cell.setGraphic(new StackPane(fill, words));
        cell.setId("confusion-" + r + "-" + c);
        cell.getStyleClass().setAll("confusion-cell");
        cell.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        cell.setAccessibleText(Texts.text(
                "confusion.cell",
                shown.first().labels().get(r),
                shown.first().labels().get(c),
                count,
                percent));
        cell.setTooltip(new Tooltip(cell.getAccessibleText()));
        EvaluationState.Cell subset = new EvaluationState.Cell(r, c);
        cell.pseudoClassStateChanged(CHOSEN, subset.equals(state.subset().get()));
        cell.setOnAction(event -> state.toggle(subset));
        ((StackPane) cell.getGraphic()).prefWidthProperty().bind(cell.widthProperty());
        ((StackPane) cell.getGraphic()).prefHeightProperty().bind(cell.heightProperty());
        return cell;
    }

    /** Of a binary task what statisticians call the cell; else whether it is right. */
    private static String kind(Shown shown, int r, int c) {
        if (shown.scores().isBinary()) {
            boolean positive = c == shown.positiveClass();
            return Texts.text(
                    r == c
                            ? (positive ? "kind.true-positive" : "kind.true-negative")
                            : (positive ? "kind.false-positive" : "kind.false-negative"));
        }
        return Texts.text(r == c ? "kind.right" : "kind.wrong");
    }
}
