package org.lmttm.app.volume;

import java.util.List;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.shape.Rectangle;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Voxel;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.SliceGeometry;

/** The dashed box of the region that the active model is fed, where it takes less than the whole volume. */
final class RegionBox extends Group {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");
    private static final String[] AXIS_LETTERS = {"RL", "AP", "SI"};

    private final Session session;
    private final Rectangle box = new Rectangle();
    private final Label label = Controls.label("", "region-label");

    RegionBox(Session session) {
        this.session = session;
        setManaged(false);
        setMouseTransparent(true);
        box.getStyleClass().add("region-box");
        getChildren().addAll(box, label);
    }

    /** Draws the box where the model has one and the volume has patient space; hides it otherwise. */
    void place(PlaneMapping m, OpenCase openCase) {
        ModelEntry model = session.activeModel().get();
        List<Double> edges = model == null ? null : model.info().preprocessing().roiMm();
        if (edges == null || openCase.volume().affine().isEmpty()) {
            setVisible(false);
            return;
        }
        setVisible(true);
        SliceGeometry g = m.geometry();
        int[] patientOf = openCase.volume().affine().orElseThrow().closestAxes();
        String axes = model.info().preprocessing().axes();
        double w = edge(edges, axes, patientOf[g.columnAxis()]) * m.scale();
        double h = edge(edges, axes, patientOf[g.rowAxis()]) * m.scale();
        Voxel at = OpenCase.middle(openCase.volume());
        double x = Math.rint(m.x(at) - w / 2) + 0.5;
        double y = Math.rint(m.y(at) - h / 2) + 0.5;
        box.setX(x);
        box.setY(y);
        box.setWidth(w);
        box.setHeight(h);
        label.setText(TEXT.text("region_edge", String.valueOf(Math.round(edges.getFirst()))));
        label.resizeRelocate(x - 1, y - 20, label.prefWidth(-1), 19);
    }

    /** The region's length along a patient axis, given in the model's order of axes. */
    static double edge(List<Double> edges, String axes, int patientAxis) {
        if (axes.equals(Preprocessing.AS_STORED)) {
            return edges.get(patientAxis);
        }
        for (int a = 0; a < 3; a++) {
            if (AXIS_LETTERS[patientAxis].indexOf(axes.charAt(a)) >= 0) {
                return edges.get(a);
            }
        }
        throw new IllegalArgumentException("axes " + axes + " lack " + AXIS_LETTERS[patientAxis]);
    }
}
