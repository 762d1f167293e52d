package org.lmttm.app.volume;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.SliceOverlay;

/** Over the 3D picture while attention is painted: its colours with their unit, and that attention is no explanation. */
final class AttentionNotes extends Region {
    private static final double LEFT = 172;
    private static final double TOP = 30;

    private final ObservableValue<@Nullable SliceOverlay> attention;
    private final ColorBar bar = new ColorBar();
    private final Label caution;

    /**
     * Notes that come and go with what is painted.
     *
     * @param attention what is painted; null for nothing
     */
    AttentionNotes(ObservableValue<@Nullable SliceOverlay> attention, Messages text) {
        this.attention = attention;
        caution = Controls.label(text.text("attention_caution"), "on-image-note");
        caution.setId("surface-attention-caution");
        setMouseTransparent(true);
        setMinSize(0, 0);
        getChildren().addAll(bar, caution);
        visibleProperty().bind(attention.map(overlay -> overlay != null).orElse(false));
        attention.addListener((property, before, now) -> requestLayout());
    }

    @Override
    protected void layoutChildren() {
        SliceOverlay overlay = attention.getValue();
        if (overlay != null) {
            caution.resizeRelocate(10, TOP, caution.prefWidth(-1), 20);
            bar.fit(LEFT, TOP + 26, getHeight());
            bar.show(ColorMap.MAGMA, overlay.minimum(), overlay.maximum(), overlay.label());
        }
    }
}
