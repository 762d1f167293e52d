package org.lmttm.app.volume;

import javafx.beans.InvalidationListener;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.NamedWindow;

/** The button that names the window of the case shown and offers others. */
final class WindowMenu extends MenuButton {
    private final ViewState state;
    private final Label prefix;
    private final InvalidationListener changed = observable -> update();

    WindowMenu(ViewState state, Messages text) {
        this.state = state;
        setId("window-presets");
        getStyleClass().add("choice-button");
        prefix = Controls.label(text.text("window"), "subtle");
        setTooltip(new Tooltip(text.text("window")));
        disableProperty().bind(state.shown().isNull());
        brief(false);
        state.shown().addListener((property, before, now) -> follow(before, now));
        // windows from percentiles are others once all voxels were counted
        state.values().addListener((property, before, now) -> update());
        setOnShowing(event -> refill());
        follow(null, state.shown().get());
    }

    /** The windows are listed when they are asked for. */
    private void refill() {
        OpenCase openCase = state.shown().get();
        getItems().clear();
        if (openCase != null) {
            fill(openCase);
        }
    }

    /** Shows the name alone where there is little room. */
    void brief(boolean alone) {
        setGraphic(alone ? null : prefix);
        setMinWidth(alone ? 100 : 150);
        setPrefWidth(alone ? 108 : 180);
    }

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now) {
        if (before != null) {
            before.window().removeListener(changed);
        }
        if (now != null) {
            now.window().addListener(changed);
        }
        update();
    }

    private void fill(OpenCase openCase) {
        for (WindowPresets.Group group : WindowPresets.of(openCase)) {
            if (group.fits()) {
                if (!getItems().isEmpty()) {
                    getItems().add(new SeparatorMenuItem());
                }
                group.windows().forEach(named -> getItems().add(item(openCase, named)));
            } else {
                Menu menu = new Menu(group.title());
                menu.setMnemonicParsing(false);
                group.windows().forEach(named -> menu.getItems().add(item(openCase, named)));
                getItems().add(menu);
            }
        }
    }

    private static MenuItem item(OpenCase openCase, NamedWindow named) {
        int decimals = ColorBar.decimals(named.window().width());
        String window = "W " + ColorBar.number(named.window().width(), decimals) + " · L "
                + ColorBar.number(named.window().level(), decimals);
        MenuItem item = new MenuItem(named.name() + "    " + window);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> WindowPresets.show(openCase, named));
        return item;
    }

    private void update() {
        OpenCase openCase = state.shown().get();
        setText(openCase == null ? "" : WindowPresets.name(openCase));
    }
}
