package org.lmttm.app.control;

import javafx.scene.layout.VBox;

/**
 * A column that measures its content once for a width until something in it changes. JavaFX does not keep the heights of
 * what wraps, and so would measure every text of a panel again where only another of its sections changed.
 */
public final class MeasuredBox extends VBox {
    private double minHeight;
    private double minHeightFor = Double.NaN;
    private double prefHeight;
    private double prefHeightFor = Double.NaN;

    @Override
    public void requestLayout() {
        minHeightFor = Double.NaN;
        prefHeightFor = Double.NaN;
        super.requestLayout();
    }

    @Override
    protected double computeMinHeight(double width) {
        if (width != minHeightFor) {
            minHeight = super.computeMinHeight(width);
            minHeightFor = width;
        }
        return minHeight;
    }

    @Override
    protected double computePrefHeight(double width) {
        if (width != prefHeightFor) {
            prefHeight = super.computePrefHeight(width);
            prefHeightFor = width;
        }
        return prefHeight;
    }
}
