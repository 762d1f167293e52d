package org.lmttm.app.volume;

import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.RoiBox;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Point;
import org.lmttm.volume.SliceExtractor;

/**
 * The picture of one plane of a case: slice, what is painted over it, crosshair and letters. Slices are taken and coloured
 * off the user interface thread, the latest request wins; everything else is placed at the next layout.
 */
final class SliceView extends Region {
    private static final double FIT = 0.94;

    private final Session session;
    private final ViewState state;
    private final RegionState roi;
    private final Plane plane;
    private final ObservableValue<OpenCase> source;
    private final SliceFeed feed;
    private final SliceImage image = new SliceImage();
    private final SliceImage attention = new SliceImage();
    private final SliceImage second = new SliceImage();
    private final SliceOrnaments ornaments = new SliceOrnaments();
    private final CrosshairLines crosshair;
    private final RegionBox region = new RegionBox();
    private final MarkupLayer markupLayer;
    private final NoteEditor notes;
    private final Rectangle band = new Rectangle();
    private final SliceNotes noteLayer;
    private final boolean primary;
    private final boolean first;
    private @Nullable OpenCase openCase;
    private @Nullable SlicePixels pixels;
    private @Nullable Overlay followed;
    private boolean exporting;

    /**
     * A pane.
     *
     * @param source the case that it shows
     * @param id the node's id
     */
    SliceView(
            Session session,
            ViewState state,
            RegionState roi,
            Markups markups,
            Plane plane,
            Messages text,
            ObservableValue<OpenCase> source,
            String id) {
        this.session = session;
        this.state = state;
        this.roi = roi;
        this.plane = plane;
        this.source = source;
        this.crosshair = new CrosshairLines(plane);
        this.primary = source.equals(state.shown());
        this.first = plane == Plane.AXIAL && primary;
        this.feed = new SliceFeed(session.tasks().latestWins(TaskRunner.Lane.NUMBERS), this::show, this::failed);
        this.noteLayer = new SliceNotes(session, state, text);
        setId(id);
        getStyleClass().add("image");
        setFocusTraversable(true);
        setMinSize(40, 40);
        notes = new NoteEditor(text, "note-" + id.substring("slice-".length()));
        markupLayer = new MarkupLayer(markups);
        markups.revision().addListener((property, before, now) -> requestLayout());
        band.getStyleClass().add("window-region");
        band.setManaged(false);
        band.setMouseTransparent(true);
        band.setVisible(false);
        attention.setSmooth(false);
        getChildren().addAll(image, second, attention, region, crosshair, ornaments, markupLayer, band);
        getChildren().addAll(noteLayer, notes);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        observe();
        new SliceMouse(this, state, new MarkupMouse(markups, state, this::markupPlane, notes), session.tasks());
    }

    private final InvalidationListener places = observable -> requestLayout();
    private final InvalidationListener both = observable -> {
        request();
        requestLayout();
    };

    private void observe() {
        source.addListener((property, before, now) -> follow(before, now));
        List.of(state.colorMap(), state.radiological(), session.attentionOverlay(), state.smooth(), state.turn())
                .forEach(property -> property.addListener(both));
        state.slab().addListener(both);
        state.overlay().addListener((property, before, now) -> followOverlay(now));
        if (!primary) {
            state.shown().addListener(both);
        }
        List.of(state.zoom(), state.fitScale(), state.centre(), state.crosshairShown(), state.large(), state.layout())
                .forEach(property -> property.addListener(places));
        state.tool().addListener(places);
        roi.box().addListener(places);
        followOverlay(state.overlay().get());
        follow(null, source.getValue());
    }

    private void followOverlay(@Nullable Overlay now) {
        if (followed != null) {
            followed.openCase().window().removeListener(both);
        }
        followed = now;
        if (now != null) {
            now.openCase().window().addListener(both);
        }
        request();
        requestLayout();
    }

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now) {
        if (before != null) {
            before.crosshair().removeListener(both);
            before.window().removeListener(both);
        }
        openCase = now;
        if (before == null || now == null || !now.isVolumeBeside(before)) {
            // the picture of one case must not stand under the name of another
            pixels = null;
            List.of(image, attention, second).forEach(SliceImage::clear);
        }
        if (now != null) {
            now.crosshair().addListener(both);
            now.window().addListener(both);
            request();
        } else {
            feed.forget();
        }
        requestLayout();
    }

    /** The plane shown. */
    Plane plane() {
        return plane;
    }

    /** The case shown; null for none. */
    @Nullable
    OpenCase openCase() {
        return openCase;
    }

    /** Where markups, which belong to the active case, lie on this pane now; null where they do not. */
    private @Nullable MarkupPlane markupPlane() {
        PlaneMapping m = openCase == state.shown().get() ? mapping() : null;
        return m == null ? null : new MarkupPlane(m, state.slab().get().thickness());
    }

    /** The crosshair's lines. */
    CrosshairLines crosshair() {
        return crosshair;
    }

    /** The orientation letters; for tests. */
    List<String> letters() {
        return ornaments.letters();
    }

    /** The rectangle that a drag draws. */
    Rectangle band() {
        return band;
    }

    /** Whether the picture is the one last asked for; tests wait for it. */
    boolean settled() {
        SlicePixels picture = pixels;
        return moved() && (picture == null || picture.every() == 1);
    }

    /** Whether the picture is that of the plane last asked for, even if still without all its pixels. */
    boolean moved() {
        return feed.moved();
    }

    /** Whose axes the planes follow: the active case's where it has a common space with the one shown. */
    @Nullable
    OpenCase reference() {
        OpenCase active = state.shown().get();
        OpenCase own = openCase;
        return own == null || active == null || !CommonSpace.have(own, active) ? own : active;
    }

    /** The plane as it is now; null while nothing is shown. */
    @Nullable
    PanePlane panePlane() {
        OpenCase shown = openCase;
        OpenCase reference = reference();
        return shown == null || reference == null ? null : PanePlane.of(shown, plane, reference, state);
    }

    /** Where patient positions lie on this pane now; null while nothing is shown. */
    @Nullable
    PlaneMapping mapping() {
        OpenCase shown = openCase;
        PanePlane now = panePlane();
        if (shown == null || now == null || getWidth() <= 0 || getHeight() <= 0) {
            return null;
        }
        return mapping(shown, now);
    }

    private PlaneMapping mapping(OpenCase shown, PanePlane now) {
        return new PlaneMapping(
                now.grid(), shown.volume(), state.centre().get(), state.scale(), getWidth(), getHeight());
    }

    /** Screen pixels a mm at which the whole slice fits; infinite while nothing is shown. */
    double fit() {
        OpenCase shown = openCase;
        if (shown == null || getWidth() <= 0 || getHeight() <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        return FIT * PlaneMapping.fit(shown.slices().geometry(plane), getWidth(), getHeight());
    }

    /** What the pane shows now, to be drawn or measured off the user interface thread; null while nothing is shown. */
    SlicePixels.@Nullable Request content() {
        OpenCase shown = openCase;
        PanePlane now = panePlane();
        if (shown == null || now == null) {
            return null;
        }
        Overlay over = state.overlay().get();
        boolean painted =
                over != null && over.openCase() != shown && open(over) && CommonSpace.have(over.openCase(), shown);
        SliceOverlay voxels =
                shown == state.shown().get() ? session.attentionOverlay().get() : null;
        return new SlicePixels.Request(
                shown,
                now,
                state.slab().get(),
                state.smooth().get(),
                shown.window().get(),
                state.colors(shown),
                voxels,
                painted ? over : null,
                painted ? over.openCase().window().get() : null);
    }

    private void request() {
        SlicePixels.Request content = content();
        if (content != null) {
            feed.ask(content, every(content.plane()));
        }
    }

    /** Voxels that are one pixel on the screen; 1 where a voxel is as large as that. */
    private int every(PanePlane now) {
        double zoom = getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getOutputScaleX();
        double pixel = Math.min(now.grid().pixelWidth(), now.grid().pixelHeight()) * state.scale() * zoom;
        return pixel > 0 && pixel < 1 ? (int) Math.min(SliceFeed.COARSEST, 1 / pixel) : 1;
    }

    private void show(OpenCase of, SlicePixels value) {
        pixels = value;
        of.pictured();
        image.show(value.slice());
        attention.show(value.attention());
        second.show(value.second());
        requestLayout();
    }

    private void failed(OpenCase of, Throwable error) {
        // a case closed while its slice was being taken is no error
        if (session.cases().contains(of) && (followed == null || open(followed))) {
            session.tasks().notice(TaskRunner.error(of.name(), error));
        }
    }

    private boolean open(Overlay over) {
        return session.cases().contains(over.openCase());
    }

    @Override
    protected void layoutChildren() {
        OpenCase shown = openCase;
        OpenCase reference = reference();
        PanePlane now = panePlane();
        SlicePixels picture = pixels;
        boolean visible = shown != null && picture != null && now != null && getWidth() > 0 && getHeight() > 0;
        for (Node child : List.of(ornaments, crosshair, image, second, attention)) {
            child.setVisible(visible);
        }
        noteLayer.resizeRelocate(0, 0, getWidth(), getHeight());
        for (Node child : List.of(region, markupLayer, noteLayer)) {
            child.setVisible(false);
        }
        if (visible && shown != null && picture != null && now != null && reference != null) {
            place(shown, reference, now, picture);
        }
    }

    private void place(OpenCase shown, OpenCase reference, PanePlane now, SlicePixels picture) {
        PlaneMapping m = mapping(shown, now);
        // the picture may still be that of the plane before: it lies where its own plane does
        PlaneMapping drawnAt = mapping(shown, picture.plane());
        placeImage(image, drawnAt, picture.every());
        List.of(second, attention).forEach(layer -> placeImage(layer, drawnAt, 1));
        Point at = CommonSpace.patient(shown, shown.crosshair().get());
        crosshair.place(m, reference, at, state);
        ornaments.place(
                m, shown, crosshair, state.slab().get(), !state.turn().get().isNone(), Lengths.of(shown, state));
        MarkupPlane marked = markupPlane();
        if (marked != null) {
            markupLayer.setVisible(true);
            markupLayer.place(marked, shown);
        }
        RoiBox box = roi.box().getValue();
        if (box != null && shown == state.shown().get()) {
            region.place(m, box);
        }
        boolean bar = first || alone() || exporting;
        noteLayer.place(shown, reference, at, bar, first || !primary, followed);
    }

    private boolean alone() {
        return state.layout().get() == ViewState.Layout.SINGLE || state.layout().get() == ViewState.Layout.COMPARE;
    }

    /** While a picture of the pane is taken, it has its colour bar wherever it stands. */
    void exporting(boolean value) {
        exporting = value;
        requestLayout();
        layout();
    }

    private static void placeImage(SliceImage view, PlaneMapping m, int every) {
        view.setFitWidth(shown(m.grid().width(), every) * m.pixelWidth());
        view.setFitHeight(shown(m.grid().height(), every) * m.pixelHeight());
        view.relocate(Math.rint(m.left()), Math.rint(m.top()));
    }

    private static int shown(int pixels, int every) {
        return every == 1 ? pixels : every * SliceExtractor.blocks(pixels, every);
    }

    /** The pane's name in ids and files, such as {@code axial}. */
    static String name(Plane plane) {
        return plane.name().toLowerCase(Locale.ROOT);
    }
}
