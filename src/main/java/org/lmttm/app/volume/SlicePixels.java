package org.lmttm.app.volume;

import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.SliceOverlay;
import org.lmttm.app.volume.SliceImage.Pixels;
import org.lmttm.volume.Affine;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Resampler.Interpolation;
import org.lmttm.volume.Reslicer;
import org.lmttm.volume.Slab;
import org.lmttm.volume.SliceColors;
import org.lmttm.volume.SliceExtractor;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;

/**
 * A pane's plane as colours, computed off the user interface thread.
 *
 * @param plane what was asked for
 * @param every voxels of the volume along a pixel of {@code slice}: more than one while a large slice moves
 * @param slice colours of intensity
 * @param attention colours of attention over it, several pixels for each of the slice, so that patches keep sharp edges;
 *     null for none
 * @param second colours of a second volume over it; null for none
 */
record SlicePixels(
        PanePlane plane,
        int every,
        Pixels slice,
        @Nullable Pixels attention,
        @Nullable Pixels second) {
    private static final int OPACITY = 150;
    private static final int HATCH = 0x50505050;
    private static final int HATCH_STEP = 10;
    private static final int ATTENTION_SIZE = 560;

    /**
     * What to draw.
     *
     * @param openCase of which volume
     * @param plane which plane
     * @param slab how thick
     * @param smooth whether values between voxels are interpolated
     * @param window which values get the map's ends
     * @param map colours of intensity
     * @param attention what is painted voxel by voxel; null for nothing
     * @param overlay a second volume; null for none
     * @param overlayWindow the second volume's window; null for none
     */
    record Request(
            OpenCase openCase,
            PanePlane plane,
            Slab slab,
            boolean smooth,
            Window window,
            ColorMap map,
            @Nullable SliceOverlay attention,
            @Nullable Overlay overlay,
            @Nullable Window overlayWindow) {}

    /** Draws. */
    static SlicePixels of(Request request) {
        PlaneGrid grid = request.plane().grid();
        int w = grid.width();
        int h = grid.height();
        Pixels slice = Pixels.of(w, h, intensity(request), request.smooth());
        int scale = Math.max(1, ATTENTION_SIZE / Math.max(w, h));
        SliceOverlay attention = request.attention();
        Pixels over =
                attention == null ? null : Pixels.of(w * scale, h * scale, attention(request, attention, scale), false);
        Overlay overlay = request.overlay();
        Window window = request.overlayWindow();
        Pixels second = overlay == null || window == null
                ? null
                : Pixels.of(w, h, OverlayColors.of(overlay, window, grid), request.smooth() && !overlay.labels());
        return new SlicePixels(request.plane(), 1, slice, over, second);
    }

    /**
     * Draws a slice for the moment: with as many pixels as are shown, where it has far more and nothing lies over it.
     *
     * @param every how many of its pixels, along x and along y, are one on the screen
     */
    static SlicePixels quick(Request request, int every) {
        PlaneGrid grid = request.plane().grid();
        boolean plain = request.attention() == null && request.overlay() == null;
        if (every < 2 || !plain || !own(request)) {
            return of(request);
        }
        int w = SliceExtractor.blocks(grid.width(), every);
        int h = SliceExtractor.blocks(grid.height(), every);
        PanePlane plane = request.plane();
        int[] argb = request.openCase()
                .slices()
                .argb(
                        plane.plane(),
                        plane.index(),
                        request.window(),
                        request.map().table(),
                        plane.mirrored(),
                        every);
        return new SlicePixels(plane, every, Pixels.of(w, h, argb, request.smooth()), null, null);
    }

    /** Whether a slice of the volume's own is shown, no thicker than it is. */
    private static boolean own(Request request) {
        return request.plane().along()
                && request.slab().reach(request.plane().grid().sliceStep()) == 0;
    }

    private static int[] intensity(Request request) {
        PanePlane plane = request.plane();
        PlaneGrid grid = plane.grid();
        int[] table = request.map().table();
        if (own(request)) {
            return request.openCase()
                    .slices()
                    .argb(plane.plane(), plane.index(), request.window(), table, plane.mirrored());
        }
        return SliceColors.argb(values(request), grid.width(), grid.height(), request.window(), table);
    }

    /** The values that the pixels show, the top row first; not a number outside the volume. */
    static float[] values(Request request) {
        PanePlane plane = request.plane();
        if (plane.along()) {
            float[] values = request.openCase()
                    .slices()
                    .extract(plane.plane(), plane.index(), request.slab())
                    .values();
            return plane.mirrored() ? mirrored(values, plane.grid().width()) : values;
        }
        Interpolation interpolation = request.smooth() ? Interpolation.TRILINEAR : Interpolation.NEAREST;
        return new Reslicer(request.openCase().volume(), interpolation).extract(plane.grid(), request.slab());
    }

    private static float[] mirrored(float[] values, int width) {
        float[] mirrored = new float[values.length];
        for (int p = 0; p < values.length; p++) {
            int x = p % width;
            mirrored[p] = values[p - x + width - 1 - x];
        }
        return mirrored;
    }

    private static int[] attention(Request request, SliceOverlay attention, int scale) {
        PlaneGrid g = request.plane().grid();
        Affine toVoxel = request.openCase().volume().affineOrVoxels().inverse().compose(g.toPatient());
        int wide = g.width() * scale;
        int[] over = new int[wide * g.height() * scale];
        double range = attention.maximum() - attention.minimum();
        for (int y = 0; y < g.height(); y++) {
            for (int x = 0; x < g.width(); x++) {
                double[] at = toVoxel.apply(x, y, 0);
                int i = (int) Math.floor(at[0] + 0.5);
                int j = (int) Math.floor(at[1] + 0.5);
                int k = (int) Math.floor(at[2] + 0.5);
                if (!inside(request.openCase().volume(), i, j, k)) {
                    continue;
                }
                float value = attention.value(i, j, k);
                boolean unseen = !attention.seen(i, j, k);
                if (Float.isNaN(value) && !unseen) {
                    continue;
                }
                int color = unseen ? HATCH : premultiplied(ColorMap.MAGMA.argb((value - attention.minimum()) / range));
                fill(over, wide, x * scale, y * scale, scale, color, unseen);
            }
        }
        return over;
    }

    private static boolean inside(Volume volume, int i, int j, int k) {
        return i >= 0 && j >= 0 && k >= 0 && i < volume.ni() && j < volume.nj() && k < volume.nk();
    }

    private static void fill(int[] over, int wide, int left, int top, int scale, int color, boolean hatched) {
        for (int y = top; y < top + scale; y++) {
            for (int x = left; x < left + scale; x++) {
                over[y * wide + x] = !hatched || (x + y) % HATCH_STEP < 2 ? color : 0;
            }
        }
    }

    private static int premultiplied(int argb) {
        return OverlayColors.premultiplied(argb, OPACITY);
    }
}
