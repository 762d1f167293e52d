package org.lmttm.app.control;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.shape.TriangleMesh;
import org.jspecify.annotations.Nullable;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Progress;

/** One of the two ways to draw a surface into a pane. All methods on the JavaFX thread. */
sealed interface SurfaceRenderer permits SceneRenderer, RasterRenderer {
    /** What the pane shows. */
    Node node();

    /** Layers, ready to draw. */
    void show(Prepared prepared);

    /** The view. */
    void look(Camera camera);

    /** The size in which to draw, in pixels of the layout. */
    void resize(double width, double height);

    /** Whether the axes at the corner of the mesh's box are drawn by this renderer. */
    void showAxes(boolean visible);

    /** Whether what is on screen is the mesh and the view that were last asked for, in full quality. */
    ReadOnlyBooleanProperty settled();

    /**
     * Turns layers, small enough to draw, into what {@link #show} takes; called off the JavaFX thread.
     *
     * @param home the first view of them
     * @param bounds smallest x, y, z and largest x, y, z of the whole surfaces in mm
     */
    Prepared prepare(List<Layer> layers, Camera home, double[] bounds, Progress progress);

    /** Ends threads and timers. */
    void dispose();

    /**
     * Layers that are ready to draw.
     *
     * @param layers as they are drawn
     * @param parts the same for the GPU; empty for the software path
     * @param home the first view of them
     * @param bounds smallest x, y, z and largest x, y, z in mm
     */
    record Prepared(List<Layer> layers, List<Part> parts, Camera home, double[] bounds) {
        /** Triangles of the surfaces. */
        int triangles() {
            int count = 0;
            for (Layer layer : layers) {
                count += layer.picture() == null ? layer.mesh().triangleCount() : 0;
            }
            return count;
        }
    }

    /**
     * A part of a layer for the GPU.
     *
     * @param mesh some of the layer's triangles
     * @param layer gives colour and opacity
     * @param image the picture on it, or the colours of its paint; null for a surface of one colour
     */
    record Part(TriangleMesh mesh, Layer layer, @Nullable Image image) {}
}
