package org.lmttm.app.control;

import javafx.scene.layout.Region;

/**
 * Holds a part of the window that fills the room it is given: what changes within lays out that part alone, not the whole
 * window. The part's wanted size counts only when the island itself is laid out anew.
 */
public final class Island extends Region {
    private final Region content;

    /** An island with its content. */
    public Island(Region content) {
        this.content = content;
        // a node that is not managed ends what its descendants ask to be laid out
        content.setManaged(false);
        getChildren().add(content);
    }

    @Override
    protected double computeMinWidth(double height) {
        return content.minWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return content.minHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
