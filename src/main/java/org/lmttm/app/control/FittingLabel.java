package org.lmttm.app.control;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/**
 * Words that give way: the longest of several wordings that has room is shown, none rather than a part of one. Where it is
 * not the first, pointing at it tells the first.
 */
public final class FittingLabel extends Region {
    private final Label label;
    private final Text measured = new Text();
    private final Tooltip whole = new Tooltip();
    private List<String> wordings = List.of();

    /** Without words, with style classes for the label. */
    public FittingLabel(String... styleClasses) {
        label = Controls.label("", styleClasses);
        label.setManaged(false); // what it says must not ask for another layout
        label.fontProperty().addListener(observable -> requestLayout());
        getChildren().add(label);
        setMinWidth(0);
    }

    /** Gives the label that shows the words an id. */
    public void nameLabel(String id) {
        label.setId(id);
    }

    /**
     * Says something.
     *
     * @param wordings in different lengths, the longest first
     */
    public void show(String... wordings) {
        List<String> now = List.of(wordings);
        if (!now.equals(this.wordings)) {
            this.wordings = now;
            requestLayout();
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return wordings.isEmpty() ? 0 : width(wordings.getFirst());
    }

    @Override
    protected double computePrefHeight(double width) {
        return label.prefHeight(-1);
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth();
        String words = wordings.stream()
                .filter(w -> width(w) <= room + 0.5)
                .findFirst()
                .orElse("");
        label.setText(words);
        label.resizeRelocate(0, 0, room, getHeight());
        boolean shortened = !words.isEmpty() && !words.equals(wordings.getFirst());
        whole.setText(wordings.isEmpty() ? "" : wordings.getFirst());
        label.setTooltip(shortened ? whole : null);
    }

    private double width(String words) {
        measured.setFont(label.getFont());
        measured.setText(words);
        return Math.ceil(measured.getLayoutBounds().getWidth()) + label.snappedLeftInset() + label.snappedRightInset();
    }
}
