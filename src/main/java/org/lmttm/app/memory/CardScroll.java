package org.lmttm.app.memory;

import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/** Cards that fill the room there is, and are scrolled where it is less than they need to be read. */
final class CardScroll extends ScrollPane {
    private final Region cards;

    /**
     * Scrolls cards.
     *
     * @param cards whose least height is kept
     */
    CardScroll(Region cards) {
        super(cards);
        this.cards = cards;
        setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinHeight(0);
        getStyleClass().add("clear-scroll");
        // reached by the keyboard only while there is something to scroll
        setFocusTraversable(false);
        viewportBoundsProperty().addListener(observable -> setFocusTraversable(hidden() > 0));
        cards.heightProperty().addListener(observable -> setFocusTraversable(hidden() > 0));
        // a pane takes the focus at a press anywhere in it, and with it the keys of the play head
        cards.addEventHandler(MouseEvent.MOUSE_PRESSED, Event::consume);
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        Skin<?> skin = super.createDefaultSkin();
        // JavaFX keeps a picture of what is scrolled, all of which it would draw again for each change of one card
        skin.getNode().lookup(".viewport").setCache(false);
        return skin;
    }

    /** Height of the cards that does not show, px; 0 where all do. */
    double hidden() {
        return Math.max(0, cards.getHeight() - getViewportBounds().getHeight());
    }

    /** The one within a view; empty where nothing is scrolled. */
    static Optional<CardScroll> in(Node view) {
        return view.lookupAll(".clear-scroll").stream()
                .filter(CardScroll.class::isInstance)
                .map(CardScroll.class::cast)
                .findFirst();
    }

    /**
     * Upper edge of something in a view if this were as high as its cards.
     *
     * @param view holds this
     * @param place of it in the scene
     */
    double unscrolled(Node view, Node of, Bounds place) {
        double y = view.sceneToLocal(place).getMinY();
        double top = view.sceneToLocal(localToScene(getLayoutBounds())).getMinY();
        for (Node at = of; at != null; at = at.getParent()) {
            if (at.equals(cards)) {
                return top + cards.sceneToLocal(place).getMinY();
            }
        }
        return y > top ? y + hidden() : y;
    }
}
