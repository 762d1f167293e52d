package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.RoiBox;
import org.lmttm.volume.Point;

/** The dashed outline in which a pane's plane cuts the box that the active model is fed. */
final class RegionBox extends Group {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");
    private static final double HANDLE = 6;

    private final Polygon outline = new Polygon();
    private final Label label = Controls.label("", "region-label");
    private final List<Rectangle> corners = new ArrayList<>();

    RegionBox() {
        setManaged(false);
        setMouseTransparent(true);
        outline.getStyleClass().add("region-box");
        getChildren().addAll(outline, label);
        for (int c = 0; c < 6; c++) {
            Rectangle corner = new Rectangle(HANDLE, HANDLE);
            corner.getStyleClass().add("region-corner");
            corners.add(corner);
            getChildren().add(corner);
        }
    }

    /** Draws the box where the plane cuts it; hides it otherwise. */
    void place(PlaneMapping m, RoiBox box) {
        List<double[]> cut = cut(m, box);
        setVisible(cut.size() >= 3);
        if (!isVisible()) {
            return;
        }
        outline.getPoints().clear();
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        for (int c = 0; c < corners.size(); c++) {
            Rectangle corner = corners.get(c);
            corner.setVisible(c < cut.size());
            if (c < cut.size()) {
                double x = Math.rint(cut.get(c)[0]) + 0.5;
                double y = Math.rint(cut.get(c)[1]) + 0.5;
                outline.getPoints().addAll(x, y);
                corner.setX(x - HANDLE / 2);
                corner.setY(y - HANDLE / 2);
                left = Math.min(left, x);
                top = Math.min(top, y);
            }
        }
        label.setText(TEXT.text("region_edge", ColorBar.number(box.edges().getFirst(), 0)));
        double width = label.prefWidth(-1);
        double x = Math.clamp(left - 1, 0, Math.max(0, m.width() - width));
        label.resizeRelocate(Math.rint(x), Math.rint(Math.max(0, top - 20)), width, 19);
    }

    /** Corners of the cut on the screen, in order round it. */
    private static List<double[]> cut(PlaneMapping m, RoiBox box) {
        List<Point> vertices = box.corners();
        List<double[]> cut = new ArrayList<>();
        for (int a = 0; a < 8; a++) {
            for (int axis = 1; axis < 8; axis <<= 1) {
                if ((a & axis) == 0) {
                    double[] p = m.screen(vertices.get(a));
                    double[] q = m.screen(vertices.get(a | axis));
                    if (p[2] * q[2] <= 0 && p[2] != q[2]) {
                        double share = p[2] / (p[2] - q[2]);
                        add(cut, p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1]));
                    }
                }
            }
        }
        double mx = cut.stream().mapToDouble(p -> p[0]).average().orElse(0);
        double my = cut.stream().mapToDouble(p -> p[1]).average().orElse(0);
        cut.sort(Comparator.comparingDouble(p -> Math.atan2(p[1] - my, p[0] - mx)));
        return cut;
    }

    /** Where the plane runs through a corner of the box, three edges give the same point. */
    private static void add(List<double[]> cut, double x, double y) {
        if (cut.stream().noneMatch(p -> Math.hypot(p[0] - x, p[1] - y) < 0.5)) {
            cut.add(new double[] {x, y});
        }
    }
}
