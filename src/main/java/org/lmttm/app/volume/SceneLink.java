package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.SurfaceContent;
import org.lmttm.app.control.SurfacePane;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.Voxel;
import org.lmttm.app.volume.SceneSettings.CutKind;
import org.lmttm.surface.Cut;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.RayVolume;
import org.lmttm.surface.RenderPreset;
import org.lmttm.surface.SurfaceSettings;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Rotation;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Window;

/** Keeps the 3D picture in step with the case: surfaces, slices, cut, crosshair, ray casting; and picks points in it. */
final class SceneLink {
    private final ViewState state;
    private final SurfaceState surface;
    private final SurfacePane picture;
    private final ObservableValue<@Nullable SliceOverlay> attention;
    private final LatestWins work;
    private final ReadOnlyBooleanWrapper settled = new ReadOnlyBooleanWrapper(this, "settled", true);
    private final Map<SurfaceItem, Subscription> watched = new HashMap<>();
    private final InvalidationListener moved = observable -> {
        mark();
        if (followsCrosshair()) {
            changed();
        }
    };
    private final ChangeListener<Window> windowed = (property, before, now) -> {
        if (followsWindow()) {
            changed();
        }
    };
    private boolean waiting;

    SceneLink(
            TaskRunner tasks,
            ViewState state,
            SurfaceState surface,
            SurfacePane picture,
            ObservableValue<@Nullable SliceOverlay> attention) {
        this.attention = attention;
        this.state = state;
        this.surface = surface;
        this.picture = picture;
        this.work = tasks.latestWins(TaskRunner.Lane.NUMBERS);
        surface.items().addListener((ListChangeListener<SurfaceItem>) change -> watchItems());
        surface.rays().addListener((property, before, now) -> changed());
        surface.preset().addListener((property, before, now) -> changed());
        surface.slices().addListener((property, before, now) -> changed());
        surface.cut().addListener((property, before, now) -> changed());
        surface.otherSide().addListener((property, before, now) -> changed());
        state.turn().addListener((property, before, now) -> changed());
        state.colorMap().addListener((property, before, now) -> changed());
        state.shown().addListener((property, before, now) -> follow(before, now));
        state.values().addListener((property, before, now) -> changed());
        attention.addListener((property, before, now) -> changed());
        picture.setOnPicked(this::picked);
        watchItems();
        follow(null, state.shown().get());
    }

    /** Whether the picture was asked for what is wanted now. */
    ReadOnlyBooleanProperty settled() {
        return settled.getReadOnlyProperty();
    }

    private void watchItems() {
        watched.entrySet().removeIf(entry -> {
            if (surface.items().contains(entry.getKey())) {
                return false;
            }
            entry.getValue().unsubscribe();
            return true;
        });
        for (SurfaceItem item : surface.items()) {
            watched.computeIfAbsent(
                    item,
                    added -> Subscription.combine(
                            added.mesh().subscribe((before, now) -> changed()),
                            added.settings().subscribe((before, now) -> drawn(before, now))));
        }
        changed();
    }

    /** A new shape shows once its mesh is there; all else at once. */
    private void drawn(SurfaceSettings before, SurfaceSettings now) {
        if (!before.withShape(now.shape()).equals(now) || before.shape().equals(now.shape())) {
            changed();
        }
    }

    private void follow(@Nullable OpenCase before, @Nullable OpenCase now) {
        if (before != null) {
            before.crosshair().removeListener(moved);
            before.window().removeListener(windowed);
        }
        if (before != null && now != null && now.isVolumeBeside(before)) {
            picture.frameAs(picture.getCamera());
        } else {
            picture.forgetView();
        }
        if (now != null) {
            now.crosshair().addListener(moved);
            now.window().addListener(windowed);
            picture.axesVisibleProperty().set(now.volume().affine().isPresent());
            mark();
        }
        changed();
    }

    private void mark() {
        OpenCase openCase = state.shown().get();
        if (openCase != null) {
            Voxel at = openCase.crosshair().get();
            picture.setCrosshair(openCase.volume().affineOrVoxels().apply(at.i(), at.j(), at.k()));
        }
    }

    private void picked(double[] mm) {
        OpenCase openCase = state.shown().get();
        if (openCase != null) {
            double[] v = openCase.volume().affineOrVoxels().inverse().apply(mm[0], mm[1], mm[2]);
            openCase.moveCrosshair(new Voxel(v[0], v[1], v[2]));
        }
    }

    /** Only slices and cuts lie where the crosshair is; surfaces stay as they are. */
    private boolean followsCrosshair() {
        return surface.cut().get() != CutKind.NONE
                || (surface.slices().get() && surface.rays().get() == null);
    }

    private boolean followsWindow() {
        return surface.rays().get() != null || followsCrosshair();
    }

    /** Draws anew, once for all that changes in one go. */
    private void changed() {
        settled.set(false);
        if (!waiting) {
            waiting = true;
            Platform.runLater(() -> {
                waiting = false;
                update();
            });
        }
    }

    private void update() {
        OpenCase openCase = state.shown().get();
        if (openCase == null) {
            picture.setRays(null);
            picture.setContent(SurfaceContent.NOTHING);
            settled.set(true);
            return;
        }
        int[] sides = sides(openCase);
        Cut cut = cut(openCase, sides);
        SliceOverlay overlay = attention.getValue();
        AttentionScene painted = overlay == null
                ? null
                : new AttentionScene(overlay, openCase.volume().affineOrVoxels());
        RayVolume rays = surface.rays().get();
        if (rays != null) {
            picture.setRays(new SurfaceContent.Rays(
                    rays,
                    surface.preset().get().function(openCase.histogram(), projection(openCase)),
                    cut,
                    painted == null ? null : painted.rays()));
            settled.set(true);
            return;
        }
        picture.setRays(null);
        List<Layer> layers = new ArrayList<>();
        for (SurfaceItem item : surface.items()) {
            SurfaceSettings s = item.settings().get();
            Mesh mesh = item.mesh().get();
            if (mesh != null && s.visible() && mesh.triangleCount() > 0) {
                Layer layer = Layer.surface(mesh, s.color(), s.opacity());
                layers.add(painted == null ? layer : painted.painted(layer));
            }
        }
        if (painted != null) {
            layers.addAll(painted.boxes());
        }
        boolean all = surface.slices().get();
        if (!all && cut.isNone()) {
            show(openCase, new SurfaceContent(layers, List.of(), cut));
            return;
        }
        SlicePlanes planes = new SlicePlanes(
                openCase,
                Arrays.stream(Plane.values())
                        .map(plane -> PanePlane.of(openCase, plane, openCase, state))
                        .toList(),
                sides,
                cut,
                all,
                outside(),
                openCase.window().get(),
                state.colors(openCase));
        work.submit(
                planes::layers,
                pictures -> show(openCase, new SurfaceContent(layers, pictures, cut)),
                error -> show(openCase, new SurfaceContent(layers, List.of(), cut)));
    }

    private void show(OpenCase openCase, SurfaceContent content) {
        if (state.shown().get() == openCase && surface.rays().get() == null) {
            picture.setContent(content);
            settled.set(!waiting);
        }
    }

    /** Below the lowest level drawn is what surrounds the body. */
    private double outside() {
        double lowest = Double.NaN;
        for (SurfaceItem item : surface.items()) {
            SurfaceSettings s = item.settings().get();
            if (s.visible()
                    && s.shape().label() == null
                    && !(lowest <= s.shape().level())) {
                lowest = s.shape().level();
            }
        }
        return lowest;
    }

    /** What a projection shows black and white: the window, once the user has chosen one. */
    private static Window projection(OpenCase openCase) {
        Histogram histogram = openCase.histogram();
        Window window = openCase.window().get();
        return window.equals(histogram.autoWindow()) ? RenderPreset.projectionWindow(histogram) : window;
    }

    /** Along the planes that the slices' panes show: turned as they are. */
    private Cut cut(OpenCase openCase, int[] sides) {
        if (sides[0] == 0 && sides[1] == 0 && sides[2] == 0) {
            return Cut.NONE;
        }
        Voxel at = openCase.crosshair().get();
        Affine affine = openCase.volume().affineOrVoxels();
        Rotation turn = state.turn().get();
        if (turn.isNone()) {
            return Cut.at(affine, new double[] {at.index(0), at.index(1), at.index(2)}, sides);
        }
        return Cut.at(affine, new double[] {at.i(), at.j(), at.k()}, sides)
                .turned(turn, CommonSpace.patient(openCase, at));
    }

    /** For each voxel axis the side that is cut away: towards left, front and top, where the first view comes from. */
    private int[] sides(OpenCase openCase) {
        int[] sides = new int[3];
        CutKind kind = surface.cut().get();
        for (Plane plane : Plane.values()) {
            if (kind == CutKind.CORNER || kind.name().equals(plane.name())) {
                SliceGeometry g = openCase.slices().geometry(plane);
                int axis = g.normalAxis();
                sides[axis] = side(openCase, plane, axis) * (surface.otherSide().get() ? -1 : 1);
            }
        }
        return sides;
    }

    private static int side(OpenCase openCase, Plane plane, int axis) {
        Affine affine = openCase.volume().affine().orElse(null);
        if (affine == null) {
            return 1;
        }
        boolean rising = affine.get(plane.patientAxis(), axis) > 0;
        // patient axis 0 runs to the right, and the left is to go
        return rising == (plane.patientAxis() != 0) ? 1 : -1;
    }
}
