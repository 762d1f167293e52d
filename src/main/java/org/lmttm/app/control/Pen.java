package org.lmttm.app.control;

import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.Palette.Token;

/**
 * What a plot is drawn with, so that the same drawing goes to the screen, into a picture and into a vector file.
 * Positions are in pixels, x to the right, y down; colours are the theme's.
 */
public interface Pen {
    /** A line, solid or dashed. */
    void line(Token color, double width, boolean dashed, double... xy);

    /** A filled polygon. */
    void area(Token color, double opacity, double... xy);

    /** A filled rectangle. */
    void box(Token color, double opacity, double x, double y, double width, double height);

    /**
     * A dot.
     *
     * @param filled else hollow, with the panel's colour inside
     */
    void dot(Token color, boolean filled, double x, double y, double radius);

    /** A text whose vertical middle is at y, in label size. */
    void text(String text, Token color, boolean strong, double x, double y, TextAlignment align);

    /** A text that runs upwards, centred at a point. */
    void upwards(String text, Token color, double x, double y);
}
