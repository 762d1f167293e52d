package org.lmttm.app.volume;

import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import org.lmttm.app.state.Messages;

/** The button that names the convention in use, radiological or neurological, and offers both. */
final class ConventionMenu extends MenuButton {
    ConventionMenu(ViewState state, Messages text) {
        setId("convention");
        getStyleClass().add("choice-button");
        setTooltip(new Tooltip(text.text("convention")));
        setAccessibleText(text.text("convention"));
        ToggleGroup group = new ToggleGroup();
        for (boolean radiological : new boolean[] {true, false}) {
            String name = radiological ? "radiological" : "neurological";
            RadioMenuItem item = new RadioMenuItem(text.text(name));
            item.setId("convention-" + name);
            item.setToggleGroup(group);
            item.setOnAction(event -> state.radiological().set(radiological));
            state.radiological().subscribe(now -> item.setSelected(now == radiological));
            getItems().add(item);
        }
        textProperty().bind(state.radiological().map(now -> text.text(now ? "radiological" : "neurological")));
    }
}
