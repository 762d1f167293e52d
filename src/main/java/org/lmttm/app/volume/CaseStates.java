package org.lmttm.app.volume;

import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.WorkTask;

/** What the centre shows when there is no case, while one is opened, and when that failed. */
final class CaseStates {
    private static final Duration PATIENCE = Duration.millis(300);

    private CaseStates() {}

    /** Nothing open: one line and one button. */
    static Node empty(Messages text, Runnable openSample) {
        Button open = new Button(text.text("empty.open"));
        open.setId("open-sample");
        open.getStyleClass().add("filled");
        open.setOnAction(event -> openSample.run());
        Label formats = Controls.label(text.text("empty.formats"), "small", "subtle");
        VBox box = new VBox(
                Controls.icon(MaterialDesignC.CUBE_OUTLINE),
                Controls.label(text.text("empty.title"), "result-class"),
                open,
                formats);
        box.setId("empty-state");
        box.getStyleClass().add("empty-state");
        return box;
    }

    /** A bar with step, share and Cancel, shown while a file has been opening for more than 300 ms. */
    static Node loading(Session session, Messages text) {
        Label title = Controls.label("", "strong");
        Label step = Controls.label("", "muted");
        ProgressBar progress = new ProgressBar(-1);
        progress.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(progress, javafx.scene.layout.Priority.ALWAYS);
        Button cancel = new Button(text.text("cancel"));
        cancel.setOnAction(event -> {
            WorkTask task = session.opening().get();
            if (task != null) {
                task.cancel();
            }
        });
        HBox bar = new HBox(title, step, progress, cancel);
        bar.setId("load-bar");
        bar.getStyleClass().add("load-bar");
        show(bar, false);
        PauseTransition patience = new PauseTransition(PATIENCE);
        patience.setOnFinished(event -> show(bar, session.opening().get() != null));
        session.opening().addListener((property, before, now) -> {
            step.textProperty().unbind();
            progress.progressProperty().unbind();
            patience.stop();
            if (now == null) {
                show(bar, false);
            } else {
                title.setText(now.title());
                step.textProperty().bind(now.step());
                progress.progressProperty().bind(now.share());
                patience.playFromStart();
            }
        });
        return bar;
    }

    /** What happened, which file, what to do. */
    static Node error(Session session, Messages text) {
        Label title = Controls.shrinkingLabel("", "strong");
        title.setId("problem-title");
        Label details = Controls.shrinkingLabel("", "muted");
        details.setId("problem-details");
        details.setWrapText(true);
        details.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        VBox words = new VBox(2, title, details);
        HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
        Button dismiss = new Button(text.text("error.dismiss"));
        dismiss.setId("problem-dismiss");
        dismiss.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        dismiss.setOnAction(event -> session.dismissProblem());
        HBox bar = new HBox(Controls.icon(MaterialDesignA.ALERT_CIRCLE_OUTLINE, "danger"), words, dismiss);
        bar.setId("problem");
        bar.getStyleClass().add("error-bar");
        session.problem().addListener((property, before, now) -> show(bar, title, details, now));
        show(bar, title, details, session.problem().get());
        return bar;
    }

    private static void show(Node bar, Label title, Label details, Notice notice) {
        show(bar, notice != null);
        if (notice != null) {
            title.setText(notice.title());
            details.setText(notice.details());
        }
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
