package org.lmttm.app.volume;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;

/** How the volume workspace shows the active case: tool, layout, one zoom and one centre for all panes. No nodes. */
public final class ViewState {
    private static final double LARGEST_ZOOM = 32;
    private static final double SMALLEST_ZOOM = 0.25;

    private final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(this, "tool", Tool.CROSSHAIR);
    private final ObjectProperty<Layout> layout = new SimpleObjectProperty<>(this, "layout", Layout.GRID);
    private final ObjectProperty<Pane> large = new SimpleObjectProperty<>(this, "large", Pane.AXIAL);
    private final BooleanProperty radiological = new SimpleBooleanProperty(this, "radiological", true);
    private final BooleanProperty crosshairShown = new SimpleBooleanProperty(this, "crosshairShown", true);
    private final BooleanProperty smooth = new SimpleBooleanProperty(this, "smooth", true);
    private final ObjectProperty<ColorMap> colorMap = new SimpleObjectProperty<>(this, "colorMap", ColorMap.GREY);
    private final DoubleProperty zoom = new SimpleDoubleProperty(this, "zoom", 1);
    private final DoubleProperty fitScale = new SimpleDoubleProperty(this, "fitScale", 1);
    private final ObjectProperty<Voxel> centre = new SimpleObjectProperty<>(this, "centre", new Voxel(0, 0, 0));
    private final ObjectProperty<Voxel> pointer = new SimpleObjectProperty<>(this, "pointer");
    private final ObjectProperty<OpenCase> shown = new SimpleObjectProperty<>(this, "shown");

    /** What the primary mouse button does in a slice. */
    public enum Tool {
        CROSSHAIR(null),
        WINDOW(null),
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
        SINGLE
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

    /** The position in the middle of every pane, in voxels. */
    public ObjectProperty<Voxel> centre() {
        return centre;
    }

    /** The voxel under the mouse pointer; null when it is over none. */
    public ObjectProperty<Voxel> pointer() {
        return pointer;
    }

    /** The case shown; null when none is. */
    public ObjectProperty<OpenCase> shown() {
        return shown;
    }

    /** Shows a case from the start: whole volume, middle of it. */
    public void show(OpenCase openCase) {
        pointer.set(null);
        zoom.set(1);
        if (openCase != null) {
            Volume volume = openCase.volume();
            centre.set(new Voxel((volume.ni() - 1) / 2.0, (volume.nj() - 1) / 2.0, (volume.nk() - 1) / 2.0));
            smooth.set(volume.affine().isPresent());
        }
        shown.set(openCase);
    }

    /** Fits the volume again, the crosshair in its middle, the window as it was when the case was opened. */
    public void reset() {
        OpenCase openCase = shown.get();
        show(openCase);
        if (openCase != null) {
            openCase.moveCrosshair(OpenCase.middle(openCase.volume()));
            openCase.window().set(openCase.histogram().autoWindow());
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
     * Changes window and level as a drag does: rightwards widens, downwards brightens less.
     *
     * @param from the window when the drag began
     * @param dx pixels to the right
     * @param dy pixels down
     */
    public void dragWindow(Window from, double dx, double dy) {
        OpenCase openCase = shown.get();
        if (openCase == null) {
            return;
        }
        double range = Math.max(openCase.histogram().hi() - openCase.histogram().lo(), 1e-9);
        double step = range / 400;
        double width = Math.max(from.width() + dx * step, range / 1000);
        openCase.window().set(Window.ofLevelWidth(from.level() + dy * step, width));
    }

    /** Makes a pane alone, or everything as before when it is alone already. */
    public void toggleLarge(Pane pane) {
        if (layout.get() == Layout.SINGLE && large.get() == pane) {
            layout.set(Layout.GRID);
        } else {
            large.set(pane);
            layout.set(Layout.SINGLE);
        }
    }
}
