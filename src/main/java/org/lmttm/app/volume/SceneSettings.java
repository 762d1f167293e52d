package org.lmttm.app.volume;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.surface.RenderPreset;
import org.lmttm.surface.SurfaceSettings;

/**
 * What the 3D pane shows of a case, as plain values that can be kept in a file.
 *
 * @param mode surfaces or ray casting
 * @param surfaces in their order
 * @param selected index of the surface that is being edited, −1 for none
 * @param preset colours of ray casting; null for what suits the values
 * @param slices whether the three slices stand in the view
 * @param cut what is cut away at the crosshair
 * @param otherSide whether the cut takes the right, back and lower side instead of the left, front and upper
 */
public record SceneSettings(
        Mode mode,
        List<SurfaceSettings> surfaces,
        int selected,
        @Nullable RenderPreset preset,
        boolean slices,
        CutKind cut,
        boolean otherSide) {
    /** How the pane draws. */
    public enum Mode {
        /** Isosurfaces. */
        SURFACES,
        /** Ray casting. */
        VOLUME
    }

    /** What is cut away at the crosshair. */
    public enum CutKind {
        /** Nothing. */
        NONE,
        /** An eighth. */
        CORNER,
        /** All above, or below, the axial slice. */
        AXIAL,
        /** All before, or behind, the coronal slice. */
        CORONAL,
        /** All on one side of the sagittal slice. */
        SAGITTAL
    }

    /** Copies the list. */
    public SceneSettings {
        surfaces = List.copyOf(surfaces);
    }

    /** The same with another surface being edited. */
    SceneSettings choosing(int index) {
        return new SceneSettings(mode, surfaces, index, preset, slices, cut, otherSide);
    }
}
