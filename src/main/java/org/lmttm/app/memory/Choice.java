package org.lmttm.app.memory;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.lmttm.app.control.Controls;

/** The choosers of a bar or a panel. */
final class Choice {
    private static final double WIDEST = 190;

    private Choice() {}

    /**
     * A button with a menu of what can be chosen.
     *
     * @param id the button's id
     * @param tip what is chosen; also what stands on the button while nothing is
     * @param items what there is; followed
     * @param name of an item
     * @param chosen the choice
     */
    static <T> MenuButton of(
            String id,
            Ikon icon,
            String tip,
            ObservableList<T> items,
            Function<T, String> name,
            Property<@Nullable T> chosen) {
        MenuButton button = new MenuButton();
        button.setId(id);
        button.getStyleClass().add("choice-button");
        button.setMnemonicParsing(false);
        button.setGraphic(Controls.icon(icon, "small-icon"));
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        button.setMinWidth(60);
        button.setMaxWidth(WIDEST);
        items.addListener((ListChangeListener<T>) change -> fill(button, items, name, chosen));
        chosen.addListener((property, before, now) -> say(button, tip, name, now));
        fill(button, items, name, chosen);
        say(button, tip, name, chosen.getValue());
        return button;
    }

    private static <T> void say(MenuButton button, String tip, Function<T, String> name, @Nullable T now) {
        button.setText(now == null ? tip : name.apply(now));
    }

    private static <T> void fill(
            MenuButton button, ObservableList<T> items, Function<T, String> name, Property<@Nullable T> chosen) {
        button.getItems().clear();
        for (T item : items) {
            MenuItem entry = new MenuItem(name.apply(item));
            entry.setMnemonicParsing(false);
            entry.setOnAction(event -> chosen.setValue(item));
            button.getItems().add(entry);
        }
        button.setDisable(items.isEmpty());
    }

    /**
     * The segments that choose what the workspace shows.
     *
     * @param id begins the buttons' ids
     */
    static Node mode(String id, Property<MemoryMode> mode) {
        return Controls.segments(
                id,
                List.of(MemoryMode.values()),
                value -> Words.text("mode." + value.name().toLowerCase(Locale.ROOT)),
                null,
                mode);
    }
}
