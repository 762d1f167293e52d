package org.lmttm.app.control;

import java.util.function.DoubleToIntFunction;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** A matrix as an image of one pixel a cell, drawn in pieces with sharp or, when shrunk, averaged cells. */
public final class HeatPaint {
    private final WritableImage image;

    /**
     * Colours a matrix.
     *
     * @param values rows × columns
     * @param argb colour of a value, 0xAARRGGBB
     */
    public HeatPaint(float[] values, int rows, int columns, DoubleToIntFunction argb) {
        int[] pixels = new int[rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = argb.applyAsInt(values[i]);
        }
        image = new WritableImage(columns, rows);
        image.getPixelWriter().setPixels(0, 0, columns, rows, PixelFormat.getIntArgbInstance(), pixels, 0, columns);
    }

    /** Draws all cells into a rectangle. */
    public void draw(GraphicsContext g, double x, double y, double width, double height) {
        draw(g, 0, (int) image.getWidth(), x, y, width, height);
    }

    /** Draws some columns, all rows, into a rectangle. */
    public void draw(GraphicsContext g, int fromColumn, int columns, double x, double y, double width, double height) {
        // enlarged cells stay sharp; shrunk ones are averaged rather than dropped
        g.setImageSmoothing(width < columns || height < image.getHeight());
        g.drawImage(image, fromColumn, 0, columns, image.getHeight(), x, y, width, height);
    }
}
