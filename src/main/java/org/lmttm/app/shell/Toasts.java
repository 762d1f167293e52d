package org.lmttm.app.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Settings;

/**
 * What just happened, for some seconds at the bottom in the middle, where neither queue nor inspector stands. Inside the window and not in one of its own,
 * so that it neither takes the focus nor stays behind.
 */
final class Toasts extends VBox {
    private static final Duration SHOWN = Duration.seconds(10);
    private static final int MOST = 3;

    private final Messages text;
    private final NewsText words;
    private final Consumer<Path> open;

    /**
     * Toasts of the runs that end.
     *
     * @param open shows a run
     */
    Toasts(RunNews news, Settings settings, Messages text, Consumer<Path> open) {
        this.text = text;
        this.words = new NewsText(text);
        this.open = open;
        setId("toasts");
        setSpacing(8);
        setPickOnBounds(false);
        setAlignment(Pos.BOTTOM_CENTER);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        news.latest().addListener((property, before, now) -> {
            if (now != null && settings.notifyRuns().get()) {
                show(now);
            }
        });
    }

    private void show(RunNotice notice) {
        Label title = Controls.shrinkingLabel(words.title(notice), "strong");
        Label details = Controls.shrinkingLabel(words.details(notice), "small", "muted");
        details.setWrapText(true);
        VBox said = new VBox(2, title, details);
        HBox.setHgrow(said, Priority.ALWAYS);
        HBox toast = new HBox(10, Controls.icon(NewsText.icon(notice), NewsText.style(notice)), said);
        toast.getStyleClass().add("toast");
        toast.setAccessibleRole(AccessibleRole.TEXT);
        toast.setAccessibleText(title.getText() + ". " + details.getText());
        Button show = new Button(text.text("news.open"));
        show.getStyleClass().add("toast-open");
        show.setMinWidth(USE_PREF_SIZE);
        show.setFocusTraversable(false);
        show.setOnAction(event -> {
            getChildren().remove(toast);
            open.accept(notice.run());
        });
        Button close = Controls.iconButton(
                "toast-close",
                MaterialDesignC.CLOSE,
                text.text("help.close"),
                () -> getChildren().remove(toast));
        close.getStyleClass().add("small");
        close.setFocusTraversable(false);
        toast.getChildren().addAll(show, close);
        getChildren().add(toast);
        if (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        leaveAfterAWhile(toast);
    }

    /** Not while the pointer is on it. It never has the focus: from the keyboard, the bell's list has the same. */
    private void leaveAfterAWhile(Node toast) {
        PauseTransition wait = new PauseTransition(SHOWN);
        wait.setOnFinished(event -> {
            if (toast.isHover()) {
                wait.playFromStart();
            } else {
                getChildren().remove(toast);
            }
        });
        wait.play();
    }
}
