package org.lmttm.app.control;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.Node;
import javafx.scene.shape.TriangleMesh;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.Progress;

/** One of the two ways to draw a surface into a pane. All methods on the JavaFX thread. */
sealed interface SurfaceRenderer permits SceneRenderer, RasterRenderer {
    /** What the pane shows. */
    Node node();

    /** The mesh, ready to draw. */
    void show(Prepared prepared);

    /** The view. */
    void look(Camera camera);

    /** The size in which to draw, in pixels of the layout. */
    void resize(double width, double height);

    /** Whether the axes at the corner of the mesh's box are drawn by this renderer. */
    void showAxes(boolean visible);

    /** Whether what is on screen is the mesh and the view that were last asked for, in full quality. */
    ReadOnlyBooleanProperty settled();

    /** Turns a mesh, small enough to draw, into what {@link #show} takes; called off the JavaFX thread. */
    Prepared prepare(Mesh mesh, Progress progress);

    /** Ends threads and timers. */
    void dispose();

    /**
     * A mesh that is ready to draw.
     *
     * @param mesh as it is drawn
     * @param parts the same for the GPU; empty for the software path
     * @param home the first view of it
     * @param bounds smallest x, y, z and largest x, y, z in mm
     */
    record Prepared(Mesh mesh, List<TriangleMesh> parts, Camera home, double[] bounds) {
        /** Works out the view and the bounds. */
        Prepared(Mesh mesh, List<TriangleMesh> parts) {
            this(mesh, parts, Camera.framing(mesh), mesh.bounds());
        }
    }
}
