package org.lmttm.app.shell;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.KeyMap;
import org.lmttm.app.state.Messages;
import org.lmttm.program.Program;

/** What the Help menu shows over the window: the keys of all actions, and what this program is. */
final class HelpPopup {
    private static final double WIDTH = 460;
    private static final double MARGIN = 60;

    private final Region owner;
    private final Supplier<List<ActionSpec>> actions;
    private final Messages text;
    private final Supplier<KeyMap> keyMap;
    private final Popup popup = new Popup();
    private Consumer<KeyEvent> keyFilter = event -> {};

    /**
     * The help of a window.
     *
     * @param owner the window's content; the help stands in its middle
     * @param actions all actions of the window
     * @param keyMap their keys
     */
    HelpPopup(Region owner, Supplier<List<ActionSpec>> actions, Supplier<KeyMap> keyMap, Messages text) {
        this.keyMap = keyMap;
        this.owner = owner;
        this.actions = actions;
        this.text = text;
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
        popup.addEventFilter(KeyEvent.KEY_PRESSED, event -> keyFilter.accept(event));
        popup.setOnHidden(event -> keyFilter = ignored -> {});
    }

    /** Shows the keys of every action, to be changed. */
    void shortcuts() {
        KeyEditor editor = new KeyEditor(actions.get(), keyMap.get(), text);
        keyFilter = editor::pressed;
        show("help-shortcuts", text.text("shortcuts"), editor.view());
    }

    /** Shows version, licence, intended use, and what it runs on. */
    void about() {
        GridPane grid = grid();
        int row = 0;
        grid.add(Controls.label(text.text("product"), "result-class"), 0, row++, 2, 1);
        grid.add(Controls.label(text.text("research"), "warning"), 0, row++, 2, 1);
        List<String> keys = List.of("version", "licence", "java", "javafx", "system");
        List<String> values = List.of(
                version(),
                text.text("about.apache"),
                property("java.version") + ", " + property("java.vendor"),
                property("javafx.runtime.version"),
                property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
        for (int k = 0; k < keys.size(); k++) {
            Label value = Controls.shrinkingLabel(values.get(k));
            value.setId("about-" + keys.get(k));
            GridPane.setHalignment(value, HPos.RIGHT);
            grid.addRow(row++, Controls.label(text.text("about." + keys.get(k)), "muted"), value);
        }
        show("help-about", text.text("about"), grid);
    }

    private String version() {
        try {
            return Program.version();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "–");
    }

    private static GridPane grid() {
        GridPane grid = new GridPane(16, 6);
        grid.getStyleClass().add("help-grid");
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(wide, new ColumnConstraints());
        return grid;
    }

    private void show(String id, String title, Node content) {
        Bounds here = owner.localToScreen(owner.getBoundsInLocal());
        if (here == null) {
            return;
        }
        Button close = Controls.iconButton("help-close", MaterialDesignC.CLOSE, text.text("help.close"), popup::hide);
        HBox header = new HBox(8, Controls.label(title, "card-title"), Controls.spring(), close);
        header.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(content);
        scroll.getStyleClass().add("clear-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox box = new VBox(header, scroll);
        box.setId(id);
        box.getStyleClass().addAll("command-popup", "help-popup");
        box.setMaxHeight(Math.max(200, here.getHeight() - 2 * MARGIN));
        popup.getContent().setAll(box);
        popup.show(owner, here.getCenterX() - WIDTH / 2, here.getMinY() + MARGIN);
        close.requestFocus();
    }
}
