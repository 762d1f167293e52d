package org.lmttm.app.memory;

import org.lmttm.app.control.ColorMap;

/** Colours of the workspace's values. */
final class Maps {
    private Maps() {}

    /** Colour of a share of the attention scale, 0 … 1. */
    static int attention(double share) {
        return ColorMap.MAGMA.argb(share);
    }

    /** Colour of a share of the attention scale, or of a share of that of differences, −1 … 1. */
    static int attention(MemoryState state, double share, boolean dark) {
        return state.difference() ? signed(share, dark) : attention(share);
    }

    /** Colour of a signed share, −1 … 1. */
    static int signed(double share, boolean dark) {
        return ColorMap.diverging(dark).argb((share + 1) / 2);
    }

    /** Colour of a probability, 0 … 1. */
    static int probability(double value) {
        return ColorMap.VIRIDIS.argb(value);
    }

    /** Colour of an intensity, 0 … 1. */
    static int grey(double share) {
        return ColorMap.GREY.argb(share);
    }
}
