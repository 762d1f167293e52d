package org.lmttm.app.control;

import java.util.Arrays;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.lmttm.surface.Camera;

/** Lines over the picture of a surface: region of interest, crosshair point, and axes where the picture has none. */
final class SurfaceOverlay {
    /** R–L, A–P, S–I: the colours of the planes that these axes stand upright on. */
    static final List<Color> AXIS_COLORS = List.of(Color.web("#f2c14e"), Color.web("#4fc3a1"), Color.web("#ff7a6b"));

    private static final Color REGION = Color.web("#6cb2ff");
    private static final String[] AXIS_LETTERS = {"R", "A", "S"};
    private static final double AXES_SHARE = 0.18;
    private static final double POINT = 4;
    /** Half the height of a letter with some room. */
    private static final double LETTER = 8;

    private final Canvas canvas = new Canvas();

    /**
     * What to draw.
     *
     * @param region the eight corners of the region of interest in mm, corner x + 2y + 4z; null for none
     * @param crosshair a point in mm; null for none
     * @param axesOf the box (smallest x, y, z, largest x, y, z in mm) whose axes are named; null for none
     * @param axisLines whether the axes need lines too
     * @param foot height at the bottom in which something else stands: axes keep out of it
     */
    record Content(
            double @Nullable [][] region,
            double @Nullable [] crosshair,
            double @Nullable [] axesOf,
            boolean axisLines,
            double foot) {}

    Canvas canvas() {
        return canvas;
    }

    /** How long the axes of a box are, mm; they begin at its left, back, bottom corner. */
    static double axesLength(double[] b) {
        return Math.max(1e-6, AXES_SHARE * Math.max(b[3] - b[0], Math.max(b[4] - b[1], b[5] - b[2])));
    }

    void draw(Camera camera, Content content, double width, double height) {
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        if (content.axesOf != null) {
            axes(g, camera, content, content.axesOf, width, height);
        }
        if (content.region != null) {
            region(g, camera, content.region, width, height);
        }
        if (content.crosshair != null) {
            double[] p = project(camera, content.crosshair, width, height);
            if (p[2] > 0) {
                g.setFill(Color.BLACK);
                g.fillOval(p[0] - POINT - 1, p[1] - POINT - 1, 2 * POINT + 2, 2 * POINT + 2);
                g.setFill(Color.WHITE);
                g.fillOval(p[0] - POINT, p[1] - POINT, 2 * POINT, 2 * POINT);
                g.setFill(Color.BLACK);
                g.fillOval(p[0] - POINT / 2, p[1] - POINT / 2, POINT, POINT);
            }
        }
    }

    private static void region(GraphicsContext g, Camera camera, double[][] corners, double width, double height) {
        g.setStroke(REGION);
        g.setLineWidth(1.5);
        g.setLineCap(StrokeLineCap.ROUND);
        for (int corner = 0; corner < 8; corner++) {
            for (int axis = 0; axis < 3; axis++) {
                if ((corner >> axis & 1) == 0) {
                    line(g, camera, corners[corner], corners[corner | 1 << axis], width, height);
                }
            }
        }
    }

    private static void axes(
            GraphicsContext g, Camera camera, Content content, double[] box, double width, double height) {
        double[] from = Arrays.copyOf(box, 3);
        double length = axesLength(box);
        g.setLineWidth(2);
        g.setFont(Font.font("IBM Plex Sans", FontWeight.SEMI_BOLD, 12));
        g.setTextAlign(TextAlignment.CENTER);
        g.save();
        g.beginPath();
        g.rect(0, 0, width, height - content.foot);
        g.clip();
        for (int axis = 0; axis < 3; axis++) {
            g.setStroke(AXIS_COLORS.get(axis));
            g.setFill(AXIS_COLORS.get(axis));
            double[] to = from.clone();
            to[axis] += length;
            if (content.axisLines) {
                line(g, camera, from, to, width, height);
            }
            to[axis] += length / 4;
            double[] p = project(camera, to, width, height);
            if (p[2] > 0) {
                g.fillText(AXIS_LETTERS[axis], p[0], above(content.foot, p[1], height) + 4);
            }
        }
        g.restore();
    }

    /** Where a letter's middle stands that would stand at a height. */
    private static double above(double foot, double y, double height) {
        double lowest = height - foot - LETTER;
        return foot > 0 && y > lowest && y < height ? lowest : y;
    }

    private static void line(
            GraphicsContext g, Camera camera, double[] from, double[] to, double width, double height) {
        double[] p = project(camera, from, width, height);
        double[] q = project(camera, to, width, height);
        if (p[2] > 0 && q[2] > 0) {
            g.strokeLine(p[0], p[1], q[0], q[1]);
        }
    }

    private static double[] project(Camera camera, double[] p, double width, double height) {
        return camera.project(p[0], p[1], p[2], width, height);
    }
}
