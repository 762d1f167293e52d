package org.lmttm.app.training;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.lmttm.app.control.Controls;

/** What went wrong with a run, and how to go on; takes no room where nothing did. */
final class ProblemBar extends HBox {
    private final Label problem = new Label();
    private final Button resume = new Button(Texts.text("resume"), Controls.icon(MaterialDesignP.PLAY));

    /** @param again starts a trainer on the run at the front */
    ProblemBar(Runnable again) {
        problem.setId("training-problem");
        problem.setWrapText(true);
        HBox.setHgrow(problem, Priority.ALWAYS);
        problem.setMaxWidth(Double.MAX_VALUE);
        resume.setId("problem-resume");
        resume.setOnAction(event -> again.run());
        resume.setMinWidth(USE_PREF_SIZE);
        getStyleClass().addAll("error-bar", "problem-bar");
        getChildren().addAll(Controls.icon(MaterialDesignA.ALERT_CIRCLE_OUTLINE, "danger-icon"), problem, resume);
    }

    /**
     * Says what is wrong.
     *
     * @param text empty for nothing
     * @param isRun whether a run has it; one that does not exist cannot be resumed
     * @param resumable whether a trainer can go on with that run
     */
    void show(String text, boolean isRun, boolean resumable) {
        problem.setText(text);
        setVisible(!text.isEmpty());
        setManaged(!text.isEmpty());
        resume.setDisable(!resumable);
        resume.setVisible(isRun);
    }

    /** What is said; empty for nothing. */
    String text() {
        return problem.getText();
    }
}
