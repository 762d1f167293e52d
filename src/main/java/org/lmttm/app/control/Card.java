package org.lmttm.app.control;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A rounded panel: a 32 px header with title, subtitle and tools, and the content below. */
public final class Card extends VBox {
    private final Label title;
    private final Label subtitle = Controls.shrinkingLabel("", "card-subtitle");

    /**
     * A card.
     *
     * @param title what it shows
     * @param content fills the card below the header
     * @param tools stand right in the header
     */
    public Card(String title, Node content, Node... tools) {
        getStyleClass().add("card");
        this.title = Controls.label(title, "card-title");
        // the subtitle takes what room there is: when its words change, nothing else moves
        Island middle = new Island(subtitle);
        middle.setMinWidth(0);
        middle.setPrefWidth(0);
        HBox.setHgrow(middle, Priority.ALWAYS);
        HBox header = new HBox(this.title, middle);
        header.getStyleClass().add("card-header");
        header.getChildren().addAll(tools);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().addAll(header, content);
    }

    /** Says in a sentence what the card shows, to whoever rests the pointer on its title or has it read aloud. */
    public void explain(String sentence) {
        Tooltip tip = new Tooltip(sentence);
        tip.setWrapText(true);
        tip.setMaxWidth(420);
        title.setTooltip(tip);
        setAccessibleHelp(sentence);
    }

    /** The muted text beside the title. */
    public Label subtitle() {
        return subtitle;
    }
}
