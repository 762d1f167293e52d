package org.lmttm.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.KeyMap;
import org.lmttm.app.preferences.Preferences;
import org.lmttm.app.state.Messages;

/** All actions with their keys. A press on the keys asks for others; keys that are taken are refused, saying by what. */
final class KeyEditor implements Preferences.Keyboard {
    private final KeyMap keyMap;
    private final Messages text;
    private final Label problem = Controls.shrinkingLabel("", "small", "warning");
    private final List<Button> buttons = new ArrayList<>();
    private final VBox view;
    private @Nullable ActionSpec asking;

    KeyEditor(List<ActionSpec> actions, KeyMap keyMap, Messages text) {
        this.keyMap = keyMap;
        this.text = text;
        problem.setId("keys-problem");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        Button reset = new Button(text.text("keys.reset"));
        reset.setId("keys-reset");
        reset.setMinWidth(Region.USE_PREF_SIZE);
        reset.setOnAction(event -> {
            asking = null;
            keyMap.reset();
            problem.setText("");
            showKeys();
        });
        Label how = Controls.shrinkingLabel(text.text("keys.how"), "small", "muted");
        how.setWrapText(true);
        how.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(how, Priority.ALWAYS);
        HBox top = new HBox(12, how, reset);
        top.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        view = new VBox(8, top, problem, grid(actions));
        view.getStyleClass().add("key-editor");
        view.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        showKeys();
    }

    @Override
    public Node view() {
        return view;
    }

    /** Whether the next key press is an action's new keys. */
    @Override
    public boolean asking() {
        return asking != null;
    }

    private GridPane grid(List<ActionSpec> actions) {
        GridPane grid = new GridPane(16, 2);
        grid.getStyleClass().add("help-grid");
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(wide, new ColumnConstraints());
        int row = 0;
        for (ActionSpec.Menu menu : ActionSpec.Menu.values()) {
            boolean named = false;
            for (ActionSpec action : actions) {
                if (action.menu() != menu) {
                    continue;
                }
                if (!named) {
                    String name = text.text("menu." + menu.name().toLowerCase(Locale.ROOT));
                    grid.add(Controls.label(name, "section-title"), 0, row++, 2, 1);
                    named = true;
                }
                grid.addRow(row++, Controls.shrinkingLabel(action.text()), button(action));
            }
        }
        return grid;
    }

    private Button button(ActionSpec action) {
        Button keys = new Button();
        keys.setId("keys-" + action.id().replace('.', '-'));
        keys.getStyleClass().addAll("key-button", "mono", "small");
        keys.setUserData(action);
        keys.setMinWidth(Region.USE_PREF_SIZE);
        keys.setOnAction(event -> {
            asking = action;
            problem.setText("");
            showKeys();
        });
        GridPane.setHalignment(keys, HPos.RIGHT);
        buttons.add(keys);
        return keys;
    }

    private void showKeys() {
        for (Button button : buttons) {
            ActionSpec action = (ActionSpec) button.getUserData();
            KeyCombination keys = keyMap.keys(action).get();
            button.setText(
                    action.equals(asking) ? text.text("keys.press") : keys == null ? "–" : keys.getDisplayText());
            button.getStyleClass().remove("accent");
            if (action.equals(asking) || keyMap.changed(action)) {
                button.getStyleClass().add("accent");
            }
        }
    }

    /** Takes a key press while keys are asked for; also called for presses that do not reach the view. */
    @Override
    public void pressed(Event event) {
        ActionSpec action = asking;
        if (action == null || !(event instanceof KeyEvent key)) {
            return;
        }
        key.consume();
        Optional<KeyCombination> keys = KeyMap.pressed(key);
        if (keys.isEmpty()) {
            return;
        }
        asking = null;
        if (key.getCode() == KeyCode.BACK_SPACE || key.getCode() == KeyCode.DELETE) {
            keyMap.assign(action, null);
        } else if (key.getCode() != KeyCode.ESCAPE) {
            take(action, key, keys.get());
        }
        showKeys();
    }

    private void take(ActionSpec action, KeyEvent event, KeyCombination keys) {
        Optional<ActionSpec> owner = keyMap.owner(keys, action);
        if (KeyMap.reserved(event)) {
            problem.setText(text.text("keys.reserved", keys.getDisplayText()));
        } else if (owner.isPresent()) {
            problem.setText(
                    text.text("keys.taken", keys.getDisplayText(), owner.get().text()));
        } else {
            keyMap.assign(action, keys);
        }
    }
}
