package org.lmttm.app.volume;

import javafx.beans.InvalidationListener;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Plane;
import org.lmttm.volume.SliceGeometry;

/**
 * The picture of one plane: slice, attention over it, crosshair and letters. Slices are taken and coloured off the user
 * interface thread, the latest request wins; everything else is placed at the next layout.
 */
final class SliceView extends Region {
    private static final double FIT = 0.94;

    private final Session session;
    private final ViewState state;
    private final Plane plane;
    private final LatestWins work;
    private final SliceImage image = new SliceImage();
    private final SliceImage overlay = new SliceImage();
    private final SliceOrnaments ornaments = new SliceOrnaments();
    private final RegionBox region;
    private final MarkupLayer markupLayer;
    private final NoteEditor notes;
    private final ColorBar colorBar = new ColorBar();
    private final ColorBar overlayBar = new ColorBar();
    private final Label noSpace;
    private final Label caution;
    private final boolean first;
    private final String unit;
    private @Nullable OpenCase openCase;
    private @Nullable SlicePixels pixels;
    private long requested;
    private long drawn;

    SliceView(Session session, ViewState state, Markups markups, Plane plane, Messages text, String unit) {
        this.unit = unit;
        this.session = session;
        this.state = state;
        this.plane = plane;
        this.first = plane == Plane.AXIAL;
        this.work = session.tasks().latestWins(TaskRunner.Lane.NUMBERS);
        this.region = new RegionBox(session);
        this.noSpace = Controls.label(text.text("no_patient_space"), "region-label", "no-space");
        this.caution = Controls.label(text.text("attention_caution"), "on-image-note");
        setId("slice-" + plane.name().toLowerCase(java.util.Locale.ROOT));
        getStyleClass().add("image");
        setFocusTraversable(true);
        setMinSize(40, 40);
        noSpace.setMouseTransparent(true);
        caution.setMouseTransparent(true);
        notes = new NoteEditor(text, "note-" + plane.name().toLowerCase(java.util.Locale.ROOT));
        markupLayer = new MarkupLayer(markups);
        markups.revision().addListener((property, before, now) -> requestLayout());
        getChildren()
                .addAll(image, overlay, region, ornaments, markupLayer, colorBar, overlayBar, noSpace, caution, notes);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        observe();
        new SliceMouse(this, state, new MarkupMouse(markups, state, this::markupPlane, notes));
    }

    private void observe() {
        InvalidationListener places = observable -> requestLayout();
        InvalidationListener both = observable -> {
            request();
            requestLayout();
        };
        state.shown().addListener((property, before, now) -> follow(before, now, both));
        state.colorMap().addListener(both);
        state.radiological().addListener(both);
        session.attentionOverlay().addListener(both);
        state.zoom().addListener(places);
        state.fitScale().addListener(places);
        state.centre().addListener(places);
        state.crosshairShown().addListener(places);
        state.smooth().addListener(both);
        overlay.setSmooth(false);
        state.large().addListener(places);
        state.layout().addListener(places);
        session.activeModel().addListener(places);
        follow(null, state.shown().get(), both);
    }

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now, InvalidationListener listener) {
        if (before != null) {
            before.crosshair().removeListener(listener);
            before.window().removeListener(listener);
        }
        openCase = now;
        if (now != null) {
            now.crosshair().addListener(listener);
            now.window().addListener(listener);
            request();
        } else {
            pixels = null;
            image.clear();
            overlay.clear();
        }
        requestLayout();
    }

    /** The plane shown. */
    Plane plane() {
        return plane;
    }

    /** Whether the picture is the one last asked for; tests wait for it. */
    boolean settled() {
        return requested == drawn;
    }

    /** Where voxels lie on this pane now; null while nothing is shown. */
    @Nullable
    PlaneMapping mapping() {
        OpenCase shown = openCase;
        if (shown == null || getWidth() <= 0 || getHeight() <= 0) {
            return null;
        }
        SliceGeometry g = shown.slices().geometry(plane);
        boolean mirrored = PlaneMapping.mirrors(g, state.radiological().get());
        return new PlaneMapping(g, mirrored, state.centre().get(), state.scale(), getWidth(), getHeight());
    }

    /** Where markups lie on this pane now; null while nothing is shown. */
    private @Nullable MarkupPlane markupPlane() {
        PlaneMapping m = mapping();
        return m == null || openCase == null ? null : MarkupPlane.of(m, openCase);
    }

    /** Screen pixels a mm at which the whole slice fits; infinite while nothing is shown. */
    double fit() {
        OpenCase shown = openCase;
        if (shown == null || getWidth() <= 0 || getHeight() <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        return FIT * PlaneMapping.fit(shown.slices().geometry(plane), getWidth(), getHeight());
    }

    private void request() {
        OpenCase shown = openCase;
        if (shown == null) {
            return;
        }
        SliceGeometry g = shown.slices().geometry(plane);
        Voxel at = shown.crosshair().get();
        int index = Math.clamp((long) at.index(g.normalAxis()), 0, g.count() - 1);
        var window = shown.window().get();
        var map = state.colorMap().get();
        boolean mirrored = PlaneMapping.mirrors(g, state.radiological().get());
        SliceOverlay over = session.attentionOverlay().get();
        long request = ++requested;
        work.submit(
                () -> SlicePixels.of(shown.slices().extract(plane, index), window, map, mirrored, over),
                value -> show(shown, value, request),
                error -> failed(shown, error));
    }

    private void show(OpenCase of, SlicePixels value, long request) {
        if (of != openCase) {
            return;
        }
        drawn = request;
        pixels = value;
        image.setSmooth(state.smooth().get());
        image.show(value.width(), value.height(), value.argb());
        int[] over = value.overlay();
        if (over == null) {
            overlay.clear();
        } else {
            int scale = value.overlayScale();
            overlay.show(value.width() * scale, value.height() * scale, over);
        }
        requestLayout();
    }

    private void failed(OpenCase of, Throwable error) {
        // a case closed while its slice was being taken is no error
        if (of == openCase && session.cases().contains(of)) {
            session.tasks().notice(TaskRunner.error(of.name(), error));
        }
    }

    @Override
    protected void layoutChildren() {
        PlaneMapping m = mapping();
        OpenCase shown = openCase;
        region.setVisible(false);
        if (m == null || shown == null || pixels == null) {
            ornaments.setVisible(false);
            markupLayer.setVisible(false);
            colorBar.setVisible(false);
            noSpace.setVisible(false);
            overlayBar.setVisible(false);
            caution.setVisible(false);
            return;
        }
        ornaments.setVisible(true);
        colorBar.setVisible(first || alone());
        noSpace.setVisible(first && shown.volume().affine().isEmpty());
        placeImage(image, m);
        placeImage(overlay, m);
        ornaments.place(m, shown, state.crosshairShown().get());
        region.place(m, shown);
        markupLayer.setVisible(true);
        markupLayer.place(MarkupPlane.of(m, shown), shown);
        var window = shown.window().get();
        colorBar.show(state.colorMap().get(), window.lo(), window.hi(), unit);
        colorBar.resizeRelocate(Math.floor(getWidth() - 84 - 36), 20, 84, 148);
        noSpace.resizeRelocate(10, 10, noSpace.prefWidth(-1), 22);
        explainOverlay(session.attentionOverlay().get());
    }

    /** The overlay's own colour bar beside the slice's, and what attention is not. */
    private void explainOverlay(@Nullable SliceOverlay over) {
        boolean visible = over != null && colorBar.isVisible();
        overlayBar.setVisible(visible);
        caution.setVisible(visible);
        if (over != null && visible) {
            overlayBar.show(ColorMap.MAGMA, over.minimum(), over.maximum(), over.label());
            overlayBar.resizeRelocate(Math.floor(getWidth() - 84 - 36 - 110), 20, 84, 148);
            caution.resizeRelocate(10, noSpace.isVisible() ? 38 : 10, caution.prefWidth(-1), 20);
        }
    }

    private boolean alone() {
        return state.layout().get() == ViewState.Layout.SINGLE;
    }

    private void placeImage(SliceImage view, PlaneMapping m) {
        view.setFitWidth(m.geometry().width() * m.pixelWidth());
        view.setFitHeight(m.geometry().height() * m.pixelHeight());
        view.relocate(Math.rint(m.left()), Math.rint(m.top()));
    }
}
