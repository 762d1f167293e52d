package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.surface.Layer;
import org.lmttm.volume.Plane;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Slice;
import org.lmttm.volume.SliceColors;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Window;

/**
 * The slices at the crosshair as pictures in space: whole, or only where a cut lays them open. What surrounds the body
 * is clear, so that a cut face ends where the surface does.
 *
 * @param openCase whose slices
 * @param at the crosshair
 * @param sides for each voxel axis the side that is cut away: 1 larger indices, −1 smaller, 0 none
 * @param all whether the slices stand there whole
 * @param outside values below this that reach a slice's edge through their like surround the body; NaN for none
 * @param window what is black and white
 * @param map colours of intensity
 */
record SlicePlanes(OpenCase openCase, Voxel at, int[] sides, boolean all, double outside, Window window, ColorMap map) {
    /** The pictures; takes a few milliseconds. */
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (Plane plane : Plane.values()) {
            SliceGeometry g = openCase.slices().geometry(plane);
            if (all || sides[g.normalAxis()] != 0) {
                layers.add(layer(plane, g));
            }
        }
        return layers;
    }

    private Layer layer(Plane plane, SliceGeometry g) {
        int index = Math.clamp(at.index(g.normalAxis()), 0, g.count() - 1);
        Slice slice = openCase.slices().extract(plane, index);
        int w = g.width();
        int h = g.height();
        boolean[] clear = surroundings(slice);
        int[] argb = SliceColors.argb(slice.values(), w, h, window, map.table());
        int[] columns = beyond(g, true);
        int[] rows = beyond(g, false);
        boolean face = sides[g.normalAxis()] != 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                boolean inRemoved = columns[x] >= 0 && rows[y] >= 0;
                boolean within = columns[x] > 0 && rows[y] > 0;
                // a face of the cut bounds what is removed; another slice ends where it begins
                boolean shown = all ? face || !within : inRemoved;
                if (!shown || clear[y * w + x]) {
                    argb[y * w + x] = 0;
                }
            }
        }
        PlaneGrid grid = PlaneGrid.of(openCase.volume(), g, index);
        double[][] corners = {
            corner(grid, -0.5, -0.5),
            corner(grid, w - 0.5, -0.5),
            corner(grid, -0.5, h - 0.5),
            corner(grid, w - 0.5, h - 0.5)
        };
        return Layer.picture(corners, new Layer.Picture(argb, w, h));
    }

    private static double[] corner(PlaneGrid grid, double x, double y) {
        var p = grid.patient(x, y);
        return new double[] {p.x(), p.y(), p.z()};
    }

    /** For each column or row: 1 on the side that goes, 0 on the cut, −1 on the side that stays; 2 without a cut. */
    private int[] beyond(SliceGeometry g, boolean columns) {
        int axis = columns ? g.columnAxis() : g.rowAxis();
        int[] beyond = new int[columns ? g.width() : g.height()];
        for (int x = 0; x < beyond.length; x++) {
            double voxel = g.voxel(0, columns ? x : 0, columns ? 0 : x)[axis];
            beyond[x] = sides[axis] == 0 ? 2 : (int) Math.signum(sides[axis] * (voxel - at.index(axis)));
        }
        return beyond;
    }

    /** Which pixels belong to what surrounds the body: they hang together with the slice's edge. */
    private boolean[] surroundings(Slice slice) {
        int w = slice.width();
        int h = slice.height();
        boolean[] clear = new boolean[w * h];
        if (Double.isNaN(outside)) {
            return clear;
        }
        int[] waiting = new int[w * h];
        int count = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                if (x == 0 || y == 0 || x == w - 1 || y == h - 1) {
                    count = visit(slice.values(), y * w + x, clear, waiting, count);
                }
            }
        }
        while (count > 0) {
            int p = waiting[--count];
            int x = p % w;
            int y = p / w;
            count = x > 0 ? visit(slice.values(), p - 1, clear, waiting, count) : count;
            count = x < w - 1 ? visit(slice.values(), p + 1, clear, waiting, count) : count;
            count = y > 0 ? visit(slice.values(), p - w, clear, waiting, count) : count;
            count = y < h - 1 ? visit(slice.values(), p + w, clear, waiting, count) : count;
        }
        return clear;
    }

    private int visit(float[] values, int p, boolean[] clear, int[] waiting, int count) {
        if (clear[p] || values[p] >= outside) {
            return count;
        }
        clear[p] = true;
        waiting[count] = p;
        return count + 1;
    }
}
