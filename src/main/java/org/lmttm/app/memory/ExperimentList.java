package org.lmttm.app.memory;

import java.nio.file.Path;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.insight.WhatIf;
import org.lmttm.insight.WhatIfTable;

/** Everything that was tried, each with its difference and its control's; a click shows its pass in all views. */
final class ExperimentList extends VBox {
    private final Session session;
    private final FileDialogs dialogs;
    private final WhatIfState whatIf;
    private final VBox rows = new VBox();
    private final Button asIs = new Button(Words.text("experiments.as-is"));

    ExperimentList(Session session, FileDialogs dialogs, WhatIfState whatIf) {
        this.session = session;
        this.dialogs = dialogs;
        this.whatIf = whatIf;
        getStyleClass().addAll("inspector-section", "experiments");
        rows.setId("experiments");
        asIs.setId("experiments-as-is");
        asIs.getStyleClass().add("small");
        asIs.setOnAction(event -> whatIf.chosen().set(null));
        asIs.visibleProperty().bind(whatIf.chosen().isNotNull());
        HBox header = new HBox(
                4,
                Controls.label(Words.text("experiments"), "inspector-title"),
                Controls.spring(),
                asIs,
                Controls.iconButton(
                        "experiments-repeat",
                        MaterialDesignR.REPEAT,
                        Words.text("experiments.repeat-all"),
                        whatIf::repeatAll),
                Controls.iconButton(
                        "experiments-export",
                        MaterialDesignT.TRAY_ARROW_UP,
                        Words.text("experiments.export"),
                        this::export));
        getChildren().addAll(header, rows);
        whatIf.experiments().addListener((ListChangeListener<Experiment>) change -> fill());
        whatIf.chosen().addListener((property, before, now) -> fill());
        fill();
    }

    private void fill() {
        boolean any = !whatIf.experiments().isEmpty();
        setVisible(any);
        setManaged(any);
        rows.getChildren().clear();
        if (any) {
            rows.getChildren().add(heading());
            whatIf.experiments().forEach(experiment -> rows.getChildren().add(row(experiment)));
        }
    }

    private static GridPane heading() {
        GridPane grid = grid();
        grid.add(Controls.label(Words.text("experiments.difference"), "muted"), 2, 0);
        grid.add(Controls.label(Words.text("experiments.control"), "muted"), 3, 0);
        return grid;
    }

    private GridPane row(Experiment experiment) {
        GridPane grid = grid();
        grid.getStyleClass().add("experiment-row");
        if (experiment == whatIf.chosen().get()) {
            grid.getStyleClass().add("chosen");
        }
        Label title = Controls.shrinkingLabel(experiment.title());
        title.setTooltip(new Tooltip(experiment.title()));
        Label difference = Controls.label("");
        Label control = Controls.label("", "muted");
        difference.setId("experiment-difference-" + experiment.number());
        grid.addRow(0, Controls.label(Integer.toString(experiment.number()), "muted"), title, difference, control);
        show(experiment, difference, control);
        experiment.answer().addListener((property, before, now) -> show(experiment, difference, control));
        experiment.problem().addListener((property, before, now) -> show(experiment, difference, control));
        grid.setFocusTraversable(true);
        grid.setAccessibleText(experiment.title());
        grid.setOnMouseClicked(event -> {
            grid.requestFocus();
            if (event.getButton() == MouseButton.PRIMARY) {
                choose(experiment);
            }
        });
        grid.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                choose(experiment);
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                whatIf.remove(experiment);
                event.consume();
            }
        });
        grid.setOnContextMenuRequested(event -> menu(experiment).show(grid, event.getScreenX(), event.getScreenY()));
        return grid;
    }

    /** A second click goes back to the pass as it is; one without an answer is tried on this case. */
    private void choose(Experiment experiment) {
        if (experiment.answer().get() == null) {
            whatIf.repeat(experiment);
        } else {
            whatIf.chosen().set(experiment == whatIf.chosen().get() ? null : experiment);
        }
    }

    private ContextMenu menu(Experiment experiment) {
        MenuItem repeat = new MenuItem(Words.text("experiments.repeat"));
        repeat.setOnAction(event -> whatIf.repeat(experiment));
        MenuItem remove = new MenuItem(Words.text("experiments.remove"));
        remove.setOnAction(event -> whatIf.remove(experiment));
        return new ContextMenu(repeat, remove);
    }

    private static void show(Experiment experiment, Label difference, Label control) {
        WhatIf answer = experiment.answer().get();
        boolean failed = !experiment.problem().get().isEmpty();
        difference.setText(failed ? Words.text("experiments.failed") : difference(answer));
        difference.setTooltip(failed ? new Tooltip(experiment.problem().get()) : null);
        boolean controlled = answer != null && !answer.control().isEmpty();
        control.setText(
                controlled ? Numbers.signed(answer.controlMean(answer.before().prediction()), 2) : "\u2013");
    }

    private static String difference(@Nullable WhatIf answer) {
        return answer == null
                ? "\u2013"
                : Numbers.signed(answer.difference(answer.before().prediction()), 2);
    }

    private static GridPane grid() {
        GridPane grid = new GridPane(8, 0);
        ColumnConstraints number = new ColumnConstraints(20);
        ColumnConstraints title = new ColumnConstraints();
        title.setHgrow(Priority.ALWAYS);
        title.setMinWidth(0);
        ColumnConstraints difference = new ColumnConstraints(48);
        difference.setHalignment(HPos.RIGHT);
        ColumnConstraints control = new ColumnConstraints(48);
        control.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(number, title, difference, control);
        return grid;
    }

    private void export() {
        List<Experiment> answered = whatIf.experiments().stream()
                .filter(experiment -> experiment.answer().get() != null)
                .toList();
        if (answered.isEmpty()) {
            return;
        }
        dialogs.saveFile("experiments.csv").ifPresent(file -> save(file, answered));
    }

    private void save(Path file, List<Experiment> answered) {
        List<WhatIf> answers =
                answered.stream().map(experiment -> experiment.answer().get()).toList();
        session.tasks()
                .start(
                        Words.text("experiments.export"),
                        Lane.FILES,
                        progress -> {
                            WhatIfTable.write(file, answers);
                            return file;
                        },
                        saved -> {});
    }
}
