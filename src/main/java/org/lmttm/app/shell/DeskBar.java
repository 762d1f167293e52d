package org.lmttm.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.lmttm.app.control.Controls;
import org.lmttm.app.desk.DeskKeeper.Found;
import org.lmttm.app.desk.FileState;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;

/** Asks, above the workspace, whether to reopen what a crash left, and what to do about files that are not as they were. */
final class DeskBar extends VBox {
    private final FileDialogs dialogs;
    private final Messages text;

    DeskBar(FileDialogs dialogs, Messages text) {
        this.dialogs = dialogs;
        this.text = text;
        setId("desk-bar");
        getStyleClass().add("desk-bar");
        close();
    }

    private void close() {
        getChildren().clear();
        setVisible(false);
        setManaged(false);
    }

    private void show(HBox head) {
        getChildren().setAll(head);
        setVisible(true);
        setManaged(true);
    }

    /** Offers to reopen a desk. */
    void offer(String title, Runnable reopen, Runnable discard) {
        show(head(
                title,
                text.text("desk.left.why"),
                button("desk-reopen", "desk.reopen", true, reopen),
                button("desk-discard", "desk.discard", false, discard)));
    }

    /** Asks what to do about files that are missing or changed; answers with files that are all there, or left out. */
    void ask(List<Found> found, Consumer<List<Found>> then) {
        List<Found> decided = new ArrayList<>(found);
        long wrong = found.stream().filter(one -> one.state() != FileState.SAME).count();
        show(head(
                text.text("desk.wrong", wrong, found.size()),
                text.text("desk.wrong.why"),
                button("desk-continue", "desk.continue", true, () -> then.accept(List.copyOf(decided))),
                button("desk-cancel", "desk.cancel", false, () -> {})));
        for (int at = 0; at < found.size(); at++) {
            if (found.get(at).state() != FileState.SAME) {
                getChildren().add(row(decided, at));
            }
        }
    }

    private HBox head(String title, String details, Button... buttons) {
        Label name = Controls.shrinkingLabel(title, "strong");
        name.setId("desk-title");
        VBox words = new VBox(2, name, Controls.shrinkingLabel(details, "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox head = new HBox(8, Controls.icon(MaterialDesignR.RESTORE), words);
        head.getChildren().addAll(buttons);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    /** A button that answers the question. */
    private Button button(String id, String key, boolean filled, Runnable handler) {
        Button button = new Button(text.text(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        if (filled) {
            button.getStyleClass().add("filled");
        }
        button.setOnAction(event -> {
            close();
            handler.run();
        });
        return button;
    }

    private HBox row(List<Found> decided, int at) {
        Found found = decided.get(at);
        boolean changed = found.state() == FileState.CHANGED;
        Label name = Controls.label(found.of().file().name(), "strong");
        Label state = Controls.shrinkingLabel(
                text.text(changed ? "desk.changed" : "desk.missing", found.at().toString()), "small", "muted");
        HBox.setHgrow(state, Priority.ALWAYS);
        state.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(8, Controls.icon(MaterialDesignA.ALERT_OUTLINE, "warning"), name, state);
        if (changed) {
            CheckBox use = new CheckBox(text.text("desk.use"));
            use.setSelected(true);
            use.selectedProperty()
                    .addListener((property, before, now) -> decided.set(
                            at, new Found(found.of(), found.at(), now ? FileState.CHANGED : FileState.MISSING)));
            row.getChildren().add(use);
        }
        Button locate = new Button(text.text("desk.locate"));
        locate.getStyleClass().add("desk-locate");
        locate.setMinWidth(Region.USE_PREF_SIZE);
        locate.setOnAction(event -> dialogs.locate(found.of().file().name()).ifPresent(path -> {
            decided.set(at, new Found(found.of(), path, FileState.CHANGED));
            state.setText(text.text("desk.located", path.toString()));
        }));
        row.getChildren().add(locate);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
