package org.lmttm.app.evaluation;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.WorkTask;

/** What runs, what failed, or that something else is chosen than is shown; takes no room while there is nothing. */
final class StatusStrip extends HBox {
    private final EvaluationDesk desk;
    private final ProgressBar progress = new ProgressBar();
    private final Label step = Controls.shrinkingLabel("", "small", "muted");

    StatusStrip(EvaluationDesk desk) {
        this.desk = desk;
        setId("evaluation-strip");
        progress.setPrefWidth(260);
        desk.running().addListener(observable -> show());
        desk.problem().addListener(observable -> show());
        desk.stale().addListener(observable -> show());
        show();
    }

    private void show() {
        WorkTask task = desk.running().get();
        String problem = desk.problem().get();
        getChildren().clear();
        getStyleClass().removeAll("load-bar", "error-bar");
        progress.progressProperty().unbind();
        step.textProperty().unbind();
        if (task != null) {
            getStyleClass().add("load-bar");
            progress.progressProperty().bind(task.share());
            step.textProperty().bind(task.step());
            Button cancel = new Button(Texts.text("cancel"));
            cancel.setId("evaluation-cancel");
            cancel.setOnAction(event -> desk.cancel());
            getChildren().addAll(Controls.label(task.title()), progress, step, Controls.spring(), cancel);
        } else if (!problem.isEmpty()) {
            getStyleClass().add("error-bar");
            Label text = Controls.shrinkingLabel(problem);
            text.setId("evaluation-problem");
            text.setWrapText(true);
            getChildren().addAll(Controls.icon(MaterialDesignA.ALERT_CIRCLE_OUTLINE, "danger"), text);
        } else if (desk.stale().get()) {
            getStyleClass().add("load-bar");
            Button update = new Button(Texts.text("stale.update"));
            update.setId("evaluation-update");
            update.setOnAction(event -> desk.evaluate());
            Outcome shown = desk.state().first().get();
            String of = shown == null
                    ? ""
                    : shown.name() + ", " + EvaluationBar.name(shown.dataset()) + ", "
                            + Texts.text("split." + shown.split().label());
            getChildren()
                    .addAll(
                            Controls.icon(MaterialDesignC.CLOCK_ALERT_OUTLINE, "small-icon", "warning"),
                            Controls.label(Texts.text("stale", of), "warning"),
                            Controls.spring(),
                            update);
        }
        boolean any = !getChildren().isEmpty();
        setVisible(any);
        setManaged(any);
    }
}
