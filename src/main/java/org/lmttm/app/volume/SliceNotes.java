package org.lmttm.app.volume;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.volume.Point;

/** What is said on a slice: the colours of its values and of what is painted over it, and what to beware of. */
final class SliceNotes extends Region {
    private final Session session;
    private final ViewState state;
    private final Messages text;
    private final ColorBar colorBar = new ColorBar();
    private final ColorBar overBar = new ColorBar();
    private final Label noSpace;
    private final Label caution;
    private final Label outside;

    SliceNotes(Session session, ViewState state, Messages text) {
        this.session = session;
        this.state = state;
        this.text = text;
        this.noSpace = Controls.label(text.text("no_patient_space"), "region-label", "no-space");
        this.caution = Controls.label(text.text("attention_caution"), "on-image-note");
        this.outside = Controls.label(text.text("outside_volume"), "on-image-note");
        setMouseTransparent(true);
        setManaged(false);
        getChildren().addAll(colorBar, overBar, noSpace, caution, outside);
    }

    /**
     * Says what there is to say, within this region's size.
     *
     * @param reference the case whose crosshair leads
     * @param at the crosshair of the case shown, in its patient space
     * @param bar whether there is a bar of colours
     * @param spaceless whether a lack of patient space is said here
     * @param followed the second volume; null for none
     */
    void place(
            OpenCase shown, OpenCase reference, Point at, boolean bar, boolean spaceless, @Nullable Overlay followed) {
        for (Node child : List.of(overBar, caution)) {
            child.setVisible(false);
        }
        setVisible(true);
        colorBar.setVisible(bar);
        var window = shown.window().get();
        colorBar.fit(getWidth() - 36, 20, getHeight());
        colorBar.show(state.colors(shown), window.lo(), window.hi(), unit(shown));
        noSpace.setVisible(spaceless && shown.volume().affine().isEmpty());
        noSpace.resizeRelocate(10, 10, noSpace.prefWidth(-1), 22);
        double apart = CommonSpace.patient(reference, reference.crosshair().get())
                .minus(at)
                .length();
        double[] spacing = shown.volume().spacing();
        double voxel = Math.sqrt(spacing[0] * spacing[0] + spacing[1] * spacing[1] + spacing[2] * spacing[2]);
        outside.setVisible(reference != shown && apart > voxel);
        outside.resizeRelocate(10, noSpace.isVisible() ? 38 : 10, outside.prefWidth(-1), 20);
        SliceOverlay voxels = session.attentionOverlay().get();
        if (voxels != null && bar && shown == state.shown().get()) {
            caution.setVisible(true);
            caution.resizeRelocate(10, noSpace.isVisible() ? 38 : 10, caution.prefWidth(-1), 20);
            explain(ColorMap.MAGMA, voxels.minimum(), voxels.maximum(), voxels.label());
        } else if (followed != null && followed.openCase() != shown && !followed.labels() && bar) {
            var range = followed.openCase().window().get();
            explain(followed.map(), range.lo(), range.hi(), text.text("overlay.short"));
        }
    }

    private void explain(ColorMap map, double lo, double hi, String label) {
        overBar.setVisible(getWidth() > 360);
        overBar.fit(getWidth() - 36 - 110, 20, getHeight());
        overBar.show(map, lo, hi, label);
    }

    private String unit(OpenCase shown) {
        return text.text(shown.modality().equals(Optional.of("CT")) ? "intensity_hu" : "intensity_unit");
    }
}
