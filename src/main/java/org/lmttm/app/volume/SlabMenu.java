package org.lmttm.app.volume;

import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Slab;

/** The button that says how thick slices are and offers slabs. */
final class SlabMenu extends MenuButton {
    private final ViewState state;
    private final Messages text;
    private final Label prefix;

    SlabMenu(ViewState state, Messages text) {
        this.state = state;
        this.text = text;
        setId("slab");
        getStyleClass().add("choice-button");
        prefix = Controls.label(text.text("slab"), "subtle");
        setTooltip(new Tooltip(text.text("slab")));
        disableProperty().bind(state.shown().isNull());
        brief(false);
        fill();
        state.slab().addListener(observable -> update());
        state.shown().addListener(observable -> update());
        setOnShowing(event -> fill());
        update();
    }

    /** Shows the slab alone where there is little room. */
    void brief(boolean alone) {
        setGraphic(alone ? null : prefix);
        setMinWidth(alone ? 72 : 112);
    }

    private boolean millimetres() {
        OpenCase openCase = state.shown().get();
        return openCase == null || openCase.volume().affine().isPresent();
    }

    private void fill() {
        getItems().clear();
        MenuItem thin = new MenuItem(text.text("slab.thin"));
        thin.setId("slab-thin");
        thin.setOnAction(event -> state.slab().set(Slab.THIN));
        getItems().addAll(thin, new SeparatorMenuItem());
        Slab now = state.slab().get();
        for (Slab.Projection projection : Slab.Projection.values()) {
            Menu menu = new Menu(text.text("slab.long." + projection.name().toLowerCase(java.util.Locale.ROOT)));
            for (double thickness : Slabs.THICKNESSES) {
                Slab slab = new Slab(projection, thickness);
                CheckMenuItem item = new CheckMenuItem(
                        text.text(millimetres() ? "scale.millimetres" : "scale.voxels", ColorBar.number(thickness, 0)));
                item.setSelected(slab.equals(now));
                item.setOnAction(event -> state.slab().set(slab));
                menu.getItems().add(item);
            }
            getItems().add(menu);
        }
    }

    private void update() {
        Slab now = state.slab().get();
        setText(now.thickness() == 0 ? text.text("slab.off") : Slabs.name(now, millimetres()));
    }
}
