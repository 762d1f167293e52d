package org.lmttm.app.volume;

import java.util.function.BooleanSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.control.InTurn;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Point;
import org.lmttm.volume.Rotation;
import org.lmttm.volume.Slab;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeSummary;
import org.lmttm.volume.Window;

/** How the volume workspace shows the active case: tool, layout, one zoom and one centre for all panes. No nodes. */
public final class ViewState {
    static final double LARGEST_ZOOM = 32;
    static final double SMALLEST_ZOOM = 0.25;

    private final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(this, "tool", Tool.CROSSHAIR);
    private final ObjectProperty<Layout> layout = new SimpleObjectProperty<>(this, "layout", Layout.GRID);
    private final ObjectProperty<Pane> large = new SimpleObjectProperty<>(this, "large", Pane.AXIAL);
    private final BooleanProperty radiological = new SimpleBooleanProperty(this, "radiological", true);
    private final BooleanProperty crosshairShown = new SimpleBooleanProperty(this, "crosshairShown", true);
    private final BooleanProperty smooth = new SimpleBooleanProperty(this, "smooth", true);
    private final ObjectProperty<ColorMap> colorMap = new SimpleObjectProperty<>(this, "colorMap", ColorMap.GREY);
    private final DoubleProperty zoom = new SimpleDoubleProperty(this, "zoom", 1);
    private final DoubleProperty fitScale = new SimpleDoubleProperty(this, "fitScale", 1);
    private final ObjectProperty<Point> centre = new SimpleObjectProperty<>(this, "centre", new Point(0, 0, 0));
    private final ObjectProperty<Rotation> turn = new SimpleObjectProperty<>(this, "turn", Rotation.NONE);
    private final ObjectProperty<Slab> slab = new SimpleObjectProperty<>(this, "slab", Slab.THIN);
    private final BooleanProperty linked = new SimpleBooleanProperty(this, "linked", false);
    private final ObjectProperty<Overlay> overlay = new SimpleObjectProperty<>(this, "overlay");
    private final ObjectProperty<OpenCase> compared = new SimpleObjectProperty<>(this, "compared");
    private final BooleanProperty centimetres = new SimpleBooleanProperty(this, "centimetres", false);
    private final BooleanProperty smoothPreferred = new SimpleBooleanProperty(this, "smoothPreferred", true);
    private final ObjectProperty<OpenCase> pointed = new SimpleObjectProperty<>(this, "pointed");
    private final ObjectProperty<Plane> focused = new SimpleObjectProperty<>(this, "focused", Plane.AXIAL);
    private final ObjectProperty<Voxel> pointer = new SimpleObjectProperty<>(this, "pointer");
    private final ObjectProperty<OpenCase> shown = new SimpleObjectProperty<>(this, "shown");
    private final ObservableValue<VolumeSummary> values = shown.flatMap(OpenCase::summary);

    private BooleanSupplier drawn = () -> true;
    private final InTurn panels = new InTurn(() -> drawn.getAsBoolean());

    private Layout beforeSingle = Layout.GRID;

    /** What the primary mouse button does in a slice. */
    public enum Tool {
        CROSSHAIR(null),
        WINDOW(null),
        /** A rectangle whose values become the window. */
        WINDOW_REGION(null),
        PAN(null),
        ZOOM(null),
        DISTANCE(Markup.Kind.DISTANCE),
        ANGLE(Markup.Kind.ANGLE),
        ELLIPSE(Markup.Kind.ELLIPSE),
        RECTANGLE(Markup.Kind.RECTANGLE),
        NOTE(Markup.Kind.NOTE);

        private final Markup.@Nullable Kind markup;

        Tool(Markup.@Nullable Kind markup) {
            this.markup = markup;
        }

        /** What the tool draws; null when it draws nothing. */
        Markup.@Nullable Kind markup() {
            return markup;
        }
    }

    /** How panes are arranged. */
    public enum Layout {
        /** Two by two. */
        GRID,
        /** One large pane, three beside it. */
        SIDE,
        /** One pane alone. */
        SINGLE,
        /** One plane of two volumes side by side. */
        COMPARE
    }

    /** The panes, in reading order. */
    public enum Pane {
        AXIAL,
        SURFACE,
        CORONAL,
        SAGITTAL
    }

    /** What the primary mouse button does. */
    public ObjectProperty<Tool> tool() {
        return tool;
    }

    /** How panes are arranged. */
    public ObjectProperty<Layout> layout() {
        return layout;
    }

    /** The pane that is large where the layout has one. */
    public ObjectProperty<Pane> large() {
        return large;
    }

    /** Whether the patient's left is on the right. */
    public BooleanProperty radiological() {
        return radiological;
    }

    /** Whether crosshair lines are drawn. */
    public BooleanProperty crosshairShown() {
        return crosshairShown;
    }

    /** Whether pixels are interpolated on the screen; false shows voxels as they are. */
    public BooleanProperty smooth() {
        return smooth;
    }

    /** The colours of intensity. */
    public ObjectProperty<ColorMap> colorMap() {
        return colorMap;
    }

    /** The colours of a case's intensity: the chosen ones, from the other end where its file wants low values bright. */
    ColorMap colors(OpenCase openCase) {
        ColorMap map = colorMap.get();
        return openCase.volume().description().hints().inverted() ? map.reversed() : map;
    }

    /** Magnification; 1 fits the volume into its panes. */
    public DoubleProperty zoom() {
        return zoom;
    }

    /** Screen pixels a millimetre (or voxel, without geometry) that fit the volume into its panes; panes set it. */
    public DoubleProperty fitScale() {
        return fitScale;
    }

    /** Screen pixels a millimetre, or voxel without geometry. */
    public double scale() {
        return fitScale.get() * zoom.get();
    }

    /** The patient position in the middle of every pane, in mm (voxels without patient space). */
    public ObjectProperty<Point> centre() {
        return centre;
    }

    /** How the crosshair's axes are turned from the volume's own, in patient space; the panes are resliced by it. */
    public ObjectProperty<Rotation> turn() {
        return turn;
    }

    /** How thick slices are, and what is shown of what lies behind each other. */
    public ObjectProperty<Slab> slab() {
        return slab;
    }

    /** Whether crosshair, zoom and centre go with the patient position from case to case. */
    public BooleanProperty linked() {
        return linked;
    }

    /** The second volume that is painted over the slices; null for none. */
    public ObjectProperty<Overlay> overlay() {
        return overlay;
    }

    /** The case beside the one shown in {@link Layout#COMPARE}; null for none. */
    public ObjectProperty<OpenCase> compared() {
        return compared;
    }

    /** Whether lengths are read in centimetres; in millimetres when false. */
    public BooleanProperty centimetres() {
        return centimetres;
    }

    /** What the user wants {@link #smooth} to be for volumes with patient space; arrays start with voxels as they are. */
    public BooleanProperty smoothPreferred() {
        return smoothPreferred;
    }

    /** The case that {@link #pointer} is a voxel of; null when there is no pointer. */
    public ObjectProperty<OpenCase> pointed() {
        return pointed;
    }

    /** The plane that the user worked in last: keys for slices and cine act on it. */
    public ObjectProperty<Plane> focused() {
        return focused;
    }

    /** The voxel under the mouse pointer; null when it is over none. */
    public ObjectProperty<Voxel> pointer() {
        return pointer;
    }

    /** The case shown; null when none is. */
    public ObjectProperty<OpenCase> shown() {
        return shown;
    }

    /** What panels show of another case: after its slices, one panel a frame. */
    InTurn panels() {
        return panels;
    }

    /** Says how to know that the slices asked for are drawn. */
    void drawnWhen(BooleanSupplier all) {
        drawn = all;
    }

    /** What is known of the values of the case shown; null when none is. */
    public ObservableValue<VolumeSummary> values() {
        return values;
    }

    /**
     * Shows a case: from the start, that is the whole volume and its middle; or, where cases are linked and have a common
     * space, as the one before was shown.
     */
    public void show(@Nullable OpenCase openCase) {
        OpenCase before = shown.get();
        pointer.set(null);
        pointed.set(null);
        boolean goesOn = openCase != null
                && before != null
                && before != openCase
                && (openCase.isVolumeBeside(before) || (linked.get() && CommonSpace.have(before, openCase)));
        if (!goesOn) {
            zoom.set(1);
            turn.set(Rotation.NONE);
        }
        if (openCase != null) {
            centre.set(goesOn ? centre.get() : middle(openCase));
            smooth.set(openCase.volume().affine().isPresent() && smoothPreferred.get());
        }
        Overlay over = overlay.get();
        if (over != null
                && (openCase == null || over.openCase() == openCase || !CommonSpace.have(over.openCase(), openCase))) {
            overlay.set(null);
        }
        if (compared.get() == openCase) {
            compared.set(null);
        }
        shown.set(openCase);
    }

    private static Point middle(OpenCase openCase) {
        Volume v = openCase.volume();
        return CommonSpace.patient(openCase, new Voxel((v.ni() - 1) / 2.0, (v.nj() - 1) / 2.0, (v.nk() - 1) / 2.0));
    }

    /** Lets go of a case that is being closed. */
    public void forget(OpenCase openCase) {
        Overlay over = overlay.get();
        if (over != null && over.openCase() == openCase) {
            overlay.set(null);
        }
        if (compared.get() == openCase) {
            compared.set(null);
        }
        if (pointed.get() == openCase) {
            pointer.set(null);
            pointed.set(null);
        }
    }

    /** Fits the volume again, axes straight, slices thin, the crosshair in the middle, the window as at first. */
    public void reset() {
        OpenCase openCase = shown.get();
        if (openCase == null) {
            return;
        }
        zoom.set(1);
        straighten();
        slab.set(Slab.THIN);
        centre.set(middle(openCase));
        openCase.moveCrosshair(OpenCase.middle(openCase.volume()));
        openCase.showOpeningWindow();
    }

    /** Turns the crosshair's axes back to the volume's own; the crosshair goes to the nearest voxel. */
    public void straighten() {
        turn.set(Rotation.NONE);
        OpenCase openCase = shown.get();
        if (openCase != null) {
            openCase.moveCrosshair(openCase.crosshair().get());
        }
    }

    /** Multiplies the magnification, within limits. */
    public void zoomBy(double factor) {
        zoom.set(Math.clamp(zoom.get() * factor, SMALLEST_ZOOM, LARGEST_ZOOM));
    }

    /** Moves the slice of an axis by some slices, within the volume. */
    public void scroll(int voxelAxis, int slices) {
        OpenCase openCase = shown.get();
        if (openCase != null) {
            Voxel at = openCase.crosshair().get();
            openCase.moveCrosshair(at.with(voxelAxis, at.along(voxelAxis) + slices));
        }
    }

    /**
     * Moves a plane of a case by some slices, within the volume.
     *
     * @param slices positive towards the patient's head, front or right, or up the index without patient space
     * @return whether the plane moved
     */
    public boolean step(OpenCase openCase, Plane plane, int slices) {
        SliceGeometry g = openCase.slices().geometry(plane);
        Voxel before = openCase.crosshair().get();
        if (turn.get().isNone()) {
            int patientAxis = plane.patientAxis();
            boolean upwards = openCase.volume()
                    .affine()
                    .map(affine -> affine.get(patientAxis, g.normalAxis()) >= 0)
                    .orElse(true);
            openCase.moveCrosshair(
                    before.with(g.normalAxis(), before.along(g.normalAxis()) + (upwards ? slices : -slices)));
        } else {
            Point normal = PanePlane.normal(openCase, plane, this);
            double sign = normal.get(plane.patientAxis()) >= 0 ? 1 : -1;
            double[] spacing = openCase.volume().spacing();
            double mm = Math.min(spacing[0], Math.min(spacing[1], spacing[2])) * slices * sign;
            Point to = CommonSpace.patient(openCase, before).plus(normal.times(mm));
            Voxel at = CommonSpace.voxel(openCase, to);
            if (openCase.inside(at)) {
                openCase.moveCrosshairExactly(at);
            }
        }
        return !openCase.crosshair().get().equals(before);
    }

    /** Moves the crosshair of a case to a patient position: to the nearest voxel, or exactly where axes are turned. */
    public void moveCrosshair(OpenCase openCase, Point to) {
        Voxel at = CommonSpace.voxel(openCase, to);
        if (turn.get().isNone()) {
            openCase.moveCrosshair(at);
        } else {
            openCase.moveCrosshairExactly(at);
        }
    }

    /** Turns the crosshair's axes about a pane's normal, in radians; positive is clockwise on the pane. */
    public void turnBy(Point normal, double radians) {
        turn.set(Rotation.about(normal, radians).after(turn.get()));
    }

    /**
     * Changes window and level as a drag does: rightwards widens, downwards brightens less.
     *
     * @param openCase whose window
     * @param from the window when the drag began
     * @param dx pixels to the right
     * @param dy pixels down
     */
    public void dragWindow(OpenCase openCase, Window from, double dx, double dy) {
        double range = Math.max(openCase.histogram().hi() - openCase.histogram().lo(), 1e-9);
        double step = range / 400;
        double width = Math.max(from.width() + dx * step, range / 1000);
        openCase.window().set(Window.ofLevelWidth(from.level() + dy * step, width));
    }

    /** Makes a pane alone, or everything as before when it is alone already. */
    public void toggleLarge(Pane pane) {
        if (layout.get() == Layout.SINGLE && large.get() == pane) {
            layout.set(beforeSingle);
        } else {
            beforeSingle = layout.get() == Layout.SINGLE ? Layout.GRID : layout.get();
            large.set(pane);
            layout.set(Layout.SINGLE);
        }
    }
}
