package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.surface.Layer;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Plane;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Resampler;
import org.lmttm.volume.Reslicer;
import org.lmttm.volume.SliceColors;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Window;

/**
 * The slices at the crosshair as pictures in space: whole, or only where a cut lays them open. There what surrounds the
 * body is clear, so that a cut face ends where the surface does.
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
    /** Pixels along the longer side that are enough on any screen. */
    private static final int SHARP = 700;

    private static final int MOST_PARTS = 4;

    /** The pictures; takes a few milliseconds. */
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (Plane plane : Plane.values()) {
            SliceGeometry g = openCase.slices().geometry(plane);
            if (all || sides[g.normalAxis()] != 0) {
                layers.add(layer(g));
            }
        }
        return layers;
    }

    private Layer layer(SliceGeometry g) {
        int index = Math.clamp(at.index(g.normalAxis()), 0, g.count() - 1);
        PlaneGrid grid = fine(PlaneGrid.of(openCase.volume(), g, index));
        int w = grid.width();
        int h = grid.height();
        float[] values = new Reslicer(openCase.volume(), Resampler.Interpolation.TRILINEAR).extract(grid);
        boolean[] clear = all ? new boolean[w * h] : surroundings(values, w, h);
        int[] argb = SliceColors.argb(values, w, h, window, map.table());
        int[] columns = beyond(g, true, w);
        int[] rows = beyond(g, false, h);
        boolean face = sides[g.normalAxis()] != 0;
        boolean whole = sides[0] == 0 && sides[1] == 0 && sides[2] == 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                boolean inRemoved = columns[x] >= 0 && rows[y] >= 0;
                boolean within = columns[x] > 0 && rows[y] > 0;
                // a face of the cut bounds what is removed; another slice ends where it begins
                boolean shown = all ? whole || face || !within : inRemoved;
                if (!shown || clear[y * w + x]) {
                    argb[y * w + x] = 0;
                }
            }
        }
        double[][] corners = {
            corner(grid, -0.5, -0.5),
            corner(grid, w - 0.5, -0.5),
            corner(grid, -0.5, h - 0.5),
            corner(grid, w - 0.5, h - 0.5)
        };
        return Layer.picture(corners, new Layer.Picture(argb, w, h));
    }

    /** The same slice with smaller pixels where they are few, so that it ends where a surface at its level does. */
    private static PlaneGrid fine(PlaneGrid grid) {
        int parts = Math.clamp(SHARP / Math.max(grid.width(), grid.height()), 1, MOST_PARTS);
        double share = 1.0 / parts;
        double shift = share / 2 - 0.5;
        Affine smaller =
                Affine.of(new double[][] {{share, 0, 0, shift}, {0, share, 0, shift}, {0, 0, 1, 0}, {0, 0, 0, 1}});
        return new PlaneGrid(grid.toPatient().compose(smaller), grid.width() * parts, grid.height() * parts);
    }

    private static double[] corner(PlaneGrid grid, double x, double y) {
        var p = grid.patient(x, y);
        return new double[] {p.x(), p.y(), p.z()};
    }

    /** For each column or row: 1 on the side that goes, 0 on the cut, −1 on the side that stays; 2 without a cut. */
    private int[] beyond(SliceGeometry g, boolean columns, int count) {
        int axis = columns ? g.columnAxis() : g.rowAxis();
        int[] beyond = new int[count];
        double voxelsAPixel = (double) (columns ? g.width() : g.height()) / count;
        for (int x = 0; x < count; x++) {
            double at = (x + 0.5) * voxelsAPixel - 0.5;
            double voxel = g.voxel(0, columns ? at : 0, columns ? 0 : at)[axis];
            double side = sides[axis] * (voxel - this.at.index(axis));
            beyond[x] = sides[axis] == 0 ? 2 : side > 0 ? 1 : side < 0 ? -1 : 0;
        }
        return beyond;
    }

    /** Which pixels belong to what surrounds the body: they hang together with the slice's edge. */
    private boolean[] surroundings(float[] values, int w, int h) {
        boolean[] clear = new boolean[w * h];
        if (Double.isNaN(outside)) {
            return clear;
        }
        int[] waiting = new int[w * h];
        int count = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                if (x == 0 || y == 0 || x == w - 1 || y == h - 1) {
                    count = visit(values, y * w + x, clear, waiting, count);
                }
            }
        }
        while (count > 0) {
            int p = waiting[--count];
            int x = p % w;
            int y = p / w;
            count = x > 0 ? visit(values, p - 1, clear, waiting, count) : count;
            count = x < w - 1 ? visit(values, p + 1, clear, waiting, count) : count;
            count = y > 0 ? visit(values, p - w, clear, waiting, count) : count;
            count = y < h - 1 ? visit(values, p + w, clear, waiting, count) : count;
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
