package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Plane;
import org.lmttm.volume.SliceGeometry;

/** One plane with its header: colour, name, position, slice, cine, picture and large buttons. */
final class SlicePane extends VBox {
    private final ViewState state;
    private final SliceView view;
    private final Messages text;
    private final Label position = Controls.shrinkingLabel("", "position");
    private final InvalidationListener moved = observable -> update();

    /**
     * A pane.
     *
     * @param view its picture
     * @param source the case that it shows
     * @param cine plays slices
     * @param pictures the button that saves this pane as a picture
     * @param extras what else stands in the header, left of the buttons
     */
    SlicePane(
            SliceView view,
            ViewState state,
            ObservableValue<OpenCase> source,
            Cine cine,
            Messages text,
            Node pictures,
            Node... extras) {
        this.state = state;
        this.text = text;
        this.view = view;
        String id = view.getId().substring("slice-".length());
        setId("pane-" + id);
        position.setId("position-" + id);
        VBox.setVgrow(view, Priority.ALWAYS);
        setMinSize(0, 0);
        List<Node> right = new ArrayList<>(List.of(extras));
        right.add(play(cine, view.plane(), id));
        right.add(pictures);
        right.add(large(view.plane(), id));
        getChildren().addAll(header(view.plane(), right), view);
        source.addListener((property, before, now) -> follow(before, now));
        state.turn().addListener(moved);
        follow(null, source.getValue());
    }

    SliceView view() {
        return view;
    }

    private HBox header(Plane plane, List<Node> right) {
        String name = SliceView.name(plane);
        Region square = new Region();
        square.getStyleClass().addAll("plane-square", name);
        HBox header =
                new HBox(square, Controls.label(text.text("plane." + name), "pane-name"), position, Controls.spring());
        header.getChildren().addAll(right);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private Node play(Cine cine, Plane plane, String id) {
        ToggleButton play = new ToggleButton();
        play.setId("cine-" + id);
        play.getStyleClass().addAll("icon-button", "small");
        play.setTooltip(new javafx.scene.control.Tooltip(text.text("cine")));
        play.setAccessibleText(text.text("cine"));
        play.setOnAction(event -> {
            if (play.isSelected()) {
                cine.play(plane);
            } else {
                cine.stop();
            }
        });
        Runnable show = () -> {
            boolean on = cine.playing().get() && cine.plane().get() == plane;
            play.setSelected(on);
            play.setGraphic(Controls.icon(on ? MaterialDesignS.STOP : MaterialDesignP.PLAY));
        };
        cine.playing().addListener(observable -> show.run());
        cine.plane().addListener(observable -> show.run());
        show.run();
        play.disableProperty().bind(state.shown().isNull());
        return play;
    }

    private Node large(Plane plane, String id) {
        Button large = Controls.iconButton(
                "large-" + id,
                MaterialDesignA.ARROW_EXPAND,
                text.text("large"),
                () -> state.toggleLarge(ViewState.Pane.valueOf(plane.name())));
        large.getStyleClass().add("small");
        return large;
    }

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
        OpenCase openCase = view.openCase();
        if (openCase == null) {
            position.setText("");
            return;
        }
        PanePlane plane = view.panePlane();
        if (plane != null && !plane.along()) {
            double degrees = Math.toDegrees(state.turn().get().angle());
            String place =
                    Positions.patient(openCase.volume(), openCase.crosshair().get());
            boolean turned = !state.turn().get().isNone();
            position.setText(turned ? text.text("oblique_by", ColorBar.number(degrees, 1)) + "   " + place : place);
            return;
        }
        SliceGeometry g = openCase.slices().geometry(view.plane());
        Voxel at = openCase.crosshair().get();
        position.setText(Positions.slice(openCase.volume(), g, at) + "   "
                + text.text("slice_of", String.valueOf(at.index(g.normalAxis()) + 1), String.valueOf(g.count())));
    }
}
