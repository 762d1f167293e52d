package org.lmttm.app.cohort;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.Split;

/** How many cases of each class, and how many patients, are in each split. A class that a split lacks stands out. */
final class CohortCounts extends GridPane {
    private static final Messages TEXT = new Messages("org.lmttm.app.cohort");

    /** What sets the totals apart from the classes. */
    private static final Insets TOTALS = new Insets(6, 0, 0, 0);

    CohortCounts(CohortReport report) {
        super(14, 4);
        setId("cohort-counts");
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        getColumnConstraints().add(wide);
        List<Split> splits = report.splits();
        int classes = report.classes().size();
        add(Controls.label(TEXT.text("class"), "small", "muted"), 0, 0);
        Label cases = Controls.label(TEXT.text("cases"), "muted");
        GridPane.setMargin(cases, TOTALS);
        add(cases, 0, classes + 1);
        add(Controls.label(TEXT.text("patients"), "muted"), 0, classes + 2);
        for (int c = 0; c < classes; c++) {
            add(Controls.shrinkingLabel(report.classes().get(c)), 0, c + 1);
        }
        for (int s = 0; s < splits.size(); s++) {
            Split split = splits.get(s);
            right(Controls.label(split.label(), "small", "muted"), s + 1, 0);
            for (int c = 0; c < classes; c++) {
                int count = report.rows(split, c).size();
                Label figure = figure(count);
                if (count == 0) {
                    figure.getStyleClass().add("warning");
                }
                right(figure, s + 1, c + 1);
            }
            Label all = figure(report.rows(split, -1).size());
            GridPane.setMargin(all, TOTALS);
            right(all, s + 1, classes + 1);
            right(figure(CohortReport.patients(report.rows(split, -1))), s + 1, classes + 2);
        }
    }

    private void right(Label label, int column, int row) {
        GridPane.setHalignment(label, HPos.RIGHT);
        add(label, column, row);
    }

    private static Label figure(long count) {
        return Controls.label(String.valueOf(count), "mono");
    }
}
