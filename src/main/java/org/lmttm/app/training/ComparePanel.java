package org.lmttm.app.training;

import java.util.List;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.training.RunComparison.Row;

/** The runs on the desk side by side: what came of each, and the settings in which they differ, or all. */
final class ComparePanel extends PlainTable<Row> {
    private static final PseudoClass RESULT = PseudoClass.getPseudoClass("result");
    private static final PseudoClass DIFFERS = PseudoClass.getPseudoClass("differs");
    private static final double KEY_WIDTH = 230;
    private static final double RUN_WIDTH = 130;

    private final DeskState desk;
    private final LatestWins comparing;
    private final BooleanProperty all = new SimpleBooleanProperty();
    private List<RunSnapshot> compared = List.of();
    private List<Integer> colors = List.of();
    private RunComparison shown = RunComparison.of(List.of());

    /**
     * A comparison of no runs.
     *
     * @param desk has the runs
     * @param tasks compares in the background
     */
    ComparePanel(DeskState desk, TaskRunner tasks) {
        this.desk = desk;
        comparing = tasks.latestWins(TaskRunner.Lane.FILES);
        setId("compare-table");
        getStyleClass().add("compare-table");
        setPlaceholder(Controls.label(Texts.text("compare.empty"), "subtle"));
        setRowFactory(view -> new ComparedRow());
        all.addListener(observable -> fill());
        sceneProperty().addListener(observable -> follow());
    }

    private static final class ComparedRow extends TableRow<Row> {
        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            Row shown = empty ? null : row;
            pseudoClassStateChanged(RESULT, shown != null && shown.result());
            pseudoClassStateChanged(DIFFERS, shown != null && !shown.result() && shown.differs());
        }
    }

    /** Whether settings that are the same in all runs are shown, too. */
    BooleanProperty all() {
        return all;
    }

    /** What is shown as comma-separated values. */
    String csv() {
        return shown.table(all.get());
    }

    /** Compares the runs as they are now; costs nothing while it is not shown. */
    void follow() {
        List<RunTrack> tracks = getScene() == null
                ? List.of()
                : desk.tracks().stream()
                        .filter(track -> track.snapshot().get() != null)
                        .toList();
        List<RunSnapshot> runs = tracks.stream()
                .map(track -> Objects.requireNonNull(track.snapshot().get()))
                .toList();
        if (getScene() != null && !runs.equals(compared)) {
            compared = runs;
            List<Integer> marks = tracks.stream().map(RunTrack::color).toList();
            comparing.submit(
                    () -> RunComparison.of(runs),
                    now -> show(now, marks),
                    error -> setPlaceholder(Controls.label(String.valueOf(error.getMessage()), "danger")));
        }
    }

    private void show(RunComparison now, List<Integer> marks) {
        boolean same = now.runs().equals(shown.runs()) && marks.equals(colors);
        shown = now;
        colors = marks;
        if (!same) {
            getColumns().setAll(List.of(column("compare.key", KEY_WIDTH, row -> row.key(), "mono")));
            for (int run = 0; run < now.runs().size(); run++) {
                getColumns().add(column(run));
            }
        }
        fill();
    }

    private TableColumn<Row, Row> column(int run) {
        TableColumn<Row, Row> column = column("", RUN_WIDTH, row -> row.values().get(run), "compare-value");
        column.setGraphic(Controls.label(shown.runs().get(run)));
        ((javafx.scene.control.Label) column.getGraphic())
                .setGraphic(Controls.icon(MaterialDesignC.CIRCLE, "tab-mark", SeriesColors.style(colors.get(run))));
        return column;
    }

    private void fill() {
        List<Row> rows = shown.shown(all.get());
        if (!rows.equals(getItems())) {
            getItems().setAll(rows);
        }
        if (!getColumns().isEmpty() && getColumns().getFirst().getGraphic() instanceof javafx.scene.control.Label key) {
            key.setText(Texts.text("compare.differ", shown.differing(), shown.keys()));
        }
    }
}
