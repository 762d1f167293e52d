package org.lmttm.app.control;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Point3D;
import javafx.scene.AmbientLight;
import javafx.scene.DirectionalLight;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.PerspectiveCamera;
import javafx.scene.SceneAntialiasing;
import javafx.scene.SubScene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.PhongMaterial;
import javafx.scene.shape.Cylinder;
import javafx.scene.shape.TriangleMesh;
import javafx.scene.transform.Affine;
import javafx.scene.transform.Scale;
import javafx.scene.transform.Translate;
import org.fxyz3d.scene.Axes;
import org.fxyz3d.utils.CameraTransformer;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Lighting;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;

/**
 * Draws with JavaFX 3D. A new mesh is uploaded one part a frame while the old one stays on screen, then both are swapped
 * at once, so that no frame takes long and no half surface shows.
 */
final class SceneRenderer implements SurfaceRenderer {
    /** Triangles uploaded in one frame: a few milliseconds. */
    private static final int PART = 40_000;
    /** Parts on their way are drawn too small to be seen: nodes that are not drawn are not uploaded. */
    private static final double UNSEEN = 1e-6;
    /** FXyz3D's axes are this long before scaling. */
    private static final double AXIS_LENGTH = 60;

    private final Group world = new Group();
    private final CameraTransformer rig = new CameraTransformer();
    private final PerspectiveCamera eye = new PerspectiveCamera(true);
    private final SubScene scene;
    private final Axes axes = new Axes();
    private final ReadOnlyBooleanWrapper settled = new ReadOnlyBooleanWrapper(true);
    private final Deque<Part> waiting = new ArrayDeque<>();
    private final AnimationTimer uploader = new AnimationTimer() {
        @Override
        public void handle(long now) {
            upload();
        }
    };
    private Group current = new Group();
    private Group coming = new Group();
    private List<SceneLayer> layers = new ArrayList<>();
    private List<SceneLayer> comingLayers = new ArrayList<>();
    private Camera camera = Camera.framing(List.of());
    private boolean axesWanted;
    /** What the last meshes became; for the thread that prepares. */
    private IdentityHashMap<Mesh, List<TriangleMesh>> made = new IdentityHashMap<>();

    SceneRenderer(Lighting lighting) {
        // Patient to JavaFX directions, seen from the front: left is right, the top is up, the back is far.
        world.getTransforms().add(new Affine(-1, 0, 0, 0, 0, 0, -1, 0, 0, -1, 0, 0));
        // the axes first: they are seen through what is translucent
        world.getChildren().addAll(axes, current);
        styleAxes();
        rig.getChildren().addAll(eye, light(lighting.key()), light(lighting.fill()));
        Group root = new Group(world, rig, new AmbientLight(Color.gray(lighting.ambient())));
        scene = new SubScene(root, 1, 1, true, SceneAntialiasing.BALANCED);
        scene.setFill(Color.BLACK);
        scene.setCamera(eye);
    }

    private static DirectionalLight light(Lighting.Light from) {
        DirectionalLight light = new DirectionalLight(Color.gray(from.intensity()));
        light.setDirection(new Point3D(from.x(), from.y(), from.z()));
        return light;
    }

    private void styleAxes() {
        axes.setVisible(false);
        List<Color> colors = SurfaceOverlay.AXIS_COLORS;
        for (int a = 0; a < 3; a++) {
            Cylinder cylinder = (Cylinder) axes.getChildren().get(a);
            cylinder.setRadius(AXIS_LENGTH / 60);
            PhongMaterial paint = new PhongMaterial(colors.get(a));
            paint.setSpecularColor(Color.BLACK);
            cylinder.setMaterial(paint);
        }
    }

    @Override
    public Node node() {
        return scene;
    }

    @Override
    public Prepared prepare(List<Layer> layers, Camera home, double[] bounds, Progress progress) {
        List<Part> parts = new ArrayList<>();
        IdentityHashMap<Mesh, List<TriangleMesh>> kept = new IdentityHashMap<>();
        for (Layer layer : layers) {
            if (layer.opacity() > 0) {
                add(layer, kept, parts, progress);
            }
        }
        made = kept;
        return new Prepared(layers, parts, home, bounds);
    }

    private void add(Layer layer, IdentityHashMap<Mesh, List<TriangleMesh>> kept, List<Part> parts, Progress progress) {
        Layer.Picture picture = layer.picture();
        if (picture != null) {
            PixelBuffer<IntBuffer> pixels = new PixelBuffer<>(
                    picture.width(),
                    picture.height(),
                    IntBuffer.wrap(picture.argb()),
                    PixelFormat.getIntArgbPreInstance());
            parts.add(new Part(MeshParts.picture(layer.mesh()), layer, new WritableImage(pixels)));
            return;
        }
        Layer.Paint paint = layer.paint();
        if (paint != null) {
            MeshPaint colors = new MeshPaint(layer.mesh(), paint);
            Image image = colors.image();
            for (TriangleMesh mesh : MeshParts.of(layer.mesh(), PART, colors, progress)) {
                parts.add(new Part(mesh, layer, image));
            }
            return;
        }
        List<TriangleMesh> meshes = made.get(layer.mesh());
        if (meshes == null) {
            meshes = MeshParts.of(layer.mesh(), PART, null, progress);
        }
        kept.put(layer.mesh(), meshes);
        for (TriangleMesh mesh : meshes) {
            parts.add(new Part(mesh, layer, null));
        }
    }

    @Override
    public void show(Prepared prepared) {
        waiting.clear();
        waiting.addAll(prepared.parts());
        world.getChildren().remove(coming);
        coming = new Group();
        comingLayers = new ArrayList<>();
        coming.getTransforms().add(new Scale(UNSEEN, UNSEEN, UNSEEN));
        world.getChildren().add(coming);
        placeAxes(prepared);
        settled.set(false);
        uploader.start();
    }

    private void upload() {
        Part part = waiting.poll();
        if (part != null) {
            if (comingLayers.isEmpty() || !comingLayers.getLast().layer().equals(part.layer())) {
                comingLayers.add(new SceneLayer(part.layer()));
                coming.getChildren().add(comingLayers.getLast());
            }
            comingLayers.getLast().add(part);
            return;
        }
        uploader.stop();
        world.getChildren().remove(current);
        coming.getTransforms().clear();
        current = coming;
        coming = new Group();
        layers = comingLayers;
        comingLayers = new ArrayList<>();
        layers.forEach(layer -> layer.order(camera));
        settled.set(true);
    }

    private void placeAxes(Prepared prepared) {
        double[] corner = prepared.bounds();
        double scale = SurfaceOverlay.axesLength(corner) / AXIS_LENGTH;
        axes.getTransforms().setAll(new Translate(corner[0], corner[1], corner[2]), new Scale(scale, scale, scale));
        axes.setVisible(axesWanted && prepared.triangles() > 0);
    }

    @Override
    public void showAxes(boolean visible) {
        axesWanted = visible;
        axes.setVisible(visible && !current.getChildren().isEmpty());
    }

    @Override
    public void look(Camera camera) {
        this.camera = camera;
        layers.forEach(layer -> layer.order(camera));
        double distance = camera.distance();
        rig.setTranslate(-camera.x(), -camera.z(), -camera.y());
        rig.setRy(-camera.azimuth());
        rig.setRx(-camera.elevation());
        eye.setTranslateX(-camera.panX() * camera.radius());
        eye.setTranslateY(-camera.panY() * camera.radius());
        eye.setTranslateZ(-distance);
        eye.setNearClip(distance / 50);
        eye.setFarClip(distance * 4);
        eye.setFieldOfView(camera.fieldOfView());
    }

    @Override
    public void resize(double width, double height) {
        scene.setWidth(width);
        scene.setHeight(height);
        eye.setVerticalFieldOfView(height <= width);
    }

    @Override
    public ReadOnlyBooleanProperty settled() {
        return settled.getReadOnlyProperty();
    }

    @Override
    public void dispose() {
        uploader.stop();
        waiting.clear();
    }
}
