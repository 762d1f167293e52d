package org.lmttm.app.volume;

import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.Session;
import org.lmttm.model.Architecture.Extent;

/** What the model is fed: the whole volume or a box, its edge, whether it goes with the crosshair; and what is in it. */
final class RegionPanel {
    private static final int SMALLEST = 4;
    private static final int LARGEST = 512;

    private final Session session;
    private final RegionState roi;
    private final Messages text;
    private final ModelInputView input = new ModelInputView();
    private final Label details = Controls.shrinkingLabel("", "small", "subtle");
    private final Spinner<Integer> edge = new Spinner<>(SMALLEST, LARGEST, (int) RoiBox.DEFAULT_EDGE, 4);
    private final Label unit = Controls.label("", "small", "muted");
    private final HBox boxRow;
    private final VBox switches;
    private final VBox view;
    private boolean showing;

    private enum Fed {
        WHOLE,
        BOX
    }

    RegionPanel(Session session, RegionState roi, Messages text) {
        this.session = session;
        this.roi = roi;
        this.text = text;
        details.setId("region-details");
        details.setWrapText(true);
        details.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        edge.setId("roi-edge");
        edge.setEditable(true);
        edge.setPrefWidth(84);
        edge.valueProperty().addListener((property, before, now) -> {
            if (now != null && !showing) {
                double mm = now;
                roi.edges().set(List.of(mm, mm, mm));
            }
        });
        view = Sections.section(text.text("region"), fed());
        view.setId("region-panel");
        boxRow = new HBox(8, Controls.label(text.text("roi.edge"), "small", "subtle"), edge, unit);
        boxRow.setAlignment(Pos.CENTER_LEFT);
        switches = new VBox(
                4,
                check("roi-follows", text.text("roi.follows"), roi.follows()),
                check("roi-predicts", text.text("roi.predicts"), roi.predicts()));
        view.getChildren().addAll(boxRow, switches, input, details);
        observe();
    }

    VBox view() {
        return view;
    }

    private static CheckBox check(String id, String label, BooleanProperty value) {
        CheckBox check = new CheckBox(label);
        check.setId(id);
        check.getStyleClass().add("small");
        check.selectedProperty().bindBidirectional(value);
        return check;
    }

    private Node fed() {
        ObjectProperty<Fed> fed = new SimpleObjectProperty<>(roi.boxed().get() ? Fed.BOX : Fed.WHOLE);
        roi.boxed().addListener((property, before, now) -> fed.set(now ? Fed.BOX : Fed.WHOLE));
        fed.addListener((property, before, now) -> roi.boxed().set(now == Fed.BOX));
        HBox segments = Controls.segments(
                "roi",
                List.of(Fed.values()),
                value -> text.text("roi." + value.name().toLowerCase(java.util.Locale.ROOT)),
                null,
                fed);
        segments.getStyleClass().add("small");
        return segments;
    }

    private void observe() {
        InvalidationListener changed = observable -> show();
        List.of(session.result(), session.activeModel(), session.activeCase(), roi.seen(), roi.box(), roi.edges())
                .forEach(property -> property.addListener(changed));
        show();
    }

    private void show() {
        ModelEntry model = session.activeModel().get();
        CaseResult result = session.result().get();
        boolean possible = model != null && session.activeCase().get() != null;
        visible(view, possible);
        RoiBox box = roi.box().get();
        visible(boxRow, box != null);
        visible(switches, box != null);
        if (!possible) {
            return;
        }
        showing = true;
        edge.getValueFactory().setValue((int) Math.round(roi.edges().get().getFirst()));
        showing = false;
        boolean patient = session.activeCase().get().volume().affine().isPresent();
        unit.setText(text.text(patient ? "roi.millimetres" : "roi.voxels"));
        RegionState.Seen seen = roi.seen().get();
        Extent e = model.info().preprocessing().cube();
        String axes = model.info().preprocessing().axes();
        if (box == null) {
            visible(input, result != null);
            details.setText(result == null ? "" : result.region());
            if (result != null) {
                input.show(result.trace().input(), e, axes);
            }
        } else if (seen == null) {
            visible(input, false);
            details.setText("");
        } else {
            boolean fits = seen.problem().isEmpty();
            visible(input, fits);
            details.setText(fits ? details(box, e) : seen.problem());
            if (fits) {
                input.show(seen.cube(), e, axes);
            }
        }
        visible(details, !details.getText().isEmpty());
    }

    /** Such as "28 × 28 × 28 voxels of 2.29 mm, axes S A R". */
    private String details(RoiBox box, Extent e) {
        int[] shape = {e.depth(), e.height(), e.width()};
        StringBuilder sizes = new StringBuilder();
        boolean cube = true;
        for (int a = 0; a < 3; a++) {
            double size = box.edges().get(a) / shape[a];
            cube &= Math.abs(size - box.edges().getFirst() / shape[0]) < 1e-9;
            sizes.append(a == 0 ? "" : " × ").append(ColorBar.number(size, 2));
        }
        String size = cube ? ColorBar.number(box.edges().getFirst() / shape[0], 2) : sizes.toString();
        String axes = Optional.ofNullable(session.activeModel().get())
                .map(model -> model.info().preprocessing().axes())
                .orElse("");
        boolean stored = axes.equals(org.lmttm.model.Preprocessing.AS_STORED);
        String named = stored ? text.text("roi.as_stored") : text.text("roi.axes", axes);
        return text.text("roi.sees", e.depth() + " × " + e.height() + " × " + e.width(), size, named);
    }

    private static void visible(Node node, boolean value) {
        node.setVisible(value);
        node.setManaged(value);
    }
}
