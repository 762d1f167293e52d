package org.lmttm.app.control;

import java.util.List;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.paint.PhongMaterial;
import javafx.scene.shape.CullFace;
import javafx.scene.shape.MeshView;
import org.lmttm.app.control.SurfaceRenderer.Part;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Layer;

/**
 * The nodes of one layer for JavaFX 3D, which blends triangles in the order in which they come. A translucent surface
 * therefore shows one sheet of its far side and one of its near side: of each the depth is drawn first, in a colour that
 * is not seen, and then the colour, which only the nearest sheet lets through. Layers are drawn from far to near.
 */
final class SceneLayer extends Group {
    /** Fully transparent fragments are not drawn at all, and leave no depth. */
    private static final PhongMaterial DEPTH_ONLY = matt(Color.rgb(0, 0, 0, 1.0 / 255));

    private final Layer layer;
    private final boolean translucent;
    private final double[] bounds;
    private final Group farDepth = new Group();
    private final Group far = new Group();
    private final Group nearDepth = new Group();
    private final Group near = new Group();

    SceneLayer(Layer layer) {
        this.layer = layer;
        this.translucent = layer.opacity() < 1;
        this.bounds = Camera.bounds(List.of(layer.mesh()));
        getChildren().addAll(farDepth, far, nearDepth, near);
        setViewOrder(Double.MAX_VALUE);
    }

    Layer layer() {
        return layer;
    }

    /** Adds a part of the layer. */
    void add(Part part) {
        PhongMaterial material = material(part);
        if (translucent) {
            farDepth.getChildren().add(view(part, DEPTH_ONLY, CullFace.FRONT));
            far.getChildren().add(view(part, material, CullFace.FRONT));
            nearDepth.getChildren().add(view(part, DEPTH_ONLY, CullFace.BACK));
            near.getChildren().add(view(part, material, CullFace.BACK));
        } else {
            near.getChildren().add(view(part, material, CullFace.NONE));
        }
    }

    private static MeshView view(Part part, PhongMaterial material, CullFace hidden) {
        MeshView view = new MeshView(part.mesh());
        view.setMaterial(material);
        view.setCullFace(hidden);
        return view;
    }

    /** Takes its place among the layers as they are seen: opaque ones first, then those whose nearest point is farthest. */
    void order(Camera camera) {
        if (translucent) {
            setViewOrder(nearest(camera));
        }
    }

    /** Depth along the line of sight of the nearest corner of the box around the layer. */
    private double nearest(Camera camera) {
        double[] sight = camera.rotation()[2];
        double depth = 0;
        for (int c = 0; c < 3; c++) {
            depth += Math.min(sight[c] * bounds[c], sight[c] * bounds[3 + c]);
        }
        return depth;
    }

    /**
     * Matt in the layer's colour or its paint's, or a picture that shines by itself. JavaFX blends as if colours were
     * multiplied with their opacity already, and does not do it.
     */
    private static PhongMaterial material(Part part) {
        Layer of = part.layer();
        double opacity = of.opacity();
        if (part.image() == null) {
            int c = of.color();
            double share = opacity / 255;
            return matt(new Color((c >> 16 & 0xFF) * share, (c >> 8 & 0xFF) * share, (c & 0xFF) * share, opacity));
        }
        boolean painted = of.paint() != null;
        PhongMaterial material = matt(painted ? new Color(opacity, opacity, opacity, opacity) : Color.BLACK);
        material.setDiffuseMap(part.image());
        if (!painted) {
            material.setSelfIlluminationMap(part.image());
        }
        return material;
    }

    private static PhongMaterial matt(Color color) {
        PhongMaterial material = new PhongMaterial(color);
        // no specular part
        material.setSpecularColor(Color.BLACK);
        return material;
    }
}
