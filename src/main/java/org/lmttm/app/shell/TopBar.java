package org.lmttm.app.shell;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Controls;
import org.lmttm.app.control.KeyMap;
import org.lmttm.app.control.Workspace;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Session;

/** Mark, menus, workspaces, command search, news of runs, theme. */
final class TopBar extends HBox {
    private final CommandSearch search;

    TopBar(
            Session session,
            List<Workspace> workspaces,
            List<ActionSpec> actions,
            KeyMap keyMap,
            Menu recent,
            NewsBell bell,
            Messages text) {
        getStyleClass().add("top-bar");
        search = new CommandSearch(() -> actions, keyMap, text);
        HBox left = new HBox(
                10, mark(), Controls.label(text.text("product"), "product"), menus(actions, keyMap, recent, text));
        left.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        HBox tabs = tabs(session, workspaces);
        HBox right = new HBox(8, search, bell, theme(session, text));
        right.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        // equal shares at both sides keep the workspaces in the middle
        left.setPrefWidth(500);
        right.setPrefWidth(500);
        tabs.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(left, tabs, right);
    }

    CommandSearch search() {
        return search;
    }

    /** Four linked blocks of memory, the current one lit. */
    private static Node mark() {
        GridPane mark = new GridPane(2, 2);
        int[][] cells = {{1, 0}, {0, 1}, {2, 1}, {1, 2}};
        for (int c = 0; c < cells.length; c++) {
            Region block = new Region();
            block.setMinSize(6, 6);
            block.setMaxSize(6, 6);
            block.getStyleClass().add("logo-block");
            if (c == 2) {
                block.getStyleClass().add("live");
            }
            mark.add(block, cells[c][0], cells[c][1]);
        }
        mark.setMinSize(22, 22);
        mark.setMaxSize(22, 22);
        return mark;
    }

    private static MenuBar menus(List<ActionSpec> actions, KeyMap keyMap, Menu recent, Messages text) {
        MenuBar bar = new MenuBar();
        for (ActionSpec.Menu place : ActionSpec.Menu.values()) {
            Menu menu = new Menu(text.text("menu." + place.name().toLowerCase(Locale.ROOT)));
            menu.setMnemonicParsing(false);
            for (ActionSpec action : actions) {
                if (action.menu() == place) {
                    MenuItem item = Controls.menuItem(action);
                    item.acceleratorProperty().bind(keyMap.keys(action));
                    menu.getItems().add(item);
                    if (action.id().equals("file.open")) {
                        menu.getItems().add(recent);
                    }
                }
            }
            // a menu without an entry would be a button that does nothing
            if (!menu.getItems().isEmpty()) {
                bar.getMenus().add(menu);
            }
        }
        bar.setMinWidth(Region.USE_PREF_SIZE); // "F…" says nothing
        return bar;
    }

    private static HBox tabs(Session session, List<Workspace> workspaces) {
        HBox tabs = new HBox();
        ToggleGroup group = new ToggleGroup();
        for (Workspace workspace : workspaces) {
            ToggleButton tab = new ToggleButton(workspace.title(), Controls.icon(workspace.icon()));
            tab.setId("tab-" + workspace.id());
            tab.getStyleClass().setAll("workspace-tab");
            tab.setToggleGroup(group);
            tab.setSelected(workspace.id().equals(session.workspace().get()));
            tab.setOnAction(event -> {
                tab.setSelected(true);
                session.workspace().set(workspace.id());
            });
            session.workspace().addListener((property, before, now) -> tab.setSelected(now.equals(workspace.id())));
            tabs.getChildren().add(tab);
        }
        return tabs;
    }

    private static Node theme(Session session, Messages text) {
        var button = Controls.iconButton(
                "theme",
                MaterialDesignW.WEATHER_NIGHT,
                text.text("theme"),
                () -> session.settings().dark().set(!session.settings().dark().get()));
        Runnable show = () -> button.setGraphic(Controls.icon(
                session.settings().dark().get() ? MaterialDesignW.WEATHER_NIGHT : MaterialDesignW.WEATHER_SUNNY));
        session.settings().dark().addListener(observable -> show.run());
        show.run();
        return button;
    }
}
