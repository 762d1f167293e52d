package org.lmttm.app.volume;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.volume.io.VolumeAxis;

/**
 * Steps through the volumes of a file along time or channel, below the panes; position and window stay. Shown only for
 * files that hold several volumes.
 */
final class SeriesControl extends HBox {
    private final Messages text;
    private final Slider slider = new Slider(0, 1, 0);
    private final Label kind = Controls.label("", "small", "subtle");
    private final Label label = Controls.label("", "small", "muted");
    private @Nullable OpenCase shown;
    private boolean following;

    SeriesControl(Session session, ViewState state, Messages text) {
        super(6);
        this.text = text;
        setId("series-control");
        getStyleClass().add("workspace-bar");
        setAlignment(Pos.CENTER_LEFT);
        slider.setId("volume-slider");
        slider.setBlockIncrement(1);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setAccessibleText(text.text("series.slider"));
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.valueProperty().addListener((property, before, now) -> {
            int volume = (int) Math.rint(now.doubleValue());
            say(volume);
            if (!following && shown != null && volume != (int) Math.rint(before.doubleValue())) {
                session.showVolume(shown, volume);
            }
        });
        label.setId("volume-label");
        label.setMinWidth(150);
        getChildren()
                .addAll(
                        kind,
                        Controls.iconButton(
                                "volume-before",
                                MaterialDesignC.CHEVRON_LEFT,
                                text.text("series.before"),
                                () -> step(-1)),
                        slider,
                        Controls.iconButton(
                                "volume-next", MaterialDesignC.CHEVRON_RIGHT, text.text("series.next"), () -> step(1)),
                        label);
        state.shown().addListener((property, before, now) -> show(now));
        show(state.shown().get());
    }

    private void show(@Nullable OpenCase openCase) {
        boolean several = openCase != null
                && openCase.listing().splits().isEmpty()
                && openCase.listing().volumes() > 1;
        setVisible(several);
        setManaged(several);
        boolean dragged =
                shown != null && openCase != null && openCase.isVolumeBeside(shown) && slider.isValueChanging();
        shown = several ? openCase : null;
        if (shown == null || dragged) {
            return;
        }
        following = true;
        slider.setMax(shown.listing().volumes() - 1);
        slider.setValue(shown.choice().volume());
        following = false;
        kind.setText(
                switch (shown.listing().axis().kind()) {
                    case TIME -> text.text("series.time");
                    case CHANNEL -> text.text("series.channel");
                    case VOLUME -> text.text("volume_of");
                });
        say(shown.choice().volume());
    }

    private void step(int by) {
        slider.setValue(Math.clamp(Math.rint(slider.getValue()) + by, 0, slider.getMax()));
    }

    /** Such as "4 s · 2 of 0 … 19"; indices count from 0, as everywhere. */
    private void say(int volume) {
        if (shown != null) {
            VolumeAxis axis = shown.listing().axis();
            String name = axis.label(volume);
            label.setText((name.isEmpty() ? "" : name + " · ")
                    + text.text("series.of", volume, shown.listing().volumes() - 1));
        }
    }
}
