package org.lmttm.app.volume;

import javafx.beans.InvalidationListener;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;

/** Exact values in a fixed place: position, voxel and value at the crosshair and under the pointer; the zoom. */
final class ProbeBar extends HBox {
    private final ViewState state;
    private final Messages text;
    private final Label[] crosshair = labels("crosshair");
    private final Label[] pointer = labels("pointer");
    private final Label zoom = Controls.label("", "small", "subtle");
    private final InvalidationListener changed = observable -> update();

    ProbeBar(ViewState state, Messages text) {
        this.state = state;
        this.text = text;
        getStyleClass().add("probe-bar");
        // its words change with the pointer, and must not move the panes
        setMinWidth(0);
        getChildren().add(Controls.icon(MaterialDesignC.CROSSHAIRS));
        getChildren().addAll(crosshair);
        HBox gap = new HBox();
        gap.setMinWidth(16);
        getChildren().addAll(gap, Controls.icon(MaterialDesignC.CURSOR_DEFAULT_OUTLINE));
        getChildren().addAll(pointer);
        zoom.setId("linked-zoom");
        getChildren().addAll(Controls.spring(), zoom);
        visibleProperty().bind(state.shown().isNotNull());
        state.pointer().addListener(changed);
        state.zoom().addListener(changed);
        state.fitScale().addListener(changed);
        state.shown().addListener((property, before, now) -> follow(before, now));
        follow(null, state.shown().get());
    }

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now) {
        if (before != null) {
            before.crosshair().removeListener(changed);
        }
        if (now != null) {
            now.crosshair().addListener(changed);
        }
        update();
    }

    private void update() {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            return;
        }
        show(crosshair, openCase, openCase.crosshair().get());
        OpenCase pointed = state.pointed().get();
        show(pointer, pointed == null ? openCase : pointed, state.pointer().get());
        String unit = text.text(openCase.volume().affine().isPresent() ? "px_mm" : "px_voxel");
        zoom.setText(text.text("linked_zoom", ColorBar.number(state.scale(), 2), unit));
    }

    private void show(Label[] labels, OpenCase openCase, Voxel at) {
        if (at == null) {
            labels[0].setText("");
            labels[1].setText(text.text("probe.none"));
            labels[2].setText("");
            return;
        }
        boolean whole = !openCase.volume().description().type().isFloating()
                && openCase.volume().description().slope() == 1;
        double range = openCase.histogram().hi() - openCase.histogram().lo();
        labels[0].setText(Positions.patient(openCase.volume(), at));
        labels[1].setText(text.text("probe.crosshair", Positions.voxel(at)));
        labels[2].setText(Positions.value(openCase.valueAt(at), range, whole));
    }

    private static Label[] labels(String id) {
        Label[] labels = {Controls.label(""), Controls.label("", "muted"), Controls.label("", "strong")};
        labels[0].setId("probe-" + id + "-mm");
        labels[1].setId("probe-" + id + "-voxel");
        labels[2].setId("probe-" + id + "-value");
        labels[0].managedProperty().bind(labels[0].textProperty().isNotEmpty());
        return labels;
    }
}
