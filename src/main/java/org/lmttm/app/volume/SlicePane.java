package org.lmttm.app.volume;

import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Plane;
import org.lmttm.volume.SliceGeometry;

/** One plane with its header: colour, name, position, slice, picture and large buttons. */
final class SlicePane extends VBox {
    private final ViewState state;
    private final SliceView view;
    private final Messages text;
    private final Label position = Controls.shrinkingLabel("", "position");

    /**
     * A pane.
     *
     * @param export saves this pane as a picture
     */
    SlicePane(Session session, ViewState state, Markups markups, Plane plane, Messages text, Runnable export) {
        this.state = state;
        this.text = text;
        this.view = new SliceView(session, state, markups, plane, text, text.text("intensity_unit"));
        String id = plane.name().toLowerCase(Locale.ROOT);
        setId("pane-" + id);
        position.setId("position-" + id);
        VBox.setVgrow(view, Priority.ALWAYS);
        getChildren().addAll(header(plane, id, export), view);
        state.shown().addListener((property, before, now) -> follow(before, now));
        follow(null, state.shown().get());
    }

    SliceView view() {
        return view;
    }

    private HBox header(Plane plane, String id, Runnable export) {
        Region square = new Region();
        square.getStyleClass().addAll("plane-square", id);
        Button camera =
                Controls.iconButton("export-" + id, MaterialDesignC.CAMERA_OUTLINE, text.text("save_picture"), export);
        Button large = Controls.iconButton(
                "large-" + id,
                MaterialDesignA.ARROW_EXPAND,
                text.text("large"),
                () -> state.toggleLarge(ViewState.Pane.valueOf(plane.name())));
        camera.getStyleClass().add("small");
        large.getStyleClass().add("small");
        camera.disableProperty().bind(state.shown().isNull());
        HBox header = new HBox(
                square,
                Controls.label(text.text("plane." + id), "pane-name"),
                position,
                Controls.spring(),
                camera,
                large);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private final javafx.beans.InvalidationListener moved = observable -> update();

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now) {
        if (before != null) {
            before.crosshair().removeListener(moved);
        }
        if (now != null) {
            now.crosshair().addListener(moved);
        }
        update();
    }

    private void update() {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            position.setText("");
            return;
        }
        SliceGeometry g = openCase.slices().geometry(view.plane());
        Voxel at = openCase.crosshair().get();
        position.setText(Positions.slice(openCase.volume(), g, at) + "   "
                + text.text("slice_of", String.valueOf(at.index(g.normalAxis()) + 1), String.valueOf(g.count())));
    }
}
