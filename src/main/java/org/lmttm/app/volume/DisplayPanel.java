package org.lmttm.app.volume;

import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.Messages;

/** How intensity is shown: histogram with the window's handles, and the colours. */
final class DisplayPanel {
    /** The maps that intensity can be shown in. */
    static final List<ColorMap> MAPS = List.of(
            ColorMap.GREY,
            ColorMap.GREY_INVERTED,
            ColorMap.HOT,
            ColorMap.COOL,
            ColorMap.VIRIDIS,
            ColorMap.MAGMA,
            ColorMap.CIVIDIS);

    private final VBox view;

    DisplayPanel(ViewState state, Messages text) {
        MenuButton colors = new MenuButton();
        colors.setId("color-map");
        colors.getStyleClass().addAll("plain-choice", "small");
        for (ColorMap map : MAPS) {
            MenuItem item = new MenuItem(name(map));
            item.setOnAction(event -> state.colorMap().set(map));
            colors.getItems().add(item);
        }
        colors.setText(name(state.colorMap().get()));
        state.colorMap().addListener((property, before, now) -> colors.setText(name(now)));
        view = Sections.section(text.text("display"), colors);
        view.getChildren().add(new HistogramView(state, text));
    }

    VBox view() {
        return view;
    }

    /** A map's name, for the user. */
    static String name(ColorMap map) {
        return map.name().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + map.name().substring(1);
    }
}
