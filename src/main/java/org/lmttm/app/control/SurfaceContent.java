package org.lmttm.app.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.surface.Cut;
import org.lmttm.surface.Layer;
import org.lmttm.surface.Mesh;
import org.lmttm.surface.RayVolume;
import org.lmttm.surface.TransferFunction;

/**
 * What a {@link SurfacePane} shows as surfaces.
 *
 * @param surfaces lit surfaces, which the cut applies to
 * @param pictures flat pictures, which are drawn as they are
 * @param cut what is cut away
 */
public record SurfaceContent(List<Layer> surfaces, List<Layer> pictures, Cut cut) {
    /** Nothing. */
    public static final SurfaceContent NOTHING = new SurfaceContent(List.of(), List.of(), Cut.NONE);

    /** Copies the lists. */
    public SurfaceContent {
        surfaces = List.copyOf(surfaces);
        pictures = List.copyOf(pictures);
    }

    /** One opaque surface. */
    public static SurfaceContent of(Mesh mesh, int color) {
        return new SurfaceContent(List.of(Layer.surface(mesh, color, 1)), List.of(), Cut.NONE);
    }

    /**
     * What a {@link SurfacePane} shows by ray casting.
     *
     * @param volume the voxels
     * @param function colours and opacities
     * @param cut what is cut away
     * @param paint colours in place of the function's, as {@link org.lmttm.surface.RayCaster.Scene} has them; null for
     *     none
     */
    public record Rays(RayVolume volume, TransferFunction function, Cut cut, Layer.@Nullable Paint paint) {}
}
