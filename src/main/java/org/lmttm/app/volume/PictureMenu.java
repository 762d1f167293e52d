package org.lmttm.app.volume;

import java.util.function.IntConsumer;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;

/** The camera of a pane: saves it as a picture at a scale, or copies it to the clipboard. */
final class PictureMenu extends Button {
    /** Largest scale. */
    static final int LARGEST = 4;

    /**
     * A camera.
     *
     * @param save saves the picture at a scale of 1 to 4
     * @param copy copies it
     */
    PictureMenu(String id, Messages text, IntConsumer save, Runnable copy) {
        setId("export-" + id);
        getStyleClass().addAll("icon-button", "small");
        ContextMenu menu = new ContextMenu();
        setContextMenu(menu);
        setOnAction(event -> menu.show(this, Side.BOTTOM, 0, 4));
        setGraphic(Controls.icon(MaterialDesignC.CAMERA_OUTLINE));
        setTooltip(new Tooltip(text.text("save_picture")));
        setAccessibleText(text.text("save_picture"));
        for (int scale = 1; scale <= LARGEST; scale++) {
            int times = scale;
            MenuItem item = new MenuItem(text.text("picture.save", String.valueOf(scale)));
            item.setId("export-" + id + "-" + scale);
            item.setOnAction(event -> save.accept(times));
            menu.getItems().add(item);
        }
        MenuItem clipboard = new MenuItem(text.text("picture.copy"));
        clipboard.setId("copy-" + id);
        clipboard.setOnAction(event -> copy.run());
        menu.getItems().addAll(new SeparatorMenuItem(), clipboard);
    }
}
