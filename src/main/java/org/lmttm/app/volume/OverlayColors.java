package org.lmttm.app.volume;

import org.lmttm.app.control.ColorMap;
import org.lmttm.app.control.LabelColors;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Resampler.Interpolation;
import org.lmttm.volume.Reslicer;
import org.lmttm.volume.Window;

/** The colours of a second volume on the plane of the first. */
final class OverlayColors {
    private OverlayColors() {}

    /** Premultiplied colours; nothing where the second volume ends or its values are below the threshold. */
    static int[] of(Overlay overlay, Window window, PlaneGrid grid) {
        Interpolation interpolation = overlay.labels() ? Interpolation.NEAREST : Interpolation.TRILINEAR;
        float[] values = new Reslicer(overlay.openCase().volume(), interpolation).extract(grid);
        int alpha = (int) Math.round(255 * overlay.opacity());
        int[] colors = new int[values.length];
        ColorMap map = overlay.map();
        for (int p = 0; p < values.length; p++) {
            float v = values[p];
            // not-a-number is not above the threshold either
            if (v >= overlay.threshold() && (!overlay.labels() || v != 0)) {
                int color = overlay.labels() ? LabelColors.argb(Math.round(v)) : map.argb(window.map(v));
                colors[p] = premultiplied(color, alpha);
            }
        }
        return colors;
    }

    static int premultiplied(int argb, int alpha) {
        int r = (argb >> 16 & 0xff) * alpha / 255;
        int g = (argb >> 8 & 0xff) * alpha / 255;
        int b = (argb & 0xff) * alpha / 255;
        return alpha << 24 | r << 16 | g << 8 | b;
    }
}
