package org.lmttm.app.control;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.lmttm.surface.Camera;
import org.lmttm.surface.Cut;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.MeshClipper;
import org.lmttm.surface.MeshSimplifier;
import org.lmttm.surface.Progress;

/**
 * Makes content ready to draw: simplifies what is too large, cuts, and hands it to the renderer. Keeps what it made of
 * the last content's meshes, so that a new colour costs nothing. For one thread.
 */
final class SurfacePreparer {
    private final SurfaceRenderer renderer;
    private IdentityHashMap<Mesh, Mesh> simplified = new IdentityHashMap<>();
    private IdentityHashMap<Mesh, Mesh> clipped = new IdentityHashMap<>();
    private Cut lastCut = Cut.NONE;
    private long lastTotal;

    SurfacePreparer(SurfaceRenderer renderer) {
        this.renderer = renderer;
    }

    SurfaceRenderer.Prepared prepare(SurfaceContent content, Progress progress) {
        long total = 0;
        for (Layer layer : content.surfaces()) {
            total += layer.mesh().triangleCount();
        }
        if (total != lastTotal) {
            simplified.clear();
        }
        if (content.cut() != lastCut || total != lastTotal) {
            clipped.clear();
        }
        lastCut = content.cut();
        lastTotal = total;
        IdentityHashMap<Mesh, Mesh> keptSimple = new IdentityHashMap<>();
        IdentityHashMap<Mesh, Mesh> keptClipped = new IdentityHashMap<>();
        List<Layer> drawn = new ArrayList<>();
        List<Mesh> whole = new ArrayList<>();
        for (Layer layer : content.surfaces()) {
            Mesh mesh = layer.mesh();
            Mesh small = simplified.get(mesh);
            if (small == null) {
                small = MeshSimplifier.simplify(mesh, share(mesh, total), progress);
            }
            keptSimple.put(mesh, small);
            Mesh rest = clipped.get(small);
            if (rest == null) {
                rest = MeshClipper.clip(small, content.cut(), progress);
            }
            keptClipped.put(small, rest);
            whole.add(small);
            drawn.add(layer.withMesh(rest));
        }
        simplified = keptSimple;
        clipped = keptClipped;
        for (Layer picture : content.pictures()) {
            drawn.add(picture);
            if (content.surfaces().isEmpty()) {
                whole.add(picture.mesh());
            }
        }
        return renderer.prepare(drawn, Camera.framing(whole), Camera.bounds(whole), progress);
    }

    /** Each surface gets its share of the triangles that can be drawn. */
    private static int share(Mesh mesh, long total) {
        long all = Math.max(1, total);
        return (int) Math.max(1000, (long) SurfacePane.MAXIMUM_TRIANGLES * mesh.triangleCount() / all);
    }
}
