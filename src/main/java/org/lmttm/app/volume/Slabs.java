package org.lmttm.app.volume;

import java.util.List;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.volume.Slab;

/** Slabs in words, and the thicknesses that are offered. */
final class Slabs {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");

    /** Thicknesses in mm that the tool bar offers. */
    static final List<Double> THICKNESSES = List.of(3.0, 5.0, 10.0, 20.0, 40.0);

    private Slabs() {}

    /** Such as "MIP 10 mm". */
    static String name(Slab slab, boolean millimetres) {
        String thickness = ColorBar.number(slab.thickness(), slab.thickness() % 1 == 0 ? 0 : 1);
        return name(slab.projection()) + " " + TEXT.text(millimetres ? "scale.millimetres" : "scale.voxels", thickness);
    }

    /** Such as "MIP". */
    static String name(Slab.Projection projection) {
        return TEXT.text("slab." + projection.name().toLowerCase(java.util.Locale.ROOT));
    }
}
