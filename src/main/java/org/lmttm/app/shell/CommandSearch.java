package org.lmttm.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.KeyMap;
import org.lmttm.app.state.Messages;

/** Finds any action by its words and does it: the field in the top bar, and the list below it. */
final class CommandSearch extends HBox {
    private final Supplier<List<ActionSpec>> actions;
    private final Messages text;
    private final TextField query = new TextField();
    private final ObservableList<ActionSpec> found = FXCollections.observableArrayList();
    private final ListView<ActionSpec> list = new ListView<>(found);
    private final Popup popup = new Popup();

    CommandSearch(Supplier<List<ActionSpec>> actions, KeyMap keyMap, Messages text) {
        this.actions = actions;
        this.text = text;
        setId("command-search");
        getStyleClass().add("search-field");
        Label prompt = Controls.shrinkingLabel(text.text("search"));
        Label keys = Controls.label(text.text("search.keys"), "keys");
        getChildren().addAll(Controls.icon(MaterialDesignM.MAGNIFY), prompt, Controls.spring(), keys);
        setOnMouseClicked(event -> open());
        query.setId("command-query");
        list.setId("command-list");
        list.setCellFactory(view -> new Cell(keyMap, text));
        list.setFocusTraversable(false);
        list.setOnMouseClicked(event -> run());
        query.setPromptText(text.text("search"));
        query.textProperty().addListener(observable -> filter());
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        VBox box = new VBox(query, list);
        box.getStyleClass().add("command-popup");
        popup.getContent().add(box);
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
    }

    /** Opens the list. */
    void open() {
        query.clear();
        filter();
        Bounds here = localToScreen(getBoundsInLocal());
        if (here == null) {
            return;
        }
        popup.show(this, here.getMaxX() - 460, here.getMinY());
        query.requestFocus();
    }

    /** The list's content; for tests. */
    Node content() {
        return popup.getContent().getFirst();
    }

    private void filter() {
        String[] words = query.getText().toLowerCase(Locale.ROOT).strip().split("\\s+");
        found.setAll(actions.get().stream()
                .filter(action -> action.enabled().get())
                .filter(action -> {
                    String name = (menuName(action) + " " + action.text()).toLowerCase(Locale.ROOT);
                    return List.of(words).stream().allMatch(name::contains);
                })
                .toList());
        list.getSelectionModel().selectFirst();
    }

    private void key(KeyEvent event) {
        int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        if (step != 0) {
            int at = Math.clamp((long) list.getSelectionModel().getSelectedIndex() + step, 0, found.size() - 1);
            list.getSelectionModel().select(at);
            list.scrollTo(at);
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            run();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            popup.hide();
            event.consume();
        }
    }

    private void run() {
        ActionSpec action = list.getSelectionModel().getSelectedItem();
        if (action != null) {
            popup.hide();
            action.fire();
        }
    }

    private String menuName(ActionSpec action) {
        return text.text("menu." + action.menu().name().toLowerCase(Locale.ROOT));
    }

    private static final class Cell extends ListCell<ActionSpec> {
        private final KeyMap keyMap;
        private final Messages text;

        Cell(KeyMap keyMap, Messages text) {
            this.keyMap = keyMap;
            this.text = text;
        }

        @Override
        protected void updateItem(ActionSpec action, boolean empty) {
            super.updateItem(action, empty);
            setText(null);
            if (empty || action == null) {
                setGraphic(null);
                return;
            }
            String menu = text.text("menu." + action.menu().name().toLowerCase(Locale.ROOT));
            HBox row = new HBox(
                    8,
                    Controls.label(menu, "small", "subtle"),
                    Controls.label(action.text()),
                    Controls.spring(),
                    Controls.label(keyMap.text(action), "small", "subtle"));
            row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
            setGraphic(row);
        }
    }
}
