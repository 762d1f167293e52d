package org.lmttm.app.volume;

import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.volume.Slice;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Window;

/**
 * A slice as colours, computed off the user interface thread.
 *
 * @param geometry of the slice
 * @param width pixels
 * @param height pixels
 * @param argb opaque colours of intensity, the top row first
 * @param overlay premultiplied colours over it; null for none
 * @param overlayScale pixels of the overlay along a pixel of the slice, so that patches keep sharp edges where the
 *     toolkit smooths what it enlarges
 */
record SlicePixels(
        SliceGeometry geometry, int width, int height, int[] argb, int @Nullable [] overlay, int overlayScale) {
    private static final int OPACITY = 150;
    private static final int HATCH = 0x50505050;
    private static final int HATCH_STEP = 10;
    private static final int OVERLAY_SIZE = 560;

    /** Colours of a slice. */
    static SlicePixels of(Slice slice, Window window, ColorMap map, boolean mirrored, @Nullable SliceOverlay overlay) {
        int w = slice.width();
        int h = slice.height();
        int[] table = map.table();
        int[] argb = new int[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                argb[y * w + (mirrored ? w - 1 - x : x)] = table[window.grey(slice.value(x, y))];
            }
        }
        int scale = Math.max(1, OVERLAY_SIZE / Math.max(w, h));
        int[] over = overlay == null ? null : overlay(slice, mirrored, overlay, scale);
        return new SlicePixels(slice.geometry(), w, h, argb, over, scale);
    }

    private static int[] overlay(Slice slice, boolean mirrored, SliceOverlay overlay, int scale) {
        SliceGeometry g = slice.geometry();
        int wide = g.width() * scale;
        int[] over = new int[wide * g.height() * scale];
        double range = overlay.maximum() - overlay.minimum();
        for (int y = 0; y < g.height(); y++) {
            for (int x = 0; x < g.width(); x++) {
                double[] v = g.voxel(slice.index(), x, y);
                float value = overlay.value((int) v[0], (int) v[1], (int) v[2]);
                boolean unseen = Float.isNaN(value);
                int color = unseen ? HATCH : premultiplied(ColorMap.MAGMA.argb((value - overlay.minimum()) / range));
                int left = (mirrored ? g.width() - 1 - x : x) * scale;
                fill(over, wide, left, y * scale, scale, color, unseen);
            }
        }
        return over;
    }

    private static void fill(int[] over, int wide, int left, int top, int scale, int color, boolean hatched) {
        for (int y = top; y < top + scale; y++) {
            for (int x = left; x < left + scale; x++) {
                over[y * wide + x] = !hatched || (x + y) % HATCH_STEP < 2 ? color : 0;
            }
        }
    }

    private static int premultiplied(int argb) {
        int r = (argb >> 16 & 0xff) * OPACITY / 255;
        int g = (argb >> 8 & 0xff) * OPACITY / 255;
        int b = (argb & 0xff) * OPACITY / 255;
        return OPACITY << 24 | r << 16 | g << 8 | b;
    }
}
