package org.lmttm.app.cohort;

import java.util.List;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.dataset.CohortTally;
import org.lmttm.dataset.Split;

/** How many cases of each class, and how many patients, are in each split. A class that a split lacks stands out. */
final class CohortCounts extends GridPane {
    private static final Messages TEXT = new Messages("org.lmttm.app.cohort");

    /** What sets the totals apart from the classes. */
    private static final Insets TOTALS = new Insets(6, 0, 0, 0);

    /** A longer list is no overview, and takes the window too long. */
    private static final int MOST_CLASSES = 50;

    /**
     * A table of counts.
     *
     * @param names of the classes
     */
    CohortCounts(List<String> names, CohortTally tally) {
        super(14, 4);
        setId("cohort-counts");
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        getColumnConstraints().add(wide);
        int classes = Math.min(names.size(), MOST_CLASSES);
        int more = names.size() - classes;
        int totals = classes + (more > 0 ? 2 : 1);
        add(Controls.label(TEXT.text("class"), "small", "muted"), 0, 0);
        for (int c = 0; c < classes; c++) {
            add(Controls.shrinkingLabel(names.get(c)), 0, c + 1);
        }
        if (more > 0) {
            Label rest = Controls.shrinkingLabel(TEXT.text("classes.more", more), "small", "muted");
            rest.setId("cohort-more");
            add(rest, 0, classes + 1);
        }
        Label cases = Controls.label(TEXT.text("cases"), "muted");
        GridPane.setMargin(cases, TOTALS);
        add(cases, 0, totals);
        add(Controls.label(TEXT.text("patients"), "muted"), 0, totals + 1);
        int column = 1;
        for (Map.Entry<Split, CohortTally.Part> split : tally.splits().entrySet()) {
            right(Controls.label(split.getKey().label(), "small", "muted"), column, 0);
            counts(split.getValue(), classes, totals, column++);
        }
    }

    private void counts(CohortTally.Part part, int classes, int totals, int column) {
        for (int c = 0; c < classes; c++) {
            int count = part.classes().get(c).cases();
            Label figure = figure(count);
            if (count == 0) {
                figure.getStyleClass().add("warning");
            }
            right(figure, column, c + 1);
        }
        Label all = figure(part.all().cases());
        GridPane.setMargin(all, TOTALS);
        right(all, column, totals);
        right(figure(part.all().patients()), column, totals + 1);
    }

    private void right(Label label, int column, int row) {
        GridPane.setHalignment(label, HPos.RIGHT);
        add(label, column, row);
    }

    private static Label figure(long count) {
        return Controls.label(String.valueOf(count), "mono");
    }
}
