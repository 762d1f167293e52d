package org.lmttm.app.dataset;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.lmttm.app.control.Controls;
import org.lmttm.dataset.Split;

/** How many cases of each class are in each split: figures, and a bar for the share of all cases. */
final class ClassCounts extends GridPane {
    private static final double BAR = 70;

    ClassCounts(BrowserState.Contents contents) {
        super(8, 4);
        setId("dataset-counts");
        List<Split> splits = contents.data().splits();
        List<String> names = contents.data().classNames();
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        getColumnConstraints().add(wide);
        add(Controls.label(DatasetBrowser.TEXT.text("class"), "small", "muted"), 0, 0);
        for (int s = 0; s < splits.size(); s++) {
            right(Controls.label(splits.get(s).label(), "small", "muted"), s + 1, 0);
        }
        long[] totals = new long[names.size()];
        long largest = 1;
        for (int c = 0; c < names.size(); c++) {
            for (Split split : splits) {
                totals[c] += contents.count(split, c);
            }
            largest = Math.max(largest, totals[c]);
        }
        for (int c = 0; c < names.size(); c++) {
            add(Controls.shrinkingLabel(names.get(c)), 0, c + 1);
            for (int s = 0; s < splits.size(); s++) {
                right(figure(contents.count(splits.get(s), c)), s + 1, c + 1);
            }
            add(bar((double) totals[c] / largest, totals[c]), splits.size() + 1, c + 1);
        }
        int last = names.size() + 1;
        add(Controls.label(DatasetBrowser.TEXT.text("total"), "muted"), 0, last);
        for (int s = 0; s < splits.size(); s++) {
            Split split = splits.get(s);
            right(
                    figure(contents.cases().stream()
                            .filter(one -> one.split() == split)
                            .count()),
                    s + 1,
                    last);
        }
    }

    private void right(Label label, int column, int row) {
        GridPane.setHalignment(label, HPos.RIGHT);
        add(label, column, row);
    }

    private static Label figure(long count) {
        return Controls.label(String.valueOf(count), "mono");
    }

    private static HBox bar(double share, long total) {
        Region filled = new Region();
        filled.getStyleClass().add("dataset-bar");
        filled.setMinSize(Math.max(1, share * BAR), 8);
        filled.setMaxSize(Math.max(1, share * BAR), 8);
        HBox bar = new HBox(filled);
        bar.setMinWidth(BAR);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setAccessibleText(String.valueOf(total));
        return bar;
    }
}
