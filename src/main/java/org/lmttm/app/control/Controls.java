package org.lmttm.app.control;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small builders, so that every tool bar, header and inspector is made of the same parts. */
public final class Controls {
    private Controls() {}

    /** A label with style classes. */
    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** A label that may be cut off where there is no room, with style classes. */
    public static Label shrinkingLabel(String text, String... styleClasses) {
        Label label = label(text, styleClasses);
        label.setMinWidth(0);
        return label;
    }

    /** An icon with style classes; its size comes from the stylesheet. */
    public static FontIcon icon(Ikon ikon, String... styleClasses) {
        FontIcon icon = new FontIcon(ikon);
        icon.getStyleClass().addAll(styleClasses);
        return icon;
    }

    /** Empty space that takes what is left. */
    public static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /** A thin vertical line between groups of a bar. */
    public static Region rule() {
        Region rule = new Region();
        rule.getStyleClass().add("rule");
        HBox.setMargin(rule, new javafx.geometry.Insets(0, 6, 0, 6));
        return rule;
    }

    /** A 28 px button that shows only an icon; its text is the tool tip. */
    public static Button iconButton(String id, Ikon ikon, String text, Runnable handler) {
        Button button = new Button();
        dress(button, id, ikon, text);
        button.setOnAction(event -> handler.run());
        return button;
    }

    /** A 28 px button that shows only an icon and stays pressed while a value is true. */
    public static ToggleButton iconToggle(String id, Ikon ikon, String text, Property<Boolean> selected) {
        ToggleButton button = new ToggleButton();
        dress(button, id, ikon, text);
        button.selectedProperty().bindBidirectional(selected);
        return button;
    }

    /** A tool bar button of an action. */
    public static ButtonBase toolButton(ActionSpec action, Ikon ikon) {
        ButtonBase button = action.selected() == null
                ? iconButton(action.id(), ikon, action.text(), action::fire)
                : iconToggle(action.id(), ikon, action.text(), action.selected());
        Tooltip tip = button.getTooltip();
        tip.setOnShowing(event -> {
            String keys = KeyMap.of(button).map(map -> map.text(action)).orElse("");
            tip.setText(keys.isEmpty() ? action.text() : action.text() + "  " + keys);
        });
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        return button;
    }

    /** A button of an action as wide as there is room, with its text. */
    public static Button textButton(String id, ActionSpec action) {
        Button button = new Button(action.text());
        if (action.icon() != null) {
            button.setGraphic(icon(action.icon()));
        }
        button.setId(id);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> action.fire());
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        return button;
    }

    /** A menu item of an action. */
    public static MenuItem menuItem(ActionSpec action) {
        MenuItem item;
        if (action.selected() == null) {
            item = new MenuItem(action.text());
            item.setOnAction(event -> action.handler().run());
        } else {
            CheckMenuItem check = new CheckMenuItem(action.text());
            check.selectedProperty().bindBidirectional(action.selected());
            check.setOnAction(event -> action.handler().run());
            item = check;
        }
        item.setId(action.id());
        item.setMnemonicParsing(false);
        item.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        return item;
    }

    /**
     * Buttons of which exactly one is pressed.
     *
     * @param id the box's id; a button's id is this, a dash and the value in lower case
     * @param values the choices, left to right
     * @param text what a button says; null for none
     * @param icon what a button shows; null for none
     * @param selected the choice
     */
    public static <T> HBox segments(
            String id,
            List<T> values,
            Function<T, String> text,
            @org.jspecify.annotations.Nullable Function<T, Ikon> icon,
            Property<T> selected) {
        HBox box = new HBox();
        box.setId(id);
        box.getStyleClass().add("segments");
        ToggleGroup group = new ToggleGroup();
        for (T value : values) {
            ToggleButton button = new ToggleButton();
            button.setId(id + "-" + value.toString().toLowerCase(Locale.ROOT));
            button.setToggleGroup(group);
            button.setUserData(value);
            button.setFocusTraversable(true);
            if (icon == null) {
                button.setText(text.apply(value));
            } else {
                button.setGraphic(icon(icon.apply(value)));
                button.setTooltip(new Tooltip(text.apply(value)));
                button.setAccessibleText(text.apply(value));
            }
            button.setSelected(value.equals(selected.getValue()));
            // a pressed segment stays pressed: only another one releases it
            button.addEventFilter(javafx.scene.input.MouseEvent.MOUSE_RELEASED, event -> {
                if (button.isSelected()) {
                    event.consume();
                    button.disarm();
                }
            });
            button.setOnAction(event -> {
                button.setSelected(true);
                selected.setValue(value);
            });
            box.getChildren().add(button);
        }
        selected.addListener((property, before, now) ->
                group.getToggles().forEach(toggle -> toggle.setSelected(Objects.equals(toggle.getUserData(), now))));
        box.setMaxWidth(Region.USE_PREF_SIZE);
        return box;
    }

    private static void dress(ButtonBase button, String id, Ikon ikon, String text) {
        button.setId(id.replace('.', '-'));
        button.getStyleClass().add("icon-button");
        button.setGraphic(icon(ikon));
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
    }
}
