package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.OpenCase;
import org.lmttm.surface.Cut;
import org.lmttm.surface.Layer;
import org.lmttm.volume.Affine;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Point;
import org.lmttm.volume.Resampler;
import org.lmttm.volume.Reslicer;
import org.lmttm.volume.SliceColors;
import org.lmttm.volume.Window;

/**
 * The slices at the crosshair as pictures in space: whole, or only where a cut lays them open. There what surrounds the
 * body is clear, so that a cut face ends where the surface does.
 *
 * @param openCase whose slices
 * @param planes where they lie
 * @param sides for each voxel axis the side that is cut away: 1 larger indices, −1 smaller, 0 none
 * @param cut the same in space, turned as the planes are
 * @param all whether the slices stand there whole
 * @param outside values below this that reach a slice's edge through their like surround the body; NaN for none
 * @param window what is black and white
 * @param map colours of intensity
 */
record SlicePlanes(
        OpenCase openCase,
        List<PanePlane> planes,
        int[] sides,
        Cut cut,
        boolean all,
        double outside,
        Window window,
        ColorMap map) {
    /** Pixels along the longer side that are enough on any screen. */
    private static final int SHARP = 700;

    private static final int MOST_PARTS = 4;
    /** What lies nearer to a plane than this, in voxels, lies on it. */
    private static final double ON = 1e-6;

    /** The pictures; takes a few milliseconds. */
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (PanePlane plane : planes) {
            int axis = openCase.slices().geometry(plane.plane()).normalAxis();
            if (all || sides[axis] != 0) {
                layers.add(layer(plane, axis));
            }
        }
        return layers;
    }

    private Layer layer(PanePlane plane, int axis) {
        PlaneGrid grid = fine(plane.grid());
        int w = grid.width();
        int h = grid.height();
        float[] values = new Reslicer(openCase.volume(), Resampler.Interpolation.TRILINEAR).extract(grid);
        boolean[] clear = all ? new boolean[w * h] : surroundings(values, w, h);
        int[] argb = SliceColors.argb(values, w, h, window, map.table());
        double[][] others = others(grid, axis);
        boolean face = sides[axis] != 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double least = Double.POSITIVE_INFINITY;
                for (double[] side : others) {
                    least = Math.min(least, side[0] + side[1] * x + side[2] * y);
                }
                // a face of the cut bounds what is removed; another slice ends where it begins
                boolean shown = all ? cut.isNone() || face || least <= ON : least >= -ON;
                int at = y * w + x;
                if (!shown || clear[at] || Float.isNaN(values[at])) {
                    argb[at] = 0;
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

    /** For each plane of the cut but the slice's own: on which side of it pixel (0, 0) lies, and the change along x and y. */
    private double[][] others(PlaneGrid grid, int own) {
        List<double[]> others = new ArrayList<>();
        int plane = 0;
        for (int axis = 0; axis < 3; axis++) {
            if (sides[axis] != 0) {
                if (axis != own) {
                    double origin = side(plane, grid.patient(0, 0));
                    others.add(new double[] {
                        origin, side(plane, grid.patient(1, 0)) - origin, side(plane, grid.patient(0, 1)) - origin
                    });
                }
                plane++;
            }
        }
        return others.toArray(double[][]::new);
    }

    private double side(int plane, Point at) {
        return cut.side(plane, at.x(), at.y(), at.z());
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
