package org.lmttm.app.control;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Lighting;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows surfaces and pictures, or a volume by ray casting, in 3D: drag turns, right or middle drag (or Shift) moves, the
 * wheel zooms, double click or Home resets, arrow keys turn; A, P, L, R, S, I and clicks on the cube look from that
 * side; a click elsewhere picks a point. Surfaces are drawn with JavaFX 3D where the machine supports it, else in software;
 * then a note says so. Camera, light and handling are the same, and so are opaque surfaces. Of a translucent surface
 * JavaFX 3D shows the nearest sheet of its near side and of its far side, software every sheet. All methods on the
 * JavaFX thread.
 */
public final class SurfacePane extends Region {
    /** Meshes beyond this are simplified for display; measures and files keep the whole. */
    public static final int MAXIMUM_TRIANGLES = 500_000;

    private static final Logger LOG = LoggerFactory.getLogger(SurfacePane.class);
    private static final Mesh NOTHING = new Mesh(new float[0], new float[0], new int[0], false, 0, 0);
    private static final double MARGIN = 8;

    private final SurfaceRenderer renderer;
    private final boolean software;
    private final SurfaceOverlay overlay = new SurfaceOverlay();
    private final OrientationCube cube = new OrientationCube();
    private final Label note = new Label();
    private final ObjectProperty<Camera> camera = new SimpleObjectProperty<>(this, "camera", Camera.framing(NOTHING));
    private final BooleanProperty axesVisible = new SimpleBooleanProperty(this, "axesVisible", true);
    private final ReadOnlyBooleanWrapper preparing = new ReadOnlyBooleanWrapper(this, "preparing");
    private final ReadOnlyBooleanWrapper settled = new ReadOnlyBooleanWrapper(this, "settled", true);
    private final ReadOnlyIntegerWrapper shownTriangles = new ReadOnlyIntegerWrapper(this, "shownTriangles");
    private final ExecutorService preparer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("surface-prepare").factory());
    private final AtomicLong latest = new AtomicLong();
    private final RayRenderer rayRenderer = new RayRenderer(Lighting.BONE);
    private final SurfacePreparer preparation;
    private SurfaceRenderer.Prepared shown =
            new SurfaceRenderer.Prepared(List.of(), List.of(), Camera.framing(NOTHING), new double[6]);
    private SurfaceContent.@Nullable Rays rays;
    private Consumer<double[]> picked = mm -> {};
    /** Whether the next content brings the camera back to the whole of it. */
    private boolean unframed = true;

    /** The view that the next content is to be seen in where it would bring the camera back to the whole of it. */
    private @Nullable Camera awaited;

    private double @Nullable [][] region;
    private double @Nullable [] crosshair;
    private double foot;

    /** With JavaFX 3D where it is supported, else in software. */
    public SurfacePane() {
        this(!Platform.isSupported(ConditionalFeature.SCENE3D));
    }

    /**
     * With a chosen renderer.
     *
     * @param software true to draw in software even where JavaFX 3D is supported
     */
    public SurfacePane(boolean software) {
        this.software = software;
        this.renderer = software ? new RasterRenderer(Lighting.BONE) : new SceneRenderer(Lighting.BONE);
        this.preparation = new SurfacePreparer(renderer);
        Messages texts = new Messages("org.lmttm.app.control.surface");
        getStyleClass().add("surface-pane");
        setFocusTraversable(true);
        setAccessibleText(texts.text("surface.accessible"));
        note.setText(texts.text("surface.software"));
        note.getStyleClass().add("surface-note");
        note.setVisible(software);
        note.setMouseTransparent(true);
        overlay.canvas().setMouseTransparent(true);
        cube.canvas().setMouseTransparent(true);
        getChildren().addAll(renderer.node(), rayRenderer.node(), overlay.canvas(), cube.canvas(), note);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setMinSize(0, 0);
        camera.addListener((property, before, now) -> {
            awaited = now.equals(awaited) ? awaited : null;
            look();
        });
        cube.canvas().visibleProperty().bind(axesVisible);
        axesVisible.addListener((property, before, now) -> {
            renderer.showAxes(now);
            drawOverlay();
        });
        renderer.showAxes(true);
        settled.bind(renderer.settled().and(rayRenderer.settled()).and(preparing.not()));
        new SurfaceMouse(this).install();
        look();
    }

    /**
     * Shows one mesh in the colour of bone.
     *
     * @param mesh in patient mm, or null for none
     */
    public void setMesh(@Nullable Mesh mesh) {
        setContent(mesh == null ? SurfaceContent.NOTHING : SurfaceContent.of(mesh, Lighting.BONE.color()));
    }

    /**
     * Shows surfaces and pictures. What was there stays until the new is ready; content that was overtaken by newer one
     * is never shown. The first content after none brings the camera back to the whole of it, later one keeps the view.
     */
    public void setContent(SurfaceContent content) {
        if (preparer.isShutdown()) {
            return;
        }
        long ticket = latest.incrementAndGet();
        preparing.set(true);
        preparer.execute(() -> prepare(content, ticket));
    }

    /**
     * Shows a volume by ray casting instead of the surfaces; they come back with null.
     *
     * @param content what to cast rays into; null for surfaces
     */
    public void setRays(SurfaceContent.@Nullable Rays content) {
        rays = content;
        renderer.node().setVisible(content == null);
        if (content != null && unframed) {
            unframed = false;
            camera.set(awaited == null ? content.volume().framing() : awaited);
        }
        rayRenderer.show(content);
        look();
    }

    /** Whether a volume is shown by ray casting. */
    public boolean isCastingRays() {
        return rays != null;
    }

    /** Who is told of a point that was picked, R, A, S in mm. */
    public void setOnPicked(Consumer<double[]> listener) {
        picked = listener;
    }

    /** Finds what is seen at a place of the pane and tells the listener; nothing when there is nothing. */
    void pick(double x, double y) {
        if (preparer.isShutdown()) {
            return;
        }
        SurfaceContent.Rays from = rays;
        List<Layer> layers = shown.layers();
        Camera at = getCamera();
        double w = getWidth();
        double h = getHeight();
        preparer.execute(() -> {
            double[] point =
                    from == null ? nearest(layers, at.ray(x, y, w, h)) : rayRenderer.pick(from, at, x, y, w, h);
            if (point != null) {
                Platform.runLater(() -> picked.accept(point));
            }
        });
    }

    private static double @Nullable [] nearest(List<Layer> layers, double[] ray) {
        double distance = Double.POSITIVE_INFINITY;
        for (Layer layer : layers) {
            if (layer.opacity() > 0) {
                distance = Math.min(distance, layer.distance(ray));
            }
        }
        return Double.isInfinite(distance)
                ? null
                : new double[] {ray[0] + distance * ray[3], ray[1] + distance * ray[4], ray[2] + distance * ray[5]};
    }

    /** The side of the patient whose face of the cube is at a place of the pane; 0 for none. */
    char cubeSideAt(double x, double y) {
        return axesVisible.get()
                ? OrientationCube.sideAt(getCamera(), x - (getWidth() - OrientationCube.SIZE - MARGIN), y - MARGIN)
                : 0;
    }

    private void prepare(SurfaceContent content, long ticket) {
        Progress progress = new Progress() {
            @Override
            public void update(double fraction) {}

            @Override
            public boolean cancelled() {
                return latest.get() != ticket;
            }
        };
        try {
            SurfaceRenderer.Prepared prepared = preparation.prepare(content, progress);
            Platform.runLater(() -> show(prepared, ticket));
        } catch (CancellationException e) {
            LOG.trace("a newer surface was asked for", e);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("the surface could not be made ready to draw", e);
            Platform.runLater(() -> preparing.set(latest.get() != ticket));
        }
    }

    private void show(SurfaceRenderer.Prepared prepared, long ticket) {
        if (latest.get() != ticket) {
            return;
        }
        shown = prepared;
        shownTriangles.set(prepared.triangles());
        renderer.show(prepared);
        if (prepared.layers().isEmpty()) {
            unframed = rays == null;
        } else if (unframed) {
            unframed = false;
            camera.set(awaited == null ? prepared.home() : awaited);
        }
        drawOverlay();
        preparing.set(false);
    }

    /** Shows the whole from the front left again. */
    public void resetView() {
        camera.set(rays == null ? shown.home() : rays.volume().framing());
    }

    /** The next content brings the camera back to the whole of it: for another case. */
    public void forgetView() {
        unframed = true;
        awaited = null;
    }

    /** Looks as once before, also at the first content that is yet to come; until the view is changed. */
    public void frameAs(Camera view) {
        awaited = view;
        camera.set(view);
    }

    /** Whether a key turns the view of a pane that has the focus. */
    public static boolean takes(KeyEvent event) {
        return event.getTarget() instanceof SurfacePane && SurfaceMouse.takes(event);
    }

    /** Looks from a side of the patient: A, P, L, R, S or I. */
    public void lookFrom(char side) {
        camera.set(getCamera().from(side));
    }

    /** The view; may be set and listened to, for instance to link two panes. Never null. */
    public ObjectProperty<Camera> cameraProperty() {
        return camera;
    }

    /** The view. */
    public Camera getCamera() {
        return Objects.requireNonNull(camera.get());
    }

    /**
     * Whether the axes are drawn at the corner of the mesh's box, and the orientation cube: to be switched off for what
     * has no patient space.
     */
    public BooleanProperty axesVisibleProperty() {
        return axesVisible;
    }

    /**
     * Outlines a region of interest.
     *
     * @param corners eight corners in mm, corner x + 2y + 4z at the region's own x, y, z in {0, 1}; null for none
     */
    public void setRegion(double @Nullable [][] corners) {
        region = corners;
        drawOverlay();
    }

    /**
     * Marks a point.
     *
     * @param mm its R, A, S coordinates; null for none
     */
    public void setCrosshair(double @Nullable [] mm) {
        crosshair = mm;
        drawOverlay();
    }

    /** Keeps letters out of what stands on the picture's lower edge, which is so many pixels high. */
    public void keepFootFree(double height) {
        foot = height;
        drawOverlay();
    }

    /** Triangles that are drawn, after simplification. */
    public ReadOnlyIntegerProperty shownTrianglesProperty() {
        return shownTriangles.getReadOnlyProperty();
    }

    /** Whether a mesh is being made ready while the old picture still stands. */
    public ReadOnlyBooleanProperty preparingProperty() {
        return preparing.getReadOnlyProperty();
    }

    /** Whether the picture is that of the last mesh and view asked for, in full quality: when to take a snapshot. */
    public ReadOnlyBooleanProperty settledProperty() {
        return settled.getReadOnlyProperty();
    }

    /** Whether the software rasteriser draws. */
    public boolean isDrawnInSoftware() {
        return software;
    }

    /** The picture as it is now, with the lines over it; wait for {@link #settledProperty} for the final one. */
    public WritableImage picture() {
        return snapshot(null, null);
    }

    /** Ends this pane's threads; it then draws no more. */
    public void dispose() {
        latest.incrementAndGet();
        preparer.shutdown();
        renderer.dispose();
        rayRenderer.dispose();
    }

    private void look() {
        if (rays == null) {
            renderer.look(getCamera());
        } else {
            rayRenderer.look(getCamera());
        }
        cube.draw(getCamera());
        drawOverlay();
    }

    private void drawOverlay() {
        if (getWidth() >= 1 && getHeight() >= 1) {
            double[] axesOf = axesVisible.get() && shownTriangles.get() > 0 && rays == null ? shown.bounds() : null;
            overlay.draw(
                    getCamera(),
                    new SurfaceOverlay.Content(region, crosshair, axesOf, software, foot),
                    getWidth(),
                    getHeight());
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        renderer.resize(width, height);
        rayRenderer.resize(width, height);
        renderer.node().relocate(0, 0);
        rayRenderer.node().relocate(0, 0);
        overlay.canvas().relocate(0, 0);
        cube.canvas().relocate(width - OrientationCube.SIZE - MARGIN, MARGIN);
        layoutInArea(note, 0, 0, width, height, 0, HPos.LEFT, VPos.TOP);
        drawOverlay();
    }

    @Override
    public String getUserAgentStylesheet() {
        return Objects.requireNonNull(SurfacePane.class.getResource("/org/lmttm/app/control/surface.css"))
                .toExternalForm();
    }
}
