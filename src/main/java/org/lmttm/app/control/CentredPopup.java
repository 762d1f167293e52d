package org.lmttm.app.control;

import javafx.beans.InvalidationListener;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** A small window over the middle of the main one, with a title and a button that closes it; so does Escape. */
public final class CentredPopup {
    private static final double MARGIN = 60;

    private final Region owner;
    private final Popup popup = new Popup();
    private @Nullable Scene followed;

    /**
     * A popup that is not shown yet.
     *
     * @param owner the window's content
     */
    public CentredPopup(Region owner) {
        this.owner = owner;
        popup.setHideOnEscape(true);
    }

    /**
     * Shows something; what was shown before goes.
     *
     * @param id of the box
     * @param close what the closing button says
     * @param style the box's style class, which gives its width
     * @param width of the box
     */
    public void show(String id, String title, String close, String style, double width, Node content) {
        Bounds here = owner.localToScreen(owner.getBoundsInLocal());
        if (here == null) {
            return;
        }
        Button closing = Controls.iconButton(id + "-close", MaterialDesignC.CLOSE, close, popup::hide);
        HBox header = new HBox(8, Controls.label(title, "card-title"), Controls.spring(), closing);
        header.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(content, Priority.ALWAYS);
        VBox box = new VBox(10, header, content);
        box.setId(id);
        box.getStyleClass().addAll("command-popup", style);
        box.setMaxHeight(Math.max(200, here.getHeight() - 2 * MARGIN));
        popup.getContent().setAll(box);
        followTheme(owner.getScene());
        popup.show(owner, here.getCenterX() - width / 2, here.getMinY() + MARGIN);
    }

    /** A popup takes the window's style sheets when it is shown, and would keep them when the theme changes. */
    private void followTheme(Scene window) {
        if (!window.equals(followed)) {
            followed = window;
            window.getStylesheets().addListener((InvalidationListener) observable -> {
                popup.getScene().setUserAgentStylesheet(window.getUserAgentStylesheet());
                popup.getScene().getStylesheets().setAll(window.getStylesheets());
            });
        }
    }

    /** Lets someone see every key press in it before its controls do. */
    public void filterKeys(EventHandler<KeyEvent> filter) {
        popup.addEventFilter(KeyEvent.KEY_PRESSED, filter);
    }

    /** Does something each time it goes away. */
    public void whenHidden(Runnable action) {
        popup.setOnHidden(event -> action.run());
    }

    /** Takes it away. */
    public void hide() {
        popup.hide();
    }

    /** Whether it is shown. */
    public boolean showing() {
        return popup.isShowing();
    }
}
