package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Group;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Point;
import org.lmttm.volume.Slab;

/**
 * The crosshair of a pane: where the two other panes' planes cut this one, in their colours, with the edges of their
 * slabs and a grip near each end that turns the axes.
 */
final class CrosshairLines extends Group {
    private static final double GAP = 10;
    private static final double GRIP_INSET = 30;
    private static final double GRIP_RADIUS = 3.5;
    private static final double REACH = 9;
    private static final double LEAST_ARM = 70;

    private final Plane own;
    private final List<Axis> axes = new ArrayList<>();
    private double x;
    private double y;
    private boolean shown;

    /** One line through the crosshair: two arms, two edges of the slab, two grips. */
    private static final class Axis {
        private final Plane stands;
        private final List<Line> arms = List.of(new Line(), new Line());
        private final List<Line> edges = List.of(new Line(), new Line());
        private final List<Circle> grips = List.of(new Circle(GRIP_RADIUS), new Circle(GRIP_RADIUS));

        Axis(Plane plane) {
            stands = plane;
            String style = plane.name().toLowerCase(Locale.ROOT);
            arms.forEach(line -> line.getStyleClass().setAll("crosshair", style));
            edges.forEach(line -> line.getStyleClass().setAll("crosshair", "slab-edge", style));
            grips.forEach(grip -> grip.getStyleClass().setAll("crosshair-grip", style));
        }
    }

    /**
     * The lines of a pane. They wear their colours from the beginning: what is dressed while it is laid out is black in
     * its first picture.
     *
     * @param own the plane that the pane shows
     */
    CrosshairLines(Plane own) {
        this.own = own;
        setManaged(false);
        setMouseTransparent(true);
        for (Plane other : Plane.values()) {
            if (other != own) {
                axes.add(new Axis(other));
            }
        }
        for (Axis axis : axes) {
            getChildren().addAll(axis.edges);
            getChildren().addAll(axis.arms);
            getChildren().addAll(axis.grips);
        }
    }

    /**
     * Places the lines.
     *
     * @param reference whose axes the planes follow
     * @param at the crosshair's patient position
     */
    void place(PlaneMapping m, OpenCase reference, Point at, ViewState state) {
        double[] screen = m.screen(at);
        shown = state.crosshairShown().get();
        Point normal = PanePlane.normal(reference, own, state);
        Point right = m.grid().right();
        Point down = m.grid().down();
        x = screen[0];
        y = screen[1];
        boolean grips = state.tool().get() == ViewState.Tool.CROSSHAIR;
        for (Axis axis : axes) {
            Point line = normal.cross(PanePlane.normal(reference, axis.stands, state));
            double dx = line.dot(right);
            double dy = line.dot(down);
            double length = Math.hypot(dx, dy);
            place(axis, m, snapped(dx / length), snapped(dy / length), grips, slab(reference, axis.stands, state));
        }
    }

    /** Half the thickness of a plane's slab in mm; 0 where it is no thicker than a slice. */
    private static double slab(OpenCase reference, Plane plane, ViewState state) {
        Slab slab = state.slab().get();
        double step =
                reference.volume().spacing()[reference.slices().geometry(plane).normalAxis()];
        return slab.reach(step) == 0 ? 0 : slab.thickness() / 2;
    }

    private static double snapped(double cosine) {
        return Math.abs(cosine) < 1e-6 ? 0 : cosine;
    }

    private void place(Axis axis, PlaneMapping m, double dx, double dy, boolean grips, double half) {
        // upright and level lines stand on whole pixels
        double cx = dx == 0 ? Math.rint(x) + 0.5 : x;
        double cy = dy == 0 ? Math.rint(y) + 0.5 : y;
        for (int side = 0; side < 2; side++) {
            double sx = side == 0 ? -dx : dx;
            double sy = side == 0 ? -dy : dy;
            double length = reach(m, cx, cy, sx, sy);
            line(axis.arms.get(side), cx + GAP * sx, cy + GAP * sy, cx + length * sx, cy + length * sy);
            axis.arms.get(side).setVisible(shown && length > GAP);
            Circle grip = axis.grips.get(side);
            grip.setCenterX(cx + (length - GRIP_INSET) * sx);
            grip.setCenterY(cy + (length - GRIP_INSET) * sy);
            grip.setVisible(shown && grips && length > LEAST_ARM);
            Line edge = axis.edges.get(side);
            double ox = (side == 0 ? -1 : 1) * half * m.scale() * -dy;
            double oy = (side == 0 ? -1 : 1) * half * m.scale() * dx;
            double far = m.width() + m.height();
            line(edge, cx + ox - far * dx, cy + oy - far * dy, cx + ox + far * dx, cy + oy + far * dy);
            edge.setVisible(shown && half > 0);
        }
    }

    /** How far a line from a place goes until it leaves the pane; 0 where it starts outside and does not come in. */
    private static double reach(PlaneMapping m, double cx, double cy, double dx, double dy) {
        double reach = Double.POSITIVE_INFINITY;
        if (dx != 0) {
            reach = Math.min(reach, ((dx > 0 ? m.width() : 0) - cx) / dx);
        }
        if (dy != 0) {
            reach = Math.min(reach, ((dy > 0 ? m.height() : 0) - cy) / dy);
        }
        return Math.max(0, reach);
    }

    private static void line(Line line, double x0, double y0, double x1, double y1) {
        line.setStartX(x0);
        line.setStartY(y0);
        line.setEndX(x1);
        line.setEndY(y1);
    }

    /** Where the lines cross an upright line on the screen. */
    List<Double> crossings(double atX) {
        List<Double> ys = new ArrayList<>();
        for (Axis axis : axes) {
            Line arm = axis.arms.getFirst();
            double dx = arm.getEndX() - arm.getStartX();
            if (shown && Math.abs(dx) > 1) {
                ys.add(arm.getStartY() + (atX - arm.getStartX()) * (arm.getEndY() - arm.getStartY()) / dx);
            }
        }
        return ys;
    }

    /** Where the lines cross a level line on the screen. */
    List<Double> crossingsOfRow(double atY) {
        List<Double> xs = new ArrayList<>();
        for (Axis axis : axes) {
            Line arm = axis.arms.getFirst();
            double dy = arm.getEndY() - arm.getStartY();
            if (shown && Math.abs(dy) > 1) {
                xs.add(arm.getStartX() + (atY - arm.getStartY()) * (arm.getEndX() - arm.getStartX()) / dy);
            }
        }
        return xs;
    }

    /** Whether a grip is under a place on the screen. */
    boolean gripAt(double px, double py) {
        for (Axis axis : axes) {
            for (Circle grip : axis.grips) {
                if (grip.isVisible() && Math.hypot(px - grip.getCenterX(), py - grip.getCenterY()) <= REACH) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The angle of a place about the crosshair, in radians, clockwise. */
    double angle(double px, double py) {
        return Math.atan2(py - y, px - x);
    }

    /** Screen places of the grips that are shown; for tests. */
    List<double[]> grips() {
        List<double[]> places = new ArrayList<>();
        for (Axis axis : axes) {
            for (Circle grip : axis.grips) {
                if (grip.isVisible()) {
                    places.add(new double[] {grip.getCenterX(), grip.getCenterY()});
                }
            }
        }
        return places;
    }
}
